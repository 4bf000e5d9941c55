//! Selectors on a box, a cylinder and a plate with holes.
//!
//! The numbers are those of CadQuery 2.8 on `Workplane().box(10, 20, 30)`, `Solid.makeCylinder(5, 20)`
//! and `Workplane().box(80, 60, 10)` with `hole(22)` and four `cboreHole(2.4, 4.4, 2.1)` at the corners
//! of a 60 x 40 rectangle on top.

use kernel::{BooleanOptions, Frame};

use super::*;
use crate::cq::CqErrorKind;

fn block() -> Shape {
    let frame = Frame { origin: [-5.0, -10.0, -15.0], ..Frame::WORLD };
    kernel::box_solid(&frame, 10.0, 20.0, 30.0).expect("a box")
}

fn rod() -> Shape {
    kernel::cylinder(&Frame::WORLD, 5.0, 20.0, std::f64::consts::TAU).expect("a cylinder")
}

fn plate() -> Shape {
    let frame = Frame { origin: [-40.0, -30.0, -5.0], ..Frame::WORLD };
    let board = kernel::box_solid(&frame, 80.0, 60.0, 10.0).expect("a box");
    let drill = |x: f64, y: f64, radius: f64, depth: f64| {
        let frame = Frame::along([x, y, 5.0], [0.0, 0.0, -1.0]);
        kernel::cylinder(&frame, radius, depth, std::f64::consts::TAU).expect("a cylinder")
    };
    let mut drills = vec![drill(0.0, 0.0, 11.0, 50.0)];
    for (x, y) in [(-30.0, -20.0), (-30.0, 20.0), (30.0, -20.0), (30.0, 20.0)] {
        drills.push(drill(x, y, 1.2, 50.0));
        drills.push(drill(x, y, 2.2, 2.1));
    }
    let holed = kernel::cut(&board, &drills, &BooleanOptions::default()).expect("a cut");
    kernel::clean(&holed).expect("clean")
}

/// How many shapes are chosen, and the sum of their centres.
fn check(shape: &Shape, kind: Kind, selector: &Selector, count: usize, sum: [f64; 3], what: &str) {
    let chosen = selector.filter(&shape.children(kind).expect("children")).expect(what);
    assert_eq!(chosen.len(), count, "{what}");
    let mut total = Vector::ZERO;
    for s in &chosen {
        total = total + shape::center(s).expect("centre");
    }
    let found = total.array();
    let near = (0..3).all(|i| (found[i] - sum[i]).abs() < 2e-3);
    assert!(near, "{what}: centres add up to {found:?}, expected {sum:?}");
}

