//! `partwright synth` and `partwright train`: data sets and runs.

use std::io::Read as _;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use base::Cancel;
use engine::Engine;
use train::import::{ImportOptions, Kind};
use train::sft::{self, SftOptions};
use train::synth::extras::Extra;
use train::synth::{self, Split, SynthOptions};

use super::engine_options;
use crate::cli::{
    ExportModelArguments, ImportArguments, ImportKind, SftArguments, SynthArguments, TrainCommand,
};

/// Makes a data set.
pub fn synth(arguments: SynthArguments) -> anyhow::Result<ExitCode> {
    let cancel = stop_flag(arguments.until_stdin_closes)?;
    let engine = engine_options(usize::from(arguments.jobs))?;
    let options = SynthOptions {
        out: arguments.output,
        count: arguments.count,
        seed: arguments.seed,
        families: arguments.families,
        split: Split::Train,
        shard: arguments.shard.map(|(i, n)| (u64::from(i) - 1, u64::from(n))),
        edits: arguments.edits,
        questions: arguments.questions,
        extras: arguments.with.iter().map(|name| extra(name)).collect::<anyhow::Result<_>>()?,
    };
    let json = arguments.json;
    let report = synth::run(&options, engine, &cancel, &mut |progress| {
        if json {
            println!("{}", serde_json::to_string(progress).unwrap_or_default());
        } else {
            let total = progress.total.map(|t| format!(" of {t}")).unwrap_or_default();
            let left = progress.remaining_secs.map(|s| format!(", {s:.0} s left")).unwrap_or_default();
            eprint!("\r{} {}{total}{left}   ", progress.what, progress.done);
        }
    })?;
    if !json {
        eprintln!();
        println!("{}", report.table());
    }
    Ok(ExitCode::SUCCESS)
}

/// Trains a model, or writes the model file of a run.
pub fn train(command: TrainCommand) -> anyhow::Result<ExitCode> {
    match command {
        TrainCommand::Sft(arguments) => sft(arguments),
        TrainCommand::Export(arguments) => export(&arguments),
        TrainCommand::Import(arguments) => import(arguments),
    }
}

fn import(arguments: ImportArguments) -> anyhow::Result<ExitCode> {
    let cancel = stop_flag(false)?;
    let engine = Engine::start(engine_options(usize::from(arguments.jobs))?)?;
    let options = ImportOptions {
        kind: match arguments.kind {
            ImportKind::Scripts => Kind::Scripts,
            ImportKind::Shapes => Kind::Shapes,
            ImportKind::Deepcad => Kind::DeepCad,
            ImportKind::Fusion360 => Kind::Fusion360,
            ImportKind::Table => Kind::Table,
        },
        from: arguments.from,
        out: arguments.output,
        limit: arguments.limit,
        extras: arguments.with.iter().map(|name| extra(name)).collect::<anyhow::Result<_>>()?,
        timeout: Duration::from_secs_f64(arguments.timeout),
    };
    let report = train::import::run(&options, &engine, &cancel, &mut |progress| {
        let total = progress.total.map(|t| format!(" of {t}")).unwrap_or_default();
        eprint!("\r{} {}{total}   ", progress.what, progress.done);
    })?;
    eprintln!();
    println!("{}", report.table());
    Ok(ExitCode::SUCCESS)
}

fn extra(name: &str) -> anyhow::Result<Extra> {
    let names = || Extra::ALL.map(Extra::name).join(", ");
    Extra::named(name)
        .with_context(|| format!("there is nothing called \"{name}\" to add; there are {}", names()))
}

fn sft(arguments: SftArguments) -> anyhow::Result<ExitCode> {
    let recipe = match &arguments.recipe {
        Some(file) => {
            std::fs::read_to_string(file).with_context(|| format!("could not read {}", file.display()))?
        }
        None => sft::DEFAULT_RECIPE.to_owned(),
    };
    let mut options = SftOptions::from_toml(&recipe)?;
    options.run = arguments.run;
    options.data = arguments.data;
    options.start = arguments.from.unwrap_or(options.start);
    options.steps = arguments.steps.unwrap_or(options.steps);
    options.threads = arguments.threads.unwrap_or(options.threads);
    options.prose = if arguments.prose.is_empty() { options.prose } else { arguments.prose };
    options.recompute |= arguments.recompute;
    options.examine_every = arguments.examine_every.unwrap_or(options.examine_every);
    let cancel = stop_flag(arguments.until_stdin_closes)?;
    let engine = if options.examine_every > 0 { Some(Engine::start(engine_options(1)?)?) } else { None };
    let executor = engine.as_ref().map(|engine| engine as &dyn synth::Executor);
    sft::run(&options, executor, &cancel, &mut |record| {
        println!("{}", serde_json::to_string(record).unwrap_or_default())
    })?;
    Ok(ExitCode::SUCCESS)
}

fn export(arguments: &ExportModelArguments) -> anyhow::Result<ExitCode> {
    let checkpoint = sft::export(&arguments.run, &arguments.output)?;
    println!("wrote {} from {}", arguments.output.display(), checkpoint.display());
    Ok(ExitCode::SUCCESS)
}

/// A flag that Ctrl-C sets, and the end of the standard input where that is wanted.
fn stop_flag(until_stdin_closes: bool) -> anyhow::Result<Cancel> {
    let cancel = train::stop_on_signal().context("could not listen to Ctrl-C")?;
    if until_stdin_closes {
        let cancel = cancel.clone();
        std::thread::Builder::new().name("standard input".into()).spawn(move || {
            let mut rest = Vec::new();
            // An error is an end, too.
            std::io::stdin().take(1 << 20).read_to_end(&mut rest).ok();
            cancel.cancel();
        })?;
    }
    Ok(cancel)
}
