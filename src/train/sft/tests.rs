//! Runs learn, repeat, stop and continue exactly.

use model::{Model, Query, Sampling, VIEW_PIXELS, VIEW_SIDE};

use super::*;
use crate::data::Extra;
use crate::optimizer::AdamOptions;

/// A data set of `count` boxes of different sizes, drawn as rectangles.
fn write_boxes(folder: &Path, count: usize) {
    std::fs::create_dir_all(folder).expect("makes the folder");
    let (mut lines, mut pictures) = (String::new(), Vec::new());
    for n in 0..count {
        let (width, height) = (20 + (n * 37) % 80, 20 + (n * 53) % 80);
        let program = format!(
            "import cadquery as cq\nbox_length = {width}\nbox_width = {height}\nresult = cq.Workplane(\"XY\").rect(box_length, box_width)\n"
        );
        let line = serde_json::json!({
            "id": n.to_string(), "family": "box", "program": program, "text": "a box", "holes": 0,
            "views": crate::data::VIEWS, "geometry_hash": format!("{n:016x}"), "structure_hash": "0",
            "free": {"azimuth": 0.0, "elevation": 0.0, "is_perspective": false, "look": "full"},
            "bounds": {"min": [0.0, 0.0, 0.0], "max": [width, height, 1]}, "volume": 1.0
        });
        lines.push_str(&format!("{line}\n"));
        for view in 0..5 {
            let mut picture = vec![255u8; VIEW_PIXELS];
            for y in 10..10 + height {
                for x in 10..10 + width {
                    picture[y * VIEW_SIDE + x] = 90 + 20 * view;
                }
            }
            pictures.extend(picture);
        }
    }
    std::fs::write(folder.join("0000.jsonl"), lines).expect("writes");
    std::fs::write(folder.join("0000.pics"), pictures).expect("writes");
}

/// The same boxes with everything that newer data sets have.
fn write_rich_boxes(folder: &Path, count: usize) {
    write_boxes(folder, count);
    let lines = std::fs::read_to_string(folder.join("0000.jsonl")).expect("reads");
    let mut rich = String::new();
    for line in lines.lines() {
        let mut sample: serde_json::Value = serde_json::from_str(line).expect("a sample");
        let before = sample["program"].as_str().expect("a program").to_owned();
        let after = before.replace("box_width", "box_depth");
        sample["precise"] = "a box, 2 x 3 cm".into();
        sample["reading"] = "the part measures 20 mm along x".into();
        sample["edits"] = serde_json::json!([
            {"kind": "number", "instruction": "depth", "before": before, "after": after, "negatives": []}
        ]);
        rich.push_str(&format!("{sample}\n"));
    }
    std::fs::write(folder.join("0000.jsonl"), rich).expect("writes");
    for extra in [Extra::Eight, Extra::Drawing, Extra::Points] {
        let mut random = fastrand::Rng::with_seed(3);
        let byte = |extra: Extra, random: &mut fastrand::Rng| match extra {
            Extra::Points => f32::to_le_bytes(random.f32()).to_vec(),
            _ => vec![random.u8(..); 4],
        };
        let records: Vec<u8> =
            (0..count * extra.bytes() / 4).flat_map(|_| byte(extra, &mut random)).collect();
        crate::data::write_extra(folder, 0, extra, count, &records).expect("writes");
    }
}

fn options(folder: &Path, run: &str) -> SftOptions {
    SftOptions {
        data: vec![folder.join("data")],
        run: folder.join(run),
        steps: 50,
        batch: 8,
        part: 4,
        held_back: 0,
        eval_every: 50,
        checkpoint_every: 20,
        log_every: 1,
        vocabulary: 1400,
        adam: AdamOptions { learning_rate: 4e-3, warmup_steps: 5, ..AdamOptions::default() },
        mix: Mix { changed: 0.2, ..Mix::default() },
        network: VlmConfig {
            channels: [4, 8, 8, 32],
            encoder_layers: 1,
            encoder_heads: 2,
            encoder_inner: 64,
            width: 64,
            layers: 2,
            heads: 4,
            kv_heads: 2,
            inner: 96,
            positions: 200,
            ..VlmConfig::default()
        },
        ..SftOptions::default()
    }
}

