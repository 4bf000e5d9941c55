//! Descriptions with sizes as a source of candidates: read by grammar, without learning.
//!
//! Text becomes tokens, tokens become numbers with units and things with places, those become a plan (a
//! body and its features), and the plan becomes a program with named numbers. What was not said is assumed
//! and named; what was not understood is listed and lowers the standing; what cannot be is said. Nothing
//! is passed over in silence.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `tokens.rs`, `measure.rs` | numbers, units, fractions, products, threads |
//! | `lexicon.rs` | words for bodies, features, places and roles of numbers |
//! | `phrases.rs`, `reader.rs` | things with what is said of them; how they are read |
//! | `plan.rs` | the part as data |
//! | `bodies.rs`, `features.rs`, `places.rs` | phrases to plan |
//! | `check.rs` | what cannot be as it was said |
//! | `number.rs`, `faces.rs`, `write.rs` | plan to program |
//! | `labelled.rs` | parts whose sizes have names of their own: spools, knobs, bars, layers |

mod bodies;
mod check;
mod faces;
mod features;
mod labelled;
mod lexicon;
mod measure;
mod number;
mod phrases;
mod places;
mod plan;
mod reader;
mod tokens;
mod write;

use base::{Bounds, Cancel};

use self::features::Collected;
use self::lexicon::{Role, Thing};
use self::phrases::{Description, Phrase};
use self::plan::{Body, Feature, Head, Pattern, Plan, Side, Size, Spot};
use super::{Proposal, Source};
use crate::{Error, Prompt};

/// What a description was taken for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Sizes and forms that nobody said.
    pub assumptions: Vec<String>,
    /// What cannot be as it was said.
    pub contradictions: Vec<String>,
    /// Passages that were not understood.
    pub unused: Vec<String>,
    /// How many sizes were said and used.
    pub sizes: usize,
    /// How many words and numbers were understood.
    pub words: usize,
}

impl Reading {
    /// Share of the words that were understood, 0..=1; contradictions count like words that were not.
    pub fn standing(&self) -> f64 {
        let unused: usize = self.unused.iter().map(|passage| passage.split_whitespace().count()).sum();
        let bad = unused + 2 * self.contradictions.len();
        self.words as f64 / (self.words + bad).max(1) as f64
    }

    /// Whether every word was used and nothing contradicts.
    pub fn is_complete(&self) -> bool {
        self.unused.is_empty() && self.contradictions.is_empty()
    }

    /// Sentences for the screen, the weightiest first.
    pub fn notes(&self) -> Vec<String> {
        let contradictions = self.contradictions.iter().map(|text| format!("contradiction: {text}"));
        let unused = self.unused.iter().map(|text| format!("not used: ‘{text}’"));
        let assumptions = self.assumptions.iter().map(|text| format!("assumed: {text}"));
        contradictions.chain(unused).chain(assumptions).collect()
    }
}

/// Reads descriptions.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordsSource;

impl Source for WordsSource {
    fn name(&self) -> &'static str {
        "words"
    }

    fn propose(
        &mut self,
        prompt: &Prompt,
        _count: usize,
        _seed: u64,
        cancel: &Cancel,
        on_text: &mut dyn FnMut(&str),
    ) -> Result<Vec<Proposal>, Error> {
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        if prompt.scan.is_some() {
            return Ok(Vec::new());
        }
        let written = match labelled::program(&prompt.text) {
            Some(written) => vec![written],
            None => read(&prompt.text).map(|plan| with_less(&plan)).unwrap_or_default(),
        };
        if let Some((text, _)) = written.first() {
            on_text(text);
        }
        let proposal =
            |(text, reading)| Proposal { text, source: "words", log_prob: None, reading: Some(reading) };
        Ok(written.into_iter().map(proposal).collect())
    }
}

