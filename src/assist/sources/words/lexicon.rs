//! What words stand for: bodies, features, places, roles of numbers.
//!
//! Dimensions that instructions know too are in [`crate::vocabulary`]; here are the phrases that only
//! descriptions need. A phrase of several words is looked up before its first word.

use crate::vocabulary::{Dimension, singular};

/// Words that say of edges that they are no longer sharp.
pub(super) const EDGE_FLAGS: [&str; 7] =
    ["rounded", "chamfered", "filleted", "bevelled", "beveled", "radiused", "broken"];

/// What a number says of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Length,
    Width,
    Height,
    Thickness,
    Depth,
    Diameter,
    Radius,
    /// Outer diameter.
    Outer,
    /// Inner diameter.
    Inner,
    /// Diameter of a circle of holes.
    Circle,
    Spacing,
    Angle,
    /// Across flats.
    Flats,
    Wall,
    Count,
    /// From edges, sides, ends, corners.
    Edge,
    /// How far something stands out.
    Projection,
    /// Along x or y from the middle.
    X,
    Y,
    /// Diameter at the top of a cone or taper.
    Top,
    /// Along the axis, what was added included.
    Overall,
}

/// What stands for a thing: the name under which the plan knows it.
pub(super) type Thing = &'static str;

/// Bodies a part can be built from, with the phrases for them.
const BODIES: [(&str, &str); 28] = [
    (
        "l_bracket",
        "l bracket|angle bracket|l shaped bracket|angle|corner bracket|l profile|angle iron|\
         l angle|right angle bracket|l piece|mounting angle|l shape",
    ),
    (
        "u_bracket",
        "u bracket|u channel|channel|u profile|u shaped bracket|clevis|u shape|\
         channel bracket|c channel",
    ),
    ("t_bracket", "t bracket|t profile|t shaped bracket|tee bracket|t section|t piece"),
    ("z_bracket", "z bracket|z profile|offset bracket|joggle bracket|z shaped bracket"),
    (
        "hat_bracket",
        "hat bracket|hat shaped bracket|top hat bracket|hat profile|omega bracket|\
         saddle bracket",
    ),
    (
        "housing",
        "housing|enclosure|case|open box|hollow box|tray|container|electronics box|\
         project box|lidless box|bin|hollow block|box housing|casing",
    ),
    (
        "cup",
        "cup|cylindrical housing|cap|beaker|can|pot|hollow cylinder|cylindrical cup|\
         cylindrical box|end cap|round housing",
    ),
    (
        "tube",
        "tube|pipe|spacer|sleeve|bushing|bush|round tube|standoff|stand off|collar|\
         spacer tube|distance sleeve|shaft collar|spacer sleeve|plain bushing",
    ),
    (
        "square_tube",
        "square tube|rectangular tube|box section|hollow section|square hollow section|\
         rectangular hollow section|box tube",
    ),
    ("washer", "washer|ring|shim|gasket|annulus|spacer ring|shim ring"),
    ("nut", "nut|hex nut|hexagon nut|hexagonal nut|jam nut"),
    (
        "hex",
        "hex bar|hexagon|hexagonal bar|hex prism|hexagonal prism|hex block|hexagonal plate|\
         hex plate|hex standoff|hexagonal standoff|hex spacer|hexagonal spacer|\
         hexagonal block|hex rod|hexagonal rod|hex stock",
    ),
    ("octagon", "octagon|octagonal plate|octagonal prism|octagonal bar|octagonal block"),
    (
        "shaft",
        "shaft|stepped shaft|axle|spindle|turned part|arbor|stepped pin|turned shaft|\
         stepped axle",
    ),
    (
        "flanged_bush",
        "flanged bushing|flange bushing|flanged bush|flanged sleeve|collared bush|\
         collar bush|top hat bushing|flanged spacer",
    ),
    (
        "flange",
        "flange|round flange|disc flange|disk flange|pipe flange|blank flange|blind flange|\
         circular flange",
    ),
    ("hub", "hub|wheel hub|pulley|wheel|flanged hub"),
    ("sphere", "sphere|ball"),
    ("cone", "cone|truncated cone|frustum|tapered pin|conical part|tapered plug"),
    ("wedge", "wedge|triangular plate|triangular prism|ramp"),
    (
        "oval",
        "oval plate|obround plate|obround|oval flange|slot shaped plate|stadium plate|\
         oblong plate|stadium shaped plate|two bolt flange|oblong flange|oval|link|link plate",
    ),
    (
        "disc",
        "disc|disk|round plate|circular plate|cover disc|round cover|circular disc|\
         circular disk|round disc",
    ),
    (
        "cylinder",
        "cylinder|rod|pin|round bar|dowel|dowel pin|round rod|bar stock round|plug|post|\
         roller|puck|peg|barrel",
    ),
    (
        "plate",
        "plate|sheet|panel|base plate|baseplate|mounting plate|cover plate|flat plate|strip|\
         flat bar|strap|cover|flat|adapter plate|rectangular plate|board|tab|square plate|\
         blank|end plate|face plate|faceplate|top plate",
    ),
    (
        "block",
        "block|bar|cube|cuboid|brick|rectangular block|square bar|body|bracket|\
         mounting block|solid block|box|prism|rectangular bar|part|jaw|bearing block|\
         pillow block|manifold|guide block|clamp block|base block|fixture|base|square block",
    ),
    ("bolt", "bolt|hex bolt|hex screw|hexagon head bolt|cap screw|hex head bolt|hex head screw"),
    ("knob", "knob"),
    ("gear", "gear|spur gear|gearwheel|sprocket"),
];

