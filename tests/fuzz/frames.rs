//! Frames of the protocol: both sides decode damaged ones, and a geometry process gets them.

use base::{Build, Diagnostic, ParameterValue, Program, Status};
use engine::protocol::{
    Answer, BuildRequest, Built, FileRequest, FromWorker, Health, Hello, PROTOCOL, Request, ToWorker, decode,
    encode, read_frame,
};
use engine::{BuildOptions, Format};

use super::mutate::{self, Random};
use crate::worker::wire::worker_after;

/// Good frames of both directions, one after the other.
fn seeds() -> Vec<Vec<u8>> {
    let program = Program::new("result = 1").with_override("a", ParameterValue::Float(1.5));
    let build = Build::failed(program.hash(), Status::Ok, Diagnostic::error("x").at(1, None).hint("y"));
    let options = BuildOptions::default();
    let requests = [
        Request::Build(BuildRequest { program: program.clone(), options }),
        Request::Export(FileRequest { program, format: Format::Step }),
    ];
    let requests = requests.into_iter().map(|request| encode(&ToWorker::Request { id: 1, request }));
    let cancel = std::iter::once(encode(&ToWorker::Cancel { id: 1 }));
    let hello = Hello { protocol: PROTOCOL, version: "1".to_owned(), notes: vec!["note".to_owned()] };
    let answer = Answer::Build(Built { build, files: Vec::new() });
    let replies = [FromWorker::Hello(hello), FromWorker::Reply { id: 1, answer, health: Health::Fit }]
        .map(|m| encode(&m));
    requests.chain(cancel).chain(replies).map(|frame| frame.expect("it is short")).collect()
}

/// A few frames, one of them damaged.
pub(super) fn damaged(random: &mut Random) -> Vec<u8> {
    let seeds = seeds();
    let mut bytes = random.pick(&seeds).clone();
    if random.below(2) == 0 {
        let more: &Vec<u8> = random.pick(&seeds);
        bytes.extend_from_slice(more);
    }
    mutate::bytes(random, &bytes)
}

/// What is wrong with the way both sides take these bytes.
pub(super) fn complaint(bytes: &[u8]) -> Option<String> {
    let mut stream = bytes;
    while let Ok(content) = read_frame(&mut stream) {
        // Either outcome is right, as long as there is one.
        decode::<FromWorker>(&content).ok();
        decode::<ToWorker>(&content).ok();
    }
    let output = worker_after(bytes);
    let words = String::from_utf8_lossy(&output.stderr);
    let ended_by_itself = output.status.code().is_some() && !words.contains("panicked");
    (!ended_by_itself).then(|| format!("{}: {words}", output.status))
}
