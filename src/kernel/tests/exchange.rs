//! Files as bytes, and meshes.

use super::{cube, near, near_point, plate};
use crate::*;

#[test]
fn step_keeps_the_plate() {
    let bytes = step_bytes(&[StepPart::new("plate", plate())]).unwrap();
    assert!(bytes.starts_with(b"ISO-10303-21;"));
    let parts = step_parts(&bytes).unwrap();
    assert_eq!((parts.len(), parts[0].name.as_str()), (1, "plate"));
    let step = Transform::translation([7.0, 0.0, 0.0]);
    let moved = StepPart { location: step, ..StepPart::new("moved", plate().moved(&step).unwrap()) };
    let again = step_parts(&step_bytes(&[moved]).unwrap()).unwrap();
    assert_eq!(again[0].name, "moved");
    near(again[0].placed().unwrap().center_of_mass().unwrap()[0], 14.0, 1e-3);
    let m = parts[0].placed().unwrap().measures().unwrap();
    near(m.volume, 43_893.656_972, 1e-4);
    near(m.area, 12_607.861_913, 1e-4);
    assert_eq!((m.solids, m.faces, m.edges, m.vertices, m.valid), (1, 23, 51, 34, true));
}

#[test]
fn step_keeps_names_colours_and_places() {
    let block = cube(10.0);
    let location = Transform::translation([50.0, 0.0, 0.0]);
    let red = StepPart { color: Some([0.8, 0.2, 0.1, 1.0]), ..StepPart::new("Block é", block.clone()) };
    let blue = StepPart { color: Some([0.1, 0.2, 0.9, 0.5]), location, ..StepPart::new("second", block) };
    let bytes = step_bytes(&[red.clone(), blue.clone(), StepPart::new("plain", cube(3.0))]).unwrap();
    let parts = step_parts(&bytes).unwrap();
    assert_eq!(parts.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Block é", "second", "plain"]);
    for (read, written) in parts.iter().zip([red, blue]) {
        let (read, written) = (read.color.unwrap(), written.color.unwrap());
        (0..4).for_each(|i| near(f64::from(read[i]), f64::from(written[i]), 1e-3));
    }
    assert_eq!(parts[2].color, None);
    near_point(parts[1].placed().unwrap().center_of_mass().unwrap(), [55.0, 5.0, 5.0]);
}

#[test]
fn meshes_are_closed_and_leave_the_shape_alone() {
    let part = plate();
    let before = brep_bytes(&part).unwrap();
    let mesh = tessellate(&part, 0.01, 0.1).unwrap();
    near(mesh.signed_volume(), 43_893.656_972, 3.0);
    assert_eq!(*mesh.faces.iter().max().unwrap(), 22);
    assert_eq!(mesh.positions.len(), mesh.normals.len());
    assert_eq!(mesh.triangles.len(), mesh.faces.len());
    // The seams of the holes have no line.
    let seams = part
        .children_with_parents(Kind::Edge, Kind::Face)
        .unwrap()
        .iter()
        .filter(|(_, faces)| faces.len() == 1 || faces[0] == faces[1])
        .count();
    assert_eq!(mesh.edges.len() + seams, 51);
    // Closed: every edge between two corners, by place, is used once in each direction.
    let key = |i: u32| mesh.positions[i as usize].map(|x| (x * 1e4).round() as i64);
    let mut sides = std::collections::HashMap::new();
    for t in &mesh.triangles {
        for (a, b) in [(t[0], t[1]), (t[1], t[2]), (t[2], t[0])] {
            let (a, b) = (key(a), key(b));
            *sides.entry(if a < b { (a, b) } else { (b, a) }).or_insert(0) += if a < b { 1 } else { -1 };
        }
    }
    assert!(sides.values().all(|&n| n == 0));
    let corner = mesh.corners(0);
    let side = |i: usize| std::array::from_fn(|k| f64::from(corner[i][k] - corner[0][k]));
    let normal = mesh.normals[mesh.triangles[0][0] as usize].map(f64::from);
    assert!(crate::vector::dot(crate::vector::cross(side(1), side(2)), normal) > 0.0);
    assert_eq!(brep_bytes(&part).unwrap(), before);
    let moved = part.moved(&Transform::rotation([1.0, 2.0, 3.0], [1.0, 1.0, 0.0], 1.0)).unwrap();
    near(tessellate(&moved, 0.01, 0.1).unwrap().signed_volume(), 43_893.656_972, 3.0);
    let wires = tessellate(&compound(&part.children(Kind::Edge).unwrap()).unwrap(), 0.1, 0.1).unwrap();
    assert_eq!((wires.edges.len(), wires.triangles.len()), (51, 0));
}

#[test]
fn cad_mesh_of_a_box_is_cadquerys() {
    let (points, triangles) = cad_mesh(&cube(10.0), 0.1, 0.1, Deflection::Relative).unwrap();
    assert_eq!((points.len(), triangles.len()), (24, 12));
    assert_eq!(points[0], [0.0, 0.0, 0.0]);
}

#[test]
fn brep_round_trips() {
    let part = plate();
    let wanted = part.measures().unwrap();
    let of_text = brep_from_text(&brep_text(&part).unwrap()).unwrap();
    for back in [of_text, brep_from_bytes(&brep_bytes(&part).unwrap()).unwrap()] {
        let m = back.measures().unwrap();
        near(m.volume, wanted.volume, 1e-6);
        assert_eq!((m.faces, m.edges, m.vertices, m.valid), (23, 51, 34, true));
    }
}

#[test]
fn stl_has_both_kinds() {
    let text = stl_bytes(&cube(10.0), &StlOptions { kind: StlKind::Ascii, ..Default::default() }).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(text.starts_with("solid") && text.trim_end().ends_with("endsolid partwright"));
    assert_eq!((text.matches("facet normal").count(), text.matches("vertex").count()), (12, 36));
    let bytes = stl_bytes(&cube(10.0), &StlOptions::default()).unwrap();
    assert_eq!(bytes.len(), 84 + 12 * 50);
    let number = |at: usize| f64::from(f32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()));
    let volume: f64 = (0..12)
        .map(|triangle| {
            let corner =
                |c: usize| std::array::from_fn(|i| number(84 + 50 * triangle + 12 * (c + 1) + 4 * i));
            crate::vector::dot(corner(0), crate::vector::cross(corner(1), corner(2))) / 6.0
        })
        .sum();
    near(volume, 1000.0, 1e-3);
    let edge = line([0.0; 3], [1.0, 0.0, 0.0]).unwrap();
    assert!(stl_bytes(&edge, &StlOptions::default()).unwrap_err().message.contains("no faces"));
}

