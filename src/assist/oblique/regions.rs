//! Surfaces of a picture: what lies between its edges.
//!
//! Where brightness changes fast there is an edge, be it a drawn line or the border between two shades.
//! What is left falls into pieces; the pieces grow over the edges until they meet in their middle, so that
//! every pixel belongs to one. What touches the border of the picture is ground.

use image::DynamicImage;
use image::imageops::FilterType;

/// Pictures are brought to about this many pixels a side.
const SIDE: f32 = 512.0;
/// The least change of brightness a pixel that is an edge, in grey values.
const LEAST_CHANGE: f32 = 6.0;
/// Changes that are edges, in units of what is usual in the picture.
const CHANGE_OVER_NOISE: f32 = 5.0;
/// The smallest region, in pixels without its edges.
const LEAST_PIXELS: usize = 14;
/// Grey values by which a region may spread and be one shade, at least.
const ONE_SHADE: f32 = 3.5;

/// The same for the brightest pixels of regions as narrow as a line.
const NARROW_SHADE: f32 = 9.0;

/// A region of nobody.
const NONE: u16 = u16::MAX;

/// The ground is always the first region.
pub(super) const GROUND: usize = 0;

/// A surface of the picture.
#[derive(Clone, Debug)]
pub(super) struct Region {
    /// Pixels, edges included up to their middle.
    pub(super) area: usize,
    /// Mean brightness away from edges.
    pub(super) shade: f32,
    /// Whether its brightness is the same all over.
    pub(super) is_even: bool,
}

/// A picture divided into regions.
#[derive(Clone, Debug)]
pub(crate) struct Regions {
    pub(super) width: usize,
    pub(super) height: usize,
    of_pixel: Vec<u16>,
    pub(super) all: Vec<Region>,
    /// Whether surfaces differ by their shade; false for drawings in lines.
    pub(super) is_shaded: bool,
}

impl Regions {
    /// Divides a picture; `None` when nothing stands on its ground.
    pub(super) fn new(picture: &DynamicImage) -> Option<Self> {
        let longest = picture.width().max(picture.height()).max(1);
        let factor = (SIDE / longest as f32).min(4.0);
        let side = |s: u32| ((s as f32 * factor).round() as u32).max(8);
        let (w, h) = (side(picture.width()), side(picture.height()));
        let gray = over_ground(picture).resize_exact(w, h, FilterType::Triangle).to_luma8();
        let (width, height) = (w as usize, h as usize);
        let values = smooth(&gray.iter().map(|v| f32::from(*v)).collect::<Vec<_>>(), width, height);
        let changes = changes(&values, width, height);
        let limit = LEAST_CHANGE.max(CHANGE_OVER_NOISE * middle(&changes));
        let is_edge: Vec<bool> = changes.iter().map(|c| *c > limit).collect();
        let (seeds, count) = pieces(&is_edge, &values, width, height);
        let of_pixel = grown(&seeds, width, height);
        let mut this = Self { width, height, of_pixel, all: Vec::new(), is_shaded: false };
        this.measure(&seeds, &values, count);
        (this.all.len() > 1).then_some(this)
    }

    fn measure(&mut self, seeds: &[u16], values: &[f32], count: usize) {
        let mut sums = vec![(0_usize, 0.0_f64, 0.0_f64); count];
        for (seed, value) in seeds.iter().zip(values) {
            if *seed != NONE {
                let sum = &mut sums[*seed as usize];
                let value = f64::from(*value);
                *sum = (sum.0 + 1, sum.1 + value, sum.2 + value * value);
            }
        }
        let mut areas = vec![0; count];
        self.of_pixel.iter().for_each(|r| areas[*r as usize] += 1);
        let spread = |(n, sum, squares): (usize, f64, f64)| {
            let n = n.max(1) as f64;
            (sum / n, (squares / n - (sum / n).powi(2)).max(0.0).sqrt())
        };
        let noise = spread(sums[GROUND]).1 as f32;
        let narrow = self.narrow(seeds, values, count);
        self.all = sums
            .iter()
            .zip(areas)
            .zip(narrow)
            .map(|((sum, area), narrow)| {
                let (mean, deviation) = spread(*sum);
                let is_even = narrow.is_some() || (deviation as f32) < ONE_SHADE.max(1.8 * noise);
                Region { area, shade: narrow.unwrap_or(mean as f32), is_even }
            })
            .collect();
        let ground = self.all[GROUND].shade;
        let (mut far, mut whole) = (0, 0);
        for region in &self.all[1..] {
            whole += region.area;
            far += if (region.shade - ground).abs() > 8.0 { region.area } else { 0 };
        }
        self.is_shaded = 2 * far > whole;
    }