/// The program of a plan, and for the case that it cannot be built one without its roundings and one with
/// nothing but its body, which say what they leave out.
fn with_less(plan: &Plan) -> Vec<(String, Reading)> {
    let less = |keeps: &dyn Fn(&Feature) -> bool, what: &str| {
        let mut plan = plan.clone();
        let all = plan.features.len();
        plan.features.retain(keeps);
        // What is left out was not carried out.
        plan.reading.words = plan.reading.words.saturating_sub(4 * (all - plan.features.len()));
        plan.reading.contradictions.push(format!("left out, because it could not be built: {what}"));
        plan
    };
    let is_edge = |feature: &Feature| matches!(feature, Feature::Edges { .. });
    let mut plans = vec![plan.clone()];
    if plan.features.iter().any(is_edge) {
        plans.push(less(&|feature| !is_edge(feature), "rounded and chamfered edges"));
    }
    if !plan.features.iter().all(is_edge) {
        plans.push(less(&|_| false, "everything but the body"));
    }
    plans.into_iter().map(|plan| (write::program(&plan), plan.reading)).collect()
}

/// Things of which only holes can be said.
const DRILLED: [&str; 5] = ["hole", "cbore", "csk", "bore", "cross_hole"];

/// The plan that a description asks for; `None` when it names no body and no size of one.
fn read(text: &str) -> Option<Plan> {
    let mut description = Description::read(text);
    let mut phrases = merged(std::mem::take(&mut description.phrases));
    let base = base_of(&mut phrases)?;
    let mut body_phrase = phrases.remove(base);
    for phrase in &mut phrases {
        route(phrase, &mut body_phrase);
    }
    absorb_parts(&mut phrases, &mut body_phrase);
    share_circles(&mut phrases);
    let said: usize = body_phrase.said.len() + phrases.iter().map(|p| p.said.len()).sum::<usize>();
    let thing = body_phrase.thing?;
    let bore = bore_of(&mut phrases, thing, &body_phrase);
    let built = bodies::build(thing, &mut body_phrase, bore, &mut phrases)?;
    let mut body = built.body;
    let mut assumptions = built.assumptions;
    let mut collected = Collected::new();
    collar(&mut body, &mut phrases, &mut collected);
    let mut unused = std::mem::take(&mut description.unused);
    for phrase in phrases.iter_mut().filter(|p| p.thing == Some("floor")) {
        if let Body::Housing { floor, .. } | Body::Cup { floor, .. } = &mut body {
            let value = phrase.take(&[Role::Thickness, Role::Height]).or_else(|| phrase.take_bare());
            *floor = value.map(Size::said).or(*floor);
        }
    }
    for phrase in &mut phrases {
        let Some(thing) = phrase.thing else { continue };
        if ["leg", "wallpart", "floor", "segment", "teeth"].contains(&thing) && phrase.said.is_empty() {
            continue;
        }
        if collected.add(phrase, &body).is_none() {
            let is_plain = phrase.said.is_empty()
                && (["corner", "edge", "leg", "wallpart", "floor"].contains(&thing) || phrase.is_body);
            if !is_plain {
                unused.push(description.words_of_phrase(phrase));
            }
        }
    }
    if thing == "nut"
        && !collected.features.iter().any(|f| matches!(f, Feature::Holes { .. }))
        && let Some(thread) = body_phrase.take_thread()
    {
        collected
            .assumptions
            .push(format!("thread drawn as its drill Ø{}", base::units::digits(thread.tapping)));
        let spot = Spot { side: Side::Top, pattern: Pattern::Points(Vec::new()), on_boss: false };
        let (name, diameter) = ("bore".to_owned(), Size::said(thread.tapping));
        collected.features.push(Feature::Holes { name, diameter, depth: None, head: Head::None, spot });
    }
    for phrase in phrases.iter().chain(std::iter::once(&body_phrase)) {
        unused.extend(phrase.said.iter().map(|said| description.words_of(said)));
    }
    if ["knob", "gear", "bolt"].contains(&thing) {
        unused.push(format!("{thing} (its plain body only)"));
    }
    unused.retain(|passage| !passage.trim().is_empty());
    let left: usize = phrases.iter().chain(std::iter::once(&body_phrase)).map(|p| p.said.len()).sum();
    assumptions.extend(collected.assumptions);
    assumptions.dedup();
    let reading = Reading {
        assumptions,
        contradictions: Vec::new(),
        unused,
        sizes: said.saturating_sub(left),
        words: description.used_words,
    };
    let mut plan = Plan { body, features: collected.features, reading };
    plan.reading.contradictions = check::contradictions(&plan);
    Some(plan)
}