/// Features, with the phrases for them.
const FEATURES: [(&str, &str); 26] = [
    (
        "cbore",
        "counterbore|counterbored hole|cbore|c bore|counter bore|counter bored hole|\
         counterbored|counterbored bolt hole|counterbored screw hole|\
         counterbored mounting hole|cbore hole|counterbore hole|spotface",
    ),
    (
        "csk",
        "countersink|countersunk hole|csk|counter sink|countersunk|countersunk bolt hole|\
         countersunk screw hole|countersunk mounting hole|csk hole|c sink|csink",
    ),
    ("cross_hole", "cross hole|cross drilled hole|radial hole|transverse hole|cross bore|side hole"),
    (
        "bore",
        "bore|central bore|center bore|centre bore|central hole|center hole|centre hole|\
         axial hole|axial bore|shaft bore|through bore|pilot bore|bored hole|\
         central through hole|shaft hole|blind bore|hub bore|bearing bore|main bore|aperture|\
         clear aperture",
    ),
    (
        "hole",
        "hole|bolt hole|screw hole|mounting hole|clearance hole|fixing hole|through hole|\
         tapped hole|threaded hole|drilled hole|drilling|blind hole|drill hole|tapping hole|\
         pilot hole|thru hole|dowel hole|pin hole|locating hole|fastener hole|tapping|thread|\
         corner hole|clearance|clearance bolt hole|round port|port|vent hole|round hole|\
         round opening|set screw hole|grub screw hole|circular hole|tap|gland hole|\
         lightening hole|vent|core hole",
    ),
    (
        "slot",
        "slot|slotted hole|oblong hole|obround slot|elongated hole|long hole|through slot|\
         obround hole|adjustment slot|obround cutout|oblong slot|rounded slot|straight slot|\
         mounting slot",
    ),
    (
        "pocket",
        "pocket|recess|cavity|rectangular pocket|rectangular recess|round pocket|\
         circular pocket|round recess|circular recess|rebate|blind pocket|hollow|\
         square pocket|seat|lens seat|bearing seat|bearing recess|hexagonal pocket|\
         hex pocket|square recess|bearing pocket|milled pocket",
    ),
    (
        "window",
        "window|cutout|cut out|opening|rectangular opening|rectangular cutout|square hole|\
         rectangular hole|square opening|square cutout|rectangular cut out|\
         rectangular window|through pocket|round cutout|circular cutout|circular opening",
    ),
    (
        "boss",
        "boss|stud|pillar|screw boss|cylindrical boss|round boss|raised boss|spigot|stub|\
         screw post|mounting boss|pad|raised pad|rectangular boss|square boss|pilot|\
         centering boss|locating spigot|rectangular pad|standoff post|central boss|\
         center boss|centre boss|corner boss|raised block|mounting post|raised hub|\
         raised ring|square pad|hub boss",
    ),
    (
        "rib",
        "rib|stiffening rib|web|stiffener|cross rib|center rib|centre rib|central rib|fin|\
         partition|divider",
    ),
    ("gusset", "gusset|triangular gusset|triangular rib|corner gusset|gusset plate|triangular web"),
    ("fillet", "fillet|rounding|radii|round over|blend"),
    ("chamfer", "chamfer|bevel"),
    (
        "keyway",
        "keyway|key slot|key seat|keyseat|key|parallel keyway|feather keyway|milled keyway|\
         key groove",
    ),
    (
        "groove",
        "groove|annular groove|circlip groove|o ring groove|retaining ring groove|\
         relief groove|undercut|ring groove|snap ring groove|circumferential groove|neck|\
         relief",
    ),
    (
        "notch",
        "notch|corner notch|edge notch|corner cutout|edge slot|open slot|rectangular notch|\
         square notch|cut corner|u notch|edge cutout|v notch",
    ),
    (
        "channel",
        "through groove|straight groove|t slot|dovetail|milled groove|milled slot|\
         longitudinal groove|cross slot|channel slot|longitudinal slot",
    ),
    ("step", "step|rabbet|shoulder|stepped end|ledge"),
    ("lid", "lid"),
    ("teeth", "teeth|tooth"),
    ("segment", "section|journal|diameter step|segment|stub end"),
    ("edge", "edge|outer edge|rim"),
    ("corner", "corner|vertical edge|outer corner|outside corner"),
    (
        "leg",
        "leg|flange leg|upright|vertical leg|horizontal leg|base leg|arm|upright leg|\
         long leg|short leg",
    ),
    ("wallpart", "side wall|walls|wall thickness|sidewall|wall|walls thickness"),
    ("floor", "floor|bottom thickness|base thickness|floor thickness"),
];

