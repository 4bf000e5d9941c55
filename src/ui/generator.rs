//! The thread that turns prompts into candidates, with the model loaded once.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use assist::drawing::Guess;
use assist::edit::Edited;
use assist::{Answer, Event, GenerateOptions, ModelSource, Prompt, Source};
use base::{Cancel, Program};
use engine::Engine;

use crate::app::{PictureKind, PromptScan};

/// Time that a changed program may take.
const CHANGE_TIMEOUT: Duration = Duration::from_secs(20);

/// What the thread reports.
#[derive(Debug)]
pub enum Report {
    /// The model is ready, after this many seconds.
    Loaded(f64),
    /// There is no model; candidates come from the other sources.
    NoModel(String),
    /// Something happened on the way to an answer.
    Event(Event),
    /// Something that the user should know about the prompt.
    Notice(String),
    /// The answer.
    Answer(Box<Answer>),
    /// The program after a change.
    Changed(Box<Edited>),
    /// No answer, and why.
    Failed(String),
    /// The user stopped it.
    Stopped,
}

struct Question {
    generation: u64,
    wanted: Wanted,
    cancel: Cancel,
}

enum Wanted {
    /// Candidates for a prompt.
    Candidates { prompt: Prompt, scan: Option<PromptScan>, kind: PictureKind, options: GenerateOptions },
    /// A program changed as words say.
    Change { program: Program, instruction: String },
}

/// The thread and what is running on it.
pub struct Generator {
    questions: Option<Sender<Question>>,
    reports: Receiver<(u64, Report)>,
    /// Number of the last question; reports about older ones are dropped.
    generation: u64,
    running: Option<(Cancel, Instant)>,
    thread: Option<JoinHandle<()>>,
}

impl Generator {
    /// Starts the thread and loads the model there; `notify` is called with every report.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn start(
        model: Option<Cow<'static, [u8]>>,
        engine: Engine,
        notify: impl Fn() + Send + 'static,
    ) -> std::io::Result<Self> {
        let (questions, todo) = channel();
        let (to_reports, reports) = channel();
        let report = move |generation, report| {
            // Nobody listens when the window is closing.
            to_reports.send((generation, report)).ok();
            notify();
        };
        let thread = std::thread::Builder::new()
            .name("model".into())
            .spawn(move || run(model.as_deref(), &engine, &todo, &report))?;
        Ok(Self { questions: Some(questions), reports, generation: 0, running: None, thread: Some(thread) })
    }

    /// Asks; an earlier question that is still running is stopped.
    pub(crate) fn ask(
        &mut self,
        prompt: Prompt,
        scan: Option<PromptScan>,
        kind: PictureKind,
        options: GenerateOptions,
    ) {
        self.send(Wanted::Candidates { prompt, scan, kind, options });
    }

    /// Asks for a change of a program; an earlier question that is still running is stopped.
    pub(crate) fn change(&mut self, program: Program, instruction: String) {
        self.send(Wanted::Change { program, instruction });
    }

    fn send(&mut self, wanted: Wanted) {
        self.stop();
        let cancel = Cancel::new();
        self.generation += 1;
        self.running = Some((cancel.clone(), Instant::now()));
        let question = Question { generation: self.generation, wanted, cancel };
        let sent = self.questions.as_ref().is_some_and(|questions| questions.send(question).is_ok());
        if !sent {
            log::error!("the thread of the model has ended");
            self.running = None;
        }
    }

    /// Asks the running question to stop.
    pub fn stop(&self) {
        if let Some((cancel, _)) = &self.running {
            cancel.cancel();
        }
    }

    /// Seconds since the running question was asked.
    pub fn running_secs(&self) -> Option<f64> {
        self.running.as_ref().map(|(_, start)| start.elapsed().as_secs_f64())
    }

    /// Reports that are there by now.
    pub fn poll(&mut self) -> Vec<Report> {
        let is_current = |(generation, report): (u64, Report)| {
            let is_general = matches!(report, Report::Loaded(_) | Report::NoModel(_));
            (is_general || generation == self.generation).then_some(report)
        };
        let reports: Vec<Report> = self.reports.try_iter().filter_map(is_current).collect();
        if reports.iter().any(|r| {
            matches!(r, Report::Answer(_) | Report::Changed(_) | Report::Failed(_) | Report::Stopped)
        }) {
            self.running = None;
        }
        reports
    }
}

