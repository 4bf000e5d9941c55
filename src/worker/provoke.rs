//! Misbehaviour on demand, so that tests can see how the engine takes it.

use std::hint::black_box;

use base::{Diagnostic, Status};
use engine::protocol::{Answer, Provocation, Provocations};

use crate::connection::Connection;
use crate::shapes;

/// Misbehaves, if this process was started for it.
pub(crate) fn provoke(
    provocation: Provocation,
    allowed: Provocations,
    connection: &mut Connection,
) -> Answer {
    if allowed == Provocations::Refused {
        let diagnostic = Diagnostic::error("this process was not started for tests");
        return Answer::Refused { status: Status::Error, diagnostic };
    }
    match provocation {
        Provocation::CaughtSignal => match kernel::provoke_segv() {
            Ok(()) => done(),
            Err(error) => shapes::refusal(&error),
        },
        Provocation::Segfault => {
            black_box(overflow(1));
            done()
        }
        Provocation::Exit => std::process::exit(7),
        Provocation::Hang => loop {
            std::thread::park();
        },
        Provocation::Memory => {
            let mut memory = Vec::new();
            loop {
                memory.push(black_box(vec![1_u8; 1 << 20]));
            }
        }
        Provocation::Garbage => match connection.send_garbage() {
            Ok(()) => done(),
            Err(error) => {
                Answer::Refused { status: Status::Error, diagnostic: Diagnostic::error(error.to_string()) }
            }
        },
    }
}

fn done() -> Answer {
    let diagnostic = Diagnostic::error("the process survived");
    Answer::Refused { status: Status::Ok, diagnostic }
}

/// Calls itself until the stack runs into the page behind it.
#[expect(unconditional_recursion, reason = "that is the point")]
fn overflow(depth: u64) -> u64 {
    let frame = black_box([depth; 512]);
    overflow(depth + 1) + frame[0]
}
