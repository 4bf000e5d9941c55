//! The body of a description: which one, and its sizes.

use super::lexicon::{Role, Thing};
use super::phrases::Phrase;
use super::plan::{Body, Letter, Opening, Size};

use Role::{Depth, Diameter, Flats, Height, Inner, Length, Outer, Radius, Thickness, Top, Wall, Width};

/// A body with what was assumed about it.
pub(super) struct Built {
    pub(super) body: Body,
    pub(super) assumptions: Vec<String>,
}

/// Sizes as they are taken from a phrase, in an order of preference.
struct Sizes<'a> {
    phrase: &'a mut Phrase,
    assumptions: Vec<String>,
}

impl Sizes<'_> {
    fn take(&mut self, roles: &[Role]) -> Option<f64> {
        self.phrase.take(roles)
    }

    fn diameter(&mut self) -> Option<f64> {
        self.take(&[Outer, Diameter]).or_else(|| self.take(&[Radius]).map(|r| 2.0 * r))
    }

    fn or(&mut self, value: Option<f64>, assumed: f64, name: &str) -> Size {
        Size::noted(value, assumed, name, &mut self.assumptions)
    }

    /// A product whose numbers are given their roles; roles said beside the numbers win.
    fn product(&mut self, order: &[Role]) {
        for count in (2..=order.len().max(2)).rev() {
            let at = self.phrase.said.iter().position(|s| {
                s.measure.values.len() == count
                    && s.role.is_none_or(|r| [Diameter, Outer, Width].contains(&r))
            });
            let Some(at) = at else { continue };
            let said = self.phrase.said[at].clone();
            self.phrase.said.remove(at);
            let mut order: Vec<Role> = order.to_vec();
            for role in said.measure.roles.iter().flatten() {
                order.retain(|r| r != role);
            }
            // Known sizes leave the rest of the order to the product.
            order.retain(|r| !self.phrase.said.iter().any(|s| s.role == Some(*r)));
            let mut order = order.into_iter();
            for (value, own) in said.measure.values.iter().zip(&said.measure.roles) {
                let role = own.or_else(|| order.next());
                let mut part = said.clone();
                part.role = role;
                part.measure.values = vec![*value];
                self.phrase.said.push(part);
            }
            return;
        }
    }

    /// Numbers without a role take those that are left, in their order.
    fn bare(&mut self, order: &[Role]) {
        for role in order {
            if self.phrase.said.iter().any(|s| s.role == Some(*role)) {
                continue;
            }
            let at = self.phrase.said.iter().position(|s| {
                s.role.is_none()
                    && s.measure.values.len() == 1
                    && s.measure.thread.is_none()
                    && !s.measure.is_percent
            });
            if let Some(at) = at {
                self.phrase.said[at].role = Some(*role);
            }
        }
    }
}

