//! A part as it was described: a body and features in their order, with sizes said or assumed.

use base::units::digits;

use super::Reading;

/// A size and whether nobody said it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Size {
    pub(super) value: f64,
    pub(super) is_assumed: bool,
}

impl Size {
    pub(super) fn said(value: f64) -> Self {
        Self { value, is_assumed: false }
    }

    pub(super) fn assumed(value: f64) -> Self {
        Self { value: sensible(value), is_assumed: true }
    }

    pub(super) fn or(value: Option<f64>, assumed: f64) -> Self {
        value.map_or_else(|| Self::assumed(assumed), Self::said)
    }

    /// As [`Size::or`], with a note of what was assumed.
    pub(super) fn noted(value: Option<f64>, assumed: f64, what: &str, notes: &mut Vec<String>) -> Self {
        let size = Self::or(value, assumed);
        if size.is_assumed {
            notes.push(format!("{what} {} mm", digits(size.value)));
        }
        size
    }
}

/// A length that a person would choose: whole millimetres, halves below 5, tenths below 1.
fn sensible(value: f64) -> f64 {
    let step = match value.abs() {
        v if v >= 5.0 => 1.0,
        v if v >= 1.0 => 0.5,
        _ => 0.1,
    };
    let rounded = (value / step).round() * step;
    (rounded * 1e6).round() / 1e6
}

/// Brackets by the letter of their profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letter {
    L,
    U,
    T,
    Z,
    Hat,
}

/// Which side of a housing is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    Top,
    Bottom,
    /// Both ends along the length.
    Ends,
    None,
}

/// The body that features are put on.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Body {
    Block {
        length: Size,
        width: Size,
        height: Size,
        is_plate: bool,
    },
    Cylinder {
        diameter: Size,
        height: Size,
        is_flat: bool,
    },
    Tube {
        outer: Size,
        inner: Size,
        length: Size,
        is_flat: bool,
    },
    Prism {
        sides: u32,
        flats: Size,
        height: Size,
    },
    Oval {
        length: Size,
        width: Size,
        thickness: Size,
    },
    Bracket {
        letter: Letter,
        length: Size,
        height: Size,
        width: Size,
        thickness: Size,
        top: Size,
    },
    Housing {
        length: Size,
        width: Size,
        height: Size,
        wall: Size,
        floor: Option<Size>,
        open: Opening,
    },
    Cup {
        diameter: Size,
        height: Size,
        wall: Size,
        floor: Option<Size>,
    },
    /// Diameter and length of each step.
    Shaft {
        steps: Vec<[Size; 2]>,
    },
    Sphere {
        diameter: Size,
    },
    Cone {
        bottom: Size,
        top: Size,
        height: Size,
    },
    Wedge {
        length: Size,
        height: Size,
        width: Size,
    },
}

impl Body {
    /// Extents along x, y and z in millimetres.
    pub(super) fn extents(&self) -> [f64; 3] {
        match self {
            Self::Block { length, width, height, .. } | Self::Housing { length, width, height, .. } => {
                [length.value, width.value, height.value]
            }
            Self::Cylinder { diameter, height, .. } | Self::Cup { diameter, height, .. } => {
                [diameter.value, diameter.value, height.value]
            }
            Self::Tube { outer, length, .. } => [outer.value, outer.value, length.value],
            Self::Prism { flats, height, .. } => [flats.value, flats.value, height.value],
            Self::Oval { length, width, thickness } => [length.value, width.value, thickness.value],
            Self::Bracket { length, height, width, .. } | Self::Wedge { length, height, width } => {
                [length.value, width.value, height.value]
            }
            Self::Shaft { steps } => {
                let widest = steps.iter().map(|s| s[0].value).fold(0.0, f64::max);
                [widest, widest, steps.iter().map(|s| s[1].value).sum()]
            }
            Self::Sphere { diameter } => [diameter.value; 3],
            Self::Cone { bottom, top, height } => {
                let widest = bottom.value.max(top.value);
                [widest, widest, height.value]
            }
        }
    }

    /// Whether it is turned about z.
    pub(super) fn is_round(&self) -> bool {
        matches!(
            self,
            Self::Cylinder { .. }
                | Self::Tube { .. }
                | Self::Cup { .. }
                | Self::Shaft { .. }
                | Self::Sphere { .. }
                | Self::Cone { .. }
        )
    }
}