impl Drop for Generator {
    fn drop(&mut self) {
        self.stop();
        self.questions = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("the thread of the model has panicked");
        }
    }
}

fn run(model: Option<&[u8]>, engine: &Engine, todo: &Receiver<Question>, report: &dyn Fn(u64, Report)) {
    let start = Instant::now();
    let mut sources: Vec<Box<dyn Source + Send>> = Vec::new();
    match model.map(ModelSource::from_bytes) {
        Some(Ok(source)) => {
            sources.push(Box::new(source));
            report(0, Report::Loaded(start.elapsed().as_secs_f64()));
        }
        Some(Err(error)) => report(0, Report::NoModel(error.to_string())),
        None => report(0, Report::NoModel("this build holds no default model".to_owned())),
    }
    sources.extend(assist::geometric_sources());
    for Question { generation, wanted, cancel } in todo {
        let report = |what| report(generation, what);
        if cancel.is_cancelled() {
            report(Report::Stopped);
            continue;
        }
        // A panic is a bug of ours; it must not end the thread.
        let answer = catch_unwind(AssertUnwindSafe(|| match wanted {
            Wanted::Candidates { prompt, scan, kind, options } => {
                let asked = (prompt, scan, kind);
                candidates(asked, &options, &mut sources, engine, &cancel, &report)
            }
            Wanted::Change { program, instruction } => {
                let readings = assist::edit::edit(engine, &program, &instruction, CHANGE_TIMEOUT, &cancel);
                readings.map_err(|error| error.to_string()).and_then(|readings| {
                    let best = readings.into_iter().next().ok_or_else(|| "nothing came of it".to_owned())?;
                    Ok(Report::Changed(Box::new(best)))
                })
            }
        }));
        report(match answer {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) if cancel.is_cancelled() => Report::Stopped,
            Ok(Err(reason)) => Report::Failed(reason),
            Err(_) => Report::Failed("an error of the program itself; the log names it".to_owned()),
        });
    }
}

fn candidates(
    (mut prompt, scan, picture_kind): (Prompt, Option<PromptScan>, PictureKind),
    options: &GenerateOptions,
    sources: &mut [Box<dyn Source + Send>],
    engine: &Engine,
    cancel: &Cancel,
    report: &dyn Fn(Report),
) -> Result<Report, String> {
    if let Some(file) = scan {
        let scan = assist::scan::read_scan(engine, &file.path, &file.content, cancel).map_err(|error| {
            let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            format!("{name}: {error}")
        })?;
        prompt.scan = Some(Arc::new(scan));
    }
    // A single picture may be a drawing, unless the user has said what it is.
    if let ([picture], None, None) = (prompt.pictures.as_slice(), &prompt.scan, &prompt.drawing)
        && picture_kind == PictureKind::Unknown
    {
        match assist::drawing::guess(&picture.image, cancel) {
            Guess::Drawing(found) => {
                report(Report::Notice(
                    "Taken for an engineering drawing; say so below if it is none".to_owned(),
                ));
                // It has been read already.
                let scan = found.scan().map_err(|error| error.to_string())?;
                prompt = Prompt { scan: Some(Arc::new(scan)), ..Prompt::default() };
            }
            Guess::Unsure(found) => report(Report::Notice(format!(
                "This may be an engineering drawing, but {found}. It is taken for a picture; say below if it is a drawing"
            ))),
            Guess::Picture => {}
        }
    }
    let mut on_event = |event| report(Report::Event(event));
    let answer = assist::generate(&prompt, sources, engine, options, cancel, &mut on_event);
    answer.map(|answer| Report::Answer(Box::new(answer))).map_err(|error| error.to_string())
}