/// Features that words add to a part that is there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Added {
    /// Names and values of the new numbers.
    pub(crate) numbers: Vec<(String, f64)>,
    /// Calls that go on from the part.
    pub(crate) calls: Vec<String>,
    /// What was assumed about them.
    pub(crate) assumptions: Vec<String>,
    /// What a feature is made of, for what may change.
    pub(crate) is_round_cut: bool,
    /// Whether only edges are rounded or cut.
    pub(crate) is_edge: bool,
}

/// Things that can be added to any part by their places on its box.
const ADDABLE: [&str; 11] =
    ["hole", "cbore", "csk", "bore", "slot", "pocket", "window", "fillet", "chamfer", "edge", "corner"];

/// Reads what is to be added to a part with these bounds; `None` when anything in the words is not carried
/// out, when the place is not said, or when something cannot be.
pub(crate) fn added(text: &str, bounds: &Bounds) -> Option<Added> {
    let mut description = Description::read(text);
    let mut phrases = merged(std::mem::take(&mut description.phrases));
    let is_told = |p: &Phrase| {
        !p.places.is_empty()
            || !p.points.is_empty()
            || !p.qualifiers.is_empty()
            || p.grid.is_some()
            || !p.flags.is_empty()
            || p.thing == Some("bore")
            || p.said.iter().any(|s| {
                matches!(s.role, Some(Role::Edge | Role::X | Role::Y | Role::Circle | Role::Spacing))
            })
    };
    let is_known =
        |p: &Phrase| p.thing.is_some_and(|t| ADDABLE.contains(&t)) && !p.said.is_empty() && is_told(p);
    // The words of a place that only the part itself could tell are not understood here.
    let is_vague = |p: &Phrase| {
        let known = [
            "top",
            "bottom",
            "left",
            "right",
            "front",
            "back",
            "rear",
            "middle",
            "center",
            "centre",
            "face",
            "side",
            "edge",
            "corner",
            "end",
            "all",
            "each",
            "every",
            "both",
            "in",
            "on",
            "at",
            "from",
            "of",
            "to",
            "row",
            "line",
            "through",
            "along",
            "across",
            "upper",
            "lower",
            "surface",
            "vertical",
            "circle",
            "around",
            "length",
            "width",
            "underside",
            "outer",
        ];
        p.places.iter().flatten().chain(&p.qualifiers).any(|w| !known.contains(&w.as_str()))
            || (p.is_plural
                && p.count.is_none()
                && p.grid.is_none()
                && !p.is_at(&["corner", "edge"])
                && !matches!(p.thing, Some("corner" | "edge" | "fillet" | "chamfer")))
    };
    if phrases.is_empty()
        || !description.unused.is_empty()
        || !phrases.iter().all(is_known)
        || phrases.iter().any(is_vague)
    {
        return None;
    }
    let [length, width, height] = bounds.size().map(|v| Size::said((v * 1e6).round() / 1e6));
    let is_plate = 3.0 * height.value < length.value.min(width.value);
    let body = Body::Block { length, width, height, is_plate };
    let mut collected = Collected::new();
    for phrase in &mut phrases {
        collected.add(phrase, &body)?;
        if !phrase.said.is_empty() {
            return None;
        }
    }
    let is_round_cut = collected.features.iter().all(|f| matches!(f, Feature::Holes { .. }));
    let is_edge = collected.features.iter().all(|f| matches!(f, Feature::Edges { .. }));
    let reading = Reading { assumptions: collected.assumptions, ..Reading::default() };
    let plan = Plan { body, features: collected.features, reading };
    if !check::contradictions(&plan).is_empty() {
        return None;
    }
    let (numbers, calls) = write::additions(&plan, bounds);
    Some(Added { numbers, calls, assumptions: plan.reading.assumptions, is_round_cut, is_edge })
}

