//! One geometry process: started, spoken to, watched, killed.
//!
//! Three named threads belong to it: one reads its messages, one writes to it (so that a process
//! that does not listen blocks nobody), one keeps the end of what it complains about on its
//! standard error. All end with the process and are joined on drop.

use std::io::Read;
use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::activity::{Activity, ActivityFile};
use crate::child::Child;
use crate::prepared::Prepared;
use crate::protocol::{self, FrameError, FromWorker, Readiness, ToWorker, WorkerOptions};
use crate::scratch::Scratch;
use crate::{EngineOptions, Error};

/// How much of the complaints of a process is kept, from their end.
const TAIL_BYTES: usize = 4096;

/// What came from a process.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "at most four of them wait")]
pub(crate) enum Event {
    /// A message.
    Message(FromWorker),
    /// Bytes that are no message, with the reason; nothing follows.
    Nonsense(String),
    /// The connection is closed; nothing follows.
    Closed,
}

/// How a process ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// Signal or exit code; `None` when the system would not say.
    pub(crate) status: Option<ExitStatus>,
    /// What it was doing.
    pub(crate) activity: Activity,
    /// The end of what it wrote to its standard error.
    pub(crate) complaints: String,
}

/// A running geometry process.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    socket: UnixStream,
    events: Option<Receiver<Event>>,
    outbox: Option<SyncSender<Vec<u8>>>,
    complaints: Arc<Mutex<Vec<u8>>>,
    threads: Vec<JoinHandle<()>>,
    activity: ActivityFile,
    is_ready: bool,
    // Removed last, when nobody uses it any more.
    _scratch: Scratch,
}

impl Process {
    /// Starts a process; it says hello when it is ready.
    ///
    /// The thread that calls this must live as long as the process: the system ends the process
    /// with that thread.
    pub(crate) fn start(options: &EngineOptions) -> Result<Self, Error> {
        let failed = |reason: String| Error::Start { reason, worker: options.worker.clone() };
        let io_failed = |error: std::io::Error| failed(error.to_string());
        let scratch = Scratch::new().map_err(io_failed)?;
        let activity = ActivityFile::open(scratch.path()).map_err(io_failed)?;
        let arguments = WorkerOptions {
            memory_mib: options.memory_mib,
            scratch: scratch.path().to_owned(),
            provocations: options.provocations,
            readiness: Readiness::Everything,
        };
        let (socket, theirs) = UnixStream::pair().map_err(io_failed)?;
        let mut command = Command::new(&options.worker);
        command
            .arg("worker")
            .args(arguments.to_args())
            .current_dir(scratch.path())
            .env_clear()
            .stdin(Stdio::from(OwnedFd::from(theirs)))
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        // The loader needs it where OpenCASCADE is not in the system's folders; nothing else is passed.
        if let Some(path) = std::env::var_os("LD_LIBRARY_PATH") {
            command.env("LD_LIBRARY_PATH", path);
        }
        let mut child = command.spawn().map_err(io_failed)?;
        // It holds the other end of the socket, which must close when the process ends.
        drop(command);
        let stderr = child.stderr.take();
        Self::attach(Child::Spawned(child), socket, stderr, scratch, activity).map_err(io_failed)
    }

    /// Takes over a process that was forked before.
    pub(crate) fn adopt(prepared: Prepared) -> std::io::Result<Self> {
        let Prepared { child, socket, complaints, scratch, activity } = prepared;
        Self::attach(child, socket, Some(complaints), scratch, activity)
    }

    /// Starts the threads that talk to a process.
    fn attach(
        child: Child,
        socket: UnixStream,
        stderr: Option<impl Read + Send + 'static>,
        scratch: Scratch,
        activity: ActivityFile,
    ) -> std::io::Result<Self> {
        let (to_events, events) = mpsc::sync_channel(4);
        let (outbox, from_outbox) = mpsc::sync_channel::<Vec<u8>>(4);
        let mut process = Self {
            child,
            socket,
            events: Some(events),
            outbox: Some(outbox),
            complaints: Arc::default(),
            threads: Vec::with_capacity(3),
            activity,
            is_ready: false,
            _scratch: scratch,
        };
        let mut reading = process.socket.try_clone()?;
        process.spawn_thread("geometry-read", move || read_messages(&mut reading, &to_events))?;
        let mut writing = process.socket.try_clone()?;
        process.spawn_thread("geometry-write", move || {
            for frame in from_outbox {
                if let Err(error) = protocol::write_frame(&mut writing, &frame) {
                    // The reading thread sees the closed connection too and tells about it.
                    log::debug!("could not write to the geometry process: {error}");
                    return;
                }
            }
        })?;
        if let Some(stderr) = stderr {
            let complaints = Arc::clone(&process.complaints);
            process.spawn_thread("geometry-stderr", move || keep_tail(stderr, &complaints))?;
        }
        Ok(process)
    }

