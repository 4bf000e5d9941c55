//! Chains themselves; what operations make is tested by programs in `tests/programs`.

use super::{Anchor, Cleaning, Combine, Purpose, Workplane, context};
use crate::cq::geom::{Plane, Vector};

fn cube() -> Workplane {
    Workplane::new(Plane::default())
        .box_solid([10.0; 3], [Anchor::Center; 3], Combine::Fuse, Cleaning::Clean)
        .expect("a cube can be made")
}

#[test]
fn long_chain_is_dropped_without_using_up_the_stack() {
    let mut chain = Workplane::new(Plane::default());
    for i in 0..300_000 {
        chain = chain.with_point(Vector::new(f64::from(i), 0.0, 0.0));
    }
    drop(chain);
}

#[test]
fn tagged_chain_is_freed_after_release() {
    let tagged = cube().tag("cube");
    let link = std::rc::Rc::downgrade(&tagged.0);
    drop(tagged);
    assert!(link.upgrade().is_some(), "the tag keeps the link alive");
    context::release();
    assert!(link.upgrade().is_none());
}

#[test]
fn sketch_and_its_workplane_are_freed_after_release() {
    let sketch = cube().sketch().expect("a sketch can be started");
    let parent = sketch.parent().expect("it has a workplane");
    let link = std::rc::Rc::downgrade(&parent.0);
    drop((parent, sketch));
    assert!(link.upgrade().is_some(), "they hold each other");
    context::release();
    assert!(link.upgrade().is_none());
}

#[test]
fn construction_outlines_do_not_wait() {
    let plane = Workplane::new(Plane::default());
    let drawn = plane.circle(2.0, Purpose::Construction).expect("a circle can be drawn");
    assert!(drawn.context().pending_wires().is_empty());
    let drawn = drawn.circle(1.0, Purpose::Part).expect("a circle can be drawn");
    assert_eq!(drawn.context().pending_wires().len(), 1);
}

#[test]
fn cutting_a_compound_takes_its_solids_one_by_one() {
    let far = cube().translate(Vector::new(50.0, 0.0, 0.0)).expect("it can be moved");
    let both =
        cube().union(super::Tools::Workplane(&far), &super::Fusing::default()).expect("they can be united");
    let hole = both.hole(4.0, super::HoleHead::Plain, None, Cleaning::Clean).expect("it can be drilled");
    let solid = hole.find_solid().expect("there are solids");
    assert_eq!(solid.children(kernel::Kind::Solid).expect("they can be listed").len(), 2);
}