/// Builds the body that a phrase names; numbers that it does not need stay in the phrase.
pub(super) fn build(
    thing: Thing,
    phrase: &mut Phrase,
    bore: Option<f64>,
    rest: &mut [Phrase],
) -> Option<Built> {
    // A flange whose length is said and no diameter is a square plate.
    let says = |phrase: &Phrase, role: Role| phrase.said.iter().any(|s| s.role == Some(role));
    if thing == "flange"
        && says(phrase, Length)
        && says(phrase, Thickness)
        && ![Diameter, Outer, Width].iter().any(|role| says(phrase, *role))
    {
        phrase.flags.push("square".to_owned());
    }
    let thing = variant(thing, phrase);
    // What a body measures overall is its length where no other is said.
    if !phrase.said.iter().any(|s| s.role == Some(Length))
        && let Some(said) = phrase.said.iter_mut().find(|s| s.role == Some(Role::Overall))
    {
        said.role = Some(Length);
    }
    let mut s = Sizes { phrase, assumptions: Vec::new() };
    let body = match thing {
        "plate" | "block" => block(&mut s, thing == "plate"),
        "disc" | "flange" | "hub" | "cylinder" | "knob" | "gear" => round(&mut s, thing),
        "tube" | "washer" => tube(&mut s, thing == "washer", bore),
        "nut" | "hex" | "octagon" => prism(&mut s, thing),
        "oval" => oval(&mut s),
        "l_bracket" => bracket(&mut s, Letter::L, rest),
        "u_bracket" => bracket(&mut s, Letter::U, rest),
        "t_bracket" => bracket(&mut s, Letter::T, rest),
        "z_bracket" => bracket(&mut s, Letter::Z, rest),
        "hat_bracket" => bracket(&mut s, Letter::Hat, rest),
        "housing" | "square_tube" => housing(&mut s, thing == "square_tube"),
        "cup" => cup(&mut s),
        "shaft" => shaft(&mut s),
        "flanged_bush" => flanged_bush(&mut s, bore, rest),
        "sphere" => {
            s.bare(&[Diameter]);
            let value = s.diameter();
            Body::Sphere { diameter: s.or(value, 50.0, "diameter") }
        }
        "cone" => cone(&mut s),
        "wedge" => {
            s.product(&[Length, Height, Width]);
            s.bare(&[Length, Height, Width]);
            let (l, h, w) = (s.take(&[Length]), s.take(&[Height]), s.take(&[Width, Thickness, Depth]));
            let length = s.or(l, 60.0, "length");
            let height = s.or(h, 0.6 * length.value, "height");
            Body::Wedge { length, height, width: s.or(w, 0.4 * length.value, "width") }
        }
        "bolt" => bolt(&mut s),
        _ => return None,
    };
    Some(Built { body, assumptions: s.assumptions })
}

/// Adjectives and sizes make one body another: a round plate is a disc, a hollow block a housing.
fn variant(thing: Thing, phrase: &Phrase) -> Thing {
    let has = |role: Role| {
        phrase.said.iter().any(|s| s.role == Some(role) || s.measure.roles.contains(&Some(role)))
    };
    let is_round = phrase.has_flag(&["round", "circular", "cylindrical"]);
    let has_open = phrase.has_flag(&["open", "hollow"]) || has(Wall);
    match thing {
        "plate" if phrase.has_flag(&["triangular"]) => "wedge",
        "plate" | "block" if phrase.has_flag(&["hex", "hexagonal"]) || has(Flats) => "hex",
        "plate" | "block" if phrase.has_flag(&["obround"]) => "oval",
        "plate" | "block" if phrase.has_flag(&["octagonal"]) => "octagon",
        "plate" | "block" if is_round || (has(Diameter) && !has(Length) && !has(Width)) || has(Outer) => {
            if has(Inner) {
                "washer"
            } else if thing == "plate" {
                "disc"
            } else if has_open {
                "cup"
            } else {
                "cylinder"
            }
        }
        "block" if has_open => "housing",
        "housing" if is_round || has(Diameter) || has(Outer) => "cup",
        "disc" | "flange" | "cylinder" if has(Inner) => {
            if thing == "cylinder" {
                "tube"
            } else {
                "washer"
            }
        }
        "cylinder" if has_open => "cup",
        "flange" | "hub"
            if !has(Diameter) && !has(Outer) && phrase.said.iter().any(|s| s.measure.values.len() == 3) =>
        {
            "plate"
        }
        "flange" if phrase.has_flag(&["square", "rectangular"]) => "plate",
        "flange" | "disc" if phrase.has_flag(&["hex", "hexagonal"]) => "hex",
        "tube" if phrase.has_flag(&["square", "rectangular"]) => "square_tube",
        "tube" | "cylinder" if phrase.has_flag(&["hex", "hexagonal"]) || has(Flats) => "hex",
        "nut" if phrase.has_flag(&["square"]) => "block",
        other => other,
    }
}

