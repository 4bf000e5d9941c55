//! Answers are reproducible, agree with the training forward pass, and survive the file.

use std::collections::BTreeMap;

use candle_core::{Device, Var};

use super::*;
use crate::tokenizer::TokenizerOptions;
use crate::{VIEW_PIXELS, initial_weights, write_model};

const PROGRAM: &str =
    "import cadquery as cq\nplate_length = 80\nplate_width = 41\nresult = cq.Workplane(\"XY\")\n";

fn tokenizer() -> Tokenizer {
    let programs = vec![PROGRAM; 20];
    let texts = vec!["a Plate 80 by 41 with 4 holes"; 20];
    Tokenizer::train(programs, texts, &TokenizerOptions { vocabulary: 1500, min_frequency: 2 })
        .expect("trains")
}

fn small() -> VlmConfig {
    VlmConfig {
        vocabulary: 1500,
        channels: [4, 8, 8, 32],
        encoder_layers: 1,
        encoder_heads: 2,
        encoder_inner: 32,
        width: 64,
        layers: 2,
        heads: 4,
        kv_heads: 2,
        inner: 64,
        positions: 200,
    }
}

fn weights(config: &VlmConfig, tokenizer: &Tokenizer) -> Weights {
    let values = initial_weights(config, &tokenizer.number_tokens(), 7);
    let shapes: BTreeMap<_, _> = config.shapes().into_iter().collect();
    let tensor =
        |name: &String, v| Tensor::from_vec(v, shapes[name].as_slice(), &Device::Cpu).expect("shape fits");
    values
        .into_iter()
        .map(|(name, v)| {
            let t = tensor(&name, v);
            (name, t)
        })
        .collect()
}

fn picture(seed: u64) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(seed);
    (0..VIEW_PIXELS).map(|_| random.u8(..)).collect()
}

#[test]
fn tokenizer_keeps_text_and_makes_numbers_single_tokens() {
    let tokenizer = tokenizer();
    let ids = tokenizer.encode_program(PROGRAM).expect("encodes");
    assert_eq!(tokenizer.decode(&ids).expect("decodes"), PROGRAM);
    assert!(ids.len() < 16, "{} tokens for a program seen in training", ids.len());
    let values: Vec<u32> = ids.iter().filter_map(|&id| tokenizer.number(id)).collect();
    assert_eq!(values, [80, 41]);
    assert_eq!(tokenizer.number_tokens().len(), 1000);
    for text in ["x = 007 + 1000.25\n\n# äöü 漢字\ttab", "", "9999999999", "\u{0}\u{7f}"] {
        let ids = tokenizer.encode_program(text).expect("encodes");
        assert_eq!(tokenizer.decode(&ids).expect("decodes"), text);
    }
    let plate = tokenizer.encode_text("Plate").expect("encodes");
    assert_eq!(plate, tokenizer.encode_text("  PLATE ").expect("encodes"));
    assert_eq!(tokenizer.to_json(), self::tokenizer().to_json(), "training is repeatable");
    let again = Tokenizer::from_json(tokenizer.to_json()).expect("reads its own text");
    assert_eq!(again.encode_program(PROGRAM).expect("encodes"), ids);
}

#[test]
fn every_weight_has_a_gradient() {
    let tokenizer = tokenizer();
    let config = small();
    let variables: BTreeMap<String, Var> = weights(&config, &tokenizer)
        .into_iter()
        .map(|(n, w)| (n, Var::from_tensor(&w).expect("copies")))
        .collect();
    let shared: Weights = variables.iter().map(|(n, v)| (n.clone(), v.as_tensor().clone())).collect();
    let vlm = Vlm::new(config, &shared).expect("fits");
    let answer = tokenizer.encode_program(PROGRAM).expect("encodes");
    let text = tokenizer.encode_text("a plate").expect("encodes");
    let pictures: Vec<Vec<u8>> = (0..5).map(picture).collect();
    let mut packer = Packer::with_smoothing(&tokenizer, 0.2);
    let four = ViewKind::FOUR.into_iter().zip(pictures.iter().map(Vec::as_slice)).collect();
    packer.push(&Example { views: four, text: &text, answer: &answer }).expect("fits");
    packer
        .push(&Example { views: vec![(ViewKind::Free, &pictures[4])], text: &[], answer: &answer })
        .expect("fits");
    let batch = packer.finish().expect("packs");
    let loss = vlm.loss(&batch, 1.0 / batch.targets.len() as f32).expect("runs");
    let gradients = loss.backward().expect("has a backward pass");
    for (name, variable) in &variables {
        let gradient = gradients.get(variable).unwrap_or_else(|| panic!("{name} has no gradient"));
        let size = gradient.sqr().and_then(|g| g.sum_all()?.to_scalar::<f32>()).expect("sums");
        assert!(size > 0.0 && size.is_finite(), "the gradient of {name} has a squared norm of {size}");
        // The gradient agrees with a step along it.
        let step = 2e-3 / size.sqrt();
        let moved = |sign: f32| {
            let change = (gradient * f64::from(sign * step)).expect("scales");
            let mut changed = shared.clone();
            changed.insert(name.clone(), (variable.as_tensor() + change).expect("adds").detach());
            let vlm = Vlm::new(config, &changed).expect("fits");
            let loss = vlm.loss(&batch, 1.0 / batch.targets.len() as f32).expect("runs");
            f64::from(loss.to_scalar::<f32>().expect("a number"))
        };
        let (expected, seen) = (2.0 * f64::from(step) * f64::from(size), moved(1.0) - moved(-1.0));
        assert!(
            (expected - seen).abs() < 0.05 * expected + 4e-6,
            "{name}: expected a change of {expected}, got {seen}"
        );
    }
}