    /// The shade of regions so narrow that the lines around them darken them: that of their brightest pixels.
    fn narrow(&self, seeds: &[u16], values: &[f32], count: usize) -> Vec<Option<f32>> {
        const CORE: usize = 2;
        let mut inner = vec![0_usize; count];
        let mut all: Vec<Vec<f32>> = vec![Vec::new(); count];
        for (i, seed) in seeds.iter().enumerate().filter(|(_, s)| **s != NONE && **s != GROUND as u16) {
            let (x, y) = (i % self.width, i / self.width);
            let seed_at = |dx: i64, dy: i64| {
                let (x, y) = (x as i64 + dx, y as i64 + dy);
                let is_inside = x >= 0 && y >= 0 && x < self.width as i64 && y < self.height as i64;
                is_inside && seeds[y as usize * self.width + x as usize] == *seed
            };
            let far = CORE as i64;
            let is_inner = [(far, 0), (-far, 0), (0, far), (0, -far)].iter().all(|(x, y)| seed_at(*x, *y));
            inner[*seed as usize] += usize::from(is_inner);
            all[*seed as usize].push(values[i]);
        }
        all.into_iter()
            .zip(inner)
            .map(|(mut values, inner)| {
                values.sort_by(f32::total_cmp);
                let at = |share: usize| values.get(values.len() * share / 20).copied().unwrap_or(0.0);
                // What bends has other shades at its bright end, too.
                (inner * 8 < values.len() && at(19) - at(12) < NARROW_SHADE).then(|| at(16))
            })
            .collect()
    }

    /// The region of a pixel; beyond the picture is ground.
    pub(super) fn at(&self, x: i64, y: i64) -> usize {
        let is_inside = x >= 0 && y >= 0 && (x as usize) < self.width && (y as usize) < self.height;
        if is_inside { self.of_pixel[y as usize * self.width + x as usize] as usize } else { GROUND }
    }

    /// The region at a place.
    pub(super) fn at_point(&self, p: [f64; 2]) -> usize {
        self.at(p[0].floor() as i64, p[1].floor() as i64)
    }

    /// Which pixels belong to regions that are wanted, as coverage.
    pub(super) fn mask(&self, is_wanted: impl Fn(usize) -> bool) -> Vec<u8> {
        let wanted: Vec<u8> = (0..self.all.len()).map(|r| if is_wanted(r) { 255 } else { 0 }).collect();
        self.of_pixel.iter().map(|r| wanted[*r as usize]).collect()
    }
}

