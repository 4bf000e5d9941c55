//! Writes a plan as a program: named numbers, then one chain of calls.

mod body;

use base::Bounds;

use super::faces::{Face, Frame};
use super::number::Num;
use super::plan::{Along, Body, Edges, Feature, Head, Letter, Outline, Pattern, Plan, Side, Size, Spot};
use crate::scale::trimmed;

/// The program of a plan.
pub(super) fn program(plan: &Plan) -> String {
    let mut writer = Writer::default();
    let frame = writer.body(&plan.body);
    let mut writer = Chain { writer, frame, body: &plan.body };
    let order = |feature: &Feature| match feature {
        Feature::Edges {
            edges:
                Edges::Corners | Edges::FootCorners | Edges::WallCorners | Edges::OutsideBend | Edges::InsideBend,
            ..
        } => 0,
        Feature::Edges { comes_last: false, .. } => 1,
        Feature::Raise { .. } | Feature::Rib { .. } | Feature::Gusset { .. } => 2,
        Feature::Cut { .. } | Feature::Notch { .. } | Feature::Channel { .. } => 3,
        Feature::Edges { .. } => 4,
        _ => 5,
    };
    let mut features: Vec<&Feature> = plan.features.iter().collect();
    features.sort_by_key(|f| order(f));
    for feature in features {
        if order(feature) > 0 {
            writer.hollow();
        }
        writer.feature(feature);
    }
    writer.hollow();
    writer.writer.text()
}

/// New numbers and calls that add the features of a plan to a part with these bounds.
pub(super) fn additions(plan: &Plan, bounds: &Bounds) -> (Vec<(String, f64)>, Vec<String>) {
    let [length, width, height] = plan.body.extents().map(Num::lit);
    let [x, y, _] = bounds.center();
    let origin = [x, y, bounds.min[2]];
    let origin = origin.iter().any(|v| v.abs() > 1e-6).then_some(origin);
    let frame = Frame { length, width, height, wall: Num::zero(), top: Num::zero(), origin, raised: None };
    let mut chain = Chain { writer: Writer::default(), frame, body: &plan.body };
    for feature in &plan.features {
        chain.feature(feature);
    }
    (chain.writer.numbers.into_iter().map(|(name, value, _)| (name, value)).collect(), chain.writer.calls)
}

#[derive(Default)]
struct Writer {
    numbers: Vec<(String, f64, bool)>,
    calls: Vec<String>,
    /// Hollows the body; the walls follow corners that were rounded before.
    shell: Option<String>,
}

impl Writer {
    /// A named number; the same name with another value gets a number behind it.
    fn number(&mut self, name: &str, value: f64, is_assumed: bool) -> Num {
        let mut candidate = name.to_owned();
        let mut index = 2;
        while let Some((_, known, _)) = self.numbers.iter().find(|(n, ..)| *n == candidate) {
            if *known == value && index == 2 && !name.ends_with("count") {
                return Num::named(&candidate, value);
            }
            candidate = format!("{name}_{index}");
            index += 1;
        }
        self.numbers.push((candidate.clone(), value, is_assumed));
        Num::named(&candidate, value)
    }

    fn size(&mut self, name: &str, size: Size) -> Num {
        self.number(name, size.value, size.is_assumed)
    }

    fn call(&mut self, call: impl Into<String>) {
        self.calls.push(call.into());
    }

    fn text(self) -> String {
        let mut text = "import cadquery as cq\n\n".to_owned();
        for (name, value, is_assumed) in &self.numbers {
            let note = if *is_assumed { "  # assumed" } else { "" };
            text.push_str(&format!("{name} = {}{note}\n", trimmed(*value, 6)));
        }
        text.push_str("\nresult = (\n");
        for call in &self.calls {
            text.push_str(&format!("    {call}\n"));
        }
        text + ")\n"
    }
}

struct Chain<'a> {
    writer: Writer,
    frame: Frame,
    body: &'a Body,
}