/// Phrases that speak of a thing that was there before become part of it.
fn merged(phrases: Vec<Phrase>) -> Vec<Phrase> {
    let mut kept: Vec<Phrase> = Vec::new();
    for mut phrase in phrases {
        // "A raised hub … hub ⌀54": the hub is the one that was named, not the part.
        if phrase.thing == Some("hub")
            && !phrase.said.is_empty()
            && kept.iter().any(|k| k.is_body)
            && kept.iter().any(|k| k.thing == Some("boss"))
        {
            phrase.thing = Some("boss");
            phrase.is_body = false;
        }
        let thing = phrase.thing.unwrap_or("");
        // "Two bosses … holes through the bosses", "six holes … hole count 6": a mention without a size or a
        // place adds no thing.
        if is_mention(&phrase)
            && let Some(known) = kept.iter_mut().rfind(|k| k.thing == phrase.thing && !k.is_body)
            && may_be_count(known, &phrase)
        {
            known.absorb(phrase);
            continue;
        }
        let is_head = thing == "cbore" || thing == "csk";
        // "Pocket 60 x 30, corner radius 5": the corners are those of the pocket.
        let of_pocket = thing == "corner" && !phrase.is_plural && phrase.places.is_empty();
        if of_pocket
            && let Some(last) = kept
                .last_mut()
                .filter(|k| matches!(k.thing, Some("pocket" | "window")) && k.sentence == phrase.sentence)
        {
            phrase.qualifiers.clear();
            last.absorb(phrase);
            continue;
        }
        // "A chamfered top edge … edge chamfer 2": the size of what was named before.
        let is_corner = thing == "corner" || phrase.is_at(&["corner"]);
        if EDGES.contains(&thing)
            && !phrase.said.is_empty()
            && !phrase.has_article
            && let Some(at) = edges_meant(&kept, &phrase, is_corner)
        {
            kept[at].absorb(phrase);
            continue;
        }
        let family = |known: &Phrase| {
            let other = known.thing.unwrap_or("");
            other == thing
                || (thing == "hole"
                    && ["cbore", "csk", "bore"].contains(&other)
                    && phrase.count.is_none()
                    && !phrase.has_article)
                || (is_head && other == "hole")
        };
        // The same number again tells more of the same things; another number tells of others.
        let known = kept.iter().rev().find(|k| family(k));
        let lacks_size = known.is_some_and(|k| k.said.iter().all(|s| s.role == Some(Role::Circle)));
        let is_other = phrase.count.is_some_and(|c| known.is_some_and(|k| k.count.is_some_and(|n| n != c)));
        let is_new =
            phrase.has_article || is_other || (phrase.count.is_some() && known.is_some() && !lacks_size);
        let same_place = |k: &Phrase| {
            phrase.qualifiers.is_empty()
                || phrase.qualifiers.iter().any(|q| k.is_at(&[q.as_str()]))
                || !kept.iter().any(|other| {
                    family(other) && phrase.qualifiers.iter().any(|q| other.is_at(&[q.as_str()]))
                })
        };
        let at = kept.iter().rposition(|k| family(k) && same_place(k));
        match at {
            // Counterbores tell the heads of the holes before them.
            Some(at) if is_head && kept[at].thing == Some("hole") && phrase.count.is_none() => {
                let known = &mut kept[at];
                // The hole keeps its own diameter as the first.
                let mut head = phrase;
                for said in &mut head.said {
                    if said.role.is_none() {
                        said.role =
                            Some(if said.measure.angle.is_some() { Role::Angle } else { Role::Diameter });
                    }
                }
                give_roles(known);
                known.thing = Some(if thing == "cbore" { "cbore" } else { "csk" });
                known.absorb(head);
            }
            Some(at) if !is_new && !is_head_of_other(&kept[at], &phrase) => kept[at].absorb(phrase),
            _ => kept.push(phrase),
        }
    }
    kept
}

