//! Solids: primitives, sweeps, booleans, blends, offsets, text.

use std::f64::consts::{FRAC_PI_2, PI, TAU};
use std::path::Path;

use super::{cube, near, near_point, plate, upright_edges};
use crate::*;

/// Tests run in the folder of their crate.
const FONT: &str = "../../assets/fonts/Inter-Regular.otf";

fn rectangle(x: f64, y: f64, z: f64) -> Shape {
    let (x, y) = (x / 2.0, y / 2.0);
    polygon(&[[-x, -y, z], [x, -y, z], [x, y, z], [-x, y, z]], Closing::Periodic).unwrap()
}

fn disc(radius: f64) -> Shape {
    face(&wire(&[circle(&Frame::WORLD, radius, None, Sense::Forward).unwrap()]).unwrap(), &[]).unwrap()
}

#[test]
fn plate_of_the_findings() {
    let m = plate().measures().unwrap();
    near(m.volume, 43_893.656_972, 1e-5);
    near(m.area, 12_607.861_913, 1e-5);
    assert_eq!((m.solids, m.faces, m.edges, m.vertices, m.valid), (1, 23, 51, 34, true));
}

#[test]
fn primitives_have_their_volumes() {
    near(cylinder(&Frame::WORLD, 2.0, 3.0, PI).unwrap().volume().unwrap(), 6.0 * PI, 1e-9);
    near(cone(&Frame::WORLD, 3.0, 0.0, 4.0, TAU).unwrap().volume().unwrap(), 12.0 * PI, 1e-9);
    near(sphere(&Frame::WORLD, 3.0, 0.0, FRAC_PI_2, TAU).unwrap().volume().unwrap(), 18.0 * PI, 1e-9);
    near(torus(&Frame::WORLD, 5.0, 1.0, 0.0, TAU).unwrap().volume().unwrap(), TAU * 5.0 * PI, 1e-6);
    let roof = wedge(&Frame::WORLD, 10.0, 10.0, 10.0, [2.0, 2.0, 8.0, 8.0]).unwrap();
    near(roof.volume().unwrap(), 10.0 / 3.0 * (100.0 + 36.0 + 60.0), 1e-9);
    near_point(roof.children(Kind::Face).unwrap()[3].center_of_mass().unwrap(), [5.0, 10.0, 5.0]);
}

#[test]
fn extrusions_and_revolutions() {
    let sheet = face(&rectangle(20.0, 20.0, 0.0), &[]).unwrap();
    near(extrude(&sheet, [0.0, 0.0, 5.0]).unwrap().volume().unwrap(), 2000.0, 1e-9);
    // A frustum: the taper narrows the side by 2 h tan(taper).
    let taper = 10_f64.to_radians();
    let top = 20.0 - 20.0 * taper.tan();
    let frustum = extrude_taper(&sheet, [0.0, 0.0, 10.0], taper).unwrap();
    near(frustum.volume().unwrap(), 10.0 / 3.0 * (400.0 + top * top + 20.0 * top), 1e-6);
    let below = extrude_taper(&sheet, [0.0, 0.0, -10.0], taper).unwrap();
    near(below.volume().unwrap().abs(), frustum.volume().unwrap(), 1e-6);
    near(below.bounding_box(BoxMethod::Optimal).unwrap().unwrap().min[2], -10.0, 1e-6);
    assert!(extrude_taper(&sheet, [0.0, 0.0, 10.0], 1.6).is_err());
    let twist = extrude_twist(&rectangle(10.0, 10.0, 0.0), &[], [0.0; 3], [0.0, 0.0, 10.0], 0.5).unwrap();
    near(twist.volume().unwrap(), 1000.0, 1.0);
    let tube = extrude_twist(
        &rectangle(10.0, 10.0, 0.0),
        &[rectangle(5.0, 5.0, 0.0)],
        [0.0; 3],
        [0.0, 0.0, 10.0],
        -0.5,
    );
    near(tube.unwrap().volume().unwrap(), 750.0, 1.0);
    let aside = sheet.transformed(&Transform::translation([20.0, 0.0, 0.0])).unwrap();
    let ring = revolve(&aside, TAU, [0.0; 3], [0.0, 1.0, 0.0]).unwrap();
    near(ring.volume().unwrap(), 400.0 * TAU * 20.0, 1e-6);
    let half = revolve(&aside, PI, [0.0; 3], [0.0, 1.0, 0.0]).unwrap();
    near(half.volume().unwrap(), 400.0 * PI * 20.0, 1e-6);
}

