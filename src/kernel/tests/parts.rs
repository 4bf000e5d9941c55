//! The same parts as in `parts.py`, compared line by line with what CadQuery says about them:
//! volumes, and kind, place and direction of every face, edge and vertex in their order.

use std::f64::consts::{FRAC_PI_2, TAU};
use std::fmt::Write;

use super::upright_edges;
use crate::*;

const UP: Vec3 = [0.0, 0.0, 1.0];
const NOWHERE: Vec3 = [0.0; 3];

fn number(x: f64) -> String {
    let text = format!("{x:.4}");
    if text == "-0.0000" { "0.0000".to_owned() } else { text }
}

fn point(p: Vec3) -> String {
    p.map(number).join(",")
}

fn describe(text: &mut String, name: &str, shape: &Shape) -> Result<()> {
    let solids = shape.children(Kind::Solid)?.iter().map(Shape::volume).sum::<Result<f64>>()?;
    let mut add = |line: String| writeln!(text, "{line}").expect("text can grow");
    add(format!("# {name}: volume {} area {}", number(solids), number(shape.area()?)));
    for f in shape.children(Kind::Face)? {
        add(format!("face {} {} {}", f.geom_type()?, point(f.center_of_mass()?), point(f.normal_at(None)?)));
    }
    for e in shape.children(Kind::Edge)? {
        let start = point(e.position_at(0.0, ParamMode::Length)?);
        let tangent = point(e.tangent_at(0.0, ParamMode::Length)?);
        add(format!("edge {} {} {start} {tangent}", e.geom_type()?, number(e.curve_length()?)));
    }
    let vertices = match shape.kind() {
        Kind::Wire => shape.wire_vertices()?,
        _ => shape.children(Kind::Vertex)?,
    };
    for v in vertices {
        add(format!("vertex {}", point(v.point()?)));
    }
    Ok(())
}

fn rectangle(x: f64, y: f64, z: f64) -> Result<Shape> {
    let (x, y) = (x / 2.0, y / 2.0);
    polygon(&[[-x, -y, z], [x, -y, z], [x, y, z], [-x, y, z]], Closing::Periodic)
}

fn disc(radius: f64, at: Vec3, along: Vec3) -> Result<Shape> {
    wire(&[circle(&Frame::along(at, along), radius, None, Sense::Forward)?])
}

fn primitives(add: &mut dyn FnMut(&str, Shape) -> Result<()>) -> Result<()> {
    add("box", box_solid(&Frame::along([1.0, 2.0, 3.0], [0.0, 1.0, 0.0]), 10.0, 20.0, 30.0)?)?;
    let frame = Frame::along([1.0, 0.0, 0.0], [1.0, 0.0, 0.0]);
    add("cylinder", cylinder(&frame, 2.0, 5.0, 0.75 * TAU)?)?;
    add("cone", cone(&Frame::along(UP, [0.0, 1.0, 1.0]), 3.0, 1.0, 4.0, TAU)?)?;
    add("sphere", sphere(&Frame::WORLD, 3.0, -30_f64.to_radians(), FRAC_PI_2, TAU / 2.0)?)?;
    add("torus", torus(&Frame::WORLD, 5.0, 1.0, 0.0, TAU)?)?;
    add("wedge", wedge(&Frame::WORLD, 10.0, 10.0, 10.0, [2.0, 2.0, 8.0, 8.0])?)
}

