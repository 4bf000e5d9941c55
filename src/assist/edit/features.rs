//! Features of a part as its faces show them: holes, rounds, places of flat faces, extents.

use std::collections::{BTreeMap, BTreeSet};

use base::{Bounds, Build, Mesh};
use glam::DVec3;

/// A round face, all pieces with the same axis and radius together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Round {
    /// Unit direction; of the two the one whose first component that is not zero is positive.
    pub(super) axis: DVec3,
    /// The point of the axis nearest to the origin.
    pub(super) foot: DVec3,
    pub(super) radius: f64,
    /// Where it begins and ends along the axis.
    pub(super) span: [f64; 2],
    /// Whether it faces its axis all around, as a hole does.
    pub(super) is_hole: bool,
}

/// What is compared of a part.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Features {
    pub(super) bounds: Option<Bounds>,
    pub(super) holes: Vec<Round>,
    pub(super) rounds: Vec<Round>,
    /// Planes of flat faces: normal in thousandths, distance from the origin in hundredths.
    pub(super) planes: BTreeSet<[i64; 4]>,
    /// Number of faces.
    pub(super) faces: u32,
    pub(super) solids: u32,
    pub(super) volume: f64,
    pub(super) is_valid: bool,
}

impl Features {
    /// Reads the features of a build.
    pub(super) fn of(build: &Build) -> Self {
        let measures = || build.parts.iter().filter_map(|p| p.measures.as_ref());
        let (rounds, planes) =
            build.mesh().map_or_else(Default::default, |mesh| (rounds(&mesh), planes(&mesh)));
        let (holes, rounds) = rounds.into_iter().partition(|r| r.is_hole);
        Self {
            bounds: build.bounds(),
            holes,
            rounds,
            planes,
            faces: measures().map(|m| m.faces).sum(),
            solids: measures().map(|m| m.solids).sum(),
            volume: measures().map(|m| m.volume).sum(),
            is_valid: build.is_valid(),
        }
    }
}

/// Planes of the flat faces of a mesh whose triangles know their faces.
fn planes(mesh: &Mesh) -> BTreeSet<[i64; 4]> {
    let mut normals: BTreeMap<u32, (DVec3, DVec3, bool)> = BTreeMap::new();
    for (triangle, face) in mesh.faces.iter().enumerate() {
        for i in mesh.triangles[triangle] {
            let normal = DVec3::from(mesh.normals[i as usize].map(f64::from));
            let point = DVec3::from(mesh.positions[i as usize].map(f64::from));
            let known = normals.entry(*face).or_insert((normal, point, true));
            known.2 &= normal.dot(known.0) > 1.0 - 1e-5;
        }
    }
    let flat = normals.into_values().filter(|(_, _, is_flat)| *is_flat);
    flat.map(|(normal, point, _)| {
        let [x, y, z] = normal.to_array().map(|c| (c * 1e3).round() as i64);
        [x, y, z, (point.dot(normal) * 1e2).round() as i64]
    })
    .collect()
}

/// Round faces of a mesh whose triangles know their faces.
fn rounds(mesh: &Mesh) -> Vec<Round> {
    let count = mesh.faces.iter().max().map_or(0, |f| *f as usize + 1);
    let mut triangles: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (triangle, face) in mesh.faces.iter().enumerate() {
        triangles[*face as usize].push(triangle);
    }
    let size = mesh.bounds().map_or(1.0, |b| b.longest());
    let mut found: Vec<(Round, f64)> = Vec::new();
    for own in triangles.iter().filter(|t| !t.is_empty()) {
        let Some((round, turn)) = cylinder(mesh, own, size) else { continue };
        let near = |a: f64, b: f64| (a - b).abs() < 1e-3 * size.max(1.0);
        let same = found.iter_mut().find(|(k, _)| {
            k.axis.dot(round.axis) > 0.9999
                && k.is_hole == round.is_hole
                && near(k.radius, round.radius)
                && k.foot.distance(round.foot) < 1e-3 * size
                && round.span[0] <= k.span[1] + 1e-3 * size
                && k.span[0] <= round.span[1] + 1e-3 * size
        });
        match same {
            Some((known, all)) => {
                known.span = [known.span[0].min(round.span[0]), known.span[1].max(round.span[1])];
                *all += turn;
            }
            None => found.push((round, turn)),
        }
    }
    // Less than all around it is a rounded corner or the end of a slot, whichever way it faces.
    found.into_iter().map(|(r, turn)| Round { is_hole: r.is_hole && turn > 350.0, ..r }).collect()
}