fn losses(options: &SftOptions, cancel: &Cancel, stop_at: u64) -> Vec<(u64, f64)> {
    let mut losses = Vec::new();
    let mut watch = |record: &TrainingRecord| {
        losses.extend(record.loss.map(|loss| (record.step, loss)));
        if record.step == stop_at {
            cancel.cancel();
        }
    };
    run(options, None, cancel, &mut watch).expect("trains");
    losses
}

#[test]
fn loss_falls_and_a_stopped_run_continues_exactly() {
    let folder = tempfile::tempdir().expect("a folder");
    write_boxes(&folder.path().join("data"), 8);
    let whole = losses(&options(folder.path(), "whole"), &Cancel::new(), u64::MAX);
    assert_eq!(whole.len(), 50);
    assert!(whole[49].1 < 0.3 * whole[0].1, "the loss went from {} to {}", whole[0].1, whole[49].1);

    let parts = options(folder.path(), "parts");
    let mut resumed = losses(&parts, &Cancel::new(), 17);
    assert_eq!(resumed.len(), 17);
    resumed.extend(losses(&parts, &Cancel::new(), u64::MAX));
    assert_eq!(whole, resumed, "the same seed gives the same loss, stopped or not");

    let threads = SftOptions { threads: 2, ..options(folder.path(), "threads") };
    assert_eq!(whole, losses(&threads, &Cancel::new(), u64::MAX), "threads change nothing");

    let log = std::fs::read_to_string(parts.run.join("log.jsonl")).expect("reads the log");
    let records: Vec<TrainingRecord> =
        log.lines().map(|line| serde_json::from_str(line).expect("a record")).collect();
    assert_eq!(records.iter().filter(|r| r.loss.is_some()).count(), 50);
    assert!(checkpoint::list(&parts.run).expect("lists").len() <= 3);
}

const NOTHING: Mix = Mix {
    four: 0.0,
    free: 0.0,
    iso: 0.0,
    axis: 0.0,
    text_only: 0.0,
    precise: 0.0,
    edit: 0.0,
    drawing: 0.0,
    points: 0.0,
    oblique: 0.0,
    eight: 0.0,
    prose: 0.0,
    some: 0.3,
    text: 0.5,
    changed: 0.5,
};

#[test]
fn every_kind_of_task_is_trained_and_measured() {
    let folder = tempfile::tempdir().expect("a folder");
    write_rich_boxes(&folder.path().join("data"), 20);
    let base = options(folder.path(), "run");
    let network = VlmConfig { view_kinds: model::ALL_VIEW_KINDS, points: 16, positions: 400, ..base.network };
    let shares = [
        (Task::Four, Mix { four: 1.0, ..NOTHING }),
        (Task::Precise, Mix { precise: 1.0, ..NOTHING }),
        (Task::Edit, Mix { edit: 1.0, ..NOTHING }),
        (Task::Drawing, Mix { drawing: 1.0, ..NOTHING }),
        (Task::Points, Mix { points: 1.0, ..NOTHING }),
        (Task::Oblique, Mix { oblique: 1.0, ..NOTHING }),
        (Task::Eight, Mix { eight: 1.0, ..NOTHING }),
    ];
    for (task, mix) in shares {
        let run = folder.path().join(task.name());
        let options =
            SftOptions { run, steps: 6, batch: 4, held_back: 2, mix, network, eval_every: 6, ..base.clone() };
        let losses = losses(&options, &Cancel::new(), u64::MAX);
        assert!(losses[5].1 < losses[0].1, "{}: {losses:?}", task.name());
        let log = std::fs::read_to_string(options.run.join("log.jsonl")).expect("reads the log");
        let last = log.lines().rfind(|line| line.contains("eval_losses")).expect("an evaluation");
        let record: TrainingRecord = serde_json::from_str(last).expect("a record");
        let names: Vec<&String> = record.eval_losses.keys().collect();
        assert_eq!(names, [task.name()]);
    }
    let error = run(
        &SftOptions { mix: Mix { edit: 1.0, ..NOTHING }, data: vec![plain_boxes(folder.path())], ..base },
        None,
        &Cancel::new(),
        &mut |_| {},
    )
    .expect_err("there are no edits");
    assert!(error.to_string().contains("synth --edits"), "{error:#}");
}