#[test]
fn documents_keep_tree_places_marks_and_units() {
    let block = cube(10.0);
    let lid = block.children(Kind::Face).unwrap()[5].clone();
    let at = |x: f64| Transform::translation([x, 0.0, 0.0]);
    let node = |name: &str, parent, location, shape: Option<&Shape>| DocumentNode {
        parent,
        location,
        shape: shape.cloned(),
        ..DocumentNode::new(name)
    };
    let mut red = node("red", Some(1), at(5.0), Some(&block));
    red.color = Some([1.0, 0.0, 0.0, 1.0]);
    let nodes = vec![
        node("whole", None, Transform::IDENTITY, None),
        node("half", Some(0), at(100.0), None),
        red,
        node("plain", Some(0), at(-50.0), Some(&block)),
    ];
    let mark = DocumentMark {
        node: 2,
        shape: lid,
        name: "lid".to_owned(),
        color: Some([0.0, 1.0, 0.0, 1.0]),
        layer: "top".to_owned(),
    };
    let document = Document { nodes, marks: vec![mark] };
    for format in [DocumentFormat::Step, DocumentFormat::Xbf, DocumentFormat::Xml] {
        let bytes = document.to_bytes(format, &DocumentOptions::default()).unwrap();
        let back = Document::from_bytes(&bytes, format, LengthUnit::Millimetre).unwrap();
        let names: Vec<&str> = back.nodes.iter().map(|node| node.name.as_str()).collect();
        assert_eq!(names, ["whole", "half", "red", "plain"], "{format:?}");
        let parents: Vec<Option<usize>> = back.nodes.iter().map(|node| node.parent).collect();
        assert_eq!(parents, [None, Some(0), Some(1), Some(0)], "{format:?}");
        let parts = back.parts();
        near_point(parts[0].placed().unwrap().center_of_mass().unwrap(), [110.0, 5.0, 5.0]);
        near_point(parts[1].placed().unwrap().center_of_mass().unwrap(), [-45.0, 5.0, 5.0]);
        near(f64::from(parts[0].color.unwrap()[0]), 1.0, 1e-3);
        let marks: Vec<(&str, &str)> =
            back.marks.iter().map(|mark| (mark.name.as_str(), mark.layer.as_str())).collect();
        assert_eq!(marks, [("lid", "top")], "{format:?}");
        near(back.marks[0].shape.area().unwrap(), 100.0, 1e-6);
    }
    let options = DocumentOptions { file_unit: LengthUnit::Inch, ..Default::default() };
    let bytes = document.to_bytes(DocumentFormat::Step, &options).unwrap();
    assert!(String::from_utf8_lossy(&bytes).contains("'INCH'"));
    let inches = step_shapes(&bytes, LengthUnit::Inch).unwrap();
    near(inches[0].volume().unwrap(), 2000.0 / 25.4f64.powi(3), 1e-6);
    let millimetres = step_shapes(&bytes, LengthUnit::Millimetre).unwrap();
    near(millimetres[0].volume().unwrap(), 2000.0, 1e-6);
    assert!(Document::from_bytes(b"", DocumentFormat::Xbf, LengthUnit::Millimetre).is_err());
}

