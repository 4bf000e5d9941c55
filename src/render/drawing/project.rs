//! Which lines of a mesh a drawing shows, and what of them is seen.

use std::collections::{HashMap, VecDeque};

use glam::Vec3;

use base::Mesh;

use crate::raster::{self, Camera, Picture, Style};

/// Cosine of the angle below which two faces meet smoothly: about 8°.
const SMOOTH: f32 = 0.99;
/// Pixels along each side of the depth picture.
const SIDE: u32 = 512;
/// Lines lie nearer than the surface by this share of the size of the mesh.
const BIAS: f32 = 2.5e-3;

/// A triangle whose normal is this much across the line of sight does not face the eye.
const EDGE_ON: f32 = 1e-3;

type Key = [i32; 3];

/// Two triangles at an edge: normals of the surface there and of the triangles.
#[derive(Clone, Copy)]
struct Neighbour {
    at_edge: Vec3,
    flat: Vec3,
}

/// Which triangles meet where.
pub(super) struct Topology {
    /// Neighbours of each edge of a triangle, by the places of its ends, the smaller first.
    sides: HashMap<(Key, Key), Vec<Neighbour>>,
    /// Ends of these edges.
    ends: HashMap<Key, Vec3>,
    unit: f32,
    size: f32,
}

/// A line of the drawing in space.
pub(super) type Curve = Vec<Vec3>;

impl Topology {
    pub(super) fn new(mesh: &Mesh) -> Self {
        let size = mesh.bounds().map_or(1.0, |b| b.diagonal()) as f32;
        let mut topology =
            Self { sides: HashMap::new(), ends: HashMap::new(), unit: (size * 1e-5).max(1e-9), size };
        for (t, triangle) in mesh.triangles.iter().enumerate() {
            let corners = mesh.corners(t).map(Vec3::from);
            let flat = (corners[1] - corners[0]).cross(corners[2] - corners[0]).normalize_or_zero();
            let normal = |i: usize| mesh.normals.get(triangle[i] as usize).map_or(flat, |n| Vec3::from(*n));
            for i in 0..3 {
                let j = (i + 1) % 3;
                let at_edge = (normal(i) + normal(j)).normalize_or(flat);
                let side = topology.side(corners[i], corners[j]);
                topology.sides.entry(side).or_default().push(Neighbour { at_edge, flat });
                topology.ends.insert(topology.key(corners[i]), corners[i]);
            }
        }
        topology
    }

    fn key(&self, p: Vec3) -> Key {
        (p / self.unit).round().to_array().map(|v| v as i32)
    }

    fn side(&self, a: Vec3, b: Vec3) -> (Key, Key) {
        let (a, b) = (self.key(a), self.key(b));
        if a <= b { (a, b) } else { (b, a) }
    }

    /// The edges of the part where faces meet at an angle.
    pub(super) fn sharp_edges(&self, mesh: &Mesh) -> Vec<Curve> {
        let is_sharp = |points: &[Vec3]| {
            let mut smooth = 0;
            for pair in points.windows(2) {
                if let Some([a, b]) = self.sides.get(&self.side(pair[0], pair[1])).map(Vec::as_slice) {
                    smooth += i32::from(a.at_edge.dot(b.at_edge) > SMOOTH) * 2 - 1;
                }
            }
            smooth <= 0
        };
        let curves =
            mesh.edges.iter().map(|line| line.points.iter().map(|p| Vec3::from(*p)).collect::<Curve>());
        curves.filter(|points| is_sharp(points)).collect()
    }

    /// Where smooth surfaces turn away from the eye.
    pub(super) fn outlines(&self, forward: Vec3) -> Vec<Curve> {
        let mut pieces: Vec<(Key, Key)> = Vec::new();
        for ((a, b), neighbours) in &self.sides {
            let [one, two] = neighbours.as_slice() else { continue };
            let (s, t) = (one.flat.dot(forward), two.flat.dot(forward));
            let turns = (s > EDGE_ON && t <= EDGE_ON) || (t > EDGE_ON && s <= EDGE_ON);
            if turns && a != b && one.at_edge.dot(two.at_edge) > SMOOTH {
                pieces.push((*a, *b));
            }
        }
        // The order of a hash map is not always the same.
        pieces.sort_unstable();
        self.chains(&pieces)
    }

    /// Joins pieces that meet end to end, so that dashes run on along them.
    fn chains(&self, pieces: &[(Key, Key)]) -> Vec<Curve> {
        let mut meeting: HashMap<Key, Vec<usize>> = HashMap::new();
        for (i, (a, b)) in pieces.iter().enumerate() {
            meeting.entry(*a).or_default().push(i);
            meeting.entry(*b).or_default().push(i);
        }
        let mut is_used = vec![false; pieces.len()];
        let mut curves = Vec::new();
        for first in 0..pieces.len() {
            if std::mem::replace(&mut is_used[first], true) {
                continue;
            }
            let (a, b) = pieces[first];
            let mut chain = VecDeque::from([a, b]);
            for is_front in [false, true] {
                let mut end = if is_front { a } else { b };
                while let Some(next) = meeting[&end].iter().copied().find(|i| !is_used[*i]) {
                    is_used[next] = true;
                    let (p, q) = pieces[next];
                    end = if p == end { q } else { p };
                    if is_front { chain.push_front(end) } else { chain.push_back(end) }
                }
            }
            curves.push(chain.into_iter().map(|key| self.ends[&key]).collect());
        }
        curves
    }
}

/// A depth picture that lines are tested against.
pub(super) struct Depths {
    picture: Picture,
    axes: [Vec3; 3],
    eye: Vec3,
    pixels_per_mm: f32,
    bias: f32,
}

impl Depths {
    pub(super) fn new(mesh: &Mesh, topology: &Topology, camera: &Camera) -> Self {
        let picture = raster::draw(mesh, camera, SIDE, SIDE, &Style::without_lines());
        let mm = camera.pixel_map(SIDE).map_or(1.0, |map| map.mm_per_pixel);
        Self {
            picture,
            axes: camera.axes().map(Vec3::from),
            eye: camera.eye.into(),
            pixels_per_mm: 1.0 / mm,
            bias: topology.size * BIAS,
        }
    }

    /// Whether a point of a line is seen.
    pub(super) fn is_seen(&self, p: Vec3) -> bool {
        let d = p - self.eye;
        let [right, up, forward] = self.axes;
        let half = SIDE as f32 / 2.0;
        let x = (half + d.dot(right) * self.pixels_per_mm).floor() as i32;
        let y = (half - d.dot(up) * self.pixels_per_mm).floor() as i32;
        let mut farthest = f32::NEG_INFINITY;
        for row in (y - 1).max(0)..=(y + 1).min(SIDE as i32 - 1) {
            for column in (x - 1).max(0)..=(x + 1).min(SIDE as i32 - 1) {
                farthest = farthest.max(self.picture.depth[row as usize * SIDE as usize + column as usize]);
            }
        }
        d.dot(forward) - self.bias <= farthest
    }

    /// Millimetres of a pixel of the depth picture.
    pub(super) fn step(&self) -> f32 {
        1.0 / self.pixels_per_mm
    }
}