/// Phrases for roles; single words that instructions know come from the shared vocabulary.
const ROLES: [(Role, &str); 15] = [
    (
        Role::Outer,
        "od|outer diameter|outside diameter|o d|outer dia|outside dia|outer ø|\
         external diameter|overall diameter",
    ),
    (
        Role::Inner,
        "id|inner diameter|inside diameter|i d|inner dia|inside dia|inner ø|\
         internal diameter",
    ),
    (
        Role::Circle,
        "pcd|bcd|bolt circle|pitch circle|pitch circle diameter|bolt circle diameter|b c|\
         p c d|b c d|bolt circle dia|circle diameter",
    ),
    (
        Role::Spacing,
        "spacing|pitch|apart|centres|centers|c c|center distance|centre distance|\
         center to center|centre to centre|center spacing|centre spacing|spaced|grid spacing|\
         distance apart|between centres|between centers",
    ),
    (Role::Flats, "af|across flats|a f|width across flats|across the flats|key size"),
    (Role::Wall, "wall thickness|wall|walls|thick walls|thick wall|shell thickness"),
    (
        Role::Thickness,
        "thk|thickness|thick|sheet|material|gauge|stock|sheet metal|material thickness|t|\
         sheet thickness|plate thickness",
    ),
    (Role::Depth, "deep|depth|dp"),
    (Role::Projection, "projecting|projection|proud|protruding|standing proud|protrusion|raised by"),
    (Role::Top, "top diameter|top dia|small diameter|tip diameter|small end"),
    (Role::Edge, "inset|edge distance|offset|edge offset|margin|in from"),
    (Role::Length, "overall length|total length"),
    (Role::Overall, "oal|overall"),
    (Role::Height, "overall height|total height"),
    (Role::Width, "overall width|face width|total width|square"),
];

