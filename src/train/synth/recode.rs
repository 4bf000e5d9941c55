//! Sketch-extrude stacks in DeepCAD's manner, written in CAD-Recode's code style.
//!
//! Base planes `w0…` with whole-number origins, then `r=` one chain of sketches and primitives
//! that are united; whole numbers within ±100, no names, no comments, subtraction inside sketches
//! only. The longest side is about 200, centred. Bodies are stacked: each stands on the end of the
//! one before and lies within its outline, so that the whole is one solid.

use super::dice::Dice;
use super::draft::{Draft, Plane};

/// Base planes as the style names them; `ZX` where the house style has XZ.
const PLANES: [&str; 3] = ["XY", "YZ", "ZX"];

/// A rectangle `[x0, y0, x1, y1]` in a base plane that the next body may stand on.
type Area = [i64; 4];

/// Draws one stack of one to four bodies.
pub fn stack(dice: &mut Dice) -> Option<Draft> {
    let mut draft = Draft::new("recode", Plane::Xy, &["part", "sketched part", "stack of extrusions"]);
    let plane = dice.one(&PLANES);
    let count = dice.weighted(&[(25, 1), (40, 2), (25, 3), (10, 4)]);
    let tall = dice.chance(25);
    let mut area: Area = if tall {
        let (x, y) = (dice.int(20, 80)?, dice.int(20, 80)?);
        [-x, -y, x, y]
    } else {
        let short = dice.int(30, 100)?;
        if dice.chance(50) { [-100, -short, 100, short] } else { [-short, -100, short, 100] }
    };
    let total = if tall { 200 } else { dice.int(8 * count, 160)? };
    let mut heights = Vec::new();
    let mut left = total;
    for i in 0..count {
        let rest = count - i - 1;
        let height = if rest == 0 { left } else { dice.int(4, (left - 4 * rest).min(left * 6 / 10).max(4))? };
        left -= height;
        heights.push(height);
    }
    let mut level = -total / 2;
    let (mut origins, mut bodies): (Vec<i64>, Vec<String>) = (Vec::new(), Vec::new());
    for (i, &height) in heights.iter().enumerate() {
        let is_last = i + 1 == heights.len();
        // The last body may stand under the stack and be written backwards.
        let w = origins.iter().position(|o| *o == level).unwrap_or_else(|| {
            origins.push(level);
            origins.len() - 1
        });
        let body = if i == 0 || dice.chance(65) {
            sketch(dice, w, &mut area, height, i == 0 && !is_last, i == 0)?
        } else {
            primitive(dice, w, &mut area, height)?
        };
        bodies.push(body);
        level += height;
    }
    let mut text = String::from("import cadquery as cq\n");
    for (i, origin) in origins.iter().enumerate() {
        let at = match plane {
            "XY" => format!("(0,0,{origin})"),
            "YZ" => format!("({origin},0,0)"),
            _ => format!("(0,{origin},0)"),
        };
        text.push_str(&format!("w{i}=cq.Workplane('{plane}',origin={at})\n"));
    }
    text.push_str("r=");
    for (i, body) in bodies.iter().enumerate() {
        text.push_str(&if i == 0 { body.clone() } else { format!(".union({body})") });
    }
    text.push('\n');
    draft.text = Some(text);
    draft.wanted.are_holes_known = false;
    draft.wanted.longest = (190.0, 202.0);
    draft.wanted.fewest_faces = 3;
    draft.say(count, "level", "levels", "");
    Some(draft)
}

