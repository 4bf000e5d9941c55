//! DXF files: entities of the model space as edges, wires and faces, layer by layer.
//!
//! A DXF file is a list of pairs: the number of a group, and a value. Read are LINE, ARC, CIRCLE,
//! ELLIPSE, LWPOLYLINE with bulges, POLYLINE and SPLINE; other entities, those of paper space, and such
//! as have no length are passed over, as CadQuery does.

use std::f64::consts::{PI, TAU};

use kernel::{Frame, Sense, Shape, SplineData, SplineOptions};

use crate::cq::geom::Vector;
use crate::cq::shape::planar;
use crate::cq::{CqError, Result};

/// Entities and points of polylines that a file may have.
const MOST: usize = 200_000;

/// Which layers are read; names are compared without regard to case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Layers {
    /// All.
    #[default]
    All,
    /// Only these.
    Only(Vec<String>),
    /// All but these.
    Except(Vec<String>),
}

impl Layers {
    /// The choice by CadQuery's two lists, of which one must be empty.
    ///
    /// # Errors
    /// A `ValueError` when both name layers.
    pub fn new(exclude: Vec<String>, include: Vec<String>) -> Result<Self> {
        match (exclude.is_empty(), include.is_empty()) {
            (true, true) => Ok(Self::All),
            (true, false) => Ok(Self::Only(include)),
            (false, true) => Ok(Self::Except(exclude)),
            (false, false) => {
                Err(CqError::value("you may specify either 'include' or 'exclude' but not both"))
            }
        }
    }

    fn takes(&self, layer: &str) -> bool {
        let names = |list: &[String]| list.iter().any(|name| name.to_lowercase() == layer.to_lowercase());
        match self {
            Self::All => true,
            Self::Only(list) => names(list),
            Self::Except(list) => !names(list),
        }
    }
}

/// The faces that the closed outlines of a file bound, layer by layer.
///
/// Edges whose ends are nearer than `tolerance` millimetres are joined.
///
/// # Errors
/// A `ValueError` when the bytes are no DXF file, no layer is chosen, or an outline is open.
pub fn faces(name: &str, bytes: &[u8], tolerance: f64, layers: &Layers) -> Result<Vec<Shape>> {
    let all = read(name, bytes)?;
    let chosen: Vec<&Layer> = all.iter().filter(|layer| layers.takes(&layer.name)).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = all.iter().map(|layer| layer.name.as_str()).collect();
        let hint = match names.as_slice() {
            [] => format!("{name} draws nothing"),
            names => format!("the layers of {name} are: {}", names.join(", ")),
        };
        return Err(CqError::value("no DXF layers selected").with_hint(hint));
    }
    let mut faces = Vec::new();
    for layer in chosen.into_iter().filter(|layer| !layer.edges.is_empty()) {
        let wires = kernel::combine_wires(&layer.edges, tolerance)?;
        for group in planar::sort_wires(&wires)? {
            if let [outer, inners @ ..] = group.as_slice() {
                faces.push(planar::make_face(outer, inners)?);
            }
        }
    }
    Ok(faces)
}

/// A layer of the model space.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Its name as the file has it.
    pub name: String,
    /// Its edges in the order of the file.
    pub edges: Vec<Shape>,
}

/// The layers on which something is drawn, in the order in which they appear.
///
/// # Errors
/// A `ValueError` when the bytes are no DXF file or hold too much.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Layer>> {
    if bytes.starts_with(b"AutoCAD Binary DXF") {
        return Err(
            CqError::value(format!("{name} is a binary DXF file")).with_hint("save it as a DXF text file")
        );
    }
    let text = String::from_utf8_lossy(bytes);
    let mut layers: Vec<Layer> = Vec::new();
    for entity in entities(name, &text)? {
        if entity.number(67) == Some(1.0) {
            continue;
        }
        let place = layers.iter().position(|layer| layer.name == entity.layer()).unwrap_or_else(|| {
            layers.push(Layer { name: entity.layer().to_owned(), edges: Vec::new() });
            layers.len() - 1
        });
        layers[place].edges.extend(entity.edges());
    }
    Ok(layers)
}

