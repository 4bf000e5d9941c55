//! The thread that turns prompts into candidates, with the model loaded once.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Instant;

use assist::{Answer, Event, GenerateOptions, ModelSource, Prompt, Source};
use base::Cancel;
use engine::Engine;

use crate::app::PromptScan;

/// What the thread reports.
#[derive(Debug)]
pub enum Report {
    /// The model is ready, after this many seconds.
    Loaded(f64),
    /// There is no model; candidates come from the other sources.
    NoModel(String),
    /// Something happened on the way to an answer.
    Event(Event),
    /// The answer.
    Answer(Box<Answer>),
    /// No answer, and why.
    Failed(String),
    /// The user stopped it.
    Stopped,
}

struct Question {
    prompt: Prompt,
    scan: Option<PromptScan>,
    options: GenerateOptions,
    cancel: Cancel,
}

/// The thread and what is running on it.
pub struct Generator {
    questions: Option<Sender<Question>>,
    reports: Receiver<Report>,
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
        let report = move |report| {
            // Nobody listens when the window is closing.
            to_reports.send(report).ok();
            notify();
        };
        let thread = std::thread::Builder::new()
            .name("model".into())
            .spawn(move || run(model.as_deref(), &engine, &todo, &report))?;
        Ok(Self { questions: Some(questions), reports, running: None, thread: Some(thread) })
    }

    /// Asks; an earlier question that is still running is stopped.
    pub(crate) fn ask(&mut self, prompt: Prompt, scan: Option<PromptScan>, options: GenerateOptions) {
        self.stop();
        let cancel = Cancel::new();
        self.running = Some((cancel.clone(), Instant::now()));
        let question = Question { prompt, scan, options, cancel };
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
        let reports: Vec<Report> = self.reports.try_iter().collect();
        if reports.iter().any(|r| matches!(r, Report::Answer(_) | Report::Failed(_) | Report::Stopped)) {
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

fn run(model: Option<&[u8]>, engine: &Engine, todo: &Receiver<Question>, report: &dyn Fn(Report)) {
    let start = Instant::now();
    let mut sources: Vec<Box<dyn Source + Send>> = Vec::new();
    match model.map(ModelSource::from_bytes) {
        Some(Ok(source)) => {
            sources.push(Box::new(source));
            report(Report::Loaded(start.elapsed().as_secs_f64()));
        }
        Some(Err(error)) => report(Report::NoModel(error.to_string())),
        None => report(Report::NoModel("this build holds no default model".to_owned())),
    }
    sources.extend(assist::geometric_sources());
    for mut question in todo {
        if question.cancel.is_cancelled() {
            report(Report::Stopped);
            continue;
        }
        if let Some(file) = question.scan.take() {
            match assist::scan::read_scan(engine, &file.path, &file.content) {
                Ok(scan) => question.prompt.scan = Some(Arc::new(scan)),
                Err(error) => {
                    let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    report(Report::Failed(format!("{name}: {error}")));
                    continue;
                }
            }
        }
        let mut on_event = |event| report(Report::Event(event));
        let answer = assist::generate(
            &question.prompt,
            &mut sources,
            engine,
            &question.options,
            &question.cancel,
            &mut on_event,
        );
        report(match answer {
            Ok(answer) => Report::Answer(Box::new(answer)),
            Err(_) if question.cancel.is_cancelled() => Report::Stopped,
            Err(error) => Report::Failed(error.to_string()),
        });
    }
}
