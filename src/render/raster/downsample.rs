//! From samples to pixels: shade, coverage and lines are averaged, depth and face are chosen.

use super::fill::Canvas;
use super::picture::{NO_FACE, Picture};

/// Makes the finished picture of a canvas with `factor` samples along each side of a pixel.
///
/// Of the samples of a pixel the nearest gives depth and face, because an average of depths
/// or faces is neither.
pub(super) fn picture(canvas: Canvas, factor: u32) -> Picture {
    let covered = |face: u32| if face == NO_FACE { 0u8 } else { 255 };
    if factor == 1 {
        return Picture {
            width: canvas.width as u32,
            height: canvas.height as u32,
            coverage: canvas.face.iter().map(|&face| covered(face)).collect(),
            shade: canvas.shade,
            depth: canvas.depth,
            face: canvas.face,
            edge: canvas.line,
        };
    }
    let factor = factor as usize;
    let (width, height) = (canvas.width / factor, canvas.height / factor);
    let count = width * height;
    let mut picture = Picture {
        width: width as u32,
        height: height as u32,
        shade: Vec::with_capacity(count),
        depth: Vec::with_capacity(count),
        face: Vec::with_capacity(count),
        coverage: Vec::with_capacity(count),
        edge: Vec::with_capacity(count),
    };
    let samples = (factor * factor) as u32;
    for y in 0..height {
        for x in 0..width {
            let (mut shade, mut line, mut hits) = (0u32, 0u32, 0u32);
            let (mut depth, mut face) = (f32::INFINITY, NO_FACE);
            for row in y * factor..(y + 1) * factor {
                let start = row * canvas.width + x * factor;
                for at in start..start + factor {
                    shade += u32::from(canvas.shade[at]);
                    line += u32::from(canvas.line[at]);
                    if canvas.face[at] != NO_FACE {
                        hits += 1;
                        if canvas.depth[at] < depth {
                            depth = canvas.depth[at];
                            face = canvas.face[at];
                        }
                    }
                }
            }
            picture.shade.push(((shade + samples / 2) / samples) as u8);
            picture.edge.push(((line + samples / 2) / samples) as u8);
            picture.coverage.push(((hits * 255 + samples / 2) / samples) as u8);
            picture.depth.push(depth);
            picture.face.push(face);
        }
    }
    picture
}