fn block(s: &mut Sizes<'_>, is_plate: bool) -> Body {
    let third = if is_plate { Thickness } else { Height };
    let is_square = s.phrase.has_flag(&["square"]);
    let is_cube = s.phrase.has_flag(&["cube"]);
    if is_square || is_cube {
        // "80 mm square plate, 6 thick", "50 square x 10".
        if let Some(side) = s.phrase.take(&[Width, Length]).or_else(|| {
            let is_single = !s.phrase.said.iter().any(|s| s.measure.values.len() == 3);
            let has_pair = s.phrase.said.iter().any(|s| s.measure.values.len() == 2);
            if is_single && !has_pair { s.phrase.take_bare() } else { None }
        }) {
            s.phrase.tell(Length, side);
            s.phrase.tell(Width, side);
            if is_cube {
                s.phrase.tell(Height, side);
            }
        } else if let Some(pair) = s.phrase.take_product(2) {
            s.phrase.tell(Length, pair.values[0]);
            s.phrase.tell(Width, pair.values[0]);
            s.phrase.tell(third, pair.values[1]);
        }
    }
    s.product(&[Length, Width, third]);
    let stock = s.phrase.has_flag(&["sheet"]);
    let order = if is_plate || stock { [third, Length, Width] } else { [Length, Width, third] };
    s.bare(&order);
    let length = s.take(&[Length]);
    let width = s.take(&[Width]);
    let mut height = s.take(if is_plate { &[Thickness, Height] } else { &[Height, Thickness] });
    // A third dimension called depth, or two thicknesses: what is left.
    let width = width.or_else(|| s.take(&[Depth]));
    height = height.or_else(|| s.take(&[Depth, Thickness]));
    let known = length.or(width).or(height.map(|h| if is_plate { 12.0 * h } else { h }));
    let assumed = known.unwrap_or(80.0);
    let length = s.or(
        length,
        if is_square { width.unwrap_or(assumed) } else { width.map_or(assumed, |w| 1.4 * w) },
        "length",
    );
    let width = s.or(width, if is_square { length.value } else { 0.6 * length.value }, "width");
    let share = if is_plate { 0.1 } else { 0.5 };
    let name = if is_plate { "thickness" } else { "height" };
    let height = s.or(height, share * length.value.min(width.value * 1.6), name);
    Body::Block { length, width, height, is_plate }
}

fn round(s: &mut Sizes<'_>, thing: Thing) -> Body {
    let is_flat = !matches!(thing, "cylinder" | "knob");
    s.product(&[Diameter, Thickness]);
    s.bare(&[Diameter, Thickness]);
    let diameter = s.diameter();
    let height = s.take(&[Thickness, Height, Length, Width, Depth]);
    let share = if is_flat { 0.12 } else { 1.5 };
    let diameter = s.or(diameter, height.map_or(80.0, |h| h / share), "diameter");
    let height = s.or(height, share * diameter.value, if is_flat { "thickness" } else { "height" });
    Body::Cylinder { diameter, height, is_flat }
}

fn tube(s: &mut Sizes<'_>, is_washer: bool, bore: Option<f64>) -> Body {
    let third = if is_washer { Thickness } else { Length };
    let is_two = s.phrase.said.iter().any(|x| x.measure.values.len() == 2);
    let has_inner = bore.is_some() || s.phrase.said.iter().any(|x| matches!(x.role, Some(Inner | Wall)));
    if has_inner && is_two {
        s.product(&[Outer, third]);
    } else {
        s.product(&[Outer, Inner, third]);
    }
    let wall_first = s.phrase.said.iter().any(|x| x.role == Some(Thickness)) && !is_washer;
    s.bare(&[Outer]);
    s.bare(if has_inner { &[] } else { &[Inner] });
    s.bare(&[third]);
    let mut outer = s.diameter();
    let mut inner = s.take(&[Inner]).or(bore);
    // "Outer Ø40, inner Ø30" may both be diameters.
    if inner.is_none() && outer.is_some() {
        inner = s.take(&[Diameter]);
    }
    let length = s.take(&[third]).or_else(|| s.take(&[Length, Height, Width, Depth]));
    let wall = s.take(&[Wall]).or_else(|| if wall_first || is_washer { s.take(&[Thickness]) } else { None });
    let length = length.or_else(|| s.take(&[Thickness]));
    if let (None, Some(wall)) = (outer, wall) {
        outer = inner.map(|i| i + 2.0 * wall);
    }
    if let (None, Some(wall), Some(outer)) = (inner, wall, outer) {
        inner = Some(outer - 2.0 * wall);
    }
    // A wall that the diameters do not leave is not what was said.
    if let (Some(wall), Some(outer), Some(inner)) = (wall, outer, inner)
        && (outer - inner - 2.0 * wall).abs() > 1e-6
    {
        s.phrase.tell(Wall, wall);
    }
    // A washer or spacer for a screw.
    if let Some(thread) = s.phrase.take_thread() {
        inner = inner.or(Some(thread.clearance));
        outer = outer.or_else(|| is_washer.then_some(2.0 * thread.size()));
    }
    if let (Some(a), Some(b)) = (outer, inner)
        && a < b
    {
        (outer, inner) = (Some(b), Some(a));
    }
    let outer = s.or(outer, inner.map_or(30.0, |i| i * 1.6), "outer diameter");
    let inner = s.or(inner, if is_washer { 0.5 } else { 0.7 } * outer.value, "inner diameter");
    let length = s.or(
        length,
        if is_washer { 0.1 * outer.value } else { 1.5 * outer.value },
        if is_washer { "thickness" } else { "length" },
    );
    Body::Tube { outer, inner, length, is_flat: is_washer }
}

