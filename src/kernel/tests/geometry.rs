//! Frames, transforms, edges, faces and the questions to them.

use std::f64::consts::{FRAC_PI_2, PI, TAU};

use super::{cube, near, near_point};
use crate::*;

#[test]
fn frame_along_chooses_x_as_opencascade_does() {
    // From gp_Ax2(gp_Pnt(), gp_Dir(z)).XDirection() of OCP 7.9.
    let cases = [
        ([0.0, 0.0, 1.0], [1.0, 0.0, 0.0]),
        ([0.0, 0.0, -1.0], [-1.0, 0.0, 0.0]),
        ([1.0, 0.0, 0.0], [0.0, 0.0, 1.0]),
        ([0.0, 1.0, 0.0], [0.0, 0.0, 1.0]),
        ([0.0, -1.0, 0.0], [0.0, 0.0, -1.0]),
    ];
    for (z, x) in cases {
        near_point(Frame::along([0.0; 3], z).x, x);
        let start =
            circle(&Frame::along([0.0; 3], z), 2.0, None, Sense::Forward).unwrap().start_point().unwrap();
        near_point(start, x.map(|c: f64| 2.0 * c));
    }
}

#[test]
fn transforms_compose_invert_and_mirror() {
    let turn = Transform::rotation([1.0, 2.0, 3.0], [0.0, 0.0, 2.0], FRAC_PI_2);
    near_point(turn.apply_point([2.0, 2.0, 3.0]), [1.0, 3.0, 3.0]);
    let step = Transform::translation([5.0, -1.0, 0.5]);
    let both = step.compose(&turn);
    near_point(both.apply_point([2.0, 2.0, 3.0]), [6.0, 2.0, 3.5]);
    let back = both.inverse().unwrap();
    near_point(back.apply_point([6.0, 2.0, 3.5]), [2.0, 2.0, 3.0]);
    assert!(both.is_rigid() && !Transform::scale([0.0; 3], 2.0).is_rigid());
    let mirror = Transform::mirror([1.0, 0.0, 0.0], [3.0, 0.0, 0.0]);
    near_point(mirror.apply_point([0.0, 4.0, 5.0]), [2.0, 4.0, 5.0]);
    near(mirror.determinant(), -1.0, 1e-12);
    assert_eq!(Transform::scale([0.0; 3], 0.0).inverse(), None);
}

#[test]
fn moved_shares_geometry_and_transformed_does_not() {
    let block = cube(10.0);
    let step = Transform::translation([100.0, 0.0, 0.0]);
    let moved = block.moved(&step).unwrap();
    assert!(moved.is_partner(&block) && !moved.is_same(&block));
    assert_eq!(moved.location().unwrap(), step);
    assert_eq!(moved.located(&Transform::IDENTITY).unwrap(), block);
    let transformed = block.transformed(&step).unwrap();
    assert!(!transformed.is_partner(&block));
    near_point(transformed.center_of_mass().unwrap(), [105.0, 5.0, 5.0]);
    let mirrored = block.transformed(&Transform::mirror([0.0; 3], [1.0, 0.0, 0.0])).unwrap();
    near(mirrored.volume().unwrap(), 1000.0, 1e-9);
    near(block.transformed(&Transform::scale([0.0; 3], 2.0)).unwrap().volume().unwrap(), 8000.0, 1e-6);
    let stretched = Transform([[2.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]]);
    assert_eq!(block.transformed(&stretched).unwrap_err().kind, ErrorKind::InvalidArgument);
    near(block.deformed(&stretched).unwrap().volume().unwrap(), 2000.0, 1e-6);
    assert!(block.moved(&Transform::scale([0.0; 3], 2.0)).is_err());
}

