//! Answers are reproducible, agree with the training forward pass, and survive the file.

use std::collections::BTreeMap;

use candle_core::{Device, Var};

use super::*;
use crate::pack::Point;
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
        ..VlmConfig::default()
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

/// A network that knows every kind of task.
fn able() -> VlmConfig {
    VlmConfig { text_tokens: 100, view_kinds: crate::ALL_VIEW_KINDS, points: 12, ..small() }
}

fn points(count: usize) -> Vec<Point> {
    let mut random = fastrand::Rng::with_seed(4);
    let mut number = || random.f32() * 40.0;
    (0..count).map(|_| Point { place: std::array::from_fn(|_| number()), normal: [0.0, 0.0, 1.0] }).collect()
}

#[test]
fn every_weight_has_a_gradient() {
    let tokenizer = tokenizer();
    let config = able();
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
    packer.push(&Example { views: four, text: &text, answer: &answer, ..Example::default() }).expect("fits");
    packer
        .push(&Example { views: vec![(ViewKind::Free, &pictures[4])], answer: &answer, ..Example::default() })
        .expect("fits");
    let corners = vec![(ViewKind::Corner(3), pictures[0].as_slice()), (ViewKind::SheetTop, &pictures[1])];
    packer
        .push(&Example {
            views: corners,
            points: &points(12),
            text: &text,
            program: &answer[..6],
            answer: &answer,
        })
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
        let views = vec![(ViewKind::Free, picture.as_slice())];
        packer.push(&Example { views, text: &text, answer, ..Example::default() }).expect("fits");
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

/// A batch with every kind of input, and the variables of a network that knows them all.
fn rich_batch(tokenizer: &Tokenizer, config: &VlmConfig) -> crate::Batch {
    let answer = tokenizer.encode_program(PROGRAM).expect("encodes");
    let text = tokenizer.encode_text("a plate").expect("encodes");
    let pictures: Vec<Vec<u8>> = (0..9).map(picture).collect();
    let eight = ViewKind::EIGHT.into_iter().zip(pictures.iter().map(Vec::as_slice)).collect();
    let mut packer = Packer::with_smoothing(tokenizer, 0.2).for_network(config);
    let views = vec![(ViewKind::Free, pictures[8].as_slice())];
    packer.push(&Example { views, text: &text, answer: &answer, ..Example::default() }).expect("fits");
    packer
        .push(&Example { text: &text, program: &answer, answer: &answer, ..Example::default() })
        .expect("fits");
    packer
        .push(&Example { views: eight, points: &points(12), answer: &answer, ..Example::default() })
        .expect("fits");
    packer.finish().expect("packs")
}

fn variables(weights: &Weights) -> BTreeMap<String, Var> {
    weights.iter().map(|(n, w)| (n.clone(), Var::from_tensor(w).expect("copies"))).collect()
}

fn shared(variables: &BTreeMap<String, Var>) -> Weights {
    variables.iter().map(|(n, v)| (n.clone(), v.as_tensor().clone())).collect()
}

/// Weights with adapters of rank 3 on all layers; both halves are more than zero.
fn with_adapters(config: &VlmConfig, weights: &Weights) -> Weights {
    let mut random = fastrand::Rng::with_seed(8);
    let mut all = weights.clone();
    for (name, shape) in crate::adapter_shapes(config, 3, &["attention".into(), "feed".into()]) {
        let values: Vec<f32> = (0..shape[0] * shape[1]).map(|_| random.f32() * 0.1 - 0.05).collect();
        all.insert(name, Tensor::from_vec(values, &shape, &Device::Cpu).expect("shape fits"));
    }
    all
}

#[test]
fn gradients_with_less_memory_are_the_same() {
    let tokenizer = tokenizer();
    let config = able();
    let all = with_adapters(&config, &weights(&config, &tokenizer));
    let variables = variables(&all);
    let vlm = Vlm::with_adapters(config, &shared(&variables), 0.7).expect("fits");
    let batch = rich_batch(&tokenizer, &config);
    let scale = 1.0 / batch.targets.len() as f32;
    let plain = vlm.loss(&batch, scale).expect("runs");
    let expected = plain.backward().expect("has a backward pass");
    let (loss, found) = vlm.gradients_with_less_memory(&batch, scale, &variables).expect("runs");
    let expected_loss = f64::from(plain.to_scalar::<f32>().expect("a number"));
    assert!((loss - expected_loss).abs() < 1e-6 * expected_loss, "{loss} and {expected_loss}");
    for (name, variable) in &variables {
        let expected = expected.get(variable).unwrap_or_else(|| panic!("{name} has no gradient"));
        let found = found.get(name).unwrap_or_else(|| panic!("{name} has no gradient here"));
        let size = |t: &Tensor| t.abs().and_then(|t| t.max_all()?.to_scalar::<f32>()).expect("a number");
        let error = size(&(expected - found).expect("same shape"));
        assert!(error <= 1e-5 * size(expected), "{name} differs by {error} of {}", size(expected));
    }
}

#[test]
fn merged_adapters_compute_the_same() {
    let tokenizer = tokenizer();
    let config = able();
    let plain = weights(&config, &tokenizer);
    let all = with_adapters(&config, &plain);
    let merged = crate::merged(&all, 0.7).expect("merges");
    assert_eq!(merged.keys().collect::<Vec<_>>(), plain.keys().collect::<Vec<_>>());
    let batch = rich_batch(&tokenizer, &config);
    let rows = |vlm: Vlm| {
        let rows = vlm.answer_rows(&batch).and_then(|x| x.flatten_all()?.to_vec1::<f32>());
        rows.expect("runs")
    };
    let beside = rows(Vlm::with_adapters(config, &all, 0.7).expect("fits"));
    let inside = rows(Vlm::new(config, &merged).expect("fits"));
    let without = rows(Vlm::new(config, &plain).expect("fits"));
    let differ = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    assert!(differ(&beside, &inside) < 1e-4, "differs by {}", differ(&beside, &inside));
    assert!(differ(&beside, &without) > 1e-2, "the adapters do something");
}

#[test]
fn a_sample_has_the_same_loss_alone_and_packed_with_others() {
    let tokenizer = tokenizer();
    let config = able();
    let vlm = Vlm::new(config, &weights(&config, &tokenizer)).expect("fits");
    let answer = tokenizer.encode_program(PROGRAM).expect("encodes");
    let text = tokenizer.encode_text("a plate").expect("encodes");
    let (pictures, points) = ([picture(1), picture(2)], points(7));
    let view = |n: usize| vec![(ViewKind::Free, pictures[n].as_slice())];
    let examples = [
        Example { views: view(0), text: &text, answer: &answer, ..Example::default() },
        Example { points: &points, answer: &answer[..5], ..Example::default() },
        Example { text: &text, program: &answer, answer: &answer[..6], ..Example::default() },
        Example { views: view(1), answer: &answer, ..Example::default() },
    ];
    let loss = |examples: &[Example]| {
        let mut packer = Packer::new(&tokenizer).for_network(&config);
        examples.iter().for_each(|example| packer.push(example).expect("fits"));
        let batch = packer.finish().expect("packs");
        f64::from(vlm.loss(&batch, 1.0).and_then(|loss| loss.to_scalar::<f32>()).expect("runs"))
    };
    let apart: f64 = examples.iter().map(|example| loss(std::slice::from_ref(example))).sum();
    let packed = loss(&examples);
    assert!((apart - packed).abs() < 1e-4 * packed, "{apart} alone, {packed} packed");
}

#[test]
fn only_tokens_of_the_answer_count() {
    let tokenizer = tokenizer();
    let answer = tokenizer.encode_program(PROGRAM).expect("encodes");
    let text = tokenizer.encode_text("a plate").expect("encodes");
    let mut packer = Packer::new(&tokenizer);
    packer
        .push(&Example { text: &text, program: &answer, answer: &answer[..4], ..Example::default() })
        .expect("fits");
    let batch = packer.finish().expect("packs");
    // Four tokens and the end, predicted from the marker and from the four tokens.
    assert_eq!(batch.targets.len(), 5);
    let first = batch.rows() as u32 - 5;
    assert_eq!(batch.answer_rows.to_vec(), (first..first + 5).collect::<Vec<_>>());
}

#[test]
fn a_model_grows_and_keeps_what_it_knew() {
    let (old_tokenizer, old_config) = (tokenizer(), small());
    let old = weights(&old_config, &old_tokenizer);
    let other = "result = cq.Workplane(\"XZ\").sphere(20).cut(plate)\n";
    let options = TokenizerOptions { vocabulary: 1504, min_frequency: 2 };
    let grown = old_tokenizer.grown(vec![other; 9], vec!["a ball"; 9], &options).expect("grows");
    assert!(grown.extends(&old_tokenizer) && !old_tokenizer.extends(&grown));
    assert!(grown.vocabulary() <= 1504 && grown.vocabulary() > old_tokenizer.vocabulary());
    let length = |t: &Tokenizer, text: &str| t.encode_program(text).expect("encodes").len();
    assert!(length(&grown, other) < length(&old_tokenizer, other));
    assert_eq!(grown.decode(&grown.encode_program(other).expect("encodes")).expect("decodes"), other);
    assert_eq!(
        grown.encode_program(PROGRAM).expect("encodes"),
        old_tokenizer.encode_program(PROGRAM).expect("encodes")
    );

    let config = VlmConfig { vocabulary: grown.vocabulary(), ..able() };
    let old_config = VlmConfig { vocabulary: old_tokenizer.vocabulary(), ..old_config };
    let old: Weights = old
        .into_iter()
        .map(|(name, w)| {
            if name == "embedding" {
                (name, w.narrow(0, 0, old_config.vocabulary).expect("cuts").contiguous().expect("copies"))
            } else {
                (name, w)
            }
        })
        .collect();
    let tokens = grown.in_tokens_of(&old_tokenizer).expect("cuts");
    let new = crate::grown_weights(&old, weights(&config, &grown), &tokens).expect("grows");
    let ask = |config: VlmConfig, weights: &Weights, tokenizer: &Tokenizer| {
        let vlm = Vlm::new(config, weights).expect("fits");
        let picture = picture(3);
        let mut packer = Packer::new(tokenizer);
        let answer = tokenizer.encode_program(PROGRAM).expect("encodes");
        let views = vec![(ViewKind::Free, picture.as_slice())];
        packer.push(&Example { views, answer: &answer, ..Example::default() }).expect("fits");
        vlm.answer_rows(&packer.finish().expect("packs")).and_then(|x| x.to_vec2::<f32>()).expect("runs")
    };
    assert_eq!(
        ask(old_config, &old, &old_tokenizer),
        ask(config, &new, &grown),
        "what the smaller network knew is read in the same way"
    );
    let narrow = VlmConfig { width: 32, heads: 2, kv_heads: 1, ..config };
    let error = crate::grown_weights(&old, weights(&narrow, &grown), &tokens).expect_err("other widths");
    assert!(error.to_string().contains("decoder.layer"), "{error}");
}

#[test]
fn a_model_says_what_it_did_not_learn() {
    let tokenizer = tokenizer();
    let (config, able) = (small(), able());
    let model = Model::from_parts(config, &weights(&config, &tokenizer), tokenizer.clone()).expect("fits");
    let knows = Model::from_parts(able, &weights(&able, &tokenizer), tokenizer).expect("fits");
    let sampling = Sampling { max_tokens: 3, ..Sampling::default() };
    let ask = |model: &Model, query: &Query| {
        model.generate(query, 1, &sampling, &Cancel::new(), &mut |_, _| {}).map_err(|e| e.to_string())
    };
    let queries = [
        (Query { points: points(12), ..Query::default() }, "`points`"),
        (Query { pictures: vec![(ViewKind::Corner(2), picture(1))], ..Query::default() }, "`oblique`"),
        (Query { pictures: vec![(ViewKind::SheetTop, picture(1))], ..Query::default() }, "`drawing`"),
    ];
    for (query, task) in queries {
        let error = ask(&model, &query).expect_err("it did not learn this");
        assert!(error.contains(task), "{error}");
        ask(&knows, &query).expect("it did learn this");
    }
    let long = Query { program: PROGRAM.repeat(40), ..Query::default() };
    let error = ask(&knows, &long).expect_err("the program is too long");
    assert!(error.contains("shorter program"), "{error}");
}

#[test]
fn files_of_networks_without_new_parts_stay_readable_for_older_programs() {
    let folder = tempfile::tempdir().expect("a folder");
    let tokenizer = tokenizer();
    for (config, format) in [(small(), 1u32), (able(), 2)] {
        let path = folder.path().join("model.gguf");
        write_model(&path, &config, &weights(&config, &tokenizer), &tokenizer, "{}").expect("writes");
        let bytes = std::fs::read(&path).expect("reads");
        let content = candle_core::quantized::gguf_file::Content::read(&mut std::io::Cursor::new(&bytes));
        let metadata = content.expect("a file").metadata;
        assert_eq!(metadata["partwright.format"].to_u32().expect("a number"), format);
        let written = metadata["partwright.config"].to_string().expect("a text");
        assert_eq!(written.contains("view_kinds"), format == 2, "{written}");
        assert_eq!(crate::read_model(&bytes).expect("reads").config, config);
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
    let query = Query { text: "a plate".into(), ..Query::of_pictures(vec![picture(1)]).expect("one") };
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
    assert!(matches!(Query::of_pictures(vec![picture(1), picture(2)]), Err(crate::Error::Query(_))));
}
