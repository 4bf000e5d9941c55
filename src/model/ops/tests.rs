//! Values and gradients of the operations, against finite differences.

use std::sync::Arc;

use candle_core::{Device, Result, Tensor, Var};

use super::*;

/// Values that look random and are the same every time.
fn noise(count: usize, seed: u64) -> Vec<f32> {
    let mut random = fastrand::Rng::with_seed(seed);
    (0..count).map(|_| random.f32() * 2.0 - 1.0).collect()
}

fn variable(shape: &[usize], seed: u64) -> Var {
    let values = noise(shape.iter().product(), seed);
    Var::from_tensor(&Tensor::from_vec(values, shape, &Device::Cpu).expect("shape fits"))
        .expect("makes a variable")
}

/// Compares the gradients of every variable with central differences of a weighted sum of the result.
fn check(inputs: &[Var], f: impl Fn(&[Tensor]) -> Result<Tensor>) {
    let tensors: Vec<Tensor> = inputs.iter().map(|v| v.as_tensor().clone()).collect();
    let y = f(&tensors).expect("the operation runs");
    let weights = Tensor::from_vec(noise(y.elem_count(), 99), y.dims(), &Device::Cpu).expect("shape fits");
    let objective = |tensors: &[Tensor]| -> f64 {
        let y = f(tensors).expect("the operation runs");
        let y = y.flatten_all().and_then(|y| y.to_vec1::<f32>()).expect("f32 values");
        let w = weights.flatten_all().and_then(|w| w.to_vec1::<f32>()).expect("f32 values");
        y.iter().zip(&w).map(|(y, w)| f64::from(*y) * f64::from(*w)).sum()
    };
    let loss = (y * &weights).and_then(|y| y.sum_all()).expect("sums");
    let gradients = loss.backward().expect("has a backward pass");
    for (n, input) in inputs.iter().enumerate() {
        let gradient = gradients.get(input).expect("every variable has a gradient");
        let gradient = gradient.flatten_all().and_then(|g| g.to_vec1::<f32>()).expect("f32 values");
        let start = input.flatten_all().and_then(|x| x.to_vec1::<f32>()).expect("f32 values");
        let step = (start.len() / 40).max(1);
        for i in (0..start.len()).step_by(step) {
            let h = 5e-3f32;
            let at = |x: f32| {
                let mut moved = start.clone();
                moved[i] = x;
                let mut tensors = tensors.clone();
                tensors[n] = Tensor::from_vec(moved, input.dims(), &Device::Cpu).expect("shape fits");
                objective(&tensors)
            };
            let expected = (at(start[i] + h) - at(start[i] - h)) / (2.0 * f64::from(h));
            let error = (expected - f64::from(gradient[i])).abs();
            assert!(
                error < 4e-3 * (1.0 + expected.abs()),
                "input {n}, element {i}: {expected} by differences, {} by the backward pass",
                gradient[i]
            );
        }
    }
}

#[test]
fn linear_layers_agree_with_differences() {
    check(&[variable(&[5, 7], 1), variable(&[4, 7], 2)], |t| linear(&t[0], &t[1]));
    check(&[variable(&[5, 7], 1), variable(&[4, 7], 2), variable(&[5, 4], 3)], |t| {
        linear_add(&t[0], &t[1], &t[2])
    });
}

#[test]
fn norm_and_activations_agree_with_differences() {
    check(&[variable(&[3, 20], 1), variable(&[20], 2)], |t| rms_norm(&t[0], &t[1]));
    check(&[variable(&[3, 20], 1)], |t| silu(&t[0]));
    check(&[variable(&[3, 20], 1)], |t| swiglu(&t[0]));
}

#[test]
fn picked_rows_agree_with_differences() {
    let indices: Arc<[u32]> = Arc::from([3u32, 0, 3, 1]);
    check(&[variable(&[4, 5], 1)], |t| gather_rows(&t[0], Arc::clone(&indices)));
}

#[test]
fn convolution_agrees_with_differences() {
    for stride in [Stride::One, Stride::Two] {
        check(&[variable(&[2, 4, 6, 3], 1), variable(&[5, 27], 2)], |t| conv3x3(&t[0], &t[1], stride));
    }
}

#[test]
fn convolution_agrees_with_candle() {
    let (x, w) = (variable(&[2, 6, 8, 3], 1), variable(&[5, 27], 2));
    for (stride, step) in [(Stride::One, 1), (Stride::Two, 2)] {
        let ours = conv3x3(&x, &w, stride).expect("runs");
        let kernel = w.reshape((5, 3, 3, 3)).and_then(|w| w.permute((0, 3, 1, 2))).expect("permutes");
        let theirs = x
            .permute((0, 3, 1, 2))
            .and_then(|x| x.contiguous()?.conv2d(&kernel.contiguous()?, 1, step, 1, 1))
            .and_then(|y| y.permute((0, 2, 3, 1))?.contiguous())
            .expect("runs");
        let error = (ours - theirs).and_then(|d| d.abs()?.max_all()?.to_scalar::<f32>()).expect("subtracts");
        assert!(error < 1e-5, "stride {step}: differs by {error}");
    }
}

#[test]
fn attention_agrees_with_differences() {
    let spans: Arc<[Span]> = Arc::from([
        Span { start: 0, len: 5, prefix: 2 },
        Span { start: 5, len: 3, prefix: 0 },
        Span { start: 8, len: 1, prefix: 1 },
    ]);
    for rotary in [Rotary::Off, Rotary::On] {
        let shape = AttentionShape { heads: 4, kv_heads: 2, head: 6, rotary };
        check(&[variable(&[9, 48], 1)], |t| attention(&t[0], &spans, shape));
    }
}

#[test]
fn attention_sees_the_past_and_the_prefix_only() {
    let spans: Arc<[Span]> = Arc::from([Span { start: 0, len: 6, prefix: 3 }]);
    let shape = AttentionShape { heads: 2, kv_heads: 1, head: 8, rotary: Rotary::On };
    let run = |values: Vec<f32>| {
        let x = Tensor::from_vec(values, (6, 32), &Device::Cpu).expect("shape fits");
        attention(&x, &spans, shape).and_then(|y| y.to_vec2::<f32>()).expect("runs")
    };
    let start = noise(6 * 32, 5);
    let before = run(start.clone());
    let mut changed = start.clone();
    changed[4 * 32..5 * 32].fill(0.3);
    let after = run(changed);
    assert_eq!(before[..4], after[..4], "row 4 is not seen by earlier rows");
    assert_ne!(before[5], after[5], "row 4 is seen by row 5");
    let mut changed = start;
    changed[2 * 32..3 * 32].fill(0.3);
    assert_ne!(before[0], run(changed)[0], "the prefix is seen by all rows");
}

#[test]
fn cross_entropy_agrees_with_differences() {
    let mut targets = SoftTargets::default();
    targets.push(2);
    targets.push_soft(&[(0, 0.7), (5, 0.3)]);
    targets.push(6);
    let targets = Arc::new(targets);
    check(&[variable(&[3, 6], 1), variable(&[7, 6], 2)], |t| {
        cross_entropy_of_rows(&t[0], &t[1], Arc::clone(&targets), 0.5)
    });
}

#[test]
fn exponential_is_precise() {
    for i in -8000..8000 {
        let x = i as f32 / 100.0;
        let error = (f64::from(simd::exp(x)) / f64::from(x).exp() - 1.0).abs();
        assert!(error < 1e-5, "exp({x}) is off by {error}");
    }
}
