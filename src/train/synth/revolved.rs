//! Revolved profiles: bushings, pulleys, knobs, cones, spools.

use super::dice::Dice;
use super::draft::{Axis, Draft, Plane, Pose};
use super::turned::round_size;

/// Revolved profiles: bushings, pulleys, knobs, cones, spools.
///
/// The profile is drawn with its distance from the axis and its place along the axis; the axis
/// is the base plane's v, or its u.
pub fn revolved(dice: &mut Dice) -> Option<Draft> {
    // One way of writing for each direction of the axis: upright, along X, along Y.
    let (plane, axis) =
        dice.weighted(&[(50, (Plane::Xz, Axis::V)), (25, (Plane::Xz, Axis::U)), (25, (Plane::Xy, Axis::V))]);
    let mut draft = Draft::new("revolved", plane, &["revolved part", "turned part"]);
    let kind = dice.weighted(&[(18, 0), (16, 1), (14, 2), (14, 3), (14, 4), (12, 5), (12, 6)]);
    let corners: Vec<(&str, &str)> = match kind {
        // Flanged bushing.
        0 => {
            let (flange, height) = round_size(dice, 0.5, 0.4);
            let body = dice.share(flange, 0.5, 0.85);
            let bore = dice.share(body, 0.3, 0.8).min(body - 4);
            draft.nouns = &["flanged bushing", "bushing with a collar", "collar bushing", "flanged sleeve"];
            draft.set_all(&[
                ("bore_diameter", bore),
                ("body_diameter", body),
                ("flange_diameter", flange),
                ("height", height),
                ("flange_height", dice.share(height, 0.1, 0.4).max(3)),
            ]);
            draft.sizes = vec![("in diameter", flange), ("high", height)];
            draft.holes += 1;
            draft.say(1, "bore", "bores", "");
            if dice.chance(65) {
                vec![
                    ("bore_diameter / 2", "0"),
                    ("flange_diameter / 2", "0"),
                    ("flange_diameter / 2", "flange_height"),
                    ("body_diameter / 2", "flange_height"),
                    ("body_diameter / 2", "height"),
                    ("bore_diameter / 2", "height"),
                ]
            } else {
                vec![
                    ("bore_diameter / 2", "0"),
                    ("body_diameter / 2", "0"),
                    ("body_diameter / 2", "height - flange_height"),
                    ("flange_diameter / 2", "height - flange_height"),
                    ("flange_diameter / 2", "height"),
                    ("bore_diameter / 2", "height"),
                ]
            }
        }
        // Pulley with a V groove.
        1 => {
            let height = dice.int(12, 60)?;
            let rim = dice.int(2, height / 4)?;
            let groove = dice.int(5, 24)?;
            let bore = dice.int(6, 90 - 2 * groove)?.min(60);
            draft.nouns = &["pulley", "V-belt pulley", "pulley with a V groove"];
            let inner = bored(&mut draft, dice, bore);
            draft.set_all(&[
                ("diameter", 100),
                ("height", height),
                ("rim_height", rim),
                ("groove_depth", groove),
            ]);
            draft.sizes = vec![("in diameter", 100), ("thick", height)];
            draft.say(1, "V groove", "V grooves", "around the rim");
            vec![
                (inner, "0"),
                ("diameter / 2", "0"),
                ("diameter / 2", "rim_height"),
                ("diameter / 2 - groove_depth", "height / 2"),
                ("diameter / 2", "height - rim_height"),
                ("diameter / 2", "height"),
                (inner, "height"),
            ]
        }
        // Spool with a flat groove.
        2 => {
            let (outer, height) = round_size(dice, 0.4, 0.2);
            let core = dice.share(outer, 0.4, 0.85);
            let bore = dice.share(core, 0.2, 0.7).min(core - 4).max(2);
            draft.nouns = &["spool", "bobbin", "roller with two flanges"];
            let inner = bored(&mut draft, dice, bore);
            draft.set_all(&[
                ("core_diameter", core),
                ("diameter", outer),
                ("height", height),
                ("rim_height", dice.share(height, 0.08, 0.3).max(2)),
            ]);
            draft.sizes = vec![("in diameter", outer), ("high", height)];
            vec![
                (inner, "0"),
                ("diameter / 2", "0"),
                ("diameter / 2", "rim_height"),
                ("core_diameter / 2", "rim_height"),
                ("core_diameter / 2", "height - rim_height"),
                ("diameter / 2", "height - rim_height"),
                ("diameter / 2", "height"),
                (inner, "height"),
            ]
        }
        // Knob: a stem with a wide head whose edge is broken.
        3 => {
            let (head, height) = round_size(dice, 0.5, 0.5);
            let stem = dice.share(head, 0.3, 0.7);
            let stem_height = dice.share(height, 0.25, 0.65);
            draft.nouns = &["knob", "handle knob", "turned knob"];
            draft.set_all(&[
                ("stem_diameter", stem),
                ("head_diameter", head),
                ("height", height),
                ("stem_height", stem_height),
            ]);
            draft.sizes = vec![("in diameter", head), ("high", height)];
            draft.say(1, "stem", "stems", "below the head");
            let mut corners = vec![
                ("0", "0"),
                ("stem_diameter / 2", "0"),
                ("stem_diameter / 2", "stem_height"),
                ("head_diameter / 2", "stem_height"),
            ];
            if dice.chance(60) {
                draft.set("bevel", dice.int(3, ((height - stem_height) * 7 / 10).min(head / 4))?);
                draft.say(0, "a bevelled top edge", "", "");
                corners.push(("head_diameter / 2", "height - bevel"));
                corners.push(("head_diameter / 2 - bevel", "height"));
            } else {
                draft.set("crown_diameter", dice.share(head, 0.5, 0.92));
                draft.say(0, "a tapered head", "", "");
                corners.push(("crown_diameter / 2", "height"));
            }
            corners.push(("0", "height"));
            corners
        }
        // Cone, pointed or cut off.
        4 => {
            let (bottom, height) = round_size(dice, 0.4, 0.3);
            let pointed = dice.chance(25);
            draft.set_all(&[("bottom_diameter", bottom), ("height", height)]);
            draft.sizes = vec![("in diameter", bottom), ("high", height)];
            if pointed {
                draft.nouns = &["cone", "pointed cone"];
                vec![("0", "0"), ("bottom_diameter / 2", "0"), ("0", "height")]
            } else {
                draft.nouns = &["truncated cone", "frustum", "tapered plug"];
                draft.set("top_diameter", dice.share(bottom, 0.2, 0.8));
                vec![
                    ("0", "0"),
                    ("bottom_diameter / 2", "0"),
                    ("top_diameter / 2", "height"),
                    ("0", "height"),
                ]
            }
        }
        // Hollow cone.
        5 => {
            let (bottom, height) = round_size(dice, 0.5, 0.4);
            let top = dice.share(bottom, 0.3, 0.8);
            let wall = dice.int(3, (top / 3).min(12))?;
            draft.nouns = &["nozzle", "funnel", "hollow cone", "conical sleeve"];
            draft.set_all(&[
                ("bottom_diameter", bottom),
                ("top_diameter", top),
                ("height", height),
                ("wall", wall),
            ]);
            draft.sizes = vec![("in diameter", bottom), ("high", height)];
            vec![
                ("bottom_diameter / 2 - wall", "0"),
                ("bottom_diameter / 2", "0"),
                ("top_diameter / 2", "height"),
                ("top_diameter / 2 - wall", "height"),
            ]
        }
        // Shaft with a cone at its end.
        _ => {
            let (diameter, height) = round_size(dice, 0.2, 0.5);
            draft.nouns = &["pointed pin", "plug with a conical tip", "centre punch blank"];
            draft.set_all(&[
                ("diameter", diameter),
                ("height", height),
                ("tip_height", dice.share(height, 0.15, 0.6)),
            ]);
            draft.sizes = vec![("in diameter", diameter), ("long", height)];
            draft.say(1, "conical tip", "conical tips", "");
            let mut corners =
                vec![("0", "0"), ("diameter / 2", "0"), ("diameter / 2", "height - tip_height")];
            if dice.chance(65) {
                draft.set("tip_diameter", dice.share(diameter, 0.1, 0.6));
                corners.push(("tip_diameter / 2", "height"));
            }
            corners.push(("0", "height"));
            corners
        }
    };
    let points: Vec<String> = corners
        .iter()
        .map(|(radius, along)| match axis {
            Axis::U => format!("({along}, {radius})"),
            _ => format!("({radius}, {along})"),
        })
        .collect();
    draft.call(format!(".polyline([{}])", points.join(", ")));
    draft.call(".close()");
    draft.call(match axis {
        Axis::U => ".revolve(360, (0, 0, 0), (1, 0, 0))",
        _ => ".revolve(360, (0, 0, 0), (0, 1, 0))",
    });
    draft.pose = Pose::Around(axis);
    Some(draft)
}

/// Perhaps gives the part a bore; tells where the profile ends towards the axis.
fn bored(draft: &mut Draft, dice: &mut Dice, bore: i64) -> &'static str {
    if !dice.chance(78) {
        return "0";
    }
    draft.set("bore_diameter", bore);
    draft.holes += 1;
    draft.say(1, "bore", "bores", "");
    "bore_diameter / 2"
}
