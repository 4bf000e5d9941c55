//! The protocol under random and hostile bytes.

use std::io::Write;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::process::{Command, Output, Stdio};

use engine::protocol::{FromWorker, ToWorker, WorkerOptions, decode, read_frame};
use proptest::prelude::*;

proptest! {
    #[test]
    fn random_bytes_are_no_reason_to_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let mut stream = bytes.as_slice();
        while let Ok(content) = read_frame(&mut stream) {
            // Either outcome is right, as long as there is one.
            decode::<FromWorker>(&content).ok();
            decode::<ToWorker>(&content).ok();
        }
        decode::<FromWorker>(&bytes).ok();
        decode::<ToWorker>(&bytes).ok();
    }

    #[test]
    fn a_changed_message_is_no_reason_to_panic(at in 0_usize..4000, value in any::<u8>()) {
        let program = base::Program::new("result = 1").with_override("a", base::ParameterValue::Float(1.5));
        let build = base::Build::failed(program.hash(), base::Status::Ok, base::Diagnostic::error("x").at(1, None));
        let reply = FromWorker::Reply {
            id: 1,
            answer: engine::protocol::Answer::Build(engine::protocol::Built { build, files: Vec::new() }),
            health: engine::protocol::Health::Fit,
        };
        let mut frame = engine::protocol::encode(&reply).expect("it is short");
        let at = 4 + at % (frame.len() - 4);
        frame[at] = value;
        decode::<FromWorker>(&frame[4..]).ok();
    }
}

/// Starts a worker by hand, sends it bytes, and waits for its end.
pub(crate) fn worker_after(bytes: &[u8]) -> Output {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let options = WorkerOptions {
        memory_mib: 512,
        scratch: scratch.path().to_owned(),
        provocations: Default::default(),
        readiness: Default::default(),
    };
    let (mut ours, theirs) = UnixStream::pair().expect("a socket");
    let child = Command::new(env!("CARGO_BIN_EXE_partwright"))
        .arg("worker")
        .args(options.to_args())
        .stdin(Stdio::from(OwnedFd::from(theirs)))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    ours.write_all(bytes).expect("it reads");
    ours.shutdown(std::net::Shutdown::Write).expect("it is open");
    child.wait_with_output().expect("it ends")
}

#[test]
fn a_worker_that_is_sent_nonsense_ends_without_a_crash() {
    for bytes in
        [&b"\x05\0\0\0hello"[..], b"\xff\xff\xff\xff", b"\x09\0\0\0x", b"GET / HTTP/1.1\r\n\r\n", b""]
    {
        let output = worker_after(bytes);
        let complaints = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code().is_some(), "{bytes:?}: {:?} {complaints}", output.status);
        assert!(!complaints.contains("panicked"), "{complaints}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn a_worker_started_by_hand_says_what_to_do() {
    let output = Command::new(env!("CARGO_BIN_EXE_partwright")).arg("worker").output().expect("it starts");
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("partwright run FILE"));
}
