//! Stands in for the geometry process in the tests of this crate: it speaks the protocol and does
//! what the text of the program says, without any geometry.
//!
//! `answer`: an empty build. `slow`: waits for a cancel, then answers with status timeout.
//! `deaf`: never answers. `die`: leaves at once. `worn`: answers and wants to be replaced.
//! `burn`: takes memory until it is killed. `babble`: sends bytes that are no message.

use std::fs::File;
use std::io::Write;
use std::os::fd::AsFd;
use std::process::ExitCode;
use std::sync::mpsc;

use base::{Build, Diagnostic, Status};
use engine::activity::ActivityFile;
use engine::protocol::{
    Answer, Built, FromWorker, Health, Hello, PROTOCOL, Request, ToWorker, WorkerOptions, decode, encode,
    read_frame,
};

fn main() -> ExitCode {
    match serve() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn serve() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let options = WorkerOptions::from_args(std::env::args_os().skip(2))?;
    let activity = ActivityFile::open(&options.scratch)?;
    let mut writer = File::from(std::io::stdin().as_fd().try_clone_to_owned()?);
    let mut reader = writer.try_clone()?;
    let (to_main, messages) = mpsc::channel();
    std::thread::spawn(move || {
        while let Ok(content) = read_frame(&mut reader) {
            if let Ok(message) = decode::<ToWorker>(&content)
                && to_main.send(message).is_err()
            {
                return;
            }
        }
    });
    let hello = Hello { protocol: PROTOCOL, version: "test".to_owned(), notes: Vec::new() };
    writer.write_all(&encode(&FromWorker::Hello(hello))?)?;
    while let Ok(message) = messages.recv() {
        let ToWorker::Request { id, request: Request::Build(request) } = message else { continue };
        let mut health = Health::Fit;
        let mut status = Status::Ok;
        let text: &str = &request.program.text;
        activity.write(text, Some(7))?;
        match text {
            "slow" => {
                messages.recv()?;
                status = Status::Timeout;
            }
            "deaf" => loop {
                std::thread::park();
            },
            "die" => return Ok(ExitCode::from(7)),
            "worn" => health = Health::Worn,
            "burn" => {
                let mut memory = Vec::new();
                loop {
                    memory.push(vec![1u8; 1 << 20]);
                }
            }
            "babble" => writer.write_all(b"\x04\0\0\0\xff\xff\xff\xff")?,
            _ => {}
        }
        let diagnostic = Diagnostic::error("KeyboardInterrupt").at(3, Some(2));
        let mut build = Build::failed(request.program.hash(), status, diagnostic);
        build.printed = std::process::id().to_string();
        let answer = Answer::Build(Built { build, files: Vec::new() });
        writer.write_all(&encode(&FromWorker::Reply { id, answer, health })?)?;
    }
    Ok(ExitCode::SUCCESS)
}