/// Things that are edges, or what is done to them.
const EDGES: [&str; 4] = ["edge", "corner", "fillet", "chamfer"];

/// Which edges without a size a size belongs to: corners to corners, else the only ones there are.
fn edges_meant(kept: &[Phrase], phrase: &Phrase, is_corner: bool) -> Option<usize> {
    let open: Vec<usize> = (0..kept.len())
        .filter(|i| kept[*i].said.is_empty() && EDGES.contains(&kept[*i].thing.unwrap_or("")))
        .collect();
    let corner = |k: &Phrase| k.thing == Some("corner") || k.is_at(&["corner"]);
    let same = open.iter().find(|i| corner(&kept[**i]) == is_corner);
    let only = open.first().filter(|i| {
        let is_chamfered = kept[**i].has_flag(&["chamfered", "bevelled", "beveled"]);
        open.len() == 1 && is_chamfered && phrase.thing == Some("chamfer")
    });
    same.or(only).copied()
}

/// Whether a phrase names a thing and says at most how many.
fn is_mention(phrase: &Phrase) -> bool {
    let Phrase {
        thing, said, points, places, qualifiers, flags, has_article, is_plural, count, grid, ..
    } = phrase;
    let counts = count.is_some() || grid.is_some();
    thing.is_some()
        && !phrase.is_body
        && said.is_empty()
        && points.is_empty()
        && places.is_empty()
        && qualifiers.is_empty()
        && flags.is_empty()
        && !has_article
        && (counts || *is_plural)
}

/// Whether the number in a phrase may be that of the things that are known.
fn may_be_count(known: &Phrase, phrase: &Phrase) -> bool {
    let told = phrase.grid.map(|[a, b]| a * b).or(phrase.count);
    told.is_none() || known.count.is_none() || told == known.count
}

fn is_head_of_other(known: &Phrase, phrase: &Phrase) -> bool {
    // Two different diameters are two things: "bore 20, bore 30".
    let has = |p: &Phrase| {
        p.said
            .iter()
            .any(|s| s.role == Some(Role::Diameter) || (s.role.is_none() && s.measure.values.len() == 1))
    };
    has(known) && has(phrase)
}

/// The bare number of a hole is its diameter.
fn give_roles(phrase: &mut Phrase) {
    for said in &mut phrase.said {
        if said.role.is_none() && said.measure.values.len() == 1 && said.measure.thread.is_none() {
            said.role = Some(Role::Diameter);
        }
    }
}

/// Which phrase names the body; a description that begins with sizes alone has a block or a cylinder.
fn base_of(phrases: &mut Vec<Phrase>) -> Option<usize> {
    const GENERAL: [Thing; 7] = ["block", "hub", "washer", "flange", "cylinder", "disc", "plate"];
    let bodies: Vec<usize> = (0..phrases.len()).filter(|i| phrases[*i].is_body).collect();
    if let Some(first) = bodies.first() {
        let is_general =
            |i: usize| phrases[i].thing.is_some_and(|t| GENERAL.contains(&t)) && phrases[i].said.is_empty();
        // "A part made from plate 80x50x6": the one with sizes is the body.
        let better = bodies.iter().find(|i| !is_general(**i) && !phrases[**i].has_flag(&["on"])).copied();
        let chosen = if is_general(*first) { better.unwrap_or(*first) } else { *first };
        if chosen != *first {
            let general = phrases.remove(*first);
            let chosen = chosen - 1;
            phrases[chosen].flags.extend(general.flags);
            return Some(chosen);
        }
        return Some(chosen);
    }
    let triple = phrases.iter().position(|p| {
        p.said.iter().any(|s| {
            s.measure.values.len() == 3
                && s.role.is_none()
                && !["slot", "pocket", "keyway", "boss"].contains(&p.thing.unwrap_or(""))
        })
    });
    if let Some(at) = triple {
        let said = phrases[at].said.iter().position(|s| s.measure.values.len() == 3)?;
        let said = phrases[at].said.remove(said);
        let is_flat = said.measure.values[2] * 5.0 <= said.measure.values[0].min(said.measure.values[1]);
        let body = Phrase {
            thing: Some(if is_flat { "plate" } else { "block" }),
            is_body: true,
            said: vec![said],
            ..Phrase::default()
        };
        if phrases[at].thing.is_none() {
            phrases[at].absorb(body);
            phrases[at].thing = Some(if is_flat { "plate" } else { "block" });
            phrases[at].is_body = true;
            return Some(at);
        }
        phrases.insert(0, body);
        return Some(0);
    }
    let untold = phrases.iter().position(|p| p.thing.is_none() && !p.said.is_empty())?;
    let is_round = phrases[untold].said.iter().any(|s| {
        s.measure.roles.contains(&Some(Role::Diameter))
            || s.role == Some(Role::Diameter)
            || s.role == Some(Role::Outer)
    });
    phrases[untold].thing = Some(if is_round { "cylinder" } else { "block" });
    phrases[untold].is_body = true;
    Some(untold)
}