#[test]
fn a_box_has_its_children_in_order_and_shapes_work_as_keys() {
    let block = cube(10.0);
    let counts = [Kind::Solid, Kind::Shell, Kind::Face, Kind::Wire, Kind::Edge, Kind::Vertex]
        .map(|kind| block.count(kind).unwrap());
    assert_eq!(counts, [1, 1, 6, 6, 12, 8]);
    let faces = block.children(Kind::Face).unwrap();
    let normals: Vec<Vec3> = faces.iter().map(|f| f.normal_at(None).unwrap()).collect();
    let wanted: [Vec3; 6] = [
        [-1.0, 0.0, 0.0],
        [1.0, 0.0, 0.0],
        [0.0, -1.0, 0.0],
        [0.0, 1.0, 0.0],
        [0.0, 0.0, -1.0],
        [0.0, 0.0, 1.0],
    ];
    normals.iter().zip(wanted).for_each(|(n, w)| near_point(*n, w));
    let again: std::collections::HashSet<Shape> = block.children(Kind::Face).unwrap().into_iter().collect();
    assert!(faces.iter().all(|f| again.contains(f)));
    assert!(!again.contains(&cube(10.0).children(Kind::Face).unwrap()[0]));
    let edge = &block.children(Kind::Edge).unwrap()[0];
    let beside = edge.ancestors(&block, Kind::Face).unwrap();
    assert_eq!(beside.len(), 2);
    assert!(edge.is_part_of(&block).unwrap());
    let error = edge.ancestors(&cube(1.0), Kind::Face).unwrap_err();
    assert_eq!(error.class, "Standard_NoSuchObject");
    let table = block.children_with_parents(Kind::Edge, Kind::Face).unwrap();
    assert!(table.len() == 12 && table.iter().all(|(_, faces)| faces.len() == 2));
    assert_eq!(faces[0].reversed().unwrap(), faces[0]);
    assert!(!faces[0].reversed().unwrap().is_equal(&faces[0]));
}

#[test]
fn edges_answer_for_position_tangent_radius_and_ends() {
    let up = line([0.0; 3], [0.0, 0.0, 4.0]).unwrap();
    near_point(up.position_at(0.25, ParamMode::Length).unwrap(), [0.0, 0.0, 1.0]);
    near_point(up.tangent_at(0.5, ParamMode::Length).unwrap(), [0.0, 0.0, 1.0]);
    assert_eq!(up.edge_radius().unwrap(), None);
    assert!(up.curve_normal().is_err());
    let arc = circle(&Frame::WORLD, 3.0, Some((0.0, FRAC_PI_2)), Sense::Forward).unwrap();
    near(arc.curve_length().unwrap(), 1.5 * PI, 1e-9);
    near_point(arc.end_point().unwrap(), [0.0, 3.0, 0.0]);
    assert_eq!(arc.edge_radius().unwrap(), Some(3.0));
    assert_eq!(arc.arc_center().unwrap(), Some([0.0; 3]));
    near_point(arc.curve_normal().unwrap(), [0.0, 0.0, 1.0]);
    near(arc.curvature_at(0.5, ParamMode::Length).unwrap(), 1.0 / 3.0, 1e-9);
    near(arc.param_at_point([3.0, 3.0, 0.0]).unwrap(), PI / 4.0, 1e-9);
    let tall = ellipse(&Frame::WORLD, 2.0, 5.0, None, Sense::Forward).unwrap();
    assert_eq!(tall.bounding_box(BoxMethod::Optimal).unwrap().unwrap().size()[1].round(), 10.0);
    assert!(tall.is_closed_curve().unwrap());
    let (points, _) = tall.sample(Sampling::Count(8)).unwrap();
    assert_eq!(points.len(), 8);
    let square =
        polygon(&[[0.0; 3], [2.0, 0.0, 0.0], [2.0, 2.0, 0.0], [0.0, 2.0, 0.0]], Closing::Periodic).unwrap();
    near(square.curve_length().unwrap(), 8.0, 1e-9);
    assert_eq!(square.wire_edges().unwrap().len(), 4);
    assert_eq!(square.wire_vertices().unwrap().len(), 4);
    near_point(square.position_at(0.25, ParamMode::Length).unwrap(), [2.0, 0.0, 0.0]);
    let place = up.location_at(0.5, ParamMode::Length, FrameKind::Frenet, FramePlane::Normal).unwrap();
    near_point(place.frame().origin, [0.0, 0.0, 2.0]);
    near_point(place.frame().z, [0.0, 0.0, 1.0]);
}

