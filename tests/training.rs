//! Training as a process: killed and continued, with little memory, examined by real geometry.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::command_line::Desk;

/// A run of a small network; `%` is replaced by further lines.
const RECIPE: &str = "
seed = 4
steps = 12
batch = 6
part = 3
held_back = 1
eval_every = 5
checkpoint_every = 4
log_every = 1
vocabulary = 1400
%
[adam]
learning_rate = 4e-3
warmup_steps = 3

[network]
channels = [4, 8, 8, 32]
encoder_layers = 1
encoder_heads = 2
encoder_inner = 64
width = 64
layers = 2
heads = 4
kv_heads = 2
inner = 96
";

fn desk_with_data() -> Desk {
    let desk = Desk::new();
    let output = desk.run(&["synth", "-o", "data", "--count", "14", "--seed", "3"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    desk
}

fn arguments<'a>(run: &'a str, recipe: &'a str) -> [&'a str; 8] {
    ["train", "sft", "--run", run, "--data", "data", "--recipe", recipe]
}

fn train(desk: &Desk, run: &str, recipe: &str) {
    let output = desk.run(&arguments(run, recipe));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn records(desk: &Desk, run: &str) -> Vec<Value> {
    let log = fs::read_to_string(desk.path().join(run).join("log.jsonl")).expect("a log");
    log.lines().map(|line| serde_json::from_str(line).expect("a record")).collect()
}

/// What a record says of the training, without clocks and notes.
fn curve(desk: &Desk, run: &str) -> Vec<[Value; 5]> {
    let keys = ["step", "loss", "eval_loss", "learning_rate", "gradient_norm"];
    let is_measured = |r: &&Value| !r["loss"].is_null() || !r["eval_loss"].is_null();
    records(desk, run).iter().filter(is_measured).map(|r| keys.map(|key| r[key].clone())).collect()
}

#[test]
fn a_run_killed_at_any_moment_goes_on_to_the_same_curve() {
    let desk = desk_with_data();
    desk.write("recipe.toml", &RECIPE.replace('%', ""));
    train(&desk, "whole", "recipe.toml");
    let expected = curve(&desk, "whole");
    assert_eq!(expected.iter().filter(|r| !r[1].is_null()).count(), 12);

    for last_step in [3, 6, 9] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_partwright"))
            .args(arguments("killed", "recipe.toml"))
            .current_dir(desk.path())
            .env_clear()
            .env("HOME", desk.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the executable starts");
        let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        for line in lines.map_while(Result::ok) {
            let record: Value = serde_json::from_str(&line).expect("a record");
            if record["step"].as_u64() >= Some(last_step) {
                break;
            }
        }
        // On Unix this is SIGKILL: nothing is tidied up.
        child.kill().expect("it runs");
        child.wait().expect("it ends");
    }
    train(&desk, "killed", "recipe.toml");
    assert_eq!(curve(&desk, "killed"), expected);
}

#[test]
fn computing_twice_needs_less_memory_and_learns_the_same() {
    let desk = desk_with_data();
    // Wide and in one part, so that what lies inside the network is most of the memory.
    let wide = RECIPE.replace("part = 3", "part = 24").replace("batch = 6", "batch = 24");
    let wide = wide
        .replace("steps = 12", "steps = 3")
        .replace("channels = [4, 8, 8, 32]", "channels = [16, 32, 32, 64]");
    let mix = "[mix]\nfour = 1.0\nfree = 0.0\niso = 0.0\naxis = 0.0\ntext_only = 0.0\n";
    desk.write("plenty.toml", &wide.replace('%', mix));
    desk.write("little.toml", &wide.replace('%', &format!("recompute = true\n{mix}")));
    let peak_and_loss = |run: &str| {
        train(&desk, run, &format!("{run}.toml"));
        let records = records(&desk, run);
        let peak = records.iter().filter_map(|r| r["peak_memory_mib"].as_f64()).fold(0.0, f64::max);
        (peak, records.iter().filter_map(|r| r["loss"].as_f64()).next_back().expect("a loss"))
    };
    let (plenty, little) = (peak_and_loss("plenty"), peak_and_loss("little"));
    assert!(little.0 < 0.7 * plenty.0, "{:.0} MiB instead of {:.0}", little.0, plenty.0);
    assert!((plenty.1 - little.1).abs() < 1e-3 * plenty.1, "{} and {}", plenty.1, little.1);
}

#[test]
fn answers_are_executed_while_the_model_learns() {
    let desk = desk_with_data();
    desk.write("recipe.toml", &RECIPE.replace('%', "examine_every = 6\nexamine_samples = 4\n"));
    train(&desk, "run", "recipe.toml");
    let marks: Vec<Value> = records(&desk, "run").into_iter().filter(|r| !r["gain"].is_null()).collect();
    let steps: Vec<u64> = marks.iter().filter_map(|r| r["step"].as_u64()).collect();
    assert_eq!(steps, [6, 12]);
    for marks in &marks {
        let valid = marks["valid_rate"].as_f64().expect("a share");
        assert!((0.0..=1.0).contains(&valid), "{marks}");
        assert!(marks["gain"].as_f64().is_some_and(|gain| gain <= 1.0), "{marks}");
    }
}
