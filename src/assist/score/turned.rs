//! Parts compared in whatever turn by right angles fits best, where nobody told how the part lies.
//!
//! The turn is found along lines through the triangles; the solids are then compared exactly in it.

use base::{Cancel, Mesh, Program};
use engine::{Align, Engine};
use glam::{DMat3, DQuat, DVec3};

use super::body::Body;
use super::{Method, align, dexels, exact_iou, trusted};

/// Intersection over union of an answer with the truth in the best of 24 turns, box centres together; both
/// with longest side 1 where the alignment says so.
pub fn best_iou(
    engine: &Engine,
    answer: (&Program, &Mesh),
    truth: (&Program, &Mesh),
    align: Align,
    cancel: &Cancel,
) -> (f64, Method) {
    let placed = |body: Body| match (align, body.bounds()) {
        (Align::BoxScaled, _) => body.box_scaled(2.0),
        (_, Some(bounds)) => body.mapped(|p| p - bounds.center()),
        (_, None) => body,
    };
    let target = placed(Body::of_mesh(truth.1));
    let body = Body::of_mesh(answer.1);
    let lines = |turn: &DMat3| dexels::common(&placed(body.mapped(|p| *turn * p)), &target).iou();
    let turned = align::axis_turns().into_iter().map(|turn| (lines(&turn), turn));
    let Some((iou, turn)) = turned.max_by(|a, b| a.0.total_cmp(&b.0)) else { return (0.0, Method::Lines) };
    trusted(exact_iou(engine, &turned_program(answer.0, &turn), truth.0, align, cancel), iou)
}

/// The program with its result turned about the origin.
fn turned_program(program: &Program, turn: &DMat3) -> Program {
    let (axis, angle) = DQuat::from_mat3(turn).to_axis_angle();
    if angle.abs() < 1e-9 {
        return program.clone();
    }
    let DVec3 { x, y, z } = axis;
    let text = format!(
        "{}\nresult = result.rotate((0, 0, 0), ({x:.12}, {y:.12}, {z:.12}), {:.9})\n",
        program.text,
        angle.to_degrees()
    );
    Program { text: text.into(), ..program.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_stand_in_the_program() {
        let turn = DMat3::from_rotation_z(std::f64::consts::FRAC_PI_2);
        let turned = turned_program(&Program::new("result = 1\n"), &turn);
        assert!(
            turned.text.contains("rotate((0, 0, 0), (0.000000000000, 0.000000000000, 1.000000000000), 90.0"),
            "{}",
            turned.text
        );
        let same = turned_program(&Program::new("result = 1\n"), &DMat3::IDENTITY);
        assert_eq!(&*same.text, "result = 1\n");
    }
}
