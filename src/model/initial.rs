//! Weights to start training from.
//!
//! Matrices are normal with a deviation that keeps the size of rows; the two matrices that write
//! to the residual of each layer start smaller, so that deep networks begin near the identity.
//! Tokens that are whole numbers start with waves of their value beside the noise, so that
//! neighbouring numbers are neighbours from the first step; extents of pictures in pixels start with
//! the same waves.

use std::collections::BTreeMap;

use candle_core::{Device, Tensor};
use fastrand::Rng;

use crate::pack::{EXTENTS, FEW_VIEW_KINDS};
use crate::{ViewKind, VlmConfig, Weights};

/// Deviation of embeddings.
const EMBEDDING_DEVIATION: f32 = 0.02;

/// Parts are about 100 units long, and pictures are cropped so that this is about 113 pixels.
const UNITS_PER_PIXEL: f32 = 100.0 / 113.0;

/// Values of every weight by name; the same for the same seed. `numbers` are the tokens that stand
/// for whole numbers, with their values.
pub fn initial_weights(config: &VlmConfig, numbers: &[(u32, u32)], seed: u64) -> BTreeMap<String, Vec<f32>> {
    let mut random = Rng::with_seed(seed);
    let mut weights = BTreeMap::new();
    for (name, shape) in config.shapes() {
        let count = shape.iter().product();
        let values = if name.ends_with("norm") {
            vec![1.0; count]
        } else {
            let deviation = deviation(config, &name, &shape);
            (0..count).map(|_| normal(&mut random) * deviation).collect()
        };
        weights.insert(name, values);
    }
    if let Some(embedding) = weights.get_mut("embedding") {
        for &(token, value) in numbers {
            let start = token as usize * config.width;
            add_waves(&mut embedding[start..start + config.width], value as f32, EMBEDDING_DEVIATION);
        }
    }
    if let Some(extent) = weights.get_mut("extent") {
        for (n, row) in extent.chunks_exact_mut(config.width).enumerate() {
            let pixels = (n % EXTENTS) as f32;
            add_waves(row, pixels * UNITS_PER_PIXEL, 0.2);
        }
    }
    weights
}

/// Weights of a smaller network as the beginning of a larger one: what both have is taken over, kinds
/// of views that are new begin as the free view or as their standard view, new tokens as the mean of
/// those that stood in their place (`tokens`), and new parts as in `fresh`, the weights of a network
/// that starts from nothing.
///
/// # Errors
/// When the networks differ in something that cannot grow.
pub fn grown_weights(
    old: &Weights,
    fresh: Weights,
    tokens: &BTreeMap<u32, Vec<u32>>,
) -> candle_core::Result<Weights> {
    fresh
        .into_iter()
        .map(|(name, new)| Ok((name.clone(), grown(&name, old.get(&name), &new, tokens)?)))
        .collect()
}

fn grown(
    name: &str,
    old: Option<&Tensor>,
    new: &Tensor,
    tokens: &BTreeMap<u32, Vec<u32>>,
) -> candle_core::Result<Tensor> {
    let Some(old) = old else { return Ok(new.clone()) };
    if old.dims() == new.dims() {
        return Ok(old.detach());
    }
    let can_grow = ["embedding", "encoder.view", "view_position"].contains(&name);
    let (Ok((rows, width)), Ok((old_rows, old_width))) = (new.dims2(), old.dims2()) else {
        candle_core::bail!("the weight {name} is {:?} there and {:?} here", old.dims(), new.dims())
    };
    if !can_grow || width != old_width || rows < old_rows {
        candle_core::bail!("the weight {name} is {:?} there and {:?} here", old.dims(), new.dims())
    }
    let old = old.flatten_all()?.to_vec1::<f32>()?;
    let mut values = new.flatten_all()?.to_vec1::<f32>()?;
    values[..old.len()].copy_from_slice(&old);
    let row = |n: usize| &old[n * width..(n + 1) * width];
    for n in old_rows..rows {
        let target = &mut values[n * width..(n + 1) * width];
        if name == "embedding" {
            let Some(parts) = tokens.get(&(n as u32)).filter(|parts| !parts.is_empty()) else { continue };
            // Half of what is new stays, so that no two tokens are the same.
            target.iter_mut().for_each(|v| *v *= 0.5);
            for &part in parts {
                let part = row(part as usize).iter().map(|v| v / parts.len() as f32);
                target.iter_mut().zip(part).for_each(|(t, p)| *t += p);
            }
        } else {
            let per_view = old_rows / FEW_VIEW_KINDS;
            let standard = [ViewKind::SheetFront, ViewKind::SheetTop, ViewKind::SheetRight]
                .into_iter()
                .zip([ViewKind::Front, ViewKind::Top, ViewKind::Right])
                .find(|(sheet, _)| sheet.number() as usize == n / per_view)
                .map_or(ViewKind::Free, |(_, standard)| standard);
            target.copy_from_slice(row(standard.number() as usize * per_view + n % per_view));
        }
    }
    Tensor::from_vec(values, (rows, width), &Device::Cpu)
}

fn deviation(config: &VlmConfig, name: &str, shape: &[usize]) -> f32 {
    let inputs = shape.last().copied().unwrap_or(1) as f32;
    if name == "embedding" {
        EMBEDDING_DEVIATION
    } else if ["position", "view", "extent"].iter().any(|part| name.contains(part)) {
        0.1
    } else if name.contains("conv") {
        (2.0 / inputs).sqrt()
    } else if name.ends_with("attention.out") || name.ends_with("feed.out") {
        let layers = if name.starts_with("encoder") { config.encoder_layers } else { config.layers };
        (0.7 / (inputs * 2.0 * layers as f32)).sqrt()
    } else {
        (0.7 / inputs).sqrt()
    }
}

/// A normal deviate by the method of Box and Muller.
fn normal(random: &mut Rng) -> f32 {
    let radius = (-2.0 * (1.0 - random.f32()).ln()).sqrt();
    radius * (random.f32() * std::f32::consts::TAU).cos()
}

/// Replaces the beginning of a row by waves of a value, from short to long.
fn add_waves(row: &mut [f32], value: f32, deviation: f32) {
    const WAVES: usize = 24;
    for (wave, pair) in row.chunks_exact_mut(2).take(WAVES).enumerate() {
        let length = 2.5 * 1.35f32.powi(wave as i32);
        let angle = value * std::f32::consts::TAU / length;
        pair[0] = 1.4 * deviation * angle.cos();
        pair[1] = 1.4 * deviation * angle.sin();
    }
}