/// Width across flats and height of hexagon nuts by ISO 4032.
const NUTS: [(&str, f64, f64); 11] = [
    ("M3", 5.5, 2.4),
    ("M4", 7.0, 3.2),
    ("M5", 8.0, 4.7),
    ("M6", 10.0, 5.2),
    ("M8", 13.0, 6.8),
    ("M10", 16.0, 8.4),
    ("M12", 18.0, 10.8),
    ("M14", 21.0, 12.8),
    ("M16", 24.0, 14.8),
    ("M20", 30.0, 18.0),
    ("M2.5", 5.0, 2.0),
];

fn prism(s: &mut Sizes<'_>, thing: Thing) -> Body {
    let sides = if thing == "octagon" { 8 } else { 6 };
    s.product(&[Flats, Height]);
    let standard = if thing == "nut" {
        s.phrase.peek_thread().and_then(|t| NUTS.iter().find(|n| n.0 == t.name))
    } else {
        None
    };
    if standard.is_none() {
        s.bare(&[Flats, Height]);
    } else {
        s.bare(&[Height]);
    }
    let flats = s.take(&[Flats, Width, Diameter, Outer]);
    let height = s.take(&[Height, Thickness, Length, Depth]);
    let (flats, height) = match standard {
        Some((_, across, high)) => {
            if flats.is_none() || height.is_none() {
                s.assumptions.push(format!("{across} mm across flats and {high} mm high as in ISO 4032"));
            }
            (Size::said(flats.unwrap_or(*across)), Size::said(height.unwrap_or(*high)))
        }
        None => {
            let flats = s.or(flats, 24.0, "across flats");
            (flats, s.or(height, if thing == "hex" { 1.5 } else { 0.6 } * flats.value, "height"))
        }
    };
    Body::Prism { sides, flats, height }
}

fn oval(s: &mut Sizes<'_>) -> Body {
    s.product(&[Length, Width, Thickness]);
    s.bare(&[Length, Width, Thickness]);
    let (l, w, t) = (s.take(&[Length]), s.take(&[Width]), s.take(&[Thickness, Height]));
    let length = s.or(l, 80.0, "length");
    let width = s.or(w, 0.5 * length.value, "width");
    Body::Oval { length, width, thickness: s.or(t, 0.1 * length.value, "thickness") }
}

