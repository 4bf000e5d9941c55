//! What the user reads when a run did not end by itself.

use std::os::unix::process::ExitStatusExt;
use std::time::Duration;

use base::{Build, Diagnostic, Severity, Status};

use crate::activity::Activity;
use crate::process::Ended;

/// A status with the diagnostic that explains it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ending {
    pub(crate) status: Status,
    pub(crate) diagnostic: Diagnostic,
}

/// The time limit passed.
pub(crate) fn time_limit(limit: Duration, activity: &Activity) -> Ending {
    let message = format!("the program did not finish within {} s{}", seconds(limit), place(activity));
    let hint = "make it do less, or raise the time limit";
    Ending { status: Status::Timeout, diagnostic: at(Diagnostic::error(message).hint(hint), activity) }
}

/// The caller asked to stop.
pub(crate) fn stopped(after: Duration, activity: &Activity) -> Ending {
    let message = format!("stopped after {} s{}", seconds(after), place(activity));
    Ending { status: Status::Timeout, diagnostic: at(Diagnostic::error(message), activity) }
}

/// The process used more memory than it may.
pub(crate) fn memory_limit(limit_mib: u64, activity: &Activity) -> Ending {
    let message = format!("the program used more than {limit_mib} MiB of memory{}", place(activity));
    let hint = "make fewer or simpler objects, or raise the memory limit";
    Ending { status: Status::Limit, diagnostic: at(Diagnostic::error(message).hint(hint), activity) }
}

/// The process sent something that is no message.
pub(crate) fn nonsense(reason: &str, activity: &Activity) -> Ending {
    let message = format!("the geometry process lost its way{}: {reason}", place(activity));
    let hint = "run the program again; if this comes back, change the operation named here";
    Ending { status: Status::Crash, diagnostic: at(Diagnostic::error(message).hint(hint), activity) }
}

/// The process died by itself.
pub(crate) fn died(ended: &Ended, limit_mib: u64) -> Ending {
    // What Rust's and C++'s allocators print before they give up under the address space limit.
    let out_of_memory = ["memory allocation of ", "std::bad_alloc", "Standard_OutOfMemory"];
    if out_of_memory.iter().any(|words| ended.complaints.contains(words)) {
        return memory_limit(limit_mib, &ended.activity);
    }
    let signal = ended.status.and_then(|status| status.signal());
    if signal == Some(libc::SIGKILL) {
        let message = format!(
            "the system ended the geometry process{}, most likely because memory ran out",
            place(&ended.activity)
        );
        let hint = "close other programs, or make fewer or simpler objects";
        let diagnostic = at(Diagnostic::error(message).hint(hint), &ended.activity);
        return Ending { status: Status::Limit, diagnostic };
    }
    if signal == Some(libc::SIGXFSZ) {
        let message = format!("a file became larger than allowed{}", place(&ended.activity));
        let hint = "export fewer objects, or with a larger tolerance";
        let diagnostic = at(Diagnostic::error(message).hint(hint), &ended.activity);
        return Ending { status: Status::Limit, diagnostic };
    }
    let change = if ended.activity.is_about_a_file() { EXPORT_AGAIN } else { CHANGE_IT };
    let overflowed = ended.complaints.contains("overflowed its stack");
    let (how, hint) = match (overflowed, signal) {
        (true, _) => ("its stack overflowed".to_owned(), "nest expressions and calls less deeply"),
        (false, Some(libc::SIGSEGV | libc::SIGBUS)) => ("segmentation fault".to_owned(), change),
        (false, Some(libc::SIGFPE)) => ("arithmetic error".to_owned(), change),
        (false, Some(libc::SIGABRT)) => ("it gave up".to_owned(), change),
        (false, Some(signal)) => (format!("signal {signal}"), change),
        (false, None) => match ended.status.and_then(|status| status.code()) {
            Some(code) => (format!("exit code {code}"), change),
            None => ("for an unknown reason".to_owned(), change),
        },
    };
    let message = format!("the geometry process crashed{} ({how})", place(&ended.activity));
    let diagnostic = at(Diagnostic::error(message).hint(hint), &ended.activity);
    Ending { status: Status::Crash, diagnostic }
}

const CHANGE_IT: &str = "change this operation, for example its size by a little; the next run starts afresh";
const EXPORT_AGAIN: &str =
    "the file is damaged or unusual: open it in the program that wrote it and export it again";

/// Puts our words about the time into a build that ended early, where the interpreter's were.
pub(crate) fn reword(build: &mut Build, mut ending: Ending) {
    if build.status != Status::Timeout {
        return;
    }
    let theirs = build.diagnostics.iter().rposition(|d| d.severity == Severity::Error);
    if let Some(theirs) = theirs.map(|index| build.diagnostics.remove(index))
        && theirs.line.is_some()
    {
        ending.diagnostic.line = theirs.line;
        ending.diagnostic.column = theirs.column;
        ending.diagnostic.end_column = theirs.end_column;
    }
    build.diagnostics.push(ending.diagnostic);
}

/// A time for people: whole seconds when it is whole, else a tenth.
fn seconds(time: Duration) -> String {
    let tenths = (time.as_secs_f64() * 10.0).round() / 10.0;
    format!("{tenths}")
}

/// Where it happened, to be put after a verb.
fn place(activity: &Activity) -> String {
    if activity.operation.is_empty() { String::new() } else { format!(" in {}", activity.operation) }
}

fn at(diagnostic: Diagnostic, activity: &Activity) -> Diagnostic {
    match activity.line {
        Some(line) => diagnostic.at(line, None),
        None => diagnostic,
    }
}

#[cfg(test)]
mod tests {
    use std::process::ExitStatus;

    use super::*;

    fn died_of(raw_status: i32, complaints: &str) -> String {
        let ended = Ended {
            status: Some(ExitStatus::from_raw(raw_status)),
            activity: Activity { operation: "fillet".to_owned(), line: Some(4) },
            complaints: complaints.to_owned(),
        };
        let ending = died(&ended, 512);
        format!("{:?} {}", ending.status, ending.diagnostic)
    }

    #[test]
    fn each_death_has_its_words() {
        let abort = libc::SIGABRT;
        assert!(
            died_of(libc::SIGSEGV, "")
                .starts_with("Crash 4: error: the geometry process crashed in fillet (segmentation fault)")
        );
        assert!(
            died_of(abort, "memory allocation of 9 bytes failed")
                .contains("more than 512 MiB of memory in fillet")
        );
        assert!(died_of(abort, "thread 'x' has overflowed its stack").contains("(its stack overflowed)"));
        let reading = Ended {
            status: Some(ExitStatus::from_raw(libc::SIGSEGV)),
            activity: Activity { operation: "importStep of a.step".to_owned(), line: None },
            complaints: String::new(),
        };
        let diagnostic = died(&reading, 512).diagnostic;
        assert!(diagnostic.message.contains("crashed in importStep of a.step"), "{diagnostic}");
        assert!(diagnostic.hint.is_some_and(|hint| hint.contains("export it again")));
        assert!(died_of(libc::SIGKILL, "").starts_with("Limit 4: error: the system ended"));
        assert!(died_of(7 << 8, "").contains("(exit code 7)"));
    }

    #[test]
    fn times_are_readable() {
        assert_eq!(seconds(Duration::from_secs(30)), "30");
        assert_eq!(seconds(Duration::from_millis(1234)), "1.2");
    }
}