/// An entity: its kind, its pairs, and the vertices of a polyline.
struct Entity<'a> {
    kind: &'a str,
    pairs: Vec<(i32, &'a str)>,
    vertices: Vec<Vertex>,
}

/// A corner of a polyline; the bulge is the tangent of a quarter of the angle to the next corner.
#[derive(Clone, Copy)]
struct Vertex {
    point: [f64; 3],
    bulge: f64,
}

/// The entities of the model space and the paper space.
fn entities<'a>(name: &str, text: &'a str) -> Result<Vec<Entity<'a>>> {
    let broken = |line: usize, what: String| {
        CqError::value(format!("{name} is not a DXF file: line {line} {what}"))
            .with_hint("export it again as DXF text, version R12 to R2018")
    };
    let mut lines = text.lines().enumerate();
    let mut section = Section::Outside;
    let mut found: Vec<Entity> = Vec::new();
    let mut size = 0;
    while let Some((index, code)) = lines.next() {
        if code.trim().is_empty() && lines.clone().all(|(_, line)| line.trim().is_empty()) {
            break;
        }
        let Ok(code) = code.trim().parse::<i32>() else {
            let shown: String = code.trim().chars().take(20).collect();
            return Err(broken(index + 1, format!("should be the number of a group, not '{shown}'")));
        };
        let Some((_, value)) = lines.next() else {
            return Err(broken(index + 2, "is missing".to_owned()));
        };
        let value = value.trim();
        section = match (section, code, value) {
            (_, 0, "EOF") => return Ok(found),
            (Section::Outside, 0, "SECTION") => Section::Starting,
            (Section::Starting, 2, "ENTITIES") => Section::Entities,
            (Section::Starting, 2, _) => Section::Other,
            (Section::Entities | Section::Other, 0, "ENDSEC") => Section::Outside,
            (other, _, _) => other,
        };
        if section != Section::Entities || (code == 2 && value == "ENTITIES" && found.is_empty()) {
            continue;
        }
        size += 1;
        if size > 40 * MOST || found.len() > MOST {
            return Err(CqError::value(format!("{name} holds more than {MOST} entities"))
                .with_hint("split the drawing, or leave out layers when it is exported"));
        }
        take(&mut found, code, value);
    }
    if section == Section::Entities || !found.is_empty() {
        return Err(broken(text.lines().count(), "is not the end of the file: EOF is missing".to_owned()));
    }
    Err(broken(1, "does not begin a drawing".to_owned()))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Outside,
    Starting,
    Entities,
    Other,
}

/// Adds a pair to what it belongs to.
fn take<'a>(found: &mut Vec<Entity<'a>>, code: i32, value: &'a str) {
    if code == 0 {
        let is_part = found.last().is_some_and(|last| last.kind == "POLYLINE" || last.kind == "VERTEX");
        match value {
            "SEQEND" => fold_vertex(found),
            "VERTEX" if is_part => {
                fold_vertex(found);
                found.push(Entity { kind: "VERTEX", pairs: Vec::new(), vertices: Vec::new() });
            }
            _ => {
                fold_vertex(found);
                found.push(Entity { kind: value, pairs: Vec::new(), vertices: Vec::new() });
            }
        }
    } else if let Some(entity) = found.last_mut() {
        entity.pairs.push((code, value));
    }
}

/// Puts a finished vertex into its polyline.
fn fold_vertex(found: &mut Vec<Entity>) {
    if found.last().is_none_or(|last| last.kind != "VERTEX") {
        return;
    }
    if let Some(vertex) = found.pop()
        && let Some(polyline) = found.last_mut()
    {
        // Control points of a smoothed polyline are not on it.
        if vertex.flags() & 16 == 0 {
            let bulge = vertex.number(42).unwrap_or(0.0);
            polyline.vertices.push(Vertex { point: vertex.point(10).unwrap_or_default(), bulge });
        }
    }
}