#[test]
fn curves_through_points() {
    let through = [[0.0; 3], [1.0, 1.0, 0.0], [2.0, 0.0, 0.0], [3.0, 1.0, 0.0]];
    let open = spline(&through, &SplineOptions::default()).unwrap();
    assert_eq!(open.geom_type(), Ok("BSPLINE"));
    near_point(open.end_point().unwrap(), [3.0, 1.0, 0.0]);
    let tangents = vec![Some([0.0, 1.0, 0.0]), Some([0.0, 1.0, 0.0])];
    let tied = spline(&through, &SplineOptions { tangents, ..Default::default() }).unwrap();
    near_point(tied.tangent_at(0.0, ParamMode::Length).unwrap(), [0.0, 1.0, 0.0]);
    let ring = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [-1.0, 0.0, 0.0], [0.0, -1.0, 0.0]];
    let round = spline(&ring, &SplineOptions { closing: Closing::Periodic, ..Default::default() }).unwrap();
    assert!(round.is_closed_curve().unwrap());
    assert!(spline(&through, &SplineOptions { tangents: vec![None; 3], ..Default::default() }).is_err());
    assert!(spline(&[[0.0; 3]; 2], &SplineOptions::default()).is_err());
    spline_approx(&through, &SplineApproxOptions::default()).unwrap();
    near_point(bezier(&through).unwrap().start_point().unwrap(), [0.0; 3]);
    let arc = three_point_arc([1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [-1.0, 0.0, 0.0]).unwrap();
    near(arc.curve_length().unwrap(), PI, 1e-9);
    let error = three_point_arc([0.0; 3], [1.0, 0.0, 0.0], [2.0, 0.0, 0.0]).unwrap_err();
    assert_eq!(error.class, "StdFail_NotDone");
    let bend = tangent_arc([0.0; 3], [0.0, 1.0, 0.0], [2.0, 0.0, 0.0]).unwrap();
    near(bend.edge_radius().unwrap().unwrap(), 1.0, 1e-9);
    let options = HelixOptions {
        pitch: 5.0,
        height: 20.0,
        radius: 10.0,
        center: [0.0; 3],
        direction: [0.0, 0.0, 1.0],
        cone_angle: None,
        hand: Hand::Right,
    };
    let coil = helix(&options).unwrap();
    near(coil.curve_length().unwrap(), 4.0 * (TAU * 10.0_f64).hypot(5.0), 1e-3);
    assert!(helix(&HelixOptions { height: -20.0, ..options }).is_err());
}

#[test]
fn faces_answer_for_plane_normal_and_wires() {
    let outer = wire(&[circle(&Frame::WORLD, 10.0, None, Sense::Forward).unwrap()]).unwrap();
    let inner = wire(&[circle(&Frame::WORLD, 4.0, None, Sense::Forward).unwrap()]).unwrap();
    let ring = face(&outer, std::slice::from_ref(&inner)).unwrap();
    near(ring.area().unwrap(), PI * 84.0, 1e-9);
    near_point(ring.normal_at(None).unwrap(), [0.0, 0.0, 1.0]);
    assert_eq!(ring.inner_wires().unwrap().len(), 1);
    near(ring.outer_wire().unwrap().curve_length().unwrap(), TAU * 10.0, 1e-9);
    assert_eq!(ring.geom_type(), Ok("PLANE"));
    assert!(ring.plane().unwrap().is_some());
    assert_eq!(faces_of_wires(&[outer.clone(), inner]).unwrap().len(), 2);
    let twisted =
        polygon(&[[0.0; 3], [1.0, 0.0, 0.0], [1.0, 1.0, 3.0], [0.0, 1.0, 0.0]], Closing::Periodic).unwrap();
    assert_eq!(face(&twisted, &[]).unwrap_err().message, "Cannot build face(s): wires not planar");
    let bar = cylinder(&Frame::WORLD, 3.0, 5.0, TAU).unwrap();
    let side =
        bar.children(Kind::Face).unwrap().into_iter().find(|f| f.geom_type() == Ok("CYLINDER")).unwrap();
    assert_eq!(side.surface_radius().unwrap(), Some(3.0));
    near_point(side.normal_at(Some([0.0, 9.0, 1.0])).unwrap(), [0.0, 1.0, 0.0]);
    assert_eq!(side.plane().unwrap(), None);
    let sheet = plane_face(Some((4.0, 2.0)), &Frame::WORLD).unwrap();
    assert_eq!(sheet.bounding_box(BoxMethod::Optimal).unwrap().unwrap().max[1], 2.0);
    let shell = ruled_face(&outer, &outer.moved(&Transform::translation([0.0, 0.0, 5.0])).unwrap()).unwrap();
    near(shell.area().unwrap(), TAU * 50.0, 1e-6);
}

