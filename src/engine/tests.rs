//! Tests of the engine against a process that only speaks the protocol.

use std::path::PathBuf;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use base::{Build, Cancel, Program, Status};

use crate::{BuildOptions, Engine, EngineOptions, Error, JobHandle};

/// The example `fake_worker`, which cargo builds beside the tests.
fn fake_worker() -> Result<PathBuf, Box<dyn std::error::Error>> {
    let deps = std::env::current_exe()?;
    let target = deps.parent().and_then(|path| path.parent()).ok_or("no target folder")?;
    Ok(target.join("examples/fake_worker"))
}

fn engine(change: impl FnOnce(&mut EngineOptions)) -> Result<Engine, Box<dyn std::error::Error>> {
    let mut options = EngineOptions { memory_mib: 256, ..EngineOptions::new(fake_worker()?) };
    change(&mut options);
    Ok(Engine::start(options)?)
}

fn run(engine: &Engine, text: &str, timeout_ms: u64) -> Result<Build, Error> {
    let options = BuildOptions { timeout: Duration::from_millis(timeout_ms), ..BuildOptions::default() };
    engine.build(&Program::new(text), &options, &Cancel::new())
}

fn error_of(build: &Build) -> String {
    build.first_error().map(ToString::to_string).unwrap_or_default()
}

type TestResult = Result<(), Box<dyn std::error::Error>>;

#[test]
fn every_ending_is_a_build_and_the_next_program_runs() -> TestResult {
    let engine = engine(|_| {})?;
    let cases = [
        ("slow", 100, Status::Timeout, "3:2: error: the program did not finish within 0.1 s in slow"),
        ("deaf", 100, Status::Timeout, "7: error: the program did not finish within 0.1 s in deaf"),
        ("die", 9000, Status::Crash, "7: error: the geometry process crashed in die (exit code 7)"),
        ("burn", 9000, Status::Limit, "7: error: the program used more than 256 MiB of memory in burn"),
        ("babble", 9000, Status::Crash, "7: error: the geometry process lost its way in babble"),
        ("worn", 9000, Status::Ok, ""),
    ];
    for (text, timeout_ms, status, words) in cases {
        let build = run(&engine, text, timeout_ms)?;
        assert_eq!((build.status, build.program), (status, Program::new(text).hash()), "{text}");
        assert!(status == Status::Ok || error_of(&build).starts_with(words), "{}", error_of(&build));
        assert_eq!(run(&engine, "answer", 9000)?.status, Status::Ok, "after {text}");
    }
    Ok(())
}

#[test]
fn a_process_is_used_again_unless_it_is_worn() -> TestResult {
    let engine = engine(|_| {})?;
    let first = run(&engine, "answer", 9000)?.printed;
    assert_eq!(run(&engine, "worn", 9000)?.printed, first);
    assert_ne!(run(&engine, "answer", 9000)?.printed, first);
    Ok(())
}

#[test]
fn stop_is_obeyed_at_once_by_processes_that_do_not_listen() -> TestResult {
    let engine = engine(|_| {})?;
    run(&engine, "answer", 9000)?;
    for text in ["slow", "deaf"] {
        let cancel = Cancel::new();
        let stopper = cancel.clone();
        let pause = Duration::from_millis(150);
        let thread = std::thread::spawn(move || {
            std::thread::sleep(pause);
            stopper.cancel();
            Instant::now()
        });
        let build = engine.build(&Program::new(text), &BuildOptions::default(), &cancel)?;
        let ended = Instant::now();
        let stopped = thread.join().map_err(|_| "the stopping thread panicked")?;
        // The promise is 0.2 s on an idle machine.
        assert!(ended.duration_since(stopped) < Duration::from_secs(5), "{text}");
        assert_eq!(build.status, Status::Timeout);
        assert!(error_of(&build).contains("stopped after "), "{}", error_of(&build));
    }
    Ok(())
}