impl Entity<'_> {
    fn layer(&self) -> &str {
        self.pairs.iter().find(|(code, _)| *code == 8).map_or("0", |(_, name)| name)
    }

    /// The first number of a group that is finite.
    fn number(&self, code: i32) -> Option<f64> {
        self.numbers(code).next()
    }

    fn numbers(&self, code: i32) -> impl Iterator<Item = f64> {
        self.pairs
            .iter()
            .filter(move |(other, _)| *other == code)
            .filter_map(|(_, value)| value.parse::<f64>().ok())
            .filter(|number| number.is_finite())
    }

    fn flags(&self) -> u32 {
        self.number(70).map_or(0, |flags| flags as u32)
    }

    fn point(&self, code: i32) -> Option<[f64; 3]> {
        Some([self.number(code)?, self.number(code + 10)?, self.number(code + 20).unwrap_or(0.0)])
    }

    /// All points of a group, in order.
    fn points(&self, code: i32) -> Vec<[f64; 3]> {
        let mut points: Vec<[f64; 3]> = Vec::new();
        for (other, value) in &self.pairs {
            let number = value.parse::<f64>().ok().filter(|number| number.is_finite()).unwrap_or(0.0);
            if *other == code {
                points.push([number, 0.0, 0.0]);
            } else if let (Some(axis), Some(point)) = (axis_after(*other, code), points.last_mut()) {
                point[axis] = number;
            }
        }
        points
    }

    /// The coordinates in which flat entities are given.
    fn frame(&self) -> Frame {
        let z = self.point(210).unwrap_or([0.0, 0.0, 1.0]);
        // As the format has it: x is square to the world's y near z, to the world's z elsewhere.
        let near = if z[0].abs() < 1.0 / 64.0 && z[1].abs() < 1.0 / 64.0 {
            [0.0, 1.0, 0.0]
        } else {
            [0.0, 0.0, 1.0]
        };
        let x = Vector::from(near).cross(z.into());
        Frame { origin: [0.0; 3], x: x.into(), z }
    }

    /// A point of the flat coordinates in the world.
    fn in_world(&self, [x, y, z]: [f64; 3]) -> [f64; 3] {
        let frame = self.frame().orthonormal();
        let across = frame.y();
        std::array::from_fn(|i| frame.x[i] * x + across[i] * y + frame.z[i] * z)
    }

    /// The edges; none for entities that cannot be made or are of another kind.
    fn edges(&self) -> Vec<Shape> {
        let one = |edge: Option<Shape>| edge.into_iter().collect();
        match self.kind {
            "LINE" => one(self.line()),
            "CIRCLE" => one(self.circle(None)),
            "ARC" => one(self.arc()),
            "ELLIPSE" => one(self.ellipse()),
            "SPLINE" => one(self.spline()),
            "LWPOLYLINE" => self.chain(&self.light_vertices()),
            // Meshes are no lines.
            "POLYLINE" if self.flags() & (16 | 64) == 0 => self.chain(&self.vertices),
            _ => Vec::new(),
        }
    }

    fn line(&self) -> Option<Shape> {
        kernel::line(self.point(10)?, self.point(11)?).ok()
    }

    fn circle(&self, angles: Option<(f64, f64)>) -> Option<Shape> {
        let frame = Frame { origin: self.in_world(self.point(10)?), ..self.frame() };
        kernel::circle(&frame, self.number(40)?, angles, Sense::Forward).ok()
    }

    fn arc(&self) -> Option<Shape> {
        let start = self.number(50)?.to_radians().rem_euclid(TAU);
        let end = self.number(51)?.to_radians().rem_euclid(TAU);
        self.circle(Some((start, if end > start { end } else { end + TAU })))
    }

    fn ellipse(&self) -> Option<Shape> {
        let major = self.point(11)?;
        let z = self.point(210).unwrap_or([0.0, 0.0, 1.0]);
        let frame = Frame { origin: self.point(10)?, x: major, z };
        let radius = Vector::from(major).length();
        let (start, end) = (self.number(41).unwrap_or(0.0), self.number(42).unwrap_or(TAU));
        let span = (end - start).rem_euclid(TAU);
        let is_whole = span < 1e-9 || TAU - span < 1e-9;
        let angles = (!is_whole).then_some((start, start + span));
        kernel::ellipse(&frame, radius, radius * self.number(40)?, angles, Sense::Forward).ok()
    }

    fn spline(&self) -> Option<Shape> {
        let poles = self.points(10);
        if poles.is_empty() {
            return kernel::spline(&self.points(11), &SplineOptions::default()).ok();
        }
        let weights: Vec<f64> = self.numbers(41).collect();
        let data = SplineData {
            degree: self.number(71)? as u32,
            weights: if weights.len() == poles.len() { weights } else { Vec::new() },
            poles,
            knots: self.numbers(40).collect(),
        };
        kernel::spline_edge(&data).ok()
    }

    /// The corners of a light polyline, whose numbers follow each other without an entity each.
    fn light_vertices(&self) -> Vec<Vertex> {
        let height = self.number(38).unwrap_or(0.0);
        let mut vertices: Vec<Vertex> = Vec::new();
        for (code, value) in &self.pairs {
            let number = value.parse::<f64>().ok().filter(|number| number.is_finite()).unwrap_or(0.0);
            match (*code, vertices.last_mut()) {
                (10, _) => vertices.push(Vertex { point: [number, 0.0, height], bulge: 0.0 }),
                (20, Some(last)) => last.point[1] = number,
                (42, Some(last)) => last.bulge = number,
                _ => {}
            }
        }
        vertices
    }

    fn chain(&self, vertices: &[Vertex]) -> Vec<Shape> {
        let is_closed = self.flags() & 1 != 0 && vertices.len() > 1;
        let ends = vertices.iter().skip(1).chain(vertices.first().filter(|_| is_closed));
        vertices.iter().zip(ends).filter_map(|(from, to)| self.segment(*from, to.point)).collect()
    }

    fn segment(&self, from: Vertex, to: [f64; 3]) -> Option<Shape> {
        let (start, end) = (self.in_world(from.point), self.in_world(to));
        if from.bulge == 0.0 {
            return kernel::line(start, end).ok();
        }
        let [x, y, z] = from.point;
        let (dx, dy) = (to[0] - x, to[1] - y);
        // An arc to the left lies to the right of its chord.
        let middle = [x + dx / 2.0 + dy * from.bulge / 2.0, y + dy / 2.0 - dx * from.bulge / 2.0, z];
        if from.bulge.atan().abs() * 4.0 > TAU - PI * 1e-9 {
            return None;
        }
        kernel::three_point_arc(start, self.in_world(middle), end).ok()
    }
}

