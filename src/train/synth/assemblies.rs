//! Assemblies of two and three parts, each part a chain with a name.

use super::dice::Dice;
use super::draft::{Draft, Plane};
use super::patterns::WALL;

/// Parts that belong together: flanges with a gasket, a pin in a block, collars on a shaft.
pub fn assembly(dice: &mut Dice) -> Option<Draft> {
    let mut draft = Draft::new("assembly", Plane::Xy, &["assembly"]);
    draft.wanted.are_holes_known = false;
    match dice.weighted(&[(35, 0), (35, 1), (30, 2)]) {
        0 => flange_pair(&mut draft, dice)?,
        1 => pin_in_block(&mut draft, dice)?,
        _ => shaft_with_collars(&mut draft, dice)?,
    }
    Some(draft)
}

/// Two flanges on each other, perhaps with a gasket between them.
fn flange_pair(draft: &mut Draft, dice: &mut Dice) -> Option<()> {
    draft.nouns = &["pair of flanges", "bolted flange joint", "assembly of two flanges"];
    let (thickness, bore) = (dice.int(8, 22)?, dice.int(16, 50)?);
    let hole = dice.int(4, 9)?;
    let count = dice.one(&[4, 6, 8]);
    let circle = dice.int(bore + hole + 2 * WALL, 100 - hole - 2 * WALL)?;
    draft.set_all(&[
        ("diameter", 100),
        ("thickness", thickness),
        ("bore_diameter", bore),
        ("bolt_circle_diameter", circle),
        ("hole_diameter", hole),
        ("hole_count", count),
    ]);
    draft.sizes = vec![("in diameter", 100), ("thick", 2 * thickness)];
    let drilled = [
        ".circle(diameter / 2)",
        ".circle(bore_diameter / 2)",
        ".extrude(thickness)",
        ".faces(\">Z\").workplane()",
        ".polarArray(bolt_circle_diameter / 2, 0, 360, hole_count)",
        ".hole(hole_diameter)",
    ];
    let write = |draft: &mut Draft, name: &str| {
        drilled.iter().for_each(|call| draft.call(*call));
        draft.keep(name);
    };
    write(draft, "lower");
    let has_gasket = dice.chance(50);
    let (mut solids, mut above) = (2, "thickness");
    if has_gasket {
        draft.set("gasket_thickness", dice.int(2, 4)?);
        draft.call(".circle(bolt_circle_diameter / 2 - hole_diameter)");
        draft.call(".circle(bore_diameter / 2)");
        draft.call(".extrude(gasket_thickness)");
        draft.keep("gasket");
        draft.say(1, "gasket", "gaskets", "between them");
        (solids, above) = (3, "thickness + gasket_thickness");
        if circle < bore + 2 * hole + 6 {
            return None;
        }
    }
    // The upper flange is a plate of its own size, so that the two differ.
    draft.set("upper_thickness", dice.int(6, 26)?);
    drilled.iter().for_each(|call| draft.call(call.replace("(thickness)", "(upper_thickness)")));
    draft.keep("upper");
    draft.say(count, "bolt hole", "bolt holes", "on a circle");
    draft.head("cq.Assembly()");
    draft.call(".add(lower, name=\"lower\")");
    if has_gasket {
        draft.call(".add(gasket, name=\"gasket\", loc=cq.Location(cq.Vector(0, 0, thickness)))");
    }
    draft.call(format!(".add(upper, name=\"upper\", loc=cq.Location(cq.Vector(0, 0, {above})))"));
    draft.wanted.solids = solids;
    draft.wanted.fewest_faces = 16;
    Some(())
}