/// Numbers that a feature cannot have belong to the body.
fn route(phrase: &mut Phrase, body: &mut Phrase) {
    let thing = phrase.thing.unwrap_or("");
    let is_hole = DRILLED.contains(&thing);
    let mut i = 0;
    while i < phrase.said.len() {
        let said = &phrase.said[i];
        let role = said.role;
        let is_triple = said.measure.values.len() == 3 && role.is_none();
        let is_foreign = match role {
            _ if is_triple && (is_hole || body.said.is_empty()) => true,
            Some(Role::Thickness | Role::Height | Role::Wall | Role::Width | Role::Flats) if is_hole => true,
            Some(Role::Length) if is_hole => {
                !body.said.iter().any(|s| s.role == Some(Role::Length) || s.measure.values.len() > 1)
            }
            Some(Role::Wall) => true,
            Some(Role::Outer) if is_hole => true,
            Some(Role::Outer | Role::Inner) => {
                ["fillet", "chamfer", "corner", "edge", "slot", "groove"].contains(&thing)
            }
            Some(Role::Thickness) => ["fillet", "chamfer", "corner", "edge", "slot"].contains(&thing),
            Some(Role::Height | Role::Length) => ["fillet", "chamfer", "corner", "edge"].contains(&thing),
            _ => false,
        };
        let lacks = !body.said.iter().any(|s| s.role == role && role.is_some());
        if is_foreign && lacks && phrase.thing.is_some() {
            body.said.push(phrase.said.remove(i));
        } else {
            i += 1;
        }
    }
}

/// Circles and spacings that stand behind a single thing belong to the holes that are several.
fn share_circles(phrases: &mut [Phrase]) {
    let is_pattern = |s: &phrases::Said| matches!(s.role, Some(Role::Circle | Role::Spacing));
    let several = |p: &Phrase| {
        ["hole", "cbore", "csk"].contains(&p.thing.unwrap_or(""))
            && (p.count.is_some_and(|c| c > 1) || p.is_plural)
    };
    let Some(to) = phrases.iter().position(|p| several(p) && !p.said.iter().any(is_pattern)) else { return };
    let from = phrases
        .iter()
        .position(|p| !several(p) && p.count.is_none() && !p.is_plural && p.said.iter().any(is_pattern));
    let Some(from) = from else { return };
    let (moved, kept) = phrases[from].said.drain(..).partition(is_pattern);
    phrases[from].said = kept;
    phrases[to].said.extend::<Vec<_>>(moved);
}