/// The cylinder that a face lies on, and over how many degrees it turns.
fn cylinder(mesh: &Mesh, triangles: &[usize], size: f64) -> Option<(Round, f64)> {
    let corner = |i: u32| DVec3::from(mesh.positions[i as usize].map(f64::from));
    let normal = |i: u32| DVec3::from(mesh.normals[i as usize].map(f64::from));
    let indices: Vec<u32> = triangles.iter().flat_map(|t| mesh.triangles[*t]).collect();
    let first = normal(*indices.first()?);
    // Two normals that differ span the plane across the axis.
    let other = indices
        .iter()
        .map(|i| normal(*i))
        .max_by(|a, b| first.cross(*a).length().total_cmp(&first.cross(*b).length()))?;
    let axis = first.cross(other);
    if axis.length() < 0.05 {
        return None;
    }
    let axis = positive(axis.normalize());
    if indices.iter().any(|i| normal(*i).dot(axis).abs() > 2e-3) {
        return None;
    }
    // On a cylinder each point lies its radius from the axis, along its normal: least squares for the rest.
    let (u, v) = (first, axis.cross(first));
    let flat = |p: DVec3| (p.dot(u), p.dot(v));
    let n = indices.len() as f64;
    let (mut sx, mut sy, mut sa, mut sb, mut dot) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for i in &indices {
        let ((x, y), (a, b)) = (flat(corner(*i)), flat(normal(*i)));
        sx += x;
        sy += y;
        sa += a;
        sb += b;
        dot += x * a + y * b;
    }
    let spread = n - (sa * sa + sb * sb) / n;
    if spread < 1e-6 * n {
        return None;
    }
    let radius = (dot - (sx * sa + sy * sb) / n) / spread;
    let (cx, cy) = ((sx - radius * sa) / n, (sy - radius * sb) / n);
    let fits = |i: &u32| {
        let ((x, y), (a, b)) = (flat(corner(*i)), flat(normal(*i)));
        (x - cx - radius * a).hypot(y - cy - radius * b) < 2e-3 * size
    };
    if radius.abs() > 20.0 * size || !indices.iter().all(fits) {
        return None;
    }
    let along = indices.iter().map(|i| corner(*i).dot(axis));
    let span = along.fold([f64::MAX, f64::MIN], |s, h| [s[0].min(h), s[1].max(h)]);
    let mut angles: Vec<f64> = indices
        .iter()
        .map(|i| {
            let (a, b) = flat(normal(*i));
            b.atan2(a).to_degrees().rem_euclid(360.0)
        })
        .collect();
    angles.sort_by(f64::total_cmp);
    // The turn is what is left of the circle without the largest gap.
    let last = angles[0] + 360.0 - angles[angles.len() - 1];
    let gap = angles.windows(2).map(|p| p[1] - p[0]).fold(last, f64::max);
    let turn = if gap < 40.0 { 360.0 } else { 360.0 - gap };
    let foot = u * cx + v * cy;
    Some((Round { axis, foot, radius: radius.abs(), span, is_hole: radius < 0.0 }, turn))
}

/// Of two opposite directions always the same.
fn positive(d: DVec3) -> DVec3 {
    let first = d.to_array().into_iter().find(|c| c.abs() > 1e-6).unwrap_or(1.0);
    if first < 0.0 { -d } else { d }
}