/// A block with a bore and a pin in it.
fn pin_in_block(draft: &mut Draft, dice: &mut Dice) -> Option<()> {
    draft.nouns = &["block with a pin", "pin in a block", "block and pin assembly"];
    let (length, width, height) = (100, dice.int(30, 90)?, dice.int(15, 50)?);
    let bore = dice.int(8, (width - 2 * WALL).min(40))?;
    draft.set_all(&[
        ("length", length),
        ("width", width),
        ("height", height),
        ("bore_diameter", bore),
        ("pin_gap", 1),
        ("pin_length", dice.int(height + 5, 95)?),
    ]);
    draft.sizes = vec![("long", length), ("wide", width), ("high", height)];
    draft.call(".rect(length, width)");
    draft.call(".extrude(height)");
    draft.call(".faces(\">Z\").workplane()");
    draft.call(".hole(bore_diameter)");
    let side = (length - bore) / 2;
    if side > 18 && dice.chance(60) {
        let hole = dice.int(4, (side - 2 * WALL).min(14))?;
        let spacing = dice.int(bore + hole + 2 * WALL, length - hole - 2 * WALL)?;
        draft.set_all(&[("hole_spacing", spacing), ("hole_diameter", hole)]);
        draft.call(".faces(\">Z\").workplane()");
        draft.call(".rarray(hole_spacing, 1, 2, 1)");
        draft.call(".hole(hole_diameter)");
        draft.say(2, "screw hole", "screw holes", "beside the pin");
    }
    draft.keep("block");
    draft.call(".circle(bore_diameter / 2 - pin_gap)");
    draft.call(".extrude(pin_length)");
    if dice.chance(50) {
        let head = dice.int(bore + 4, (bore + 16).min(width))?;
        draft.set_all(&[("head_diameter", head), ("head_height", dice.int(3, 12)?)]);
        draft.call(".faces(\">Z\").workplane()");
        draft.call(".circle(head_diameter / 2)");
        draft.call(".extrude(head_height)");
        draft.say(1, "head", "heads", "on the pin");
    }
    draft.keep("pin");
    draft.head("cq.Assembly()");
    draft.call(".add(block, name=\"block\")");
    draft.call(".add(pin, name=\"pin\")");
    draft.wanted.solids = 2;
    draft.wanted.fewest_faces = 10;
    Some(())
}

/// Two collars, or a wheel and a collar, on a shaft.
fn shaft_with_collars(draft: &mut Draft, dice: &mut Dice) -> Option<()> {
    draft.nouns = &["shaft with two collars", "shaft assembly", "shaft and collars"];
    let shaft = dice.int(10, 36)?;
    let (first, second) = (dice.int(shaft + 10, 85)?, dice.int(shaft + 10, 85)?);
    let (width_1, width_2) = (dice.int(6, 26)?, dice.int(6, 26)?);
    let position_1 = dice.int(5, 30)?;
    let position_2 = dice.int(position_1 + width_1 + 5, 97 - width_2)?;
    draft.set_all(&[
        ("shaft_diameter", shaft),
        ("length", 100),
        ("fit_gap", 1),
        ("collar_diameter_1", first),
        ("collar_width_1", width_1),
        ("position_1", position_1),
        ("collar_diameter_2", second),
        ("collar_width_2", width_2),
        ("position_2", position_2),
    ]);
    draft.sizes = vec![("long", 100), ("in diameter", first.max(second))];
    draft.call(".circle(shaft_diameter / 2)");
    draft.call(".extrude(length)");
    if dice.chance(50) {
        draft.set("edge_chamfer", dice.int(1, (shaft / 6).max(1))?);
        draft.call(".faces(\"<Z or >Z\").edges().chamfer(edge_chamfer)");
        draft.say(0, "chamfered ends", "", "");
    }
    draft.keep("shaft");
    for i in [1, 2] {
        draft.call(format!(".circle(collar_diameter_{i} / 2)"));
        draft.call(".circle(shaft_diameter / 2 + fit_gap)");
        draft.call(format!(".extrude(collar_width_{i})"));
        draft.keep(&format!("collar_{i}"));
    }
    draft.say(2, "collar", "collars", "on the shaft");
    draft.head("cq.Assembly()");
    draft.call(".add(shaft, name=\"shaft\")");
    for i in [1, 2] {
        draft.call(format!(
            ".add(collar_{i}, name=\"collar_{i}\", loc=cq.Location(cq.Vector(0, 0, position_{i})))"
        ));
    }
    draft.wanted.solids = 3;
    draft.wanted.fewest_faces = 11;
    Some(())
}
