//! The direct API on real shapes; the numbers are CadQuery 2.8's.

use kernel::{BooleanOptions, JoinKind, Kind, Ruled, Sense, Shape, WireEnds};

use super::curves::{Chord, Ellipse};
use super::free::{self, LoftSettings, Sides, SweepSettings, Thickness};
use super::solids::{self, Stand};
use super::*;
use crate::cq::geom::{Location, Plane, Vector};

fn near(found: impl Into<[f64; 3]>, expected: [f64; 3]) {
    let found = found.into();
    assert!((0..3).all(|i| (found[i] - expected[i]).abs() < 1e-6), "{found:?}, expected {expected:?}");
}

fn volume(shape: &Shape, expected: f64) {
    let found = shape.volume().expect("volume");
    assert!((found - expected).abs() < 1e-6 * expected.abs().max(1.0), "{found}, expected {expected}");
    assert!(shape.is_valid().expect("check"), "the shape is not valid");
}

fn cube() -> Shape {
    let stand = Stand { point: Vector::new(-5.0, -5.0, 0.0), ..Stand::default() };
    solids::make_box(Vector::new(10.0, 10.0, 10.0), &stand).expect("a box")
}

fn edges(shape: &Shape, selector: &str) -> Shape {
    let all = shape.children(Kind::Edge).expect("edges");
    let chosen = crate::cq::Selector::parse(selector).expect(selector).filter(&all).expect(selector);
    make_compound(&chosen).expect("a compound")
}

fn plane(width: f64, length: f64) -> Shape {
    kernel::plane_face(Some((length, width)), &kernel::Frame::WORLD).expect("a face")
}

#[test]
fn primitives() {
    let stand = Stand::default();
    volume(
        &solids::make_wedge(Vector::new(10.0, 10.0, 10.0), [2.0, 3.0, 8.0, 9.0], &stand).expect("wedge"),
        653.3333333,
    );
    volume(&solids::make_torus((10.0, 2.0), &stand, (0.0, 360.0)).expect("torus"), 789.5683520871484);
    volume(&solids::make_cone((5.0, 2.0), 10.0, &stand, 360.0).expect("cone"), 408.4070449666731);
    volume(&solids::make_sphere(5.0, &stand, [0.0, 90.0, 360.0]).expect("sphere"), 261.7993877991494);
    volume(&solids::make_sphere(5.0, &stand, [-90.0, 90.0, 360.0]).expect("sphere"), 523.5987755982989);
}

#[test]
fn relatives() {
    let block = solids::make_box(Vector::new(10.0, 20.0, 30.0), &Stand::default()).expect("a box");
    let first = |kind| block.children(kind).expect("children").remove(0);
    assert_eq!(siblings(&first(Kind::Edge), &block, Kind::Vertex, 1).expect("siblings").len(), 4);
    assert_eq!(siblings(&first(Kind::Edge), &block, Kind::Vertex, 2).expect("siblings").len(), 6);
    assert_eq!(siblings(&first(Kind::Face), &block, Kind::Edge, 1).expect("siblings").len(), 4);
    let edges = ancestors(&first(Kind::Vertex), &block, Kind::Edge).expect("ancestors");
    assert_eq!(make_compound(&edges).and_then(|all| Ok(all.count(Kind::Edge)?)), Ok(3));
}

#[test]
fn ellipses_may_be_higher_than_wide() {
    let tall =
        Ellipse { center: Vector::new(1.0, 2.0, 3.0), angles_deg: (30.0, 120.0), ..Ellipse::new(2.0, 5.0) };
    let edge = make_ellipse_edge(&tall).expect("an ellipse");
    near(edge.start_point().expect("start"), [2.7320508075688785, 4.5, 3.0]);
    near(edge.end_point().expect("end"), [0.0, 6.330127018922195, 3.0]);

    let wide = Ellipse { sense: Sense::Backward, normal: Vector::Y, x_radius: 5.0, y_radius: 2.0, ..tall };
    let edge = make_ellipse_edge(&wide).expect("an ellipse");
    near(edge.start_point().expect("start"), [-1.5, 2.0, 1.2679491924311224]);
    near(edge.end_point().expect("end"), [5.330127018922192, 2.0, 2.0]);

    let flat = Ellipse { sense: Sense::Forward, normal: Vector::Z, ..wide };
    let wire = make_ellipse_wire(&flat, 15.0, Chord::With).expect("a wire");
    assert!((length(&wire).expect("length") - 13.890598157710631).abs() < 1e-6);
    near(center(&wire).expect("centre"), [1.504082640210208, 3.762718938035858, 3.0]);
}