/// A side of the body, or a leg of a bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Side {
    #[default]
    Top,
    Bottom,
    Left,
    Right,
    Front,
    Back,
    /// The lying leg of a bracket.
    Foot,
    /// The standing leg.
    Wall,
}

/// A place along one axis of a face.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Along {
    Middle,
    /// From the middle.
    At(f64),
    /// From the left, front or lower edge.
    Low(Size),
    /// From the right, rear or upper edge.
    High(Size),
}

/// Places on a face.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Pattern {
    Points(Vec<[Along; 2]>),
    /// Four, so far from the edges along both axes.
    Corners([Size; 2]),
    Rectangle([Size; 2]),
    Grid {
        counts: [u32; 2],
        pitch: [Size; 2],
    },
    Polar {
        count: u32,
        diameter: Size,
        start: f64,
    },
}

/// A face and the places on it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spot {
    pub(super) side: Side,
    pub(super) pattern: Pattern,
    /// Whether it lies on the face of the boss or hub that was put there.
    pub(super) on_boss: bool,
}

/// What a hole has at its mouth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Head {
    None,
    Counterbore { diameter: Size, depth: Size },
    Countersink { diameter: Size, angle: Size },
}

/// An outline that is cut or raised.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Outline {
    Circle {
        diameter: Size,
    },
    Rectangle {
        length: Size,
        width: Size,
        corner: Option<Size>,
    },
    /// Overall length and width; `turned` when it runs along the second axis of its face.
    Slot {
        length: Size,
        width: Size,
        turned: f64,
    },
    Polygon {
        sides: u32,
        flats: Size,
    },
}

/// Which edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edges {
    /// Along z: the corners seen from above.
    Corners,
    /// Those at the end of the lying or of the standing leg of a bracket.
    FootCorners,
    WallCorners,
    Top,
    Bottom,
    TopAndBottom,
    All,
    /// The concave edges of a bracket.
    InsideBend,
    OutsideBend,
}

/// A feature of the body.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Feature {
    Holes {
        name: String,
        diameter: Size,
        depth: Option<Size>,
        head: Head,
        spot: Spot,
    },
    Cut {
        name: String,
        outline: Outline,
        depth: Option<Size>,
        spot: Spot,
    },
    Raise {
        name: String,
        outline: Outline,
        height: Size,
        spot: Spot,
        hole: Option<(Size, Option<Size>)>,
    },
    Edges {
        edges: Edges,
        is_round: bool,
        size: Size,
        angle: Option<f64>,
        comes_last: bool,
    },
    /// Along the axis of a shaft: on which step, from its lower end.
    Keyway {
        step: usize,
        width: Size,
        depth: Size,
        length: Size,
        is_open: bool,
        at: Option<f64>,
        from_top: bool,
    },
    /// In the wall of a bore.
    BoreKeyway {
        bore: f64,
        width: Size,
        depth: Size,
    },
    /// Around a turned body: width, depth, and distance of its lower flank from the bottom or top.
    Groove {
        width: Size,
        depth: Size,
        at: Size,
        from_top: bool,
    },
    /// Across a turned body or through a shaft at a height.
    CrossHole {
        diameter: Size,
        depth: Option<Size>,
        at: Size,
        from_top: bool,
    },
    /// Straight cut along a face, open at both ends; along the second axis when `turned`.
    Channel {
        name: String,
        width: Size,
        depth: Size,
        side: Side,
        turned: bool,
    },
    /// A cut from an edge or a corner: sizes along x and y, through all or so deep; signs tell where.
    Notch {
        name: String,
        size: [Size; 2],
        depth: Option<Size>,
        corners: Vec<[i8; 2]>,
    },
    /// A wall across: thickness, height, along x or y.
    Rib {
        thickness: Size,
        height: Size,
        turned: bool,
    },
    /// A triangle in the corner of an L, length along the foot and height along the wall.
    Gusset {
        length: Size,
        height: Size,
        thickness: Size,
        count: u32,
    },
}

/// A part as described.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Plan {
    pub(super) body: Body,
    pub(super) features: Vec<Feature>,
    /// What the words were taken for, and what was left of them.
    pub(super) reading: Reading,
}