#[test]
fn strings_choose_what_cadquery_chooses() {
    let shapes = [("box", block()), ("cylinder", rod()), ("plate", plate())];
    for (name, kind, text, count, sum) in [
        ("box", Kind::Face, ">Z", 1, [0.0, 0.0, 15.0]),
        ("box", Kind::Face, "<Z", 1, [0.0, 0.0, -15.0]),
        ("box", Kind::Face, "|Z", 2, [0.0, 0.0, 0.0]),
        ("box", Kind::Face, "#Z", 4, [0.0, 0.0, 0.0]),
        ("box", Kind::Face, "+Z", 1, [0.0, 0.0, 15.0]),
        ("box", Kind::Face, "-Z", 1, [0.0, 0.0, -15.0]),
        ("box", Kind::Face, "%PLANE", 6, [0.0, 0.0, 0.0]),
        ("box", Kind::Face, "%CYLINDER", 0, [0.0, 0.0, 0.0]),
        ("box", Kind::Face, ">Z[-2]", 1, [0.0, 0.0, -15.0]),
        ("box", Kind::Face, ">Z[0]", 1, [0.0, 0.0, -15.0]),
        ("box", Kind::Face, "<Z[0]", 1, [0.0, 0.0, 15.0]),
        ("box", Kind::Face, ">>Z[1]", 4, [0.0, 0.0, 0.0]),
        ("box", Kind::Face, "<<X", 1, [-5.0, 0.0, 0.0]),
        ("box", Kind::Face, "(0,0,1)", 1, [0.0, 0.0, 15.0]),
        ("box", Kind::Face, "XY", 0, [0.0, 0.0, 0.0]),
        ("box", Kind::Face, "front", 1, [0.0, 0.0, 15.0]),
        ("box", Kind::Face, "left", 1, [-5.0, 0.0, 0.0]),
        ("box", Kind::Face, ">(1,1,0)", 1, [0.0, 10.0, 0.0]),
        ("box", Kind::Face, "not |Z", 4, [0.0, 0.0, 0.0]),
        ("box", Kind::Face, "|Z or |X", 4, [0.0, 0.0, 0.0]),
        ("box", Kind::Face, "|Z exc >Z", 1, [0.0, 0.0, -15.0]),
        ("box", Kind::Face, "|Z and >X", 0, [0.0, 0.0, 0.0]),
        ("box", Kind::Face, ">X and not >Y or >Z", 1, [5.0, 0.0, 0.0]),
        ("box", Kind::Face, "%cylinder and >>Z", 0, [0.0, 0.0, 0.0]),
        ("box", Kind::Edge, "|Z", 4, [0.0, 0.0, 0.0]),
        ("box", Kind::Edge, "#Z", 8, [0.0, 0.0, 0.0]),
        ("box", Kind::Edge, ">Z", 4, [0.0, 0.0, 60.0]),
        ("box", Kind::Edge, "%CIRCLE", 0, [0.0, 0.0, 0.0]),
        ("box", Kind::Edge, "%LINE", 12, [0.0, 0.0, 0.0]),
        ("box", Kind::Edge, ">Z and %CIRCLE", 0, [0.0, 0.0, 0.0]),
        ("box", Kind::Edge, "not(<X or >X or <Y or >Y)", 0, [0.0, 0.0, 0.0]),
        ("box", Kind::Edge, ">>Z[-2]", 4, [0.0, 0.0, 0.0]),
        ("box", Kind::Edge, ">X or <X", 8, [0.0, 0.0, 0.0]),
        ("box", Kind::Vertex, ">Z", 4, [0.0, 0.0, 60.0]),
        ("box", Kind::Vertex, "<XY", 2, [-10.0, -20.0, 0.0]),
        ("box", Kind::Vertex, ">X and >Y", 2, [10.0, 20.0, 0.0]),
        ("box", Kind::Vertex, "not >Z", 4, [0.0, 0.0, -60.0]),
        ("cylinder", Kind::Face, ">Z", 1, [0.0, 0.0, 20.0]),
        ("cylinder", Kind::Face, "<Z", 1, [0.0, 0.0, 0.0]),
        ("cylinder", Kind::Face, "|Z", 2, [0.0, 0.0, 20.0]),
        ("cylinder", Kind::Face, "#Z", 0, [0.0, 0.0, 0.0]),
        ("cylinder", Kind::Face, "+Z", 1, [0.0, 0.0, 20.0]),
        ("cylinder", Kind::Face, "-Z", 1, [0.0, 0.0, 0.0]),
        ("cylinder", Kind::Face, "%PLANE", 2, [0.0, 0.0, 20.0]),
        ("cylinder", Kind::Face, "%CYLINDER", 1, [0.0, 0.0, 10.0]),
        ("cylinder", Kind::Face, ">Z[-2]", 1, [0.0, 0.0, 0.0]),
        ("cylinder", Kind::Face, ">Z[0]", 1, [0.0, 0.0, 0.0]),
        ("cylinder", Kind::Face, "<Z[0]", 1, [0.0, 0.0, 20.0]),
        ("cylinder", Kind::Face, ">>Z[1]", 1, [0.0, 0.0, 10.0]),
        ("cylinder", Kind::Face, "<<X", 3, [0.0, 0.0, 30.0]),
        ("cylinder", Kind::Face, "(0,0,1)", 1, [0.0, 0.0, 20.0]),
        ("cylinder", Kind::Face, "XY", 0, [0.0, 0.0, 0.0]),
        ("cylinder", Kind::Face, "front", 1, [0.0, 0.0, 20.0]),
        ("cylinder", Kind::Face, "left", 3, [0.0, 0.0, 30.0]),
        ("cylinder", Kind::Face, ">(1,1,0)", 3, [0.0, 0.0, 30.0]),
        ("cylinder", Kind::Face, "not |Z", 1, [0.0, 0.0, 10.0]),
        ("cylinder", Kind::Face, "|Z or |X", 2, [0.0, 0.0, 20.0]),
        ("cylinder", Kind::Face, "|Z exc >Z", 1, [0.0, 0.0, 0.0]),
        ("cylinder", Kind::Face, "|Z and >X", 2, [0.0, 0.0, 20.0]),
        ("cylinder", Kind::Face, ">X and not >Y or >Z", 0, [0.0, 0.0, 0.0]),
        ("cylinder", Kind::Face, "%cylinder and >>Z", 0, [0.0, 0.0, 0.0]),
        ("cylinder", Kind::Edge, "|Z", 1, [5.0, 0.0, 10.0]),
        ("cylinder", Kind::Edge, "#Z", 0, [0.0, 0.0, 0.0]),
        ("cylinder", Kind::Edge, ">Z", 1, [0.0, 0.0, 20.0]),
        ("cylinder", Kind::Edge, "%CIRCLE", 2, [0.0, 0.0, 20.0]),
        ("cylinder", Kind::Edge, "%LINE", 1, [5.0, 0.0, 10.0]),
        ("cylinder", Kind::Edge, ">Z and %CIRCLE", 1, [0.0, 0.0, 20.0]),
        ("cylinder", Kind::Edge, "not(<X or >X or <Y or >Y)", 0, [0.0, 0.0, 0.0]),
        ("cylinder", Kind::Edge, ">>Z[-2]", 1, [5.0, 0.0, 10.0]),
        ("cylinder", Kind::Edge, ">X or <X", 3, [5.0, 0.0, 30.0]),
        ("cylinder", Kind::Vertex, ">Z", 1, [5.0, 0.0, 20.0]),
        ("cylinder", Kind::Vertex, "<XY", 2, [10.0, 0.0, 20.0]),
        ("cylinder", Kind::Vertex, ">X and >Y", 2, [10.0, 0.0, 20.0]),
        ("cylinder", Kind::Vertex, "not >Z", 1, [5.0, 0.0, 0.0]),
        ("plate", Kind::Face, ">Z", 1, [0.0, 0.0, 5.0]),
        ("plate", Kind::Face, "<Z", 1, [0.0, 0.0, -5.0]),
        ("plate", Kind::Face, "|Z", 6, [0.0, 0.0, 11.6]),
        ("plate", Kind::Face, "#Z", 4, [0.0, 0.0, 0.0]),
        ("plate", Kind::Face, "+Z", 5, [0.0, 0.0, 16.6]),
        ("plate", Kind::Face, "-Z", 1, [0.0, 0.0, -5.0]),
        ("plate", Kind::Face, "%PLANE", 10, [0.0, 0.0, 11.6]),
        ("plate", Kind::Face, "%CYLINDER", 9, [0.0, 0.0, 11.6]),
        ("plate", Kind::Face, ">Z[-2]", 4, [0.0, 0.0, 11.6]),
        ("plate", Kind::Face, ">Z[0]", 1, [0.0, 0.0, -5.0]),
        ("plate", Kind::Face, "<Z[0]", 1, [0.0, 0.0, 5.0]),
        ("plate", Kind::Face, ">>Z[1]", 4, [0.0, 0.0, -4.2]),
        ("plate", Kind::Face, "<<X", 1, [-40.0, 0.0, 0.0]),
        ("plate", Kind::Face, "(0,0,1)", 5, [0.0, 0.0, 16.6]),
        ("plate", Kind::Face, "XY", 0, [0.0, 0.0, 0.0]),
        ("plate", Kind::Face, "front", 1, [0.0, 0.0, 5.0]),
        ("plate", Kind::Face, "left", 1, [-40.0, 0.0, 0.0]),
        ("plate", Kind::Face, ">(1,1,0)", 3, [90.0, 60.0, 5.8]),
        ("plate", Kind::Face, "not |Z", 13, [0.0, 0.0, 11.6]),
        ("plate", Kind::Face, "|Z or |X", 8, [0.0, 0.0, 11.6]),
        ("plate", Kind::Face, "|Z exc >Z", 5, [0.0, 0.0, 6.6]),
        ("plate", Kind::Face, "|Z and >X", 0, [0.0, 0.0, 0.0]),
        ("plate", Kind::Face, ">X and not >Y or >Z", 1, [40.0, 0.0, 0.0]),
        ("plate", Kind::Face, "%cylinder and >>Z", 0, [0.0, 0.0, 0.0]),
        ("plate", Kind::Edge, "|Z", 13, [-24.6, 0.0, 11.6]),
        ("plate", Kind::Edge, "#Z", 8, [0.0, 0.0, 0.0]),
        ("plate", Kind::Edge, ">Z", 9, [0.0, 0.0, 45.0]),
        ("plate", Kind::Edge, "%CIRCLE", 18, [0.0, 0.0, 23.2]),
        ("plate", Kind::Edge, "%LINE", 21, [-24.6, 0.0, 11.6]),
        ("plate", Kind::Edge, ">Z and %CIRCLE", 5, [0.0, 0.0, 25.0]),
        ("plate", Kind::Edge, "not(<X or >X or <Y or >Y)", 27, [-24.6, 0.0, 34.8]),
        ("plate", Kind::Edge, ">>Z[-2]", 4, [-8.8, 0.0, 15.8]),
        ("plate", Kind::Edge, ">X or <X", 8, [0.0, 0.0, 0.0]),
        ("plate", Kind::Vertex, ">Z", 9, [-19.8, 0.0, 45.0]),
        ("plate", Kind::Vertex, "<XY", 2, [-80.0, -60.0, 0.0]),
        ("plate", Kind::Vertex, ">X and >Y", 2, [80.0, 60.0, 0.0]),
        ("plate", Kind::Vertex, "not >Z", 17, [-29.4, 0.0, -21.8]),
    ] {
        let shape = &shapes.iter().find(|(known, _)| *known == name).expect("a known shape").1;
        let selector = Selector::parse(text).expect(text);
        check(shape, kind, &selector, count, sum, &format!("{name} {kind} {text}"));
    }
}