#[test]
fn clockwise_arc_starts_at_the_second_angle() {
    let edge =
        make_circle_edge(5.0, Vector::ZERO, Vector::Z, (30.0, 120.0), Sense::Backward).expect("an arc");
    near(edge.start_point().expect("start"), [-2.5, 4.3301270189221945, 0.0]);
    near(edge.end_point().expect("end"), [4.330127018922192, 2.5, 0.0]);
    assert!((length(&edge).expect("length") - 7.853981633974478).abs() < 1e-9);
}

#[test]
fn booleans_give_one_shape_when_there_is_one() {
    let rod = solids::make_cylinder(2.0, 20.0, &Stand::default(), 360.0).expect("a cylinder");
    let options = BooleanOptions::default();
    let both = free::fuse(&cube(), &[rod], &options).expect("fuse");
    assert_eq!(both.kind(), Kind::Solid);
    volume(&both, 1125.6637061435918);
    let knife =
        moved(&plane(20.0, 20.0), &Location::translation(Vector::new(0.0, 0.0, 5.0))).expect("a plane");
    let halves = free::split(&cube(), &knife, &options).expect("split");
    assert_eq!(halves.count(Kind::Solid).expect("count"), 2);
    volume(&halves, 1000.0);
}

#[test]
fn extrusions_raise_the_dimension() {
    let up = Vector::new(0.0, 0.0, 4.0);
    let rect = rect(2.0, 3.0).expect("a rectangle");
    assert_eq!(free::extrude(&rect, up, Sides::One).expect("extrude").kind(), Kind::Shell);
    let face = free::face(std::slice::from_ref(&rect)).expect("a face");
    volume(&free::extrude(&face, up, Sides::One).expect("extrude"), 24.0);
    volume(&free::extrude(&face, up, Sides::Both).expect("extrude"), 48.0);
    let turned =
        moved(&plane(2.0, 3.0), &Location::translation(Vector::new(5.0, 0.0, 0.0))).expect("a plane");
    volume(&free::revolve(&turned, Vector::ZERO, Vector::Y, 360.0).expect("revolve"), 188.4955592153876);
}

#[test]
fn offsets() {
    let one = free::offset(&plane(2.0, 3.0), 0.5, Thickness::Filled, Sides::One, 1e-6).expect("offset");
    volume(&one, 3.0);
    let both = free::offset(&plane(2.0, 3.0), 0.5, Thickness::Filled, Sides::Both, 1e-6).expect("offset");
    volume(&both, 6.0);
    let outline = rect(2.0, 3.0).expect("a rectangle");
    let wire = free::offset_2d(&outline, 0.5, None, JoinKind::Arc, WireEnds::Closed).expect("offset");
    assert!((length(&wire).expect("length") - 13.141592653589795).abs() < 1e-9);
}

#[test]
fn lofts_and_sweeps() {
    let raised =
        |shape: Shape| moved(&shape, &Location::translation(Vector::new(0.0, 0.0, 5.0))).expect("moved");
    let capped = LoftSettings { caps: kernel::Caps::Closed, ..LoftSettings::default() };
    let (low, high) = (rect(2.0, 3.0).expect("low"), raised(rect(1.0, 1.0).expect("high")));
    volume(&free::loft(&[low.clone(), high.clone()], &capped).expect("loft"), 15.833333333333334);
    let faces = [plane(2.0, 3.0), raised(plane(1.0, 1.0))];
    volume(&free::loft(&faces, &LoftSettings::default()).expect("loft"), 15.833333333333334);
    volume(&solids::make_loft(&[low, high], Ruled::Straight).expect("loft"), 15.833333333333334);

    let circle = |radius| {
        make_circle_edge(radius, Vector::ZERO, Vector::Z, (360.0, 360.0), Sense::Forward).expect("circle")
    };
    let path = kernel::line([0.0; 3], [0.0, 0.0, 10.0]).expect("a line");
    let capped = SweepSettings { caps: kernel::Caps::Closed, ..SweepSettings::default() };
    volume(&free::sweep(&[circle(1.0)], &path, &capped).expect("sweep"), 31.415926535897924);
    let ring = free::face(&[circle(2.0), circle(1.0)]).expect("a ring");
    volume(&free::sweep(&[ring], &path, &SweepSettings::default()).expect("sweep"), 94.2477796076938);
}

