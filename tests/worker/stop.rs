//! Stop: asked first, killed soon after.

use std::time::{Duration, Instant};

use base::{Cancel, Program, Status};
use engine::BuildOptions;

use super::{check_alive, engine_with};

/// Stops a program that has run for a moment; how long the answer took.
fn time_to_stop(text: &str) -> Duration {
    let engine = engine_with(|_| {});
    check_alive(&engine, "the start");
    let cancel = Cancel::new();
    let stopper = {
        let cancel = cancel.clone();
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(300));
            cancel.cancel();
            Instant::now()
        })
    };
    let options = BuildOptions::measures_only(Duration::from_secs(100));
    let build = engine.build(&Program::new(text), &options, &cancel).expect("the worker starts");
    let answered = Instant::now();
    assert_eq!(build.status, Status::Timeout, "{build:?}");
    let error = build.first_error().expect("a diagnostic");
    assert!(error.message.starts_with("stopped after "), "{error}");
    check_alive(&engine, "the stop");
    answered.duration_since(stopper.join().expect("it does not panic"))
}

/// The promise is 0.2 s on an idle machine; a busy one may take longer.
const SOON: Duration = Duration::from_secs(5);

#[test]
fn a_program_in_python_stops_soon() {
    let time = time_to_stop("while True:\n    pass\n");
    println!("stopped in Python after {time:?}");
    assert!(time < SOON, "{time:?}");
}

#[test]
fn a_program_that_does_not_listen_is_killed_soon() {
    let time = time_to_stop("total = sum(range(10**10))\n");
    println!("killed after {time:?}");
    assert!(time < SOON, "{time:?}");
}

#[test]
fn the_latest_program_of_the_window_wins() {
    let engine = engine_with(|options| options.cache_builds = 8);
    let options = BuildOptions::measures_only(Duration::from_secs(100));
    let mut first = engine.submit(Program::new("while True: pass"), options.clone());
    let mut second = engine.submit(Program::new(super::BOX), options);
    let deadline = Instant::now() + super::PATIENCE;
    let build = loop {
        if let Some(result) = second.try_recv() {
            break result.expect("the worker starts");
        }
        assert!(Instant::now() < deadline, "no result");
        std::thread::sleep(Duration::from_millis(5));
    };
    assert_eq!(build.status, Status::Ok);
    if let Some(result) = first.try_recv() {
        assert_eq!(result.expect("the worker starts").status, Status::Timeout);
    }
}