#[test]
fn measures_follow_the_rules_of_the_report() {
    let unit = cube(1.0).measures().unwrap();
    near(unit.length, 24.0, 1e-9);
    assert_eq!((unit.solids, unit.faces, unit.edges, unit.vertices), (1, 6, 12, 8));
    let bounds = unit.bounds.unwrap();
    assert_eq!((bounds.min, bounds.max), ([0.0; 3], [1.0; 3]));
    let ball = sphere(&Frame::WORLD, 5.0, -FRAC_PI_2, FRAC_PI_2, TAU).unwrap().measures().unwrap();
    assert_eq!((ball.edges, ball.vertices), (1, 2));
    near(ball.volume, 4.0 / 3.0 * PI * 125.0, 1e-6);
    let sheet = plane_face(Some((4.0, 2.0)), &Frame::WORLD).unwrap().measures().unwrap();
    assert_eq!((sheet.volume, sheet.valid), (0.0, true));
    near(sheet.area, 8.0, 1e-12);
    let points = [vertex([0.0; 3]).unwrap(), vertex([2.0, 4.0, 6.0]).unwrap()];
    let cloud = compound(&points).unwrap().measures().unwrap();
    assert_eq!(cloud.center_of_mass, [1.0, 2.0, 3.0]);
    let nothing = compound(&[]).unwrap().measures().unwrap();
    assert_eq!((nothing.bounds, nothing.length, nothing.vertices), (None, 0.0, 0));
    near(plane_face(Some((4.0, 2.0)), &Frame::WORLD).unwrap().mass().unwrap(), 8.0, 1e-12);
}

#[test]
fn distances_lines_and_points() {
    let block = cube(10.0);
    let other = block.moved(&Transform::translation([13.0, 14.0, 0.0])).unwrap();
    near(block.distance(&other).unwrap(), 5.0, 1e-9);
    let (a, b) = closest_points(&block, &other).unwrap();
    near_point([a[0], a[1], b[0]], [10.0, 10.0, 13.0]);
    assert!(block.contains_point([5.0; 3], 1e-6).unwrap());
    assert!(block.contains_point([10.0, 5.0, 5.0], 1e-6).unwrap());
    assert!(!block.contains_point([11.0, 5.0, 5.0], 1e-6).unwrap());
    let hits = |direction| {
        block.faces_intersected_by_line([5.0, 5.0, 2.0], [0.0, 0.0, 1.0], 1e-4, direction).unwrap()
    };
    let centers =
        |faces: Vec<Shape>| faces.iter().map(|f| f.center_of_mass().unwrap()[2]).collect::<Vec<_>>();
    assert_eq!(centers(hits(LineDirection::Both)), [0.0, 10.0]);
    assert_eq!(centers(hits(LineDirection::Along)), [10.0]);
    assert_eq!(centers(hits(LineDirection::Opposite)), [0.0]);
}