/// A picture with transparency over white.
fn over_ground(picture: &DynamicImage) -> DynamicImage {
    if !picture.color().has_alpha() {
        return DynamicImage::ImageLuma8(picture.to_luma8());
    }
    let alpha = picture.to_luma_alpha8();
    let over = |p: &image::LumaA<u8>| {
        let [gray, alpha] = p.0.map(u32::from);
        ((gray * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    let flat = image::GrayImage::from_raw(alpha.width(), alpha.height(), alpha.pixels().map(over).collect());
    DynamicImage::ImageLuma8(flat.unwrap_or_default())
}

/// Averaged with the neighbours, twice as much weight on the middle.
fn smooth(values: &[f32], width: usize, height: usize) -> Vec<f32> {
    let pass = |values: &[f32], step: usize, place: &dyn Fn(usize) -> (usize, usize)| -> Vec<f32> {
        (0..values.len())
            .map(|i| {
                let (at, last) = place(i);
                let before = values[if at > 0 { i - step } else { i }];
                let after = values[if at < last { i + step } else { i }];
                0.25 * before + 0.5 * values[i] + 0.25 * after
            })
            .collect()
    };
    let rows = pass(values, 1, &|i| (i % width, width - 1));
    pass(&rows, width, &|i| (i / width, height - 1))
}

/// How fast brightness changes at each pixel.
fn changes(values: &[f32], width: usize, height: usize) -> Vec<f32> {
    (0..values.len())
        .map(|i| {
            let (x, y) = (i % width, i / width);
            let along = |at: usize, last: usize, step: usize| {
                let before = values[if at > 0 { i - step } else { i }];
                let after = values[if at < last { i + step } else { i }];
                0.5 * (after - before)
            };
            along(x, width - 1, 1).hypot(along(y, height - 1, width))
        })
        .collect()
}

fn middle(values: &[f32]) -> f32 {
    let mut sorted = values.to_vec();
    let at = sorted.len() / 2;
    *sorted.select_nth_unstable_by(at, f32::total_cmp).1
}

/// Connected pieces without edges; the ground is the first, whatever touches the border joins it.
fn pieces(is_edge: &[bool], values: &[f32], width: usize, height: usize) -> (Vec<u16>, usize) {
    let mut found = vec![NONE; is_edge.len()];
    let mut todo: Vec<usize> = Vec::new();
    let fill = |start: usize, number: u16, found: &mut Vec<u16>, todo: &mut Vec<usize>| {
        let mut filled = Vec::new();
        todo.push(start);
        while let Some(at) = todo.pop() {
            if is_edge[at] || found[at] != NONE {
                continue;
            }
            found[at] = number;
            filled.push(at);
            let (x, y) = (at % width, at / width);
            todo.extend((x > 0).then(|| at - 1));
            todo.extend((x + 1 < width).then_some(at + 1));
            todo.extend((y > 0).then(|| at - width));
            todo.extend((y + 1 < height).then_some(at + width));
            // Thin faces between two lines hang together over corners.
            todo.extend((x > 0 && y > 0).then(|| at - width - 1));
            todo.extend((x + 1 < width && y > 0).then(|| at + 1 - width));
            todo.extend((x > 0 && y + 1 < height).then_some(at + width - 1));
            todo.extend((x + 1 < width && y + 1 < height).then_some(at + width + 1));
        }
        filled
    };
    let border = (0..width)
        .flat_map(|x| [x, (height - 1) * width + x])
        .chain((0..height).flat_map(|y| [y * width, y * width + width - 1]));
    for start in border {
        fill(start, GROUND as u16, &mut found, &mut todo);
    }
    let mut count = 1_usize;
    for start in 0..is_edge.len() {
        if is_edge[start] || found[start] != NONE || count >= usize::from(NONE) {
            continue;
        }
        let filled = fill(start, count as u16, &mut found, &mut todo);
        // The cores of lines are thin and darker than what is around; narrow faces are brighter.
        let is_thick = |at: &usize| {
            let (x, y) = (at % width, at / width);
            let around = |k: usize, last: usize| k.saturating_sub(2)..=(k + 2).min(last);
            around(y, height - 1).all(|y| around(x, width - 1).all(|x| !is_edge[y * width + x]))
        };
        let is_face = || filled.iter().any(is_thick) || is_brighter(&filled, values, width, height);
        if filled.len() >= LEAST_PIXELS && is_face() {
            count += 1;
        } else {
            // Nobody's, but not looked at again.
            filled.iter().for_each(|at| found[*at] = NONE - 1);
        }
    }
    found.iter_mut().filter(|f| **f == NONE - 1).for_each(|f| *f = NONE);
    (found, count)
}

/// Whether a piece is brighter than what lies a few pixels around it.
fn is_brighter(filled: &[usize], values: &[f32], width: usize, height: usize) -> bool {
    const AWAY: usize = 3;
    let (mut own, mut around, mut n) = (0.0, 0.0, 0.0);
    for at in filled {
        let (x, y) = (at % width, at / width);
        if x < AWAY || y < AWAY || x + AWAY >= width || y + AWAY >= height {
            continue;
        }
        // The darkest of both sides: one side of a narrow face may be a bright one.
        let side = |step: usize| values[at - AWAY * step].max(values[at + AWAY * step]);
        own += values[*at];
        around += side(1).min(side(width));
        n += 1.0;
    }
    n > 0.0 && own / n > around / n + 4.0
}

/// Every pixel with the number of the nearest seed (two sweeps of nearest seeds handed on; Danielsson,
/// "Euclidean distance mapping", 1980).
fn grown(seeds: &[u16], width: usize, height: usize) -> Vec<u16> {
    const FAR: i32 = 1 << 14;
    // Offset to the nearest seed.
    let mut nearest: Vec<[i32; 2]> =
        seeds.iter().map(|s| if *s == NONE { [FAR, FAR] } else { [0, 0] }).collect();
    let squared = |o: [i32; 2]| o[0] * o[0] + o[1] * o[1];
    let look = |nearest: &mut Vec<[i32; 2]>, x: usize, y: usize, dx: i32, dy: i32| {
        let (nx, ny) = (x as i32 + dx, y as i32 + dy);
        if nx < 0 || ny < 0 || nx >= width as i32 || ny >= height as i32 {
            return;
        }
        let other = nearest[ny as usize * width + nx as usize];
        let through = [other[0] + dx, other[1] + dy];
        let here = &mut nearest[y * width + x];
        if squared(through) < squared(*here) {
            *here = through;
        }
    };
    for y in 0..height {
        for x in 0..width {
            for (dx, dy) in [(-1, 0), (0, -1), (-1, -1), (1, -1)] {
                look(&mut nearest, x, y, dx, dy);
            }
        }
        for x in (0..width).rev() {
            look(&mut nearest, x, y, 1, 0);
        }
    }
    for y in (0..height).rev() {
        for x in (0..width).rev() {
            for (dx, dy) in [(1, 0), (0, 1), (1, 1), (-1, 1)] {
                look(&mut nearest, x, y, dx, dy);
            }
        }
        for x in 0..width {
            look(&mut nearest, x, y, -1, 0);
        }
    }
    (0..seeds.len())
        .map(|i| {
            let (x, y) = ((i % width) as i32 + nearest[i][0], (i / width) as i32 + nearest[i][1]);
            let is_inside = x >= 0 && y >= 0 && x < width as i32 && y < height as i32;
            let seed = if is_inside { seeds[y as usize * width + x as usize] } else { NONE };
            if seed == NONE { GROUND as u16 } else { seed }
        })
        .collect()
}