#[test]
fn a_drawing_of_a_cube_has_nine_lines_and_three_hidden_ones() {
    let seen = drawing(&cube(10.0), [-1.75, 1.1, 5.0], None).unwrap();
    assert_eq!((seen.visible.len(), seen.hidden.len()), (9, 3));
    assert!(seen.visible.iter().chain(&seen.hidden).all(|line| line.len() == 2));
    let [x0, y0, x1, y1] = seen.bounds.unwrap();
    assert!(x1 - x0 > 10.0 && y1 - y0 > 10.0);
    let front = drawing(&cube(10.0), [0.0, 0.0, 1.0], None).unwrap();
    let [x0, y0, x1, y1] = front.bounds.unwrap();
    near(x1 - x0, 10.0, 1e-6);
    near(y1 - y0, 10.0, 1e-6);
    let width = |focus| {
        let [x0, _, x1, _] = drawing(&cube(10.0), [0.3, 0.2, 1.0], focus).unwrap().bounds.unwrap();
        x1 - x0
    };
    assert!(width(Some(40.0)) > 1.1 * width(None), "the near side looks larger");
    assert!(drawing(&cube(10.0), [0.0; 3], None).is_err());
    assert!(drawing(&cube(10.0), [1.0, 0.0, 0.0], Some(-1.0)).is_err());
}

#[test]
fn splines_come_back_from_their_numbers() {
    let points = [[0.0, 0.0, 0.0], [1.0, 2.0, 0.0], [3.0, -1.0, 0.5], [4.0, 0.0, 0.0]];
    let edge = spline(&points, &SplineOptions::default()).unwrap();
    let ring = ellipse(&Frame::WORLD, 3.0, 2.0, None, Sense::Forward).unwrap();
    for edge in [edge, ring] {
        let data = edge.spline_data().unwrap();
        let again = spline_edge(&data).unwrap();
        // OpenCASCADE's length of an ellipse is that exact.
        near(again.curve_length().unwrap(), edge.curve_length().unwrap(), 5e-3);
        near_point(again.start_point().unwrap(), edge.start_point().unwrap());
        let mut broken = data.clone();
        broken.knots.pop();
        assert!(spline_edge(&broken).unwrap_err().message.contains("knots"));
        let fallen = SplineData { knots: data.knots.iter().rev().copied().collect(), ..data };
        assert!(spline_edge(&fallen).is_err());
    }
}
