//! The forms: their nouns, the labels of their sizes, and their corners.

/// A size of a form: its name in the program, other labels for it, and whether it may be missing.
pub(super) struct Size {
    pub(super) name: &'static str,
    pub(super) labels: &'static [&'static str],
    pub(super) is_optional: bool,
}

const fn size(name: &'static str, labels: &'static [&'static str]) -> Size {
    Size { name, labels, is_optional: false }
}

const fn maybe(name: &'static str, labels: &'static [&'static str]) -> Size {
    Size { name, labels, is_optional: true }
}

/// How a form becomes solid; the points are pairs of expressions.
pub(super) enum Shape {
    /// Turned about z: distance from the axis and height.
    Turned(&'static [[&'static str; 2]]),
    /// Drawn in x and z and extruded along y.
    Bar(&'static [[&'static str; 2]]),
    /// A rectangle in a rectangle, extruded.
    Tube,
    /// A block whose sides lean inwards.
    Tapered,
    /// A block, all of whose edges are treated, or one.
    Edged,
    /// Layers on top of each other.
    Layers,
}

/// A kind of part.
pub(super) struct Form {
    pub(super) nouns: &'static [&'static str],
    /// What the numbers of the product are, in their order.
    pub(super) product: &'static [&'static str],
    pub(super) sizes: &'static [Size],
    /// Words of remarks that say nothing else than the form does.
    pub(super) remarks: &'static str,
    pub(super) shape: Shape,
}