#[test]
fn a_batch_runs_on_all_processes_and_tells_of_each_once() -> TestResult {
    let engine = engine(|options| options.processes = 2)?;
    let texts = ["answer", "die", "worn", "answer", "slow", "die", "answer"];
    let programs = texts.map(Program::new);
    let options = BuildOptions { timeout: Duration::from_millis(300), ..BuildOptions::default() };
    let mut statuses = [None; 7];
    engine.build_all(&programs, &options, &Cancel::new(), |index, build| {
        assert_eq!(build.program, programs[index].hash());
        assert_eq!(statuses[index].replace(build.status), None);
    })?;
    let (ok, crash, timeout) = (Some(Status::Ok), Some(Status::Crash), Some(Status::Timeout));
    assert_eq!(statuses, [ok, crash, ok, ok, timeout, crash, ok]);
    Ok(())
}

#[test]
fn a_cancelled_batch_tells_of_every_program() -> TestResult {
    let engine = engine(|_| {})?;
    let programs = ["answer", "deaf", "answer", "answer"].map(Program::new);
    let cancel = Cancel::new();
    let mut told = Vec::new();
    engine.build_all(&programs, &BuildOptions::default(), &cancel, |index, build| {
        cancel.cancel();
        told.push((index, build.status));
    })?;
    told.sort_by_key(|(index, _)| *index);
    let timeout = Status::Timeout;
    assert_eq!(told[0], (0, Status::Ok));
    assert_eq!(told[2..], [(2, timeout), (3, timeout)]);
    assert_eq!(told[1], (1, timeout));
    Ok(())
}

fn result_of(handle: &mut JobHandle) -> Option<Result<Build, Error>> {
    let deadline = Instant::now() + Duration::from_secs(20);
    while Instant::now() < deadline && !handle.is_finished() {
        if let Some(result) = handle.try_recv() {
            return Some(result);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    None
}

#[test]
fn the_latest_submitted_program_wins() -> TestResult {
    let engine = engine(|options| options.cache_builds = 4)?;
    let (to_us, notified) = mpsc::channel();
    let mut slow = engine.submit(Program::new("slow"), BuildOptions::default());
    let mut last = engine.submit_and_notify(Program::new("answer"), BuildOptions::default(), move || {
        to_us.send(()).ok();
    });
    assert!(last.generation() > slow.generation());
    notified.recv_timeout(Duration::from_secs(20))?;
    let build = result_of(&mut last).ok_or("no result")??;
    assert_eq!(build.status, Status::Ok);
    assert!(last.try_recv().is_none() && last.is_finished());
    if let Some(result) = result_of(&mut slow) {
        assert_eq!(result?.status, Status::Timeout);
    }
    let mut again = engine.submit(Program::new("answer"), BuildOptions::default());
    assert_eq!(again.try_recv().ok_or("not remembered")??, build);
    Ok(())
}

#[test]
fn what_is_no_worker_is_reported_with_its_path() -> TestResult {
    for path in ["/bin/true", "/no/such/file", "/bin/cat"] {
        let engine = Engine::start(EngineOptions::new(path))?;
        let error = run(&engine, "answer", 9000).err().ok_or("it answered")?;
        assert!(matches!(error, Error::Start { .. }), "{error:?}");
        assert!(error.to_string().ends_with(path), "{error}");
        // The pool goes on asking for a process, and goes on telling.
        assert!(run(&engine, "answer", 9000).is_err());
    }
    Ok(())
}

#[test]
fn dropping_the_engine_ends_everything_at_once() -> TestResult {
    let engine = engine(|options| options.processes = 2)?;
    let pid = run(&engine, "answer", 9000)?.printed;
    let _running = engine.submit(Program::new("deaf"), BuildOptions::default());
    let begun = Instant::now();
    drop(engine);
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert!(!PathBuf::from(format!("/proc/{pid}")).exists());
    Ok(())
}