fn bracket(s: &mut Sizes<'_>, letter: Letter, rest: &[Phrase]) -> Body {
    // "Legs 60 and 40" are said of the legs.
    let order: &[Role] = match letter {
        Letter::L => &[Length, Height, Width, Thickness],
        _ => &[Length, Width, Height, Thickness],
    };
    // As a set of extents, length x width x height is usual where the third is the largest.
    let is_extents = s.phrase.said.iter().any(|x| {
        x.measure.values.len() == 3
            && x.role.is_none()
            && (x.measure.values[2] > x.measure.values[1] * 1.4 || x.measure.values[2] > x.measure.values[0])
    });
    let has_thickness = s.phrase.said.iter().any(|x| matches!(x.role, Some(Thickness | Wall)));
    let third_is_thin = s.phrase.said.iter().any(|x| {
        x.measure.values.len() == 3
            && x.measure.values[2] * 4.0 <= x.measure.values[0].min(x.measure.values[1])
    });
    if letter == Letter::L && third_is_thin && !has_thickness {
        // 60 x 40 x 5 is a rolled angle: legs and thickness.
        s.product(&[Length, Height, Thickness]);
    } else if letter == Letter::L && is_extents {
        s.product(&[Length, Width, Height, Thickness]);
    } else {
        s.product(order);
    }
    let mut legs: Vec<f64> = Vec::new();
    for phrase in rest.iter().filter(|p| p.thing == Some("leg")) {
        legs.extend(
            phrase
                .said
                .iter()
                .filter(|x| matches!(x.role, None | Some(Length | Height)))
                .flat_map(|x| x.measure.values.clone()),
        );
    }
    s.bare(if has_thickness { &[Length, Height, Width] } else { &[Thickness, Length, Height, Width] });
    let thickness = s.take(&[Thickness, Wall]);
    let length = s.take(&[Length]).or(legs.first().copied());
    let height = s.take(&[Height]).or(legs.get(1).copied()).or(if legs.len() == 1 {
        legs.first().copied()
    } else {
        None
    });
    let width = s.take(&[Width, Depth]);
    let top = s.take(&[Top]);
    let known = length.or(height).or(width).unwrap_or(60.0);
    let length = s.or(length, known, "length");
    let height = s.or(
        height,
        if letter == Letter::U || letter == Letter::Hat { 0.6 } else { 0.8 } * length.value,
        "height",
    );
    let width = s.or(width, 0.6 * length.value, "width");
    let thickness = s.or(thickness, (0.08 * length.value).max(2.0), "thickness");
    let top = match letter {
        Letter::Z | Letter::Hat => s.or(top, 0.5 * length.value, "top length"),
        _ => Size::said(0.0),
    };
    Body::Bracket { letter, length, height, width, thickness, top }
}

fn housing(s: &mut Sizes<'_>, is_tube: bool) -> Body {
    let wall = s.take(&[Wall]);
    if is_tube {
        // 40 x 40 x 3, length 200; or 40 x 20, wall 2.
        s.product(if wall.is_some() { &[Width, Height, Length] } else { &[Width, Height, Wall, Length] });
    } else {
        s.product(&[Length, Width, Height]);
    }
    s.bare(&[Length, Width, Height]);
    let wall = wall.or_else(|| s.take(&[Wall, Thickness]));
    let (l, w, h) = (s.take(&[Length]), s.take(&[Width]), s.take(&[Height, Depth]));
    let known = l.or(w).or(h).unwrap_or(100.0);
    let length = s.or(l, known, "length");
    let width = s.or(w, 0.6 * length.value, "width");
    let height = s.or(h, 0.4 * length.value, "height");
    let wall = s.or(wall, (0.03 * length.value).max(2.0), "wall");
    let open = if is_tube {
        Opening::Ends
    } else if s.phrase.has_flag(&["closed"]) {
        Opening::None
    } else if s.phrase.is_at(&["bottom", "underside", "below"]) {
        Opening::Bottom
    } else {
        if !s.phrase.has_flag(&["open"]) {
            s.assumptions.push("open at the top".to_owned());
        }
        Opening::Top
    };
    let floor = None;
    Body::Housing { length, width, height, wall, floor, open }
}

fn cup(s: &mut Sizes<'_>) -> Body {
    s.product(&[Diameter, Height]);
    s.bare(&[Diameter, Height]);
    let inner = s.take(&[Inner]);
    let diameter = s.diameter();
    let height = s.take(&[Height, Length, Depth]);
    let wall = s.take(&[Wall, Thickness]).or_else(|| Some((diameter? - inner?) / 2.0));
    let diameter = s.or(diameter, 60.0, "diameter");
    let height = s.or(height, diameter.value, "height");
    Body::Cup { diameter, height, wall: s.or(wall, (0.05 * diameter.value).max(1.5), "wall"), floor: None }
}

