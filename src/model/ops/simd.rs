//! Loops that the compiler turns into wide instructions of the processor at hand.

/// Runs a closure compiled for the widest vector instructions that this processor has.
#[inline]
pub(crate) fn vectorized<O>(work: impl FnOnce() -> O) -> O {
    pulp::Arch::new().dispatch(work)
}

/// e^x with a relative error below 3e-6, without a call, so that loops over it vectorise.
/// Values below -87 give about 1e-38, values above 88 about 1e38.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0;
    let t = (x * std::f32::consts::LOG2_E).clamp(-126.0, 126.0);
    let whole = (t + ROUND) - ROUND;
    // e^(f ln 2) for f in -0.5..=0.5, by its series.
    let f = (t - whole) * std::f32::consts::LN_2;
    let series = 1.0 + f * (1.0 + f * (0.5 + f * (1.0 / 6.0 + f * (1.0 / 24.0 + f * (1.0 / 120.0)))));
    f32::from_bits((series.to_bits() as i32 + ((whole as i32) << 23)) as u32)
}

/// 1 / (1 + e^-x).
#[inline(always)]
pub(crate) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

const LANES: usize = 16;

/// The scalar product of two slices of equal length.
#[inline(always)]
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0f32; LANES];
    let (a_chunks, b_chunks) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let rest: f32 = a_chunks.remainder().iter().zip(b_chunks.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a_chunks.zip(b_chunks) {
        for lane in 0..LANES {
            sums[lane] += x[lane] * y[lane];
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// The sum of a slice.
#[inline(always)]
pub(crate) fn sum(a: &[f32]) -> f32 {
    let mut sums = [0f32; LANES];
    let chunks = a.chunks_exact(LANES);
    let rest: f32 = chunks.remainder().iter().sum();
    for x in chunks {
        for lane in 0..LANES {
            sums[lane] += x[lane];
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// The largest value of a slice; minus infinity for an empty one.
#[inline(always)]
pub(crate) fn max(a: &[f32]) -> f32 {
    let mut best = [f32::NEG_INFINITY; LANES];
    let chunks = a.chunks_exact(LANES);
    let rest = chunks.remainder().iter().fold(f32::NEG_INFINITY, |m, &x| if x > m { x } else { m });
    for x in chunks {
        for lane in 0..LANES {
            best[lane] = if x[lane] > best[lane] { x[lane] } else { best[lane] };
        }
    }
    best.iter().fold(rest, |m, &x| if x > m { x } else { m })
}