/// Steps of a shaft, legs, walls and openings are parts of the body, not features of it.
fn absorb_parts(phrases: &mut Vec<Phrase>, body: &mut Phrase) {
    let thing = body.thing.unwrap_or("");
    let mut i = 0;
    while i < phrases.len() {
        let own = phrases[i].thing.unwrap_or("");
        let is_pair = phrases[i].said.iter().any(|s| s.measure.values.len() == 2);
        let is_step = thing == "shaft"
            && (["segment", "step"].contains(&own)
                || (["cylinder", "shaft", "boss"].contains(&own) && is_pair));
        let is_wall = own == "wallpart" && !phrases[i].said.is_empty();
        let is_same = phrases[i].is_body
            && (own == thing || own == "block")
            && !phrases[i].has_article
            && phrases[i].count.is_none();
        // A second diameter is that of a second cylinder.
        let repeats = |s: &phrases::Said| {
            s.role == Some(Role::Diameter)
                && body.said.iter().any(|b| b.role == Some(Role::Diameter) || b.measure.values.len() > 1)
        };
        let is_plain_same =
            is_same && (own == thing || phrases[i].said.is_empty()) && !phrases[i].said.iter().any(repeats);
        if is_step || is_wall || is_plain_same {
            let mut part = phrases.remove(i);
            if is_wall {
                for said in &mut part.said {
                    if matches!(said.role, None | Some(Role::Thickness)) {
                        said.role = Some(Role::Wall);
                    }
                }
            }
            part.count = None;
            part.places.clear();
            body.absorb(part);
        } else {
            i += 1;
        }
    }
    // "Stepped shaft with two steps" keeps its adjective.
    if thing == "shaft" && phrases.iter().any(|p| p.thing == Some("step")) {
        phrases.retain(|p| p.thing != Some("step"));
        body.flags.push("stepped".to_owned());
    }
}

/// A flange at the end of a tube lies within its length, and the bore goes through it.
fn collar(body: &mut Body, phrases: &mut Vec<Phrase>, collected: &mut Collected) {
    let Body::Tube { outer, inner, length, .. } = *body else { return };
    let Some(at) = phrases.iter().position(|p| matches!(p.thing, Some("flange" | "disc"))) else { return };
    let phrase = &mut phrases[at];
    let Some([wide, thick]) = phrase.take_pair().or_else(|| {
        Some([
            phrase.take(&[Role::Diameter, Role::Outer])?,
            phrase.take(&[Role::Thickness, Role::Height, Role::Length, Role::Width])?,
        ])
    }) else {
        return;
    };
    if wide <= outer.value || thick >= length.value {
        phrase.tell(Role::Diameter, wide);
        return;
    }
    phrases.remove(at);
    let rest = Size { value: length.value - thick, is_assumed: length.is_assumed };
    *body = Body::Shaft { steps: vec![[Size::said(wide), Size::said(thick)], [outer, rest]] };
    collected
        .assumptions
        .push(format!("the length of {} mm includes the flange", base::units::digits(length.value)));
    let spot = Spot { side: Side::Top, pattern: Pattern::Points(Vec::new()), on_boss: false };
    let name = "bore".to_owned();
    collected.features.push(Feature::Holes { name, diameter: inner, depth: None, head: Head::None, spot });
}

/// The bore of a tube is its inner diameter, not a feature.
fn bore_of(phrases: &mut Vec<Phrase>, thing: Thing, body: &Phrase) -> Option<f64> {
    if !["tube", "washer", "nut"].contains(&thing) || body.said.iter().any(|s| s.role == Some(Role::Inner)) {
        return None;
    }
    // "Spacer M6 clearance": the screw tells the bore, and there is no other hole.
    if body.peek_thread().is_some() {
        phrases.retain(|p| p.thing != Some("hole") || !p.said.is_empty() || p.count.is_some());
    }
    let at = phrases.iter().position(|p| {
        p.thing == Some("bore")
            || (p.thing == Some("hole")
                && p.count.unwrap_or(1) == 1
                && p.places.is_empty()
                && thing != "nut"
                && body.said.iter().all(|s| s.measure.values.len() < 3))
    })?;
    if thing == "nut" {
        return None;
    }
    let phrase = &mut phrases[at];
    if phrase.said.iter().any(|s| s.role == Some(Role::Depth)) {
        return None;
    }
    give_roles(phrase);
    let value = phrase.take(&[Role::Diameter]).or_else(|| phrase.take_thread().map(|t| t.clearance));
    if phrase.said.is_empty() && value.is_some() {
        phrases.remove(at);
    }
    value
}

#[cfg(test)]
mod tests;