#[test]
fn preparing_steps_ahead_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    write_boxes(&folder.path().join("data"), 8);
    let base = SftOptions { steps: 12, ..options(folder.path(), "one") };
    let one = losses(&SftOptions { ahead: 1, ..base.clone() }, &Cancel::new(), u64::MAX);
    let many = SftOptions { ahead: 5, run: folder.path().join("many"), ..base };
    let mut resumed = losses(&many, &Cancel::new(), 7);
    resumed.extend(losses(&many, &Cancel::new(), u64::MAX));
    assert_eq!(one, resumed, "what lay ready when the run stopped is prepared again");
}

#[test]
fn a_run_without_a_better_loss_ends_early() {
    let folder = tempfile::tempdir().expect("a folder");
    write_boxes(&folder.path().join("data"), 30);
    let adam = AdamOptions { learning_rate: 0.0, ..AdamOptions::default() };
    let options =
        SftOptions { held_back: 3, eval_every: 2, patience: 3, adam, ..options(folder.path(), "run") };
    let outcome = run(&options, None, &Cancel::new(), &mut |_| {}).expect("trains");
    // The first evaluation is the best, three follow that are no better.
    assert_eq!((outcome.steps, outcome.finished), (8, true));
    let again = run(&options, None, &Cancel::new(), &mut |_| {}).expect("trains");
    assert_eq!(again.steps, 8, "a run that has ended does not go on");
}

#[test]
fn general_texts_are_learnt_beside_the_parts() {
    let folder = tempfile::tempdir().expect("a folder");
    write_boxes(&folder.path().join("data"), 30);
    let file = folder.path().join("texts.jsonl");
    let line = |n: usize| {
        format!("{{\"prompt\": \"count to {n}\", \"completion\": \"for i in range({n}): print(i)\"}}\n")
    };
    std::fs::write(&file, (1..40).map(line).collect::<String>()).expect("writes");
    let mix = Mix { prose: 0.5, ..Mix::default() };
    let options = SftOptions {
        prose: vec![file],
        held_back: 2,
        eval_every: 40,
        steps: 40,
        mix,
        ..options(folder.path(), "run")
    };
    losses(&options, &Cancel::new(), u64::MAX);
    let log = std::fs::read_to_string(options.run.join("log.jsonl")).expect("reads the log");
    let of_prose: Vec<f64> = log
        .lines()
        .filter_map(|line| {
            serde_json::from_str::<TrainingRecord>(line).ok()?.eval_losses.get("prose").copied()
        })
        .collect();
    assert!(of_prose.len() == 2 && of_prose[1] < 0.5 * of_prose[0], "{of_prose:?}");
    let missing = SftOptions { prose: vec![folder.path().join("no.jsonl")], ..options };
    let error = run(&missing, None, &Cancel::new(), &mut |_| {}).expect_err("there is no such file");
    assert!(format!("{error:#}").contains("no.jsonl"), "{error:#}");
}