/// All of them; where several have a noun in common, the first that takes every size wins.
pub(super) const FORMS: &[Form] = &[
    Form {
        nouns: &["spool", "bobbin", "reel", "roller with two flanges"],
        product: &["diameter", "height"],
        sizes: &[
            size("diameter", &["flange_diameter", "outer_diameter", "rim_diameter"]),
            size("height", &["length", "width"]),
            size("core_diameter", &["barrel_diameter"]),
            size("rim_height", &["rim_thickness", "flange_thickness", "flange_height", "rim_width"]),
            maybe("bore_diameter", &["hole_diameter"]),
        ],
        remarks: "bore through central",
        shape: Shape::Turned(&[
            ["bore_diameter / 2", "0"],
            ["diameter / 2", "0"],
            ["diameter / 2", "rim_height"],
            ["core_diameter / 2", "rim_height"],
            ["core_diameter / 2", "height - rim_height"],
            ["diameter / 2", "height - rim_height"],
            ["diameter / 2", "height"],
            ["bore_diameter / 2", "height"],
        ]),
    },
    Form {
        nouns: &[
            "flanged bushing",
            "bushing with a collar",
            "collar bushing",
            "flanged sleeve",
            "flanged bush",
            "bush with a collar",
            "collar bush",
        ],
        product: &["flange_diameter", "height"],
        sizes: &[
            size("flange_diameter", &["collar_diameter"]),
            size("height", &["length"]),
            size("bore_diameter", &["inner_diameter", "hole_diameter"]),
            size("body_diameter", &["outer_diameter", "sleeve_diameter"]),
            size("flange_height", &["flange_thickness", "collar_height", "collar_thickness"]),
        ],
        remarks: "bore through central",
        shape: Shape::Turned(&[
            ["bore_diameter / 2", "0"],
            ["flange_diameter / 2", "0"],
            ["flange_diameter / 2", "flange_height"],
            ["body_diameter / 2", "flange_height"],
            ["body_diameter / 2", "height"],
            ["bore_diameter / 2", "height"],
        ]),
    },
    Form {
        nouns: &["pulley", "v belt pulley", "pulley with a v groove", "belt pulley"],
        product: &["diameter", "height"],
        sizes: &[
            size("diameter", &["outer_diameter"]),
            size("height", &["width", "thickness"]),
            size("rim_height", &["rim_width", "rim_thickness"]),
            size("groove_depth", &[]),
            maybe("bore_diameter", &["hole_diameter"]),
        ],
        remarks: "bore through central v groove around the rim",
        shape: Shape::Turned(&[
            ["bore_diameter / 2", "0"],
            ["diameter / 2", "0"],
            ["diameter / 2", "rim_height"],
            ["diameter / 2 - groove_depth", "height / 2"],
            ["diameter / 2", "height - rim_height"],
            ["diameter / 2", "height"],
            ["bore_diameter / 2", "height"],
        ]),
    },
    Form {
        nouns: &["knob", "handle knob", "turned knob"],
        product: &["head_diameter", "height"],
        sizes: &[
            size("head_diameter", &["diameter"]),
            size("height", &["length"]),
            size("stem_diameter", &["shank_diameter"]),
            size("stem_height", &["stem_length", "shank_height"]),
            size("bevel", &["chamfer", "edge_chamfer"]),
        ],
        remarks: "stem below the head bevelled top edge",
        shape: Shape::Turned(&[
            ["0", "0"],
            ["stem_diameter / 2", "0"],
            ["stem_diameter / 2", "stem_height"],
            ["head_diameter / 2", "stem_height"],
            ["head_diameter / 2", "height - bevel"],
            ["head_diameter / 2 - bevel", "height"],
            ["0", "height"],
        ]),
    },
    Form {
        nouns: &["knob", "handle knob", "turned knob"],
        product: &["head_diameter", "height"],
        sizes: &[
            size("head_diameter", &["diameter"]),
            size("height", &["length"]),
            size("stem_diameter", &["shank_diameter"]),
            size("stem_height", &["stem_length", "shank_height"]),
            size("crown_diameter", &["top_diameter"]),
        ],
        remarks: "stem below the head tapered",
        shape: Shape::Turned(&[
            ["0", "0"],
            ["stem_diameter / 2", "0"],
            ["stem_diameter / 2", "stem_height"],
            ["head_diameter / 2", "stem_height"],
            ["crown_diameter / 2", "height"],
            ["0", "height"],
        ]),
    },
    Form {
        nouns: &["nozzle", "funnel", "hollow cone", "conical sleeve", "conical tube"],
        product: &["bottom_diameter", "height"],
        sizes: &[
            size("bottom_diameter", &["diameter", "base_diameter"]),
            size("top_diameter", &[]),
            size("height", &["length"]),
            size("wall", &["wall_thickness", "thickness"]),
        ],
        remarks: "",
        shape: Shape::Turned(&[
            ["bottom_diameter / 2 - wall", "0"],
            ["bottom_diameter / 2", "0"],
            ["top_diameter / 2", "height"],
            ["top_diameter / 2 - wall", "height"],
        ]),
    },
    Form {
        nouns: &["cone", "pointed cone", "truncated cone", "frustum", "tapered plug"],
        product: &["bottom_diameter", "height"],
        sizes: &[
            size("bottom_diameter", &["diameter", "base_diameter"]),
            maybe("top_diameter", &[]),
            size("height", &["length"]),
        ],
        remarks: "",
        shape: Shape::Turned(&[
            ["0", "0"],
            ["bottom_diameter / 2", "0"],
            ["top_diameter / 2", "height"],
            ["0", "height"],
        ]),
    },
    Form {
        nouns: &["pointed pin", "plug with a conical tip", "pin with a conical tip", "centre punch blank"],
        product: &["diameter", "height"],
        sizes: &[
            size("diameter", &[]),
            size("height", &["length"]),
            size("tip_height", &["tip_length"]),
            maybe("tip_diameter", &[]),
        ],
        remarks: "conical tip",
        shape: Shape::Turned(&[
            ["0", "0"],
            ["diameter / 2", "0"],
            ["diameter / 2", "height - tip_height"],
            ["tip_diameter / 2", "height"],
            ["0", "height"],
        ]),
    },
    Form {
        nouns: &["i beam", "i profile", "h beam", "double t bar", "double t profile", "i section"],
        product: BAR,
        sizes: BAR_SIZES,
        remarks: "",
        shape: Shape::Bar(&[
            ["-width / 2", "0"],
            ["width / 2", "0"],
            ["width / 2", "thickness"],
            ["thickness / 2", "thickness"],
            ["thickness / 2", "height - thickness"],
            ["width / 2", "height - thickness"],
            ["width / 2", "height"],
            ["-width / 2", "height"],
            ["-width / 2", "height - thickness"],
            ["-thickness / 2", "height - thickness"],
            ["-thickness / 2", "thickness"],
            ["-width / 2", "thickness"],
        ]),
    },
    Form {
        nouns: &["cross profile", "plus shaped bar", "cross shaped bar", "plus profile"],
        product: BAR,
        sizes: BAR_SIZES,
        remarks: "",
        shape: Shape::Bar(&[
            ["-thickness / 2", "-height / 2"],
            ["thickness / 2", "-height / 2"],
            ["thickness / 2", "-thickness / 2"],
            ["width / 2", "-thickness / 2"],
            ["width / 2", "thickness / 2"],
            ["thickness / 2", "thickness / 2"],
            ["thickness / 2", "height / 2"],
            ["-thickness / 2", "height / 2"],
            ["-thickness / 2", "thickness / 2"],
            ["-width / 2", "thickness / 2"],
            ["-width / 2", "-thickness / 2"],
            ["-thickness / 2", "-thickness / 2"],
        ]),
    },
    Form {
        nouns: &["z profile", "z shaped bar", "z bar", "z section"],
        product: BAR,
        sizes: BAR_SIZES,
        remarks: "",
        shape: Shape::Bar(&[
            ["0", "0"],
            ["width", "0"],
            ["width", "height - thickness"],
            ["width * 2 - thickness", "height - thickness"],
            ["width * 2 - thickness", "height"],
            ["width - thickness", "height"],
            ["width - thickness", "thickness"],
            ["0", "thickness"],
        ]),
    },
    Form {
        nouns: &["rectangular tube", "hollow rectangular bar", "box section", "rectangular hollow section"],
        product: BAR,
        sizes: BAR_SIZES,
        remarks: "",
        shape: Shape::Tube,
    },
    Form {
        nouns: &["trapezoidal bar", "dovetail bar", "trapezoid prism", "dovetail"],
        product: BAR,
        sizes: &[
            size("width", &["bottom_width", "base_width"]),
            size("top_width", &[]),
            size("height", &[]),
            size("length", &[]),
        ],
        remarks: "",
        shape: Shape::Bar(&[
            ["-width / 2", "0"],
            ["width / 2", "0"],
            ["top_width / 2", "height"],
            ["-top_width / 2", "height"],
        ]),
    },
    Form {
        nouns: &["tapered block", "truncated pyramid", "block with sloping sides"],
        product: BLOCK,
        sizes: &[
            size("length", &[]),
            size("width", &[]),
            size("height", &[]),
            size("taper_angle", &["taper", "draft", "draft_angle", "slope"]),
            maybe("hole_diameter", &["bore_diameter"]),
        ],
        remarks: "central hole through",
        shape: Shape::Tapered,
    },
    Form {
        nouns: &["block", "rectangular block", "cuboid", "box", "wedge like block"],
        product: BLOCK,
        sizes: &[
            size("length", &[]),
            size("width", &[]),
            size("height", &["thickness"]),
            maybe("edge_chamfer", &["chamfer"]),
            maybe("edge_radius", &["fillet", "rounding", "radius", "fillet_radius"]),
        ],
        remarks: "all edges rounded chamfered filleted large chamfer along one edge",
        shape: Shape::Edged,
    },
    Form {
        nouns: &["stacked part", "stepped part", "part of stacked layers", "stepped block", "stack"],
        product: &[],
        sizes: &[maybe("hole_diameter", &["bore_diameter"])],
        remarks: "levels level layers layer through hole in the top",
        shape: Shape::Layers,
    },
];

const BAR: &[&str] = &["length", "width", "height"];
const BLOCK: &[&str] = BAR;
const BAR_SIZES: &[Size] =
    &[size("width", &[]), size("height", &[]), size("thickness", &["wall", "web"]), size("length", &[])];