#[test]
fn cached_generation_agrees_with_the_whole_network() {
    let tokenizer = tokenizer();
    let config = small();
    let weights = weights(&config, &tokenizer);
    let vlm = Vlm::new(config, &weights).expect("fits");
    let decoder = Decoder::new(&vlm).expect("takes the weights");
    let picture = picture(3);
    let text = tokenizer.encode_text("a plate").expect("encodes");
    let answer = tokenizer.encode_program(PROGRAM).expect("encodes");
    let pack = |answer| {
        let mut packer = Packer::new(&tokenizer);
        packer.push(&Example { views: vec![(ViewKind::Free, &picture)], text: &text, answer }).expect("fits");
        packer.finish().expect("packs")
    };
    let whole = vlm.answer_rows(&pack(&answer)).and_then(|x| ops_scores(&x, &vlm)).expect("runs");
    let prompt = decoder.read(&vlm, &pack(&[])).expect("reads");
    let mut answers = Answers::new(&decoder, 2);
    let mut scores = prompt.scores.clone();
    for (n, expected) in whole.iter().enumerate() {
        for (a, b) in scores[..config.vocabulary].iter().zip(expected) {
            assert!((a - b).abs() < 1e-3, "token {n}: {a} against {b}");
        }
        if let Some(&token) = answer.get(n) {
            scores = decoder.step(&prompt, &mut answers, &[token, token]);
        }
    }
}

fn ops_scores(rows: &Tensor, vlm: &Vlm) -> candle_core::Result<Vec<Vec<f32>>> {
    crate::ops::linear(rows, &vlm.embedding)?.to_vec2::<f32>()
}

#[test]
fn file_round_trip_answers_alike_and_broken_files_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("model.gguf");
    let tokenizer = tokenizer();
    let config = small();
    let weights = weights(&config, &tokenizer);
    write_model(&path, &config, &weights, &tokenizer, "{}").expect("writes");
    let bytes = std::fs::read(&path).expect("reads");
    let model = Model::from_bytes(&bytes).expect("loads");
    let query = Query { pictures: vec![picture(1)], text: "a plate".into() };
    let sampling = Sampling { max_tokens: 12, seed: 5, temperature: 1.0, top_p: 1.0 };
    let mut told = vec![String::new(); 3];
    let answers = model
        .generate(&query, 3, &sampling, &Cancel::new(), &mut |n, piece| told[n].push_str(piece))
        .expect("answers");
    let again = model.generate(&query, 3, &sampling, &Cancel::new(), &mut |_, _| {}).expect("answers");
    assert_eq!(answers, again, "the same seed gives the same answers");
    assert_ne!(answers[1].text, answers[2].text);
    assert!(answers.iter().zip(&told).all(|(a, t)| a.text.starts_with(t.as_str())));

    for cut in [0, 3, 100, bytes.len() / 2, bytes.len() - 1] {
        let error = Model::from_bytes(&bytes[..cut]).err().expect("a cut file is refused");
        assert!(matches!(error, crate::Error::File(_)), "cut at {cut}: {error}");
    }
    let other = VlmConfig { inner: 96, ..config };
    let wrong = write_model(&path, &other, &weights, &tokenizer, "").expect_err("shapes differ");
    assert!(wrong.to_string().contains("feed.in"), "{wrong}");
    let cancel = Cancel::new();
    cancel.cancel();
    let stopped = model.generate(&query, 1, &sampling, &cancel, &mut |_, _| {});
    assert!(matches!(stopped, Err(crate::Error::Cancelled)));
    let two = Query { pictures: vec![picture(1), picture(2)], text: String::new() };
    assert!(matches!(
        model.generate(&two, 1, &sampling, &Cancel::new(), &mut |_, _| {}),
        Err(crate::Error::Query(_))
    ));
}