#[test]
fn additions_learn_while_the_weights_beside_them_stay() {
    let folder = tempfile::tempdir().expect("a folder");
    write_boxes(&folder.path().join("data"), 8);
    let first = SftOptions { steps: 30, ..options(folder.path(), "first") };
    losses(&first, &Cancel::new(), u64::MAX);
    let lora = LoraOptions {
        rank: 4,
        alpha: 8.0,
        targets: vec!["decoder".into(), "encoder.layer.0.feed".into()],
        whole: vec!["view_position".into()],
    };
    let second = SftOptions {
        start: first.run.clone(),
        steps: 60,
        adam: AdamOptions { learning_rate: 1.2e-2, warmup_steps: 5, ..AdamOptions::default() },
        lora: lora.clone(),
        vocabulary: 1400,
        network: first.network,
        ..options(folder.path(), "second")
    };
    let whole =
        losses(&SftOptions { run: folder.path().join("whole"), ..second.clone() }, &Cancel::new(), u64::MAX);
    let mean = |losses: &[(u64, f64)]| losses.iter().map(|(_, loss)| loss).sum::<f64>() / losses.len() as f64;
    assert!(mean(&whole[50..]) < 0.97 * mean(&whole[..5]), "{whole:?}");
    let mut resumed = losses(&second, &Cancel::new(), 17);
    resumed.extend(losses(&second, &Cancel::new(), u64::MAX));
    assert_eq!(whole, resumed, "a run of additions continues exactly, too");

    let read = |path: &Path| Checkpoint::read(&checkpoint::find(path).expect("there is one")).expect("reads");
    let (before, after) = (read(&first.run).weights, read(&second.run));
    let values = |t: &candle_core::Tensor| t.flatten_all().and_then(|t| t.to_vec1::<f32>()).expect("numbers");
    for (name, weight) in &before {
        let is_same = values(weight) == values(&after.weights[name]);
        let may_grow = ["embedding"].contains(&name.as_str());
        assert!(may_grow || is_same != name.contains("view_position"), "{name}");
    }
    assert!(
        after.moments.keys().all(|name| {
            name.ends_with(".up") || name.ends_with(".down") || name.ends_with("view_position")
        })
    );
    let ups = after.weights.iter().filter(|(name, _)| name.ends_with(".up"));
    assert!(ups.clone().count() == 10 && ups.clone().all(|(_, up)| values(up).iter().any(|v| *v != 0.0)));

    let out = folder.path().join("model.gguf");
    export(&second.run, &out).expect("exports");
    let exported = model::read_model(&std::fs::read(&out).expect("reads")).expect("loads");
    assert!(exported.weights.keys().all(|name| !name.ends_with(".up")));
    let merged = lora.merged(&after.weights).expect("merges");
    let name = "decoder.layer.0.feed.in";
    let error =
        (&exported.weights[name] - &merged[name]).and_then(|d| d.abs()?.max_all()?.to_scalar::<f32>());
    assert!(error.expect("same shape") < 0.01, "the file holds the merged weights, to eight bits");
    assert_ne!(values(&merged[name]), values(&before[name]));

    let wrong = LoraOptions { targets: vec!["decode".into(), "nothing".into()], ..lora };
    let wrong = SftOptions { lora: wrong, run: folder.path().join("wrong"), ..second };
    let error = run(&wrong, None, &Cancel::new(), &mut |_| {}).expect_err("no layer of this name");
    assert!(
        error.to_string().contains("\"nothing\"") && error.to_string().contains("decoder.layer"),
        "{error}"
    );
}

fn plain_boxes(folder: &Path) -> PathBuf {
    let plain = folder.join("plain");
    write_boxes(&plain, 8);
    plain
}

#[test]
fn a_run_starts_from_a_model_and_adds_what_it_lacks() {
    let folder = tempfile::tempdir().expect("a folder");
    write_rich_boxes(&folder.path().join("data"), 20);
    let first =
        SftOptions { data: vec![plain_boxes(folder.path())], steps: 60, ..options(folder.path(), "first") };
    let learnt = losses(&first, &Cancel::new(), u64::MAX);
    let file = folder.path().join("model.gguf");
    export(&first.run, &file).expect("exports");
    let network =
        VlmConfig { view_kinds: model::ALL_VIEW_KINDS, points: 16, positions: 400, ..first.network };
    for (name, start) in [("from file", file.clone()), ("from run", first.run.clone())] {
        let second = SftOptions {
            start,
            data: vec![folder.path().join("data")],
            steps: 2,
            vocabulary: 1420,
            network,
            mix: Mix { edit: 0.1, points: 0.1, ..first.mix },
            ..options(folder.path(), name)
        };
        let goes_on = losses(&second, &Cancel::new(), u64::MAX);
        assert!(goes_on[0].1 < 0.5 * learnt[0].1, "{name}: {} after {}", goes_on[0].1, learnt[0].1);
        let out = folder.path().join("second.gguf");
        export(&second.run, &out).expect("exports");
        let model = Model::from_bytes(&std::fs::read(&out).expect("reads")).expect("loads");
        assert!(model.knows_edits() && model.knows_points());
    }
    let wide = SftOptions {
        start: file,
        network: VlmConfig { inner: 128, ..network },
        ..options(folder.path(), "wide")
    };
    let error = run(&wide, None, &Cancel::new(), &mut |_| {}).expect_err("other sizes");
    assert!(format!("{error:#}").contains("feed.in"), "{error:#}");
}