fn sweeps(add: &mut dyn FnMut(&str, Shape) -> Result<()>) -> Result<()> {
    let holes = [disc(2.0, [5.0, 0.0, 0.0], UP)?, disc(1.0, [-5.0, 0.0, 0.0], [0.0, 0.0, -1.0])?];
    let sheet = face(&rectangle(20.0, 10.0, 0.0)?, &holes)?;
    add("sheet", sheet.clone())?;
    add("prism", extrude(&sheet, [0.0, 0.0, -5.0])?)?;
    let plain = face(&rectangle(20.0, 10.0, 0.0)?, &[])?;
    add("taper", extrude_taper(&plain, [0.0, 0.0, 8.0], 5_f64.to_radians())?)?;
    add("taper below", extrude_taper(&plain, [0.0, 0.0, -8.0], 5_f64.to_radians())?)?;
    let aside = Transform::translation([12.0, 0.0, 0.0]);
    let turned = face(&rectangle(4.0, 10.0, 0.0)?, &[])?.transformed(&aside)?;
    add("revolved", revolve(&turned, FRAC_PI_2, NOWHERE, [0.0, 1.0, 0.0])?)?;
    add("ring", revolve(&turned, TAU, NOWHERE, [0.0, 1.0, 0.0])?)?;
    let sections = [rectangle(20.0, 10.0, 0.0)?, rectangle(8.0, 6.0, 10.0)?];
    add("ruled loft", loft(&sections, &LoftOptions { ruled: Ruled::Straight, ..Default::default() })?)?;
    let rings = [disc(5.0, NOWHERE, UP)?, disc(3.0, [0.0, 0.0, 5.0], UP)?, disc(4.0, [0.0, 0.0, 9.0], UP)?];
    add("loft", loft(&rings, &LoftOptions::default())?)?;
    let bend = 5.0 * 0.5_f64.sqrt();
    let path = wire(&[
        line(NOWHERE, [0.0, 0.0, 10.0])?,
        three_point_arc([0.0, 0.0, 10.0], [5.0 - bend, 0.0, 10.0 + bend], [5.0, 0.0, 15.0])?,
    ])?;
    add("path", path.clone())?;
    let (outer, inner) = (disc(1.0, NOWHERE, UP)?, disc(0.5, NOWHERE, UP)?);
    add("sweep", sweep(&outer, &[inner], &path, &SweepOptions::default())?)?;
    let corner = polygon(&[NOWHERE, [0.0, 0.0, 20.0], [20.0, 0.0, 20.0]], Closing::Open)?;
    for (name, transition) in [
        ("sweep right", Transition::Right),
        ("sweep round", Transition::Round),
        ("sweep transformed", Transition::Transformed),
    ] {
        let options = SweepOptions { transition, ..Default::default() };
        add(name, sweep(&rectangle(2.0, 3.0, 0.0)?, &[], &corner, &options)?)?;
    }
    Ok(())
}

fn solids(add: &mut dyn FnMut(&str, Shape) -> Result<()>) -> Result<()> {
    let options = BooleanOptions::default();
    let block = box_solid(&Frame::WORLD, 20.0, 20.0, 10.0)?;
    let bore = cylinder(&Frame::along([10.0, 10.0, -10.0], UP), 4.0, 30.0, TAU)?;
    let bar = box_solid(&Frame { origin: [-10.0, 7.0, 2.0], ..Frame::WORLD }, 40.0, 6.0, 6.0)?;
    let tools = [bore, bar];
    add("cut", cut(&block, &tools, &options)?)?;
    add("fuse", fuse(&block, &tools, &options)?)?;
    add("fuse clean", clean(&fuse(&block, &tools, &options)?)?)?;
    add("intersect", intersect(&block, &tools[1..], &options)?)?;
    let upright = upright_edges(&block);
    add("fillet", fillet(&block, &upright, 2.0)?)?;
    add("fillet all", fillet(&block, &block.children(Kind::Edge)?, 2.0)?)?;
    add("chamfer", chamfer(&block, &upright, 1.0, Some(2.0))?)?;
    let lid = &block.children(Kind::Face)?[5..];
    add("shell", hollow(&block, lid, -1.0, 1e-4, JoinKind::Arc)?)?;
    add("shell outside", hollow(&block, lid, 1.0, 1e-4, JoinKind::Arc)?)?;
    add("shell closed", hollow(&block, &[], -1.0, 1e-4, JoinKind::Arc)?)?;
    let outline = [rectangle(20.0, 10.0, 0.0)?];
    for (name, join) in [
        ("offset arc", JoinKind::Arc),
        ("offset intersection", JoinKind::Intersection),
        ("offset tangent", JoinKind::Tangent),
    ] {
        add(name, offset_2d(&outline, 2.0, join, WireEnds::Closed)?.swap_remove(0))?;
    }
    let sheet = face(&outline[0], &[])?;
    let inside = [wire(&sheet.outer_wire()?.children(Kind::Edge)?)?];
    add("offset inside", offset_2d(&inside, -2.0, JoinKind::Arc, WireEnds::Closed)?.swap_remove(0))?;
    let turn = Transform::rotation([1.0, 2.0, 3.0], [1.0, 1.0, 2.0], 40_f64.to_radians());
    add("rotated", block.transformed(&turn)?)?;
    let mirror = Transform::mirror([3.0, 0.0, 0.0], [1.0, 0.0, 0.0]);
    add("mirrored", fillet(&block, &upright[..1], 2.0)?.transformed(&mirror)?)
}