#[test]
fn lofts_and_sweeps() {
    let sections = [rectangle(20.0, 20.0, 0.0), rectangle(10.0, 10.0, 10.0)];
    let straight = LoftOptions { ruled: Ruled::Straight, ..Default::default() };
    let body = loft(&sections, &straight).unwrap();
    near(body.volume().unwrap(), 10.0 / 3.0 * (400.0 + 100.0 + 200.0), 1e-6);
    assert_eq!(body.kind(), Kind::Solid);
    let tip = [sections[0].clone(), vertex([0.0, 0.0, 30.0]).unwrap()];
    near(loft(&tip, &straight).unwrap().volume().unwrap(), 4000.0, 1e-6);
    let finer = LoftSurface {
        smoothness: Smoothness::C2,
        parametrization: Parametrization::Uniform,
        degree: 3,
        match_edges: MatchEdges::Automatic,
        smoothing: None,
    };
    let smooth = LoftOptions { caps: Caps::Open, surface: Some(finer), ..Default::default() };
    assert_eq!(loft(&sections, &smooth).unwrap().kind(), Kind::Shell);
    assert!(loft(&sections[..1], &straight).is_err());

    let path = polygon(&[[0.0; 3], [0.0, 0.0, 20.0], [20.0, 0.0, 20.0]], Closing::Open).unwrap();
    let outline = rectangle(2.0, 2.0, 0.0);
    let corner = SweepOptions { transition: Transition::Right, ..Default::default() };
    near(sweep(&outline, &[], &path, &corner).unwrap().volume().unwrap(), 160.0, 1e-6);
    let hollow_bar = sweep(&outline, &[rectangle(1.0, 1.0, 0.0)], &path, &corner).unwrap();
    near(hollow_bar.volume().unwrap(), 120.0, 1e-6);
    let up = line([0.0; 3], [0.0, 0.0, 10.0]).unwrap();
    for mode in [SweepMode::Frenet, SweepMode::Fixed([0.0, 0.0, 1.0])] {
        let options = SweepOptions { mode, ..Default::default() };
        near(sweep(&outline, &[], &up, &options).unwrap().volume().unwrap(), 40.0, 1e-6);
    }
    let profiles = [rectangle(2.0, 2.0, 0.0), rectangle(4.0, 4.0, 10.0)];
    let many = sweep_multi(&profiles, &up, &SweepOptions::default()).unwrap();
    assert!(many.is_valid().unwrap() && many.volume().unwrap() > 40.0);
    let coil = HelixOptions {
        pitch: 5.0,
        height: 10.0,
        radius: 10.0,
        center: [0.0; 3],
        direction: [0.0, 0.0, 1.0],
        cone_angle: None,
        hand: Hand::Left,
    };
    let frame = Frame { origin: [10.0, 0.0, 0.0], x: [1.0, 0.0, 0.0], z: [0.0, 1.0, 0.0] };
    let spot = wire(&[circle(&frame, 1.0, None, Sense::Forward).unwrap()]).unwrap();
    let options = SweepOptions { mode: SweepMode::Frenet, ..Default::default() };
    let spring = sweep(&spot, &[], &helix(&coil).unwrap(), &options).unwrap();
    assert!(spring.is_valid().unwrap() && spring.volume().unwrap() > 390.0);
}

#[test]
fn booleans_take_several_arguments_and_give_empty_results() {
    let options = BooleanOptions::default();
    let a = cube(10.0);
    let b = a.transformed(&Transform::translation([5.0, 5.0, 5.0])).unwrap();
    let c = a.transformed(&Transform::translation([-5.0, 5.0, 5.0])).unwrap();
    near(fuse(&a, &[b.clone(), c.clone()], &options).unwrap().volume().unwrap(), 2750.0, 1e-6);
    near(cut(&a, &[b.clone(), c.clone()], &options).unwrap().volume().unwrap(), 750.0, 1e-6);
    near(intersect(&a, &[b.clone(), c.clone()], &options).unwrap().volume().unwrap(), 250.0, 1e-6);
    assert!(section(&a, std::slice::from_ref(&b), &options).unwrap().count(Kind::Edge).unwrap() > 0);
    assert_eq!(split(&a, std::slice::from_ref(&b), &options).unwrap().count(Kind::Solid).unwrap(), 2);
    let both = imprint(&[a.clone(), b.clone()], &options).unwrap();
    assert_eq!(both.count(Kind::Solid).unwrap(), 3);
    let far = a.transformed(&Transform::translation([100.0, 0.0, 0.0])).unwrap();
    let nothing = intersect(&a, &[far], &options).unwrap();
    assert_eq!((nothing.kind(), nothing.count(Kind::Vertex).unwrap()), (Kind::Compound, 0));
    let eaten = cut(&a, &[cube(20.0)], &options).unwrap();
    assert_eq!(eaten.count(Kind::Solid).unwrap(), 0);
    let pile = compound(&[a.clone(), b]).unwrap();
    near(fuse(&pile, &[], &options).unwrap().volume().unwrap(), 1875.0, 1e-6);
    assert_eq!(fuse(&compound(std::slice::from_ref(&a)).unwrap(), &[], &options).unwrap(), a);
    near(cut(&pile, &[c], &options).unwrap().volume().unwrap(), 1000.0 + 1000.0 - 250.0, 1e-6);
    let touching = a.transformed(&Transform::translation([10.0, 0.0, 0.0])).unwrap();
    let glued = BooleanOptions { glue: Glue::Full, fuzzy: Some(1e-5) };
    let bar = clean(&fuse(&a, &[touching], &glued).unwrap()).unwrap();
    assert_eq!(bar.count(Kind::Face).unwrap(), 6);
}