/// Which coordinate a group code means in a point whose x has another: y comes 10 after, z 20.
fn axis_after(code: i32, of_x: i32) -> Option<usize> {
    match code.checked_sub(of_x)? {
        10 => Some(1),
        20 => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A file with these entities, pairs separated by `|`.
    fn file(entities: &str) -> String {
        let pairs = format!("0 SECTION|2 ENTITIES|{entities}|0 ENDSEC|0 EOF");
        pairs.split('|').map(|pair| pair.replacen(' ', "\n", 1) + "\n").collect()
    }

    fn areas(entities: &str) -> Vec<f64> {
        let faces = faces("a.dxf", file(entities).as_bytes(), 1e-6, &Layers::All).expect("it is read");
        faces.iter().map(|face| face.area().expect("an area")).collect()
    }

    #[track_caller]
    fn check(entities: &str, expected: &[f64]) {
        let areas = areas(entities);
        let near = areas.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-6);
        assert!(near && areas.len() == expected.len(), "{areas:?} instead of {expected:?}");
    }

    #[test]
    fn outlines_become_faces() {
        check("0 CIRCLE|8 a|10 1|20 2|40 3", &[9.0 * PI]);
        // A square whose right side is a half circle outwards, and one whose side is bent inwards.
        let square = |bulge: f64| {
            format!("0 LWPOLYLINE|8 a|90 4|70 1|10 0|20 0|10 2|20 0|42 {bulge}|10 2|20 2|10 0|20 2")
        };
        check(&square(1.0), &[4.0 + PI / 2.0]);
        check(&square(-1.0), &[4.0 - PI / 2.0]);
        check("0 ELLIPSE|8 a|10 0|20 0|11 0|21 5|40 0.4|41 0|42 6.283185307179586", &[10.0 * PI]);
        check("0 ARC|8 a|10 0|20 0|40 2|50 270|51 90|0 LINE|8 a|10 0|20 2|11 0|21 -2", &[2.0 * PI]);
        let triangle = "0 POLYLINE|8 a|66 1|70 1|0 VERTEX|8 a|10 0|20 0|0 VERTEX|8 a|10 4|20 0|\
                        0 VERTEX|8 a|10 0|20 3|0 SEQEND|8 a";
        check(triangle, &[6.0]);
        let spline = "0 SPLINE|8 a|70 8|71 2|72 6|73 3|40 0|40 0|40 0|40 1|40 1|40 1|\
                      10 0|20 0|10 1|20 2|10 2|20 0|0 LINE|8 a|10 2|20 0|11 0|21 0";
        check(spline, &[4.0 / 3.0]);
    }

    #[test]
    fn extrusion_turns_arcs_over() {
        // Seen from below: x runs the other way, so the half circle lies at the left.
        let half =
            "0 ARC|8 a|10 -5|20 0|40 1|50 90|51 270|210 0|220 0|230 -1|0 LINE|8 a|10 5|20 1|11 5|21 -1";
        let found = faces("a.dxf", file(half).as_bytes(), 1e-6, &Layers::All).expect("it is read");
        let x = found[0].center_of_mass().expect("a centre")[0];
        assert!((x - (5.0 + 4.0 / (3.0 * PI))).abs() < 1e-6, "{x}");
    }

    #[test]
    fn layers_are_chosen_and_others_are_named() {
        let text = file("0 CIRCLE|8 One|10 0|20 0|40 1|0 CIRCLE|8 two|10 9|20 0|40 2");
        let choose = |exclude: &[&str], include: &[&str]| {
            let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect();
            let layers = Layers::new(names(exclude), names(include))?;
            faces("a.dxf", text.as_bytes(), 1e-6, &layers).map(|faces| faces.len())
        };
        assert_eq!((choose(&[], &[]), choose(&["ONE"], &[]), choose(&[], &["one"])), (Ok(2), Ok(1), Ok(1)));
        let error = choose(&[], &["three"]).unwrap_err();
        assert_eq!(error.hint.as_deref(), Some("the layers of a.dxf are: One, two"));
        assert!(choose(&["One"], &["two"]).is_err());
    }

    #[test]
    fn broken_files_say_where() {
        let error = |text: &str| faces("a.dxf", text.as_bytes(), 1e-6, &Layers::All).unwrap_err().message;
        assert!(error("nonsense\n").contains("line 1 should be the number of a group, not 'nonsense'"));
        assert!(error("  0\nSECTION\n  2\nENTITIES\n  0\n").contains("line 6 is missing"));
        assert!(error("  0\nSECTION\n  2\nENTITIES\n").contains("EOF is missing"));
        assert!(error("AutoCAD Binary DXF\r\n").contains("binary DXF"));
        assert!(error("").contains("does not begin"));
        assert!(error(&file("0 LINE|8 a|10 0|20 0|11 5|21 0")).contains("Cannot build face(s)"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

        #[test]
        fn reading_never_panics(pairs in proptest::collection::vec(
            (prop_oneof![Just(0), Just(8), Just(10), Just(20), Just(40), Just(42), Just(70), Just(71), 0..1100_i32, any::<i32>()],
             prop_oneof![
                Just("LINE".to_owned()), Just("POLYLINE".to_owned()), Just("VERTEX".to_owned()), Just("SEQEND".to_owned()),
                Just("LWPOLYLINE".to_owned()), Just("SPLINE".to_owned()), Just("ELLIPSE".to_owned()), Just("ARC".to_owned()),
                Just("ENDSEC".to_owned()), Just("SECTION".to_owned()), (-10.0..1e12_f64).prop_map(|x| x.to_string()),
                Just("nan".to_owned()), Just("1e400".to_owned()), ".{0,8}"]), 0..60)) {
            let mut text = "0\nSECTION\n2\nENTITIES\n".to_owned();
            for (code, value) in pairs {
                text.push_str(&format!("{code}\n{value}\n"));
            }
            read("a.dxf", text.as_bytes()).ok();
            text.push_str("0\nENDSEC\n0\nEOF\n");
            read("a.dxf", text.as_bytes()).ok();
        }
    }
}