#[test]
fn sorted_selectors_choose_what_cadquery_chooses() {
    let plate = plate();
    let at = |index| Nth::ascending(index);
    for (kind, selector, count, sum) in [
        (Kind::Edge, Selector::RadiusNth(at(0)), 8, [0.0, 0.0, -8.4]),
        (Kind::Edge, Selector::RadiusNth(at(1)), 8, [0.0, 0.0, 31.6]),
        (Kind::Edge, Selector::RadiusNth(at(-1)), 2, [0.0, 0.0, 0.0]),
        (Kind::Edge, Selector::LengthNth(at(0)), 4, [-8.8, 0.0, 15.8]),
        (Kind::Edge, Selector::LengthNth(at(-1)), 4, [0.0, 0.0, 0.0]),
        (Kind::Edge, Selector::LengthNth(Nth::descending(0)), 4, [0.0, 0.0, 0.0]),
        (Kind::Face, Selector::AreaNth(at(0)), 4, [0.0, 0.0, 11.6]),
        (Kind::Face, Selector::AreaNth(at(1)), 4, [0.0, 0.0, 15.8]),
        (Kind::Face, Selector::AreaNth(at(-1)), 1, [0.0, 0.0, -5.0]),
        (Kind::Wire, Selector::AreaNth(at(-1)), 2, [0.0, 0.0, 0.0]),
        (Kind::Face, Selector::NearestToPoint(Vector::new(30.0, 20.0, 5.0)), 1, [30.0, 20.0, 3.95]),
        (
            Kind::Face,
            Selector::NearestToShape(kernel::vertex([100.0, 0.0, 0.0]).expect("a point")),
            1,
            [40.0, 0.0, 0.0],
        ),
    ] {
        check(&plate, kind, &selector, count, sum, &format!("{selector:?}"));
    }
    for test in [BoxTest::Center, BoxTest::BoundingBox] {
        let (a, b) = (Vector::new(20.0, 10.0, -10.0), Vector::new(50.0, 40.0, 10.0));
        check(&plate, Kind::Face, &Selector::Box { a, b, test }, 3, [90.0, 60.0, 5.8], "box");
    }
}