#[test]
fn the_best_loss_starts_anew_when_samples_are_shown_otherwise() {
    let folder = tempfile::tempdir().expect("a folder");
    write_boxes(&folder.path().join("data"), 30);
    let first = SftOptions { steps: 10, eval_every: 5, held_back: 2, ..options(folder.path(), "run") };
    losses(&first, &Cancel::new(), u64::MAX);
    let log = || std::fs::read_to_string(first.run.join("log.jsonl")).expect("reads the log");
    assert!(!log().contains("starts anew"));
    let mix = Mix { four: 0.0, free: 1.0, ..first.mix };
    let second = SftOptions { steps: 12, mix, ..first.clone() };
    losses(&second, &Cancel::new(), u64::MAX);
    assert!(log().contains("the best loss starts anew"));
    let meta = std::fs::read_to_string(first.run.join("best/meta.json")).expect("reads the best");
    let meta: crate::checkpoint::Meta = serde_json::from_str(&meta).expect("a checkpoint");
    assert_eq!((meta.step, meta.options.mix), (12, mix));
}

#[test]
fn a_trained_model_is_exported_and_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    write_boxes(&folder.path().join("data"), 8);
    let options = SftOptions { steps: 120, eval_every: 1000, ..options(folder.path(), "run") };
    losses(&options, &Cancel::new(), u64::MAX);
    let out = folder.path().join("model.gguf");
    export(&options.run, &out).expect("exports");
    let model = Model::from_bytes(&std::fs::read(&out).expect("reads")).expect("loads");
    let mut picture = vec![255u8; VIEW_PIXELS];
    for y in 10..30 {
        picture[y * VIEW_SIDE + 10..y * VIEW_SIDE + 30].fill(170);
    }
    let mut query = Query::of_pictures(vec![picture]).expect("one picture");
    query.text = "a box".into();
    let sampling = Sampling { max_tokens: 60, ..Sampling::default() };
    let answers = model.generate(&query, 2, &sampling, &Cancel::new(), &mut |_, _| {}).expect("answers");
    assert!(answers[0].text.starts_with("import cadquery as cq\nbox_length = "), "answered {:?}", answers[0]);
}

#[test]
fn what_is_missing_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = options(folder.path(), "run");
    let error = run(&options, None, &Cancel::new(), &mut |_| {}).expect_err("there is no data");
    assert!(format!("{error:#}").contains("data set"), "{error:#}");
    write_boxes(&folder.path().join("data"), 3);
    std::fs::write(folder.path().join("data/0000.pics"), [0; 100]).expect("writes");
    let error = run(&options, None, &Cancel::new(), &mut |_| {}).expect_err("pictures are missing");
    assert!(format!("{error:#}").contains("100"), "{error:#}");
    assert!(SftOptions::from_toml("stepps = 3").is_err());
    let error = export(folder.path(), &folder.path().join("x.gguf")).expect_err("no checkpoint");
    assert!(error.to_string().contains("no checkpoint"), "{error}");
}

#[test]
fn the_recipe_of_the_default_model_can_be_read() {
    let recipe = SftOptions::from_toml(include_str!("../runs/default.toml")).expect("reads");
    assert!(recipe.network.problem().is_none());
}
