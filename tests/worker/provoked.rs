//! A geometry process that misbehaves on demand.

use std::time::Duration;

use base::{Cancel, Status};
use engine::Error;
use engine::protocol::{Provocation, Provocations};

use super::{PATIENCE, check_alive, engine_with};

#[track_caller]
fn check(provocation: Provocation, timeout: Duration, status: Status, words: &str) {
    let engine = engine_with(|_| {});
    check_alive(&engine, "the start");
    match engine.provoke(provocation, timeout, &Cancel::new()) {
        Err(Error::Program { status: seen, diagnostic }) => {
            assert_eq!(seen, status, "{diagnostic}");
            assert!(diagnostic.message.contains(words), "{diagnostic}");
        }
        other => panic!("{other:?}"),
    }
    check_alive(&engine, words);
}

#[test]
fn a_caught_crash_of_the_kernel_is_told_and_the_process_replaced() {
    check(Provocation::CaughtSignal, PATIENCE, Status::Crash, "OpenCASCADE crashed");
}

#[test]
fn a_crash_that_nobody_catches_is_told_and_the_process_replaced() {
    check(Provocation::Segfault, PATIENCE, Status::Crash, "segmentation fault");
}

#[test]
fn a_process_that_leaves_is_replaced() {
    check(Provocation::Exit, PATIENCE, Status::Crash, "exit code 7");
}

#[test]
fn a_process_that_never_answers_is_killed_at_the_time_limit() {
    check(Provocation::Hang, Duration::from_millis(500), Status::Timeout, "did not finish within 0.5 s");
}

#[test]
fn a_process_that_fills_the_memory_is_killed_at_the_memory_limit() {
    check(Provocation::Memory, PATIENCE, Status::Limit, "more than 512 MiB of memory");
}

#[test]
fn a_process_that_babbles_is_replaced() {
    check(Provocation::Garbage, PATIENCE, Status::Crash, "lost its way");
}

#[test]
fn ordinary_processes_refuse_to_misbehave() {
    let engine = engine_with(|options| options.provocations = Provocations::Refused);
    let refused = engine.provoke(Provocation::Exit, PATIENCE, &Cancel::new());
    assert!(matches!(refused, Err(Error::Program { status: Status::Error, .. })), "{refused:?}");
}
