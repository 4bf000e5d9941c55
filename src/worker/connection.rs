//! The socket to the engine.

use std::fs::File;
use std::io;
use std::os::fd::AsFd;
use std::sync::mpsc::{self, Receiver};

use base::Cancel;
use engine::protocol::{self, FrameError, FromWorker, Request, ToWorker};

/// A request with the flag that stops it.
pub(crate) struct Incoming {
    pub(crate) id: u64,
    pub(crate) request: Request,
    pub(crate) cancel: Cancel,
}

/// The socket to the engine, used in both directions.
pub(crate) struct Connection(File);

impl Connection {
    /// Takes the socket away from standard input, so that no program can read from it.
    pub(crate) fn take() -> io::Result<Self> {
        let socket = io::stdin().as_fd().try_clone_to_owned()?;
        let nothing = File::open("/dev/null")?;
        rustix::stdio::dup2_stdin(nothing)?;
        Ok(Self(File::from(socket)))
    }

    /// Sends a message.
    pub(crate) fn send(&mut self, message: &FromWorker) -> Result<(), FrameError> {
        protocol::write_frame(&mut self.0, &protocol::encode(message)?)
    }

    /// Sends bytes that are no message, for tests.
    pub(crate) fn send_garbage(&mut self) -> Result<(), FrameError> {
        protocol::write_frame(&mut self.0, &[4, 0, 0, 0, 0xff, 0xff, 0xff, 0xff])
    }

    /// Starts the thread that reads requests. The list of requests ends with the connection.
    pub(crate) fn requests(&self) -> io::Result<Receiver<Incoming>> {
        let mut socket = self.0.try_clone()?;
        let (to_session, requests) = mpsc::sync_channel(4);
        // Not joined: it ends with the process, which the engine ends.
        std::thread::Builder::new().name("requests".to_owned()).spawn(move || {
            let mut running: Option<(u64, Cancel)> = None;
            loop {
                let message =
                    protocol::read_frame(&mut socket).and_then(|content| protocol::decode(&content));
                match message {
                    Ok(ToWorker::Request { id, request }) => {
                        let cancel = Cancel::new();
                        running = Some((id, cancel.clone()));
                        if to_session.send(Incoming { id, request, cancel }).is_err() {
                            return;
                        }
                    }
                    Ok(ToWorker::Cancel { id }) => {
                        if let Some((_, cancel)) = running.as_ref().filter(|(running, _)| *running == id) {
                            cancel.cancel();
                        }
                    }
                    Err(error) => {
                        if !matches!(error, FrameError::Closed) {
                            eprintln!("{error}");
                        }
                        if let Some((_, cancel)) = &running {
                            cancel.cancel();
                        }
                        return;
                    }
                }
            }
        })?;
        Ok(requests)
    }
}
