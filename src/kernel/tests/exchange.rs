//! Files and meshes.

use std::fs;

use super::{cube, near, near_point, plate};
use crate::*;

#[test]
fn step_keeps_the_plate() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plate ü.step");
    step_write(&[StepPart::new("plate", plate())], &path).unwrap();
    let parts = step_read(&path).unwrap();
    assert_eq!((parts.len(), parts[0].name.as_str()), (1, "plate"));
    let step = Transform::translation([7.0, 0.0, 0.0]);
    let moved = StepPart { location: step, ..StepPart::new("moved", plate().moved(&step).unwrap()) };
    step_write(&[moved], &path).unwrap();
    let again = step_read(&path).unwrap();
    assert_eq!(again[0].name, "moved");
    near(again[0].placed().unwrap().center_of_mass().unwrap()[0], 14.0, 1e-3);
    let m = parts[0].placed().unwrap().measures().unwrap();
    near(m.volume, 43_893.656_972, 1e-4);
    near(m.area, 12_607.861_913, 1e-4);
    assert_eq!((m.solids, m.faces, m.edges, m.vertices, m.valid), (1, 23, 51, 34, true));
}

#[test]
fn step_keeps_names_colours_and_places() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("assembly.step");
    let block = cube(10.0);
    let location = Transform::translation([50.0, 0.0, 0.0]);
    let red = StepPart { color: Some([0.8, 0.2, 0.1, 1.0]), ..StepPart::new("Block é", block.clone()) };
    let blue = StepPart { color: Some([0.1, 0.2, 0.9, 0.5]), location, ..StepPart::new("second", block) };
    step_write(&[red.clone(), blue.clone(), StepPart::new("plain", cube(3.0))], &path).unwrap();
    let parts = step_read(&path).unwrap();
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
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("part.brep");
    let part = plate();
    brep_write(&part, &path).unwrap();
    let wanted = part.measures().unwrap();
    for back in [brep_read(&path).unwrap(), brep_from_bytes(&brep_bytes(&part).unwrap()).unwrap()] {
        let m = back.measures().unwrap();
        near(m.volume, wanted.volume, 1e-6);
        assert_eq!((m.faces, m.edges, m.vertices, m.valid), (23, 51, 34, true));
    }
}

#[test]
fn stl_has_both_kinds() {
    let folder = tempfile::tempdir().unwrap();
    let (text, bytes) = (folder.path().join("a.stl"), folder.path().join("b.stl"));
    stl_write(&cube(10.0), &text, &StlOptions { kind: StlKind::Ascii, ..Default::default() }).unwrap();
    stl_write(&cube(10.0), &bytes, &StlOptions::default()).unwrap();
    assert!(fs::read_to_string(text).unwrap().starts_with("solid"));
    assert_eq!(fs::metadata(bytes).unwrap().len(), 84 + 12 * 50);
}