#[test]
fn indices_that_point_to_nothing_are_errors() {
    let plate = plate();
    let (edges, faces) =
        (plate.children(Kind::Edge).expect("edges"), plate.children(Kind::Face).expect("faces"));
    let check = |selector: Selector, shapes: &[Shape], kind: CqErrorKind, message: &str| {
        let error = selector.filter(shapes).expect_err(message);
        assert_eq!((error.kind, error.message.as_str()), (kind, message));
    };
    check(
        Selector::RadiusNth(Nth::ascending(7)),
        &edges,
        CqErrorKind::Index,
        "Attempted to access index 7 of a list with length 3",
    );
    check(
        Selector::AreaNth(Nth::ascending(0)),
        &[],
        CqErrorKind::Value,
        "Can not return the Nth element of an empty list",
    );
    check(Selector::RadiusNth(Nth::ascending(0)), &faces, CqErrorKind::Index, "list index out of range");
    check(Selector::NearestToPoint(Vector::ZERO), &[], CqErrorKind::Value, "min() arg is an empty sequence");
}

#[test]
fn functions_take_part() {
    let block = block();
    let odd = Selector::Custom(Rc::new(|shapes| Ok(shapes.iter().step_by(2).cloned().collect())));
    let faces = block.children(Kind::Face).expect("faces");
    assert_eq!(odd.filter(&faces).expect("a function").len(), 3);
    let rest = Selector::Inverse(Box::new(odd));
    assert_eq!(rest.filter(&faces).expect("a function").len(), 3);
}

#[test]
fn results_keep_the_order_of_the_list() {
    let block = block();
    let edges = block.children(Kind::Edge).expect("edges");
    let chosen = Selector::parse(">Z or |Z or not |Z").expect("a selector").filter(&edges).expect("edges");
    assert!(chosen.iter().zip(&edges).all(|(a, b)| a.is_same(b)));
    assert_eq!(chosen.len(), edges.len());
}
