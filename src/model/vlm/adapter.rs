//! Layers that are trained through small additions beside frozen weights (Hu and others 2021,
//! arXiv:2106.09685).
//!
//! A layer `W` with an adapter computes `x Wᵀ + scale · (x Dᵀ) Uᵀ`, with D `(r, I)` and U `(O, r)`; U
//! begins at zero, so that the network begins as it was. Beside a weight called `name` the adapter's
//! are called `name.down` and `name.up`. Merging adds `scale · U D` to the weight, after which the
//! network is one without adapters.

use std::collections::BTreeMap;

use candle_core::{Result, Tensor};

use super::{VlmConfig, Weights};
use crate::ops;

const DOWN: &str = "down";
const UP: &str = "up";

/// A linear layer, with an adapter where it has one.
#[derive(Clone, Debug)]
pub(crate) struct Projection {
    pub(crate) weight: Tensor,
    adapter: Option<Adapter>,
}

#[derive(Clone, Debug)]
struct Adapter {
    down: Tensor,
    up: Tensor,
    scale: f64,
}

impl Projection {
    /// The layer with a checked weight, and the adapter that `weights` may have for it.
    pub(crate) fn new(name: &str, weight: Tensor, weights: &Weights, scale: f64) -> Result<Self> {
        let (outputs, inputs) = weight.dims2()?;
        let part = |kind: &str| weights.get(&format!("{name}.{kind}"));
        let adapter = match (part(DOWN), part(UP)) {
            (None, None) => None,
            (Some(down), Some(up)) => {
                let rank = down.dim(0)?;
                if down.dims() != [rank, inputs] || up.dims() != [outputs, rank] {
                    candle_core::bail!(
                        "the adapter of {name} is {:?} and {:?}, which does not fit {:?}",
                        down.dims(),
                        up.dims(),
                        weight.dims()
                    )
                }
                Some(Adapter { down: down.clone(), up: up.clone(), scale })
            }
            _ => candle_core::bail!("half of the adapter of {name} is missing"),
        };
        Ok(Self { weight, adapter })
    }

    /// x `(R, I)` to `(R, O)`.
    pub(crate) fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let y = ops::linear(x, &self.weight)?;
        self.add_adapter(x, y)
    }

    /// The same added to a residual `(R, O)`.
    pub(crate) fn forward_add(&self, x: &Tensor, residual: &Tensor) -> Result<Tensor> {
        let y = ops::linear_add(x, &self.weight, residual)?;
        self.add_adapter(x, y)
    }

    fn add_adapter(&self, x: &Tensor, y: Tensor) -> Result<Tensor> {
        let Some(adapter) = &self.adapter else { return Ok(y) };
        let low = (ops::linear(x, &adapter.down)? * adapter.scale)?;
        ops::linear_add(&low, &adapter.up, &y)
    }

    /// The same layer whose weights record nothing.
    pub(crate) fn detached(&self) -> Self {
        let adapter = self.adapter.as_ref().map(|a| Adapter {
            down: a.down.detach(),
            up: a.up.detach(),
            scale: a.scale,
        });
        Self { weight: self.weight.detach(), adapter }
    }
}

/// Names and shapes of the adapters of rank `rank` for every layer whose name contains one of
/// `targets`; the layers that can have adapters are those of [`adaptable`].
pub fn adapter_shapes(config: &VlmConfig, rank: usize, targets: &[String]) -> Vec<(String, [usize; 2])> {
    let mut shapes = Vec::new();
    for (name, [outputs, inputs]) in adaptable(config) {
        if targets.iter().any(|target| name.contains(target.as_str())) {
            shapes.push((format!("{name}.{DOWN}"), [rank, inputs]));
            shapes.push((format!("{name}.{UP}"), [outputs, rank]));
        }
    }
    shapes
}

/// Whether a weight is the half of an adapter that begins at zero.
pub fn is_adapter_up(name: &str) -> bool {
    name.ends_with(".up")
}

/// The layers that can have adapters: the four matrices of every transformer layer.
pub fn adaptable(config: &VlmConfig) -> Vec<(String, [usize; 2])> {
    let ends = [".attention.qkv", ".attention.out", ".feed.in", ".feed.out"];
    let shapes = config.shapes().into_iter();
    shapes
        .filter(|(name, shape)| shape.len() == 2 && ends.iter().any(|end| name.ends_with(end)))
        .map(|(name, shape)| (name, [shape[0], shape[1]]))
        .collect()
}

/// The weights with all adapters added to what they belong to.
///
/// # Errors
/// When an adapter does not fit its weight.
pub fn merged(weights: &Weights, scale: f64) -> Result<Weights> {
    let mut merged = BTreeMap::new();
    for (name, weight) in weights {
        if [DOWN, UP].iter().any(|kind| name.ends_with(&format!(".{kind}"))) {
            continue;
        }
        let (down, up) = (weights.get(&format!("{name}.{DOWN}")), weights.get(&format!("{name}.{UP}")));
        let weight = match (down, up) {
            (Some(down), Some(up)) => (weight + (up.matmul(down)? * scale)?)?,
            _ => weight.clone(),
        };
        merged.insert(name.clone(), weight.detach());
    }
    Ok(merged)
}