#[test]
fn fillets_and_chamfers() {
    let block = cube(10.0);
    let edges = upright_edges(&block);
    let round = fillet(&block, &edges, 1.0).unwrap();
    near(round.volume().unwrap(), 1000.0 - 10.0 * (4.0 - PI), 1e-6);
    near(chamfer(&block, &edges, 1.0, None).unwrap().volume().unwrap(), 980.0, 1e-6);
    near(chamfer(&block, &edges[..1], 1.0, Some(2.0)).unwrap().volume().unwrap(), 990.0, 1e-6);
    let sheet = face(&rectangle(10.0, 10.0, 0.0), &[]).unwrap();
    let corners = sheet.children(Kind::Vertex).unwrap();
    near(fillet_2d(&sheet, &corners, 1.0).unwrap().area().unwrap(), 100.0 - (4.0 - PI), 1e-6);
    near(chamfer_2d(&sheet, &corners, 1.0).unwrap().area().unwrap(), 98.0, 1e-6);
    let rounded = fillet_wire(&rectangle(10.0, 10.0, 0.0), &[], 1.0).unwrap();
    near(rounded.curve_length().unwrap(), 32.0 + TAU, 1e-6);
    assert!(rounded.is_closed_curve().unwrap());
    let bent = polygon(&[[0.0; 3], [0.0, 0.0, 10.0], [10.0, 0.0, 10.0]], Closing::Open).unwrap();
    near(fillet_wire(&bent, &[], 2.0).unwrap().curve_length().unwrap(), 16.0 + PI, 1e-6);
}

#[test]
fn hollow_thick_and_parallel() {
    let block = cube(20.0);
    let lid = block.children(Kind::Face).unwrap().pop().unwrap();
    let tray = hollow(&block, &[lid], -2.0, 1e-4, JoinKind::Arc).unwrap();
    near(tray.volume().unwrap(), 8000.0 - 16.0 * 16.0 * 18.0, 1e-6);
    let closed = hollow(&block, &[], -2.0, 1e-4, JoinKind::Intersection).unwrap();
    near(closed.volume().unwrap(), 8000.0 - 4096.0, 1e-6);
    assert_eq!((closed.kind(), closed.count(Kind::Shell).unwrap()), (Kind::Solid, 2));
    near(thicken(&disc(5.0), 2.0, 1e-6).unwrap().volume().unwrap(), 50.0 * PI, 1e-6);
    let outline = rectangle(10.0, 10.0, 0.0);
    let length = |d, join| {
        let wires = offset_2d(std::slice::from_ref(&outline), d, join, WireEnds::Closed).unwrap();
        wires.iter().map(|w| w.curve_length().unwrap()).sum::<f64>()
    };
    near(length(1.0, JoinKind::Arc), 40.0 + TAU, 1e-6);
    near(length(1.0, JoinKind::Intersection), 48.0, 1e-6);
    near(length(-1.0, JoinKind::Arc), 32.0, 1e-6);
    let side = block.children(Kind::Face).unwrap().swap_remove(0);
    let drafted = draft_faces(&block, &[side], 0.1, &Frame::WORLD).unwrap();
    near((drafted.volume().unwrap() - 8000.0).abs(), 20.0 * 200.0 * 0.1_f64.tan(), 1e-6);
    let boss = DraftPrismOptions { extent: DraftExtent::Height(5.0), taper: 0.0, feature: Feature::Boss };
    let spot = disc(3.0).transformed(&Transform::translation([10.0, 10.0, 20.0])).unwrap();
    let top = block.children(Kind::Face).unwrap().pop().unwrap();
    let part = draft_prism(&block, Some(&top), &[spot], &boss).unwrap();
    near(part.volume().unwrap(), 8000.0 + 45.0 * PI, 1e-3);
}