#[test]
fn blends_and_walls() {
    let cube = cube();
    volume(&free::fillet(&cube, &edges(&cube, "|Z"), 1.0).expect("fillet"), 991.4159265358978);
    volume(&free::chamfer(&cube, &edges(&cube, ">Z"), 1.0).expect("chamfer"), 981.3333333333335);
    let top = cube.children(Kind::Face).expect("faces");
    let top = crate::cq::Selector::parse(">Z").expect("selector").filter(&top).expect("the top");
    volume(&free::hollow(&cube, &top, -1.0, 1e-3, JoinKind::Intersection).expect("hollow"), 424.0);
    let faces = make_compound(&cube.children(Kind::Face).expect("faces")).expect("compound");
    volume(&free::solid(std::slice::from_ref(&faces), 1e-6).expect("solid"), 1000.0);
    assert_eq!(free::shell(&[faces], &kernel::SewOptions::default()).expect("shell").kind(), Kind::Shell);
}

#[test]
fn faces_know_their_frame() {
    let face = kernel::plane_face(Some((10.0, 20.0)), &kernel::Frame::along([1.0; 3], [1.0, 0.0, 0.0]))
        .expect("a face");
    near(normal_at(&face, None).expect("normal"), [1.0, 0.0, 0.0]);
    let uv = face.uv_bounds().expect("bounds");
    assert!((0..4).all(|i| (uv[i] - [-10.0, 10.0, -5.0, 5.0][i]).abs() < 1e-9), "{uv:?}");
    let location = planar::face_location_at(&face, 1.0, 2.0).expect("location");
    near(location.position(), [1.0, -1.0, 2.0]);
    near(location.plane().z_dir(), [1.0, 0.0, 0.0]);
}

#[test]
fn moves_mirrors_and_turns() {
    let cube = cube();
    near(center(&translate(&cube, Vector::X).expect("moved")).expect("centre"), [1.0, 0.0, 5.0]);
    let turned = rotate(&cube, Vector::ZERO, Vector::X, 90.0).expect("turned");
    near(center(&turned).expect("centre"), [0.0, -5.0, 0.0]);
    near(
        center(&mirror_named(&cube, "XY", Vector::ZERO).expect("mirrored")).expect("centre"),
        [0.0, 0.0, -5.0],
    );
    volume(&scale(&cube, 2.0).expect("scaled"), 8000.0);
    assert!(rotate(&cube, Vector::X, Vector::X, 90.0).is_err());
    assert!(mirror_named(&cube, "xy", Vector::ZERO).is_err());
    let plane = Plane::named("XZ", Vector::ZERO).expect("a plane");
    let local = transform_shape(&cube, plane.local_from_world()).expect("local");
    near(center(&local).expect("centre"), [0.0, 5.0, 0.0]);
}

#[test]
fn centers_of_several() {
    let far = translate(&cube(), Vector::new(100.0, 0.0, 0.0)).expect("moved");
    near(combined_center(&[cube(), far.clone()]).expect("centre"), [50.0, 0.0, 5.0]);
    near(combined_center_of_bound_box(&[cube(), far]).expect("centre"), [50.0, 0.0, 5.0]);
    assert!(combined_center(&[]).is_err());
    let bounds = bounding_box(&cube(), None).expect("a box");
    near(bounds.center(), [0.0, 0.0, 5.0]);
    assert!(bounding_box(&make_compound(&[]).expect("empty"), None).is_err());
}

#[test]
fn open_wires_are_no_faces() {
    let open = kernel::polygon(&[[0.0; 3], [1.0, 0.0, 0.0], [1.0, 1.0, 0.0]], kernel::Closing::Open)
        .expect("a wire");
    let error = make_face(&open, std::slice::from_ref(&open)).expect_err("open");
    assert!(error.message.starts_with("Cannot build face(s)"), "{error}");
    let closed = curves::closed(&open).expect("closed");
    assert!((wire_area(&closed).expect("area") - 0.5).abs() < 1e-9);
}