/// Words for places.
const PLACES: &str = " top bottom left right front back rear upper lower outer inner outside inside middle center \
    centre face side edge corner end leg base wall rim flange hub axis opposite vertical \
    horizontal upright large larger small smaller big long short longer shorter thick thin first \
    second other web foot lid underside circumference perimeter outline floor centerline \
    centreline midpoint line surface leftmost rightmost circle free main boss bore remaining open \
    internal external longitudinal centered part plate body block shaft cylinder disc disk bracket \
    pocket step tube length width half quarter row triangle barrel square rectangle channel bar \
    housing box head ";

/// Words that carry nothing.
const FILLERS: &str = " a an the with and of is are be has have having that which it its to as make made me i need \
    want please draw model design create build give for size sized sizes dimension dimensions \
    measuring measure total overall each per equal equally evenly spaced respectively there so \
    this these those simple plain standard nominal mm millimeter millimetre typ typical only \
    exactly also plus whole all both every any same single should must we our my by in on at from \
    into through across around along near out between metric straight flat solid x s pcs pieces \
    off no nos qty quantity set pattern symmetric symmetrically arranged placed located position \
    positioned distributed drilled cut milled machined then where when down up too way over \
    coaxial concentric extending rising standing going goes running runs rectangular round \
    circular cylindrical deg degree inch common inwards outwards bent carries carrying features \
    featuring feature sits sitting lies lying starting starts measured coarse iso din screws screw \
    bolts bolt one dia diameter blind full fully completely entire symmetrical aligned parallel \
    next them their just open hollow flush sharp ";

/// Whether a word, without plural, tells a place.
pub(super) fn is_place(word: &str) -> bool {
    PLACES.contains(&format!(" {word} "))
}

/// Whether a word carries nothing.
pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&format!(" {word} "))
}

/// The longest phrase at a place: what it stands for, and how many words it has.
fn longest<T: Copy>(table: &[(T, &str)], words: &[String]) -> Option<(T, usize)> {
    let mut best: Option<(T, usize)> = None;
    for (what, phrases) in table {
        for phrase in phrases.split('|') {
            let count = phrase.split(' ').count();
            let fits = count <= words.len() && phrase.split(' ').zip(words).all(|(a, b)| a == b);
            if fits && best.is_none_or(|(_, most)| count > most) {
                best = Some((*what, count));
            }
        }
    }
    best
}

/// The body that words begin with, and their number.
pub(super) fn body(words: &[String]) -> Option<(Thing, usize)> {
    longest(&BODIES, &singles(words))
}

/// The feature that words begin with, and their number.
pub(super) fn feature(words: &[String]) -> Option<(Thing, usize)> {
    longest(&FEATURES, &singles(words))
}

/// The role that words begin with, and their number.
pub(super) fn role(words: &[String]) -> Option<(Role, usize)> {
    if let Some(found) = longest(&ROLES, words) {
        return Some(found);
    }
    let role = match Dimension::of(words.first()?.as_str())? {
        Dimension::Diameter => Role::Diameter,
        Dimension::Radius => Role::Radius,
        Dimension::Thickness => Role::Thickness,
        Dimension::Height => Role::Height,
        Dimension::Length => Role::Length,
        Dimension::Width => Role::Width,
        Dimension::Depth => Role::Depth,
        Dimension::Count => Role::Count,
        Dimension::Spacing => Role::Spacing,
        Dimension::Circle => Role::Circle,
        Dimension::Angle => Role::Angle,
    };
    Some((role, 1))
}

/// Whether a word of a dimension stands behind its number only ("12 thick", never "thick 12").
pub(super) fn follows_its_number(word: &str) -> bool {
    ["long", "wide", "high", "tall", "deep", "thick", "apart", "centres", "centers", "proud", "square"]
        .contains(&word)
}

fn singles(words: &[String]) -> Vec<String> {
    words.iter().map(|w| single(w)).collect()
}

/// A noun without its plural, as the tables have it.
pub(super) fn single(word: &str) -> String {
    match word {
        "radii" => word.to_owned(),
        "bushes" => "bush".to_owned(),
        "notches" => "notch".to_owned(),
        "boxes" => "box".to_owned(),
        "fillets" => "fillet".to_owned(),
        _ => singular(word),
    }
}
