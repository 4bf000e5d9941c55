//! Programs in the house style as text: their named numbers and the groups of calls that make
//! features, and programs with some of these changed or left out.

/// A program of named numbers, perhaps chains with names of their own, and the chain of the result.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// The named numbers in their order.
    pub dimensions: Vec<(String, f64)>,
    /// The chains before that of the result, for example the path of a sweep.
    statements: Vec<String>,
    /// The first line of the chain, for example `cq.Workplane("XY")`.
    head: String,
    /// The calls of the body.
    body: Vec<String>,
    /// What is done to the body, feature by feature.
    pub groups: Vec<Vec<String>>,
}

impl Outline {
    /// Reads a program; `None` for those in other styles.
    pub fn read(program: &str) -> Option<Self> {
        let mut blocks = program.trim_end().split("\n\n");
        if blocks.next()? != "import cadquery as cq" {
            return None;
        }
        let mut dimensions = Vec::new();
        for line in blocks.next()?.lines() {
            let (name, value) = line.split_once(" = ")?;
            dimensions.push((name.to_owned(), value.parse().ok()?));
        }
        let mut statements: Vec<String> = blocks.map(str::to_owned).collect();
        let last = statements.pop()?;
        let calls: Vec<&str> = last
            .strip_prefix("result = (\n")?
            .strip_suffix("\n)")?
            .lines()
            .map(|line| line.strip_prefix("    "))
            .collect::<Option<_>>()?;
        let head = (*calls.first()?).to_owned();
        let mut body = Vec::new();
        let mut groups: Vec<Vec<String>> = Vec::new();
        for call in &calls[1..] {
            let begins =
                [".faces(", ".edges(", ".cut(", ".union("].iter().any(|start| call.starts_with(start));
            match groups.last_mut() {
                _ if begins => groups.push(vec![(*call).to_owned()]),
                Some(group) => group.push((*call).to_owned()),
                None => body.push((*call).to_owned()),
            }
        }
        Some(Self { dimensions, statements, head, body, groups })
    }

    /// The program without the named numbers that nothing uses.
    pub fn program(&self) -> String {
        let calls: Vec<&String> = self.body.iter().chain(self.groups.iter().flatten()).collect();
        let mut text = String::from("import cadquery as cq\n\n");
        for (name, value) in &self.dimensions {
            if calls.iter().copied().chain(&self.statements).any(|call| uses(call, name)) {
                text.push_str(&format!("{name} = {value}\n"));
            }
        }
        for statement in &self.statements {
            text.push_str(&format!("\n{statement}\n"));
        }
        text.push_str(&format!("\nresult = (\n    {}\n", self.head));
        for call in calls {
            text.push_str(&format!("    {call}\n"));
        }
        text.push_str(")\n");
        text
    }

    /// The program with another value of a named number.
    pub fn with(&self, name: &str, value: f64) -> String {
        let mut changed = self.clone();
        for (n, v) in &mut changed.dimensions {
            if n == name {
                *v = value;
            }
        }
        changed.program()
    }

    /// The program without a feature.
    pub fn without(&self, group: usize) -> String {
        let mut changed = self.clone();
        changed.groups.remove(group);
        changed.program()
    }

    /// The numbers that a feature alone uses.
    pub fn own_dimensions(&self, group: usize) -> Vec<(String, f64)> {
        let is_used_elsewhere = |name: &str| {
            let others = self.groups.iter().enumerate().filter(|(i, _)| *i != group).flat_map(|(_, g)| g);
            self.body.iter().chain(others).chain(&self.statements).any(|call| uses(call, name))
        };
        self.dimensions
            .iter()
            .filter(|(name, _)| self.groups[group].iter().any(|call| uses(call, name)))
            .filter(|(name, _)| !is_used_elsewhere(name))
            .cloned()
            .collect()
    }

    /// Features that can be left out without moving others.
    pub fn removable(&self) -> Vec<usize> {
        (0..self.groups.len())
            .filter(|&i| {
                let group = &self.groups[i];
                let is_last = i + 1 == self.groups.len();
                let last = group.last().map_or("", String::as_str);
                let is_feature = [".hole(", ".cboreHole(", ".cskHole(", ".cutThruAll(", ".cutBlind("]
                    .iter()
                    .any(|call| last.starts_with(call))
                    || [".fillet(", ".chamfer("].iter().any(|call| last.contains(call))
                    || last.starts_with(".cut(")
                    || last.starts_with(".union(")
                    || (is_last && last.starts_with(".extrude("));
                // A moved workplane stays moved for what follows.
                let moves = group.iter().any(|call| call.starts_with(".center("));
                is_feature && (is_last || !moves) && !self.own_dimensions(i).is_empty()
            })
            .collect()
    }
}

/// Whether a call uses a name.
fn uses(call: &str, name: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    call.match_indices(name)
        .any(|(at, _)| !call[..at].ends_with(is_letter) && !call[at + name.len()..].starts_with(is_letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synth::{Split, families, plan};

    #[test]
    fn programs_are_read_and_written_alike() {
        let canonical = families::named("canonical").expect("the set exists");
        for slot in 0..300 {
            let Some(plan) = plan::plan(4, Split::Train, &canonical, slot, 0) else { continue };
            let outline = Outline::read(&plan.program).expect("every canonical program is read");
            assert_eq!(outline.program(), plan.program);
        }
    }

    #[test]
    fn a_feature_takes_its_numbers_with_it() {
        let program = "import cadquery as cq\n\nlength = 100\nwidth = 40\nhole_diameter = 8\n\nresult = (\n    \
            cq.Workplane(\"XY\")\n    .box(length, width, width)\n    .faces(\">Z\").workplane()\n    \
            .hole(hole_diameter)\n)\n";
        let outline = Outline::read(program).expect("a chain");
        assert_eq!(outline.removable(), [0]);
        assert_eq!(outline.own_dimensions(0), [("hole_diameter".to_owned(), 8.0)]);
        assert!(
            !outline.without(0).contains("hole") && outline.with("width", 41.5).contains("width = 41.5\n")
        );
    }
}