    /// Whether it has said hello.
    pub(crate) fn is_ready(&self) -> bool {
        self.is_ready
    }

    pub(crate) fn set_ready(&mut self) {
        self.is_ready = true;
    }

    /// Whether it still runs.
    pub(crate) fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// The next event, or `None` when the time is over.
    pub(crate) fn next_event(&self, timeout: Duration) -> Option<Event> {
        let Some(events) = &self.events else { return Some(Event::Closed) };
        match events.recv_timeout(timeout) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Event::Closed),
        }
    }

    /// Hands a message to the writing thread; messages that do not fit its queue are dropped,
    /// which happens only to a process that does not read.
    pub(crate) fn send(&self, message: &ToWorker) -> Result<(), FrameError> {
        let frame = protocol::encode(message)?;
        if let Some(outbox) = &self.outbox
            && let Err(error) = outbox.try_send(frame)
        {
            log::debug!("the geometry process does not read: {error}");
        }
        Ok(())
    }

    /// Forgets what earlier requests did.
    pub(crate) fn clear_activity(&self) {
        if let Err(error) = self.activity.write("", None) {
            log::debug!("could not clear the activity record: {error}");
        }
    }

    /// What the process was doing last.
    pub(crate) fn activity(&self) -> Activity {
        self.activity.read()
    }

    /// Resident memory in MiB; `None` when the process is gone.
    pub(crate) fn resident_mib(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kib / 1024)
    }

    /// Ends the process; returns at once.
    pub(crate) fn kill(&mut self) {
        if let Err(error) = self.child.kill() {
            log::warn!("could not kill a geometry process: {error}");
        }
    }

    /// Waits for a process that closed its connection, kills it if it lingers, and tells how it
    /// ended.
    pub(crate) fn finish(mut self) -> Ended {
        let deadline = Instant::now() + Duration::from_millis(500);
        while self.is_running() && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(2));
        }
        self.kill();
        let status = self.child.wait().ok();
        let activity = self.activity.read();
        self.close();
        let complaints = self.complaints.lock().unwrap_or_else(PoisonError::into_inner);
        let complaints = String::from_utf8_lossy(&complaints).into_owned();
        Ended { status, activity, complaints }
    }

    fn spawn_thread(&mut self, name: &str, work: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(work)?;
        self.threads.push(thread);
        Ok(())
    }

    /// Lets the threads end and waits for them; the process must be dead.
    fn close(&mut self) {
        self.events = None;
        self.outbox = None;
        // It fails when the other side is gone, and then there is nothing to shut down.
        self.socket.shutdown(Shutdown::Both).ok();
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                log::error!("a thread of a geometry process panicked");
            }
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
        if let Err(error) = self.child.wait() {
            log::warn!("could not wait for a geometry process: {error}");
        }
        self.close();
    }
}

fn read_messages(socket: &mut UnixStream, to: &SyncSender<Event>) {
    loop {
        let event = match protocol::read_frame(socket).and_then(|content| protocol::decode(&content)) {
            Ok(message) => Event::Message(message),
            Err(FrameError::Closed | FrameError::Io(_)) => Event::Closed,
            Err(error) => Event::Nonsense(error.to_string()),
        };
        let is_last = !matches!(event, Event::Message(_));
        if to.send(event).is_err() || is_last {
            return;
        }
    }
}

fn keep_tail(mut stderr: impl Read, tail: &Mutex<Vec<u8>>) {
    let mut buffer = [0; 1024];
    loop {
        match stderr.read(&mut buffer) {
            Ok(0) => return,
            Ok(count) => {
                let mut tail = tail.lock().unwrap_or_else(PoisonError::into_inner);
                tail.extend_from_slice(&buffer[..count]);
                let excess = tail.len().saturating_sub(TAIL_BYTES);
                tail.drain(..excess);
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return,
        }
    }
}