/// A sketch with an outline and perhaps holes, extruded. `area` becomes where the next may stand.
fn sketch(
    dice: &mut Dice,
    w: usize,
    area: &mut Area,
    height: i64,
    is_base: bool,
    fills: bool,
) -> Option<String> {
    let [x0, y0, x1, y1] = if fills { *area } else { inside(dice, *area)? };
    let (mx, my) = ((x0 + x1) / 2, (y0 + y1) / 2);
    let (half_x, half_y) = ((x1 - x0) / 2, (y1 - y0) / 2);
    let small = half_x.min(half_y);
    let mut free: Area = [x0, y0, x1, y1];
    let outline = match dice.weighted(&[(26, 0), (if fills { 10 } else { 22 }, 1), (22, 2), (18, 3), (14, 4)])
    {
        0 => {
            let (x, y) = (x1 - x0, y1 - y0);
            let place = if mx == 0 && my == 0 { String::new() } else { format!(".push([({mx},{my})])") };
            let end = if place.is_empty() { "" } else { ".reset()" };
            format!("{place}.rect({x},{y}){end}")
        }
        1 => {
            let round = if fills { return None } else { small };
            free = [mx - round * 7 / 10, my - round * 7 / 10, mx + round * 7 / 10, my + round * 7 / 10];
            let place = if mx == 0 && my == 0 { String::new() } else { format!(".push([({mx},{my})])") };
            let end = if place.is_empty() { "" } else { ".reset()" };
            format!("{place}.circle({round}){end}")
        }
        // A rectangle with a corner cut off.
        2 => {
            let cut = dice.int(3, small)?;
            free = [x0, y0, x1, y1 - cut];
            format!(
                ".segment(({x0},{y0}),({x1},{y0})).segment(({x1},{})).segment(({},{y1})).segment(({x0},{y1}))\
                 .close().assemble()",
                y1 - cut,
                x1 - cut
            )
        }
        // One end round.
        3 => {
            let bulge = half_y.min(half_x / 2).max(2);
            let xe = x1 - bulge;
            free = [x0, y0, xe, y1];
            format!(
                ".segment(({x0},{y0}),({xe},{y0})).arc(({x1},{my}),({xe},{y1})).segment(({x0},{y1}))\
                 .close().assemble()"
            )
        }
        // An L.
        _ => {
            let (lx, ly) =
                (dice.int(x0 + half_x / 2, mx + half_x / 2)?, dice.int(y0 + half_y / 2, my + half_y / 2)?);
            free = if dice.chance(50) { [x0, y0, x1, ly] } else { [x0, y0, lx, y1] };
            format!(
                ".segment(({x0},{y0}),({x1},{y0})).segment(({x1},{ly})).segment(({lx},{ly})).segment(({lx},{y1}))\
                 .segment(({x0},{y1})).close().assemble()"
            )
        }
    };
    let is_l = outline.matches("segment").count() == 5;
    let (fx, fy) = ((free[2] - free[0]) / 2, (free[3] - free[1]) / 2);
    let (cx, cy) = ((free[0] + free[2]) / 2, (free[1] + free[3]) / 2);
    let room = fx.min(fy);
    let mut holes = String::new();
    // Nothing may stand on a hole, so that a body below others is drilled at its ends only.
    let kind = dice.weighted(&[(45, 0), (25, 1), (20, 2), (10, 3)]);
    if room > 6 && kind > 0 && !(is_l && kind == 3) {
        match kind {
            1 if !is_base => {
                let radius = dice.int(2, room - 3)?;
                holes = format!(".push([({cx},{cy})]).circle({radius},mode='s')");
            }
            2 | 1 => {
                let radius = dice.int(2, (room / 3).max(2))?;
                let away = fx - radius - 2;
                if away > radius + 2 && fy > radius + 1 {
                    holes = format!(
                        ".push([({},{cy}),({},{cy})]).circle({radius},mode='s')",
                        cx - away,
                        cx + away
                    );
                    let inner = away - radius - 2;
                    free = [cx - inner, free[1], cx + inner, free[3]];
                }
            }
            _ if !is_base => {
                let (a, b) = (dice.int(2, 2 * fx - 5)?, dice.int(2, 2 * fy - 5)?);
                holes = format!(".push([({cx},{cy})]).rect({a},{b},mode='s')");
            }
            _ => {}
        }
    }
    *area = free;
    let outline = if outline.ends_with(".assemble()") && !holes.is_empty() {
        format!("{outline}.reset()")
    } else {
        outline
    };
    Some(format!("w{w}.sketch(){outline}{holes}.finalize().extrude({height})"))
}

/// A box or a cylinder; both are centred, so that the workplane is lifted by half of the height.
fn primitive(dice: &mut Dice, w: usize, area: &mut Area, height: i64) -> Option<String> {
    let [x0, y0, x1, y1] = inside(dice, *area)?;
    let (mx, my) = ((x0 + x1) / 2, (y0 + y1) / 2);
    let start = format!("w{w}.workplane(offset={height}/2).moveTo({mx},{my})");
    Some(if dice.chance(50) {
        let radius = ((x1 - x0) / 2).min((y1 - y0) / 2);
        let free = radius * 7 / 10;
        *area = [mx - free, my - free, mx + free, my + free];
        format!("{start}.cylinder({height},{radius})")
    } else {
        let (x, y) = ((x1 - x0) / 2 * 2, (y1 - y0) / 2 * 2);
        *area = [mx - x / 2, my - y / 2, mx + x / 2, my + y / 2];
        format!("{start}.box({x},{y},{height})")
    })
}

/// A rectangle inside another with even sides; `None` where there is little room.
fn inside(dice: &mut Dice, [x0, y0, x1, y1]: Area) -> Option<Area> {
    let side = |dice: &mut Dice, low: i64, high: i64| -> Option<(i64, i64)> {
        let room = high - low;
        if room < 10 {
            return None;
        }
        let half = dice.int((room / 6).max(3), (room - 2) / 2)?;
        let middle = dice.int(low + half + 1, high - half - 1).unwrap_or((low + high) / 2);
        Some((middle - half, middle + half))
    };
    let (a, b) = side(dice, x0, x1)?;
    let (c, d) = side(dice, y0, y1)?;
    Some([a, c, b, d])
}