#[test]
fn shells_and_solids_of_faces() {
    let faces = cube(10.0).copy().unwrap().children(Kind::Face).unwrap();
    let shell = make_shell(&faces).unwrap();
    assert_eq!(shell.kind(), Kind::Shell);
    near(make_solid(&shell).unwrap().volume().unwrap(), 1000.0, 1e-9);
    let inner = box_solid(&Frame { origin: [2.0; 3], ..Frame::WORLD }, 3.0, 3.0, 3.0).unwrap();
    let cavity = inner.outer_shell().unwrap();
    near(solid_of_shells(&shell, &[cavity]).unwrap().volume().unwrap(), 973.0, 1e-9);
    let open = cube(10.0).without(&[cube(1.0)]).unwrap();
    near(open.volume().unwrap(), 1000.0, 1e-9);
    let loop_of = rectangle(10.0, 10.0, 0.0);
    let dome =
        fill(std::slice::from_ref(&loop_of), &[], &[[0.0, 0.0, 2.0]], &FillOptions::default()).unwrap();
    assert!(dome.area().unwrap() > 100.0);
    let shadow = project_curve(
        &loop_of,
        &plane_face(Some((50.0, 50.0)), &Frame::along([0.0, 0.0, 9.0], [0.0, 0.0, 1.0])).unwrap(),
        [0.0, 0.0, 1.0],
    )
    .unwrap();
    near_point(shadow[0].center_of_mass().unwrap(), [0.0, 0.0, 9.0]);
}

#[test]
fn text_is_faces_at_the_wanted_place() {
    let options = TextOptions {
        size: 10.0,
        font: Path::new(FONT),
        horizontal: HorizontalAlign::Left,
        vertical: VerticalAlign::Bottom,
    };
    let letters = text("Oo", &options).unwrap();
    assert_eq!(letters.count(Kind::Face).unwrap(), 2);
    assert_eq!(letters.count(Kind::Wire).unwrap(), 4);
    let left = letters.bounding_box(BoxMethod::Optimal).unwrap().unwrap();
    let middle = text("Oo", &TextOptions { horizontal: HorizontalAlign::Center, ..options }).unwrap();
    let middle = middle.bounding_box(BoxMethod::Optimal).unwrap().unwrap();
    assert!(left.min[0] > 0.0 && middle.min[0] < 0.0);
    assert_eq!(text("  ", &options).unwrap().count(Kind::Face).unwrap(), 0);
    let error = text("O", &TextOptions { font: Path::new("/nowhere/font.ttf"), ..options }).unwrap_err();
    assert!(error.message.contains("could not be read"), "{error}");
}

#[test]
fn operations_tell_what_became_of_faces_and_edges() {
    let block = cube(10.0);
    let faces = block.children(Kind::Face).unwrap();
    let tool = cube(4.0);
    let (result, changes) =
        traced(&faces, || cut(&block, std::slice::from_ref(&tool), &BooleanOptions::default())).unwrap();
    assert!((result.unwrap().volume().unwrap() - 936.0).abs() < 1e-9);
    // The three faces at the corner lose 16 mm² each, the others stay.
    let modified: Vec<f64> = changes
        .iter()
        .filter(|one| one.change == Change::Modified)
        .map(|one| one.shape.area().unwrap())
        .collect();
    assert_eq!(modified.iter().map(|area| area.round()).collect::<Vec<_>>(), [84.0; 3]);
    let edges = upright_edges(&block);
    let (_, changes) = traced(&edges, || fillet(&block, &edges, 1.0)).unwrap();
    let rounded = changes.iter().filter(|one| one.change == Change::Generated).count();
    assert_eq!(rounded, 4);
    let profile = &faces[5];
    let corners = profile.children(Kind::Edge).unwrap();
    let (_, changes) = traced(&corners, || extrude(profile, [0.0, 0.0, 5.0])).unwrap();
    let of = |change: Change, is_whole: bool| {
        changes.iter().filter(|one| one.change == change && one.origin.is_none() == is_whole).count()
    };
    assert_eq!((of(Change::Generated, false), of(Change::Last, false), of(Change::Last, true)), (4, 4, 1));
    // Afterwards nothing is noted any more, and work inside work is told apart.
    let ((), outer) = traced(&edges, || {
        let (_, inner) = traced(&edges, || fillet(&block, &edges, 1.0)).unwrap();
        assert!(!inner.is_empty());
    })
    .unwrap();
    assert!(outer.is_empty());
}
