//! Whether a part has the lines of a sheet.

use base::Mesh;
use render::drawing;
use render::views::StandardView;

use super::regions::Class;
use super::views::Seen;
use super::volume::{self, Solid};

/// Lines that are less apart are the same, in pixels.
const NEAR: i32 = 4;
/// What a hidden line counts beside one that is seen.
const HIDDEN: f64 = 0.5;

/// The share of lines that the sheet and the part have in common, 0 to 1.
pub(super) fn fit(solid: &Solid, mesh: &Mesh) -> f64 {
    let (mut wanted, mut met, mut drawn, mut right) = (0.0, 0.0, 0.0, 0.0);
    let faces: Vec<_> = solid.units.faces.iter().flatten().collect();
    let views: Vec<StandardView> = faces
        .iter()
        .map(|face| match face.view.seen {
            Seen::Front => StandardView::Front,
            Seen::Top => StandardView::Top,
            Seen::Right => StandardView::Right,
            Seen::Left => StandardView::Left,
        })
        .collect();
    for (face, lines) in faces.into_iter().zip(drawing::lines(mesh, &views)) {
        let axis = volume::looks_along(face.view.seen);
        let sign = if face.view.seen == Seen::Left { -1.0 } else { 1.0 };
        let (width, height) = (face.regions.width as i32, face.regions.height as i32);
        let mut canvas = vec![Class::None; (width * height) as usize];
        let [a, b] = volume::ACROSS[axis];
        let place = |p: [f64; 2]| {
            let px = [(a, p[0]), (b, p[1])].map(|(k, mm)| solid.axes[k].px(mm + solid.origin[k]));
            face.regions.pixel(volume::on_page(&face.view, solid.units.extents, axis, px))
        };
        for (class, polylines) in [(Class::Hidden, &lines.hidden), (Class::Seen, &lines.seen)] {
            for pair in polylines.iter().flat_map(|line| line.windows(2)) {
                let [p, q] = [0, 1].map(|i| place([f64::from(pair[i][0]) * sign, f64::from(pair[i][1])]));
                let steps = (p[0] - q[0]).abs().max((p[1] - q[1]).abs()).ceil().clamp(1.0, 4000.0) as usize;
                for i in 0..=steps {
                    let t = i as f64 / steps as f64;
                    let at = [0, 1].map(|k| (p[k] + t * (q[k] - p[k])).floor() as i32);
                    if at[0] >= 0 && at[1] >= 0 && at[0] < width && at[1] < height {
                        let cell = &mut canvas[(at[1] * width + at[0]) as usize];
                        *cell = class.max(*cell);
                    } else {
                        // Lines beyond the view are wrong wherever they are.
                        drawn += 1.0;
                    }
                }
            }
        }
        let sheet = face.regions.lines();
        let weight = |class: Class| match class {
            Class::None => 0.0,
            Class::Hidden => HIDDEN,
            Class::Seen => 1.0,
        };
        let near = |lines: &[Class], x: i32, y: i32, class: Class| {
            (-NEAR..=NEAR).any(|dy| {
                (-NEAR..=NEAR).any(|dx| {
                    let (u, v) = (x + dx, y + dy);
                    u >= 0 && v >= 0 && u < width && v < height && lines[(v * width + u) as usize] >= class
                })
            })
        };
        for y in 0..height {
            for x in 0..width {
                let i = (y * width + x) as usize;
                if sheet[i] != Class::None {
                    wanted += weight(sheet[i]);
                    met += weight(sheet[i]) * f64::from(u8::from(near(&canvas, x, y, sheet[i])));
                }
                if canvas[i] != Class::None {
                    drawn += weight(canvas[i]);
                    right += weight(canvas[i]) * f64::from(u8::from(near(sheet, x, y, canvas[i])));
                }
            }
        }
    }
    if wanted == 0.0 || drawn == 0.0 {
        return 0.0;
    }
    let (recall, precision) = (met / wanted, right / drawn);
    if recall + precision > 0.0 { 2.0 * recall * precision / (recall + precision) } else { 0.0 }
}