fn shaft(s: &mut Sizes<'_>) -> Body {
    let mut steps: Vec<[Size; 2]> = Vec::new();
    while let Some(pair) = s.phrase.take_pair() {
        steps.push(pair.map(Size::said));
    }
    // "diameter 1 23, length 1 59" and "Ø30 40 long, Ø20 25 long" come as single numbers.
    loop {
        let diameter = s.take(&[Diameter, Outer]);
        let length = if diameter.is_some() { s.take(&[Length]) } else { None };
        match (diameter, length) {
            (Some(diameter), Some(length)) => steps.push([Size::said(diameter), Size::said(length)]),
            (Some(diameter), None) => {
                let rest = s.phrase.take_bare();
                let length = s.or(rest, 1.5 * diameter, "length");
                steps.push([Size::said(diameter), length]);
            }
            _ => break,
        }
    }
    if steps.is_empty() {
        s.bare(&[Diameter, Length]);
        let (d, l) = (s.diameter(), s.take(&[Length, Height]));
        let diameter = s.or(d, 25.0, "diameter");
        let length = s.or(l, 4.0 * diameter.value, "length");
        let is_stepped = s.phrase.has_flag(&["stepped"]);
        if is_stepped && d.is_none() {
            let small = Size::assumed(0.7 * diameter.value);
            s.assumptions.push("two steps".to_owned());
            steps.push([diameter, Size::assumed(0.6 * length.value)]);
            steps.push([small, Size::assumed(0.4 * length.value)]);
        } else {
            steps.push([diameter, length]);
        }
    }
    // An overall length that was said besides tells the length of a step that has none.
    if let Some(total) = s.take(&[Length]) {
        let known: f64 = steps.iter().filter(|p| !p[1].is_assumed).map(|p| p[1].value).sum();
        if let Some(open) = steps.iter_mut().find(|p| p[1].is_assumed)
            && total > known
        {
            open[1] = Size::said(total - known);
        } else if (known - total).abs() > 1e-6 {
            s.phrase.tell(Length, total);
        }
    }
    Body::Shaft { steps }
}

fn flanged_bush(s: &mut Sizes<'_>, bore: Option<f64>, rest: &mut [Phrase]) -> Body {
    s.product(&[Outer, Length]);
    let diameter = s.diameter();
    let length = s.take(&[Length, Height]);
    let diameter = s.or(diameter, bore.map_or(20.0, |b| b * 1.4), "body diameter");
    let length = s.or(length, 1.5 * diameter.value, "length");
    let told = rest.iter_mut().find(|p| p.thing == Some("flange"));
    let (wide, thick) = told.map_or((None, None), |phrase| {
        let pair = phrase.take_pair();
        let wide =
            pair.map(|p| p[0]).or_else(|| phrase.take(&[Diameter, Outer])).or_else(|| phrase.take_bare());
        (wide, pair.map(|p| p[1]).or_else(|| phrase.take(&[Thickness, Height, Length, Width])))
    });
    let flange = s.or(wide, 1.5 * diameter.value, "flange Ø");
    let thick = s.or(thick, 0.15 * length.value, "flange thickness");
    Body::Shaft { steps: vec![[flange, thick], [diameter, Size::said(length.value - thick.value)]] }
}

fn cone(s: &mut Sizes<'_>) -> Body {
    s.product(&[Diameter, Height]);
    s.bare(&[Diameter, Height]);
    let (bottom, top) = (s.diameter(), s.take(&[Top]).or_else(|| s.take(&[Diameter])));
    let height = s.take(&[Height, Length]);
    let bottom = s.or(bottom, 40.0, "bottom diameter");
    let top = s.or(top, 0.5 * bottom.value, "top diameter");
    Body::Cone { bottom, top, height: s.or(height, bottom.value, "height") }
}

/// A screw without its thread: the head is a feature that comes with it.
fn bolt(s: &mut Sizes<'_>) -> Body {
    let thread = s.phrase.take_thread();
    s.bare(&[Length]);
    let diameter = thread.map(base::thread::Thread::size).or_else(|| s.diameter());
    let length = s.take(&[Length]);
    let diameter = s.or(diameter, 8.0, "diameter");
    let length = s.or(length, 4.0 * diameter.value, "length");
    Body::Cylinder { diameter, height: length, is_flat: false }
}