impl Chain<'_> {
    fn hollow(&mut self) {
        if let Some(shell) = self.writer.shell.take() {
            self.writer.call(shell);
        }
    }

    fn feature(&mut self, feature: &Feature) {
        match feature {
            Feature::Holes { name, diameter, depth, head, spot } => {
                self.holes(name, *diameter, *depth, *head, spot)
            }
            Feature::Cut { name, outline, depth, spot } => self.cut(name, *outline, *depth, spot),
            Feature::Raise { name, outline, height, spot, hole } => {
                self.raise(name, *outline, *height, spot, *hole)
            }
            Feature::Edges { edges, is_round, size, angle, .. } => {
                self.edges(*edges, *is_round, *size, *angle)
            }
            Feature::Keyway { .. } => self.keyway(feature),
            Feature::BoreKeyway { bore, width, depth } => {
                let b = self.writer.number(
                    if matches!(self.body, Body::Tube { .. }) { "inner_diameter" } else { "bore_diameter" },
                    *bore,
                    false,
                );
                let (w, d) =
                    (self.writer.size("keyway_width", *width), self.writer.size("keyway_depth", *depth));
                let reach = b.half().plus(&d);
                let high = self
                    .frame
                    .raised
                    .as_ref()
                    .map_or_else(|| self.frame.height.clone(), |r| self.frame.height.plus(r));
                self.writer.call(format!(
                    ".cut(cq.Workplane(\"XY\").center(0, {}).rect({w}, {reach}).extrude({high}))",
                    reach.half()
                ));
            }
            Feature::Groove { width, depth, at, from_top } => {
                let (w, d, at) = (
                    self.writer.size("groove_width", *width),
                    self.writer.size("groove_depth", *depth),
                    self.writer.size("groove_position", *at),
                );
                let z = if *from_top { self.frame.height.minus(&at).minus(&w) } else { at };
                let outer = self.diameter_at(z.value + width.value / 2.0);
                let inner = outer.half().minus(&d);
                self.writer.call(format!(".cut(cq.Workplane(\"XY\").workplane(offset={z}).circle({}).circle({inner}).extrude({w}))", outer.half()));
            }
            Feature::CrossHole { diameter, depth, at, from_top } => {
                let (d, at) = (
                    self.writer.size("cross_hole_diameter", *diameter),
                    self.writer.size("cross_hole_position", *at),
                );
                let z = if *from_top { self.frame.height.minus(&at) } else { at };
                let radius = self.frame.length.half();
                let depth = depth
                    .map_or_else(|| self.frame.length.clone(), |s| self.writer.size("cross_hole_depth", s));
                self.writer.call(format!(
                    ".cut(cq.Workplane(\"XZ\").workplane(offset={radius}).center(0, {z}).circle({}).extrude({}))",
                    d.half(),
                    negative(&depth)
                ));
            }
            Feature::Channel { name, width, depth, side, turned } => {
                let (w, d) = (
                    self.writer.size(&format!("{name}_width"), *width),
                    self.writer.size(&format!("{name}_depth"), *depth),
                );
                let spot =
                    Spot { side: *side, pattern: Pattern::Points(vec![[Along::Middle; 2]]), on_boss: false };
                let face = Face::of(self.body, &self.frame, &spot);
                let mut calls = vec![face.plane.clone()];
                let writer = &mut self.writer;
                calls.extend(
                    face.calls(&spot.pattern, &mut |n, v, a| writer.number(&format!("{name}_{n}"), v, a)),
                );
                let long = match (side, turned) {
                    (Side::Left | Side::Right | Side::Front | Side::Back, true) => &self.frame.height,
                    (Side::Left | Side::Right, false) | (_, true) => &self.frame.width,
                    (_, false) => &self.frame.length,
                };
                calls.push(if *turned {
                    format!(".rect({w}, {long})")
                } else {
                    format!(".rect({long}, {w})")
                });
                calls.push(format!(".extrude(-{d})"));
                self.writer.call(format!(".cut({})", calls.concat()));
            }
            Feature::Notch { name, size, depth, corners } => {
                let a = self.writer.size(&format!("{name}_length"), size[0]);
                let is_full = (size[1].value - self.frame.width.value).abs() < 1e-9;
                let b = if is_full {
                    self.frame.width.clone()
                } else {
                    self.writer.size(&format!("{name}_width"), size[1])
                };
                let top = self.frame.height.clone();
                let depth =
                    depth.map_or_else(|| top.clone(), |d| self.writer.size(&format!("{name}_depth"), d));
                let points: Vec<String> = corners
                    .iter()
                    .map(|[x, y]| {
                        let place = |sign: i8, half: Num| match sign {
                            0 => Num::zero(),
                            s if s > 0 => half,
                            _ => half.negated(),
                        };
                        format!(
                            "({}, {})",
                            place(*x, self.frame.length.half()),
                            place(*y, self.frame.width.half())
                        )
                    })
                    .collect();
                let doubled = |n: &Num, is_at_edge: bool| if is_at_edge { n.times(2) } else { n.clone() };
                let (x_edge, y_edge) = (corners[0][0] != 0, corners[0][1] != 0);
                self.writer.call(format!(
                    ".cut(cq.Workplane(\"XY\").workplane(offset={top}).pushPoints([{}]).rect({}, {}).extrude({}))",
                    points.join(", "),
                    doubled(&a, x_edge),
                    doubled(&b, y_edge),
                    negative(&depth)
                ));
            }
            Feature::Rib { thickness, height, turned, .. } => {
                let (t, h) =
                    (self.writer.size("rib_thickness", *thickness), self.writer.size("rib_height", *height));
                let is_inside = matches!(self.body, Body::Housing { .. });
                let level = if is_inside { self.frame.wall.clone() } else { self.frame.height.clone() };
                let inner = |n: &Num| if is_inside { n.minus(&self.frame.wall) } else { n.clone() };
                let size = if *turned {
                    format!("{}, {t}", inner(&self.frame.length))
                } else {
                    format!("{t}, {}", inner(&self.frame.width))
                };
                self.writer.call(format!(
                    ".union(cq.Workplane(\"XY\").workplane(offset={level}).rect({size}).extrude({h}))"
                ));
            }
            Feature::Gusset { length, height, thickness, count } => {
                let (l, h, t) = (
                    self.writer.size("gusset_length", *length),
                    self.writer.size("gusset_height", *height),
                    self.writer.size("gusset_thickness", *thickness),
                );
                let wall = self.frame.wall.clone();
                let triangle =
                    format!(".center({wall}, {wall}).polyline([(0, 0), ({l}, 0), (0, {h})]).close()");
                if *count == 2 {
                    let side = self.frame.width.half();
                    for offset in [side.clone(), side.negated().plus(&t)] {
                        self.writer.call(format!(
                            ".union(cq.Workplane(\"XZ\").workplane(offset={offset}){triangle}.extrude(-{t}))"
                        ));
                    }
                } else {
                    self.writer.call(format!(
                        ".union(cq.Workplane(\"XZ\"){triangle}.extrude({}, both=True))",
                        t.half()
                    ));
                }
            }
        }
    }

    /// Places of a spot on its face; numbers are called after the thing.
    fn place(&mut self, name: &str, spot: &Spot) -> (Face, Vec<String>) {
        let face = Face::of(self.body, &self.frame, spot);
        // The flanges of a hat lie on both sides of it.
        let mut spot = spot.clone();
        if let (Body::Bracket { letter: Letter::Hat, .. }, Side::Wall) = (self.body, spot.side) {
            let reach = self.frame.length.plus(&self.frame.top).half();
            if matches!(spot.pattern, Pattern::Points(_) | Pattern::Grid { .. }) {
                return (face, vec![format!(".rarray({reach}, 1, 2, 1)")]);
            }
        }
        if let Pattern::Points(points) = &mut spot.pattern
            && points.is_empty()
        {
            points.push([Along::Middle; 2]);
        }
        let writer = &mut self.writer;
        let calls = face.calls(&spot.pattern, &mut |n, value, assumed| {
            let label = if n == "circle_diameter" && name == "hole" {
                "bolt_circle_diameter".to_owned()
            } else {
                format!("{name}_{n}")
            };
            writer.number(&label, value, assumed)
        });
        (face, calls)
    }

    fn holes(&mut self, name: &str, diameter: Size, depth: Option<Size>, head: Head, spot: &Spot) {
        let d = self.writer.size(&format!("{name}_diameter"), diameter);
        let (face, calls) = self.place(name, spot);
        let depth = depth.map(|s| self.writer.size(&format!("{name}_depth"), s)).or_else(|| {
            face.stop
                .clone()
                .filter(|_| !matches!(spot.side, Side::Top) || matches!(self.body, Body::Bracket { .. }))
        });
        let tail = depth.map_or_else(String::new, |depth| format!(", {depth}"));
        self.writer.call(format!(".copyWorkplane({})", face.plane));
        for call in calls {
            self.writer.call(call);
        }
        let prefix = if name.starts_with("hole_") {
            format!("{}_", name.replace("hole", "").trim_matches('_'))
        } else {
            String::new()
        };
        match head {
            Head::None => self.writer.call(format!(".hole({d}{tail})")),
            Head::Counterbore { diameter, depth } => {
                let suffix =
                    if prefix.is_empty() { String::new() } else { format!("_{}", prefix.trim_matches('_')) };
                let wide = self.writer.size(&format!("counterbore_diameter{suffix}"), diameter);
                let deep = self.writer.size(&format!("counterbore_depth{suffix}"), depth);
                self.writer.call(format!(".cboreHole({d}, {wide}, {deep}{tail})"));
            }
            Head::Countersink { diameter, angle } => {
                let wide = self.writer.size("countersink_diameter", diameter);
                let angle = self.writer.size("countersink_angle", angle);
                self.writer.call(format!(".cskHole({d}, {wide}, {angle}{tail})"));
            }
        }
    }

    /// The calls that draw an outline.
    fn outline(&mut self, name: &str, outline: Outline, is_swapped: bool) -> Vec<String> {
        match outline {
            Outline::Circle { diameter } => {
                let d = self.writer.size(&format!("{name}_diameter"), diameter);
                vec![format!(".circle({})", d.half())]
            }
            Outline::Polygon { sides, flats } => {
                let f = self.writer.size(&format!("{name}_across_flats"), flats);
                vec![format!(".polygon({sides}, {f}, circumscribed=True)")]
            }
            Outline::Rectangle { length, width, .. } => {
                let (l, w) = (
                    self.writer.size(&format!("{name}_length"), length),
                    self.writer.size(&format!("{name}_width"), width),
                );
                vec![if is_swapped { format!(".rect({w}, {l})") } else { format!(".rect({l}, {w})") }]
            }
            Outline::Slot { length, width, turned } => {
                let (l, w) = (
                    self.writer.size(&format!("{name}_length"), length),
                    self.writer.size(&format!("{name}_width"), width),
                );
                let turned = if is_swapped { 90.0 - turned } else { turned };
                let angle = if turned == 0.0 { String::new() } else { format!(", {}", trimmed(turned, 3)) };
                vec![format!(".slot2D({l}, {w}{angle})")]
            }
        }
    }

    fn cut(&mut self, name: &str, outline: Outline, depth: Option<Size>, spot: &Spot) {
        let (face, calls) = self.place(name, spot);
        let drawn = self.outline(name, outline, face.is_swapped);
        let depth =
            depth.map(|s| self.writer.size(&format!("{name}_depth"), s)).or_else(|| face.stop.clone());
        let corner = match outline {
            Outline::Rectangle { corner: Some(corner), .. } => {
                Some(self.writer.size(&format!("{name}_corner_radius"), corner))
            }
            _ => None,
        };
        let Some(depth) = depth.or_else(|| corner.as_ref().map(|_| self.frame.height.clone())) else {
            self.writer.call(format!(".copyWorkplane({})", face.plane));
            for call in calls.into_iter().chain(drawn) {
                self.writer.call(call);
            }
            // Behind the leg of a bracket there is nothing else to cut.
            self.writer.call(".cutThruAll()");
            return;
        };
        let rounding = corner.map_or_else(String::new, |r| {
            let axis = match spot.side {
                Side::Front | Side::Back => "Y",
                Side::Left | Side::Right | Side::Wall => "X",
                _ => "Z",
            };
            format!(".edges(\"|{axis}\").fillet({r})")
        });
        self.writer.call(format!(
            ".cut({}{}{}.extrude({}){rounding})",
            face.plane,
            calls.concat(),
            drawn.concat(),
            negative(&depth)
        ));
    }

    fn raise(
        &mut self,
        name: &str,
        outline: Outline,
        height: Size,
        spot: &Spot,
        hole: Option<(Size, Option<Size>)>,
    ) {
        let (face, calls) = self.place(name, spot);
        let drawn = self.outline(name, outline, face.is_swapped);
        let h = self.writer.size(&format!("{name}_height"), height);
        self.writer.call(format!(".union({}{}{}.extrude({h}))", face.plane, calls.concat(), drawn.concat()));
        if let Some((diameter, depth)) = hole {
            let d = self.writer.size(&format!("{name}_hole_diameter"), diameter);
            let calls = calls.concat();
            let plane = face.plane.clone();
            match depth {
                Some(depth) => {
                    let deep = self.writer.size(&format!("{name}_hole_depth"), depth);
                    self.writer.call(format!(
                        ".cut({plane}.workplane(offset={h}){calls}.circle({}).extrude({}))",
                        d.half(),
                        negative(&deep)
                    ));
                }
                None => {
                    self.writer.call(format!(".copyWorkplane({plane}.workplane(offset={h}))"));
                    self.writer.call(format!("{calls}.hole({d})"));
                }
            }
        }
        if matches!(spot.side, Side::Top) {
            self.frame.raised = Some(h);
        }
    }

    fn edges(&mut self, edges: Edges, is_round: bool, size: Size, angle: Option<f64>) {
        let name = match (edges, is_round) {
            (Edges::Corners | Edges::FootCorners | Edges::WallCorners, true) => "corner_radius",
            (Edges::Corners | Edges::FootCorners | Edges::WallCorners, false) => "corner_chamfer",
            (Edges::InsideBend, true) => "inside_radius",
            (Edges::OutsideBend, true) => "bend_radius",
            (_, true) => "edge_radius",
            (_, false) => "edge_chamfer",
        };
        let s = self.writer.size(name, size);
        let select = match (self.body, edges) {
            (Body::Bracket { letter: Letter::L, .. }, Edges::OutsideBend) => {
                "edges(\"<X and <Z and |Y\")".to_owned()
            }
            (Body::Bracket { letter: Letter::L, .. }, Edges::InsideBend) => {
                let wall = &self.frame.wall;
                format!("edges(cq.selectors.NearestToPointSelector(({wall}, 0, {wall})))")
            }
            (Body::Bracket { letter: Letter::L, .. }, Edges::Corners) => {
                "edges(\"(>X and |Z) or (>Z and |X)\")".to_owned()
            }
            (_, Edges::FootCorners) => "edges(\">X and |Z\")".to_owned(),
            (_, Edges::WallCorners) => "edges(\">Z and |X\")".to_owned(),
            (Body::Bracket { letter: Letter::U, .. }, Edges::Corners) => "edges(\">Z and |X\")".to_owned(),
            (Body::Bracket { .. }, Edges::Corners) => "edges(\"(<X or >X) and |Z\")".to_owned(),
            (_, Edges::Corners) => "edges(\"|Z\")".to_owned(),
            (_, Edges::Bottom) => "faces(\"<Z\").edges()".to_owned(),
            (_, Edges::TopAndBottom) => "faces(\"<Z or >Z\").edges()".to_owned(),
            (_, Edges::All) => "edges()".to_owned(),
            (_, _) => "faces(\">Z\").edges()".to_owned(),
        };
        // Rims of turned bodies: the outer edge, not that of the bore.
        let select = match self.body {
            Body::Tube { .. } if edges == Edges::Top => {
                "faces(\">Z\").edges(cq.selectors.RadiusNthSelector(-1))".to_owned()
            }
            _ => select,
        };
        let call = if is_round {
            format!("fillet({s})")
        } else if let Some(angle) = angle {
            let angle = self.writer.number("chamfer_angle", angle, false);
            // The angle is that to the flat face.
            format!("chamfer({s}, {s} * {})", trimmed((angle.value.to_radians()).tan(), 6))
        } else {
            format!("chamfer({s})")
        };
        self.writer.call(format!(".{select}.{call}"));
    }

    fn keyway(&mut self, feature: &Feature) {
        let Feature::Keyway { step, width, depth, length, is_open, at, from_top } = feature else { return };
        let (w, d, l) = (
            self.writer.size("keyway_width", *width),
            self.writer.size("keyway_depth", *depth),
            self.writer.size("keyway_length", *length),
        );
        let (mut low, mut diameter, mut own) =
            (Num::zero(), self.frame.length.clone(), self.frame.height.clone());
        if let Body::Shaft { steps } = self.body {
            for (i, [_, length]) in steps.iter().enumerate().take(*step) {
                low = low.plus(&Num::named(&body::step_names(steps.len(), i)[1], length.value));
            }
            let [d, l] = body::step_names(steps.len(), *step);
            diameter = Num::named(&d, steps[*step][0].value);
            own = Num::named(&l, steps[*step][1].value);
        }
        let center = match (at, is_open) {
            (Some(at), _) => {
                let at = self.writer.number("keyway_position", *at, false);
                let inner = at.plus(&l.half());
                if *from_top { low.plus(&own).minus(&inner) } else { low.plus(&inner) }
            }
            (None, true) if *from_top => low.plus(&own).minus(&l.half()),
            (None, true) => low.plus(&l.half()),
            (None, false) => low.plus(&own.half()),
        };
        let outline = if *is_open { format!("rect({w}, {l})") } else { format!("slot2D({l}, {w}, 90)") };
        self.writer.call(format!(
            ".cut(cq.Workplane(\"YZ\").workplane(offset={}).center(0, {center}).{outline}.extrude({d}))",
            diameter.half().minus(&d)
        ));
    }

    /// The diameter of a turned body at a height.
    fn diameter_at(&self, z: f64) -> Num {
        if let Body::Shaft { steps } = self.body
            && steps.len() > 1
        {
            let mut top = 0.0;
            for (i, [diameter, length]) in steps.iter().enumerate() {
                top += length.value;
                if z < top {
                    return Num::named(&body::step_names(steps.len(), i)[0], diameter.value);
                }
            }
        }
        self.frame.length.clone()
    }
}

fn negative(value: &Num) -> String {
    value.negated().to_string()
}