fn curves(add: &mut dyn FnMut(&str, Shape) -> Result<()>) -> Result<()> {
    let coil = HelixOptions {
        pitch: 5.0,
        height: 10.0,
        radius: 3.0,
        center: [1.0, 0.0, 0.0],
        direction: [0.0, 1.0, 0.0],
        cone_angle: None,
        hand: Hand::Right,
    };
    add("helix", helix(&coil)?)?;
    let frame = Frame { origin: [1.0; 3], ..Frame::WORLD };
    let angles = Some((20_f64.to_radians(), 200_f64.to_radians()));
    add("ellipse", ellipse(&frame, 2.0, 5.0, angles, Sense::Forward)?)?;
    let angles = Some((30_f64.to_radians(), 120_f64.to_radians()));
    add("arc", circle(&Frame::along(NOWHERE, [0.0, 1.0, 0.0]), 3.0, angles, Sense::Forward)?)?;
    let through = [NOWHERE, [1.0, 2.0, 0.0], [3.0, 1.0, 1.0]];
    add("spline", spline(&through, &SplineOptions::default())?)?;
    let outline = rectangle(10.0, 6.0, 0.0)?;
    add("twist", extrude_twist(&outline, &[], NOWHERE, [0.0, 0.0, 10.0], 30_f64.to_radians())?)?;
    add("rounded wire", fillet_wire(&rectangle(20.0, 10.0, 0.0)?, &[], 2.0)?)?;
    add("plane", plane_face(Some((4.0, 2.0)), &Frame::along([1.0, 2.0, 3.0], [0.0, 1.0, 0.0]))?)
}

/// The first line of each part and the lines below it.
///
/// Offsets of solids go through tables by address: there neither OpenCASCADE nor CadQuery promises an
/// order of faces or a direction of edges, so these are sorted and the edges left out.
fn parts_of(text: &str) -> Vec<(String, Vec<String>)> {
    let part = |part: &str| {
        let mut lines = part.lines().map(str::to_owned);
        let name = lines.next().unwrap_or_default();
        let mut lines: Vec<String> = lines.collect();
        if name.starts_with("shell") {
            lines.retain(|line| !line.starts_with("edge"));
            lines.sort();
        }
        (name, lines)
    };
    text.split("# ").skip(1).map(part).collect()
}

#[test]
fn parts_are_cadquerys_parts() {
    let mut text = String::new();
    let mut add = |name: &str, shape: Shape| describe(&mut text, name, &shape);
    primitives(&mut add).unwrap();
    sweeps(&mut add).unwrap();
    solids(&mut add).unwrap();
    curves(&mut add).unwrap();
    let (parts, wanted) = (parts_of(&text), parts_of(include_str!("parts.txt")));
    let names = |parts: &[(String, Vec<String>)]| parts.iter().map(|part| part.0.clone()).collect::<Vec<_>>();
    assert_eq!(names(&parts), names(&wanted));
    for ((name, ours), (_, theirs)) in parts.iter().zip(&wanted) {
        for (line, (ours, theirs)) in ours.iter().zip(theirs).enumerate() {
            assert_eq!(ours, theirs, "line {line} of {name}");
        }
        assert_eq!(ours.len(), theirs.len(), "{name}");
    }
}
