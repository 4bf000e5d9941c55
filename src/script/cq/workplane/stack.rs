//! Walking the chain and handling the stack.

use kernel::{Kind, Shape};

use super::{Item, Workplane};
use crate::cq::{CqError, Result};

impl Workplane {
    /// Names this link, so that selectors can come back to it; returns the same link.
    #[must_use]
    pub fn tag(&self, name: &str) -> Self {
        self.context().set_tag(name, self.clone());
        self.clone()
    }

    /// The link with a tag.
    ///
    /// # Errors
    /// A `ValueError` when no link of the chain has the tag.
    pub fn tagged(&self, name: &str) -> Result<Self> {
        let context = self.context();
        context.tagged(name).ok_or_else(|| {
            let known: Vec<_> = context.tags().into_keys().map(|tag| format!("\"{tag}\"")).collect();
            let hint = if known.is_empty() {
                format!("name a workplane first with .tag(\"{name}\")")
            } else {
                format!("the tags of this chain are {}", known.join(", "))
            };
            CqError::value(format!("No Workplane object named {name} in chain")).with_hint(hint)
        })
    }

    /// Goes back `count` links.
    ///
    /// # Errors
    /// A `ValueError` when the chain is shorter.
    pub fn end(&self, count: usize) -> Result<Self> {
        let mut link = self.clone();
        for done in 0..count {
            link = link.parent().ok_or_else(|| {
                CqError::value("Cannot End the chain-- no parents!")
                    .with_hint(format!("there are {done} workplanes before this one, {count} were asked for"))
            })?;
        }
        Ok(link)
    }

    /// A link with the first item only.
    #[must_use]
    pub fn first(&self) -> Self {
        let first = self.objects().first().cloned();
        self.new_object(first.into_iter().collect())
    }

    /// A link with the last item only.
    ///
    /// # Errors
    /// An `IndexError` when the stack is empty.
    pub fn last(&self) -> Result<Self> {
        self.item(-1)
    }

    /// A link with one item; negative positions count from the end.
    ///
    /// # Errors
    /// An `IndexError` when there is no such item.
    pub fn item(&self, position: isize) -> Result<Self> {
        let size = self.size();
        let index = if position < 0 { position.checked_add_unsigned(size) } else { Some(position) };
        let item = index
            .and_then(|index| usize::try_from(index).ok())
            .and_then(|index| self.objects().get(index).cloned())
            .ok_or_else(|| {
                CqError::index("list index out of range")
                    .with_hint(format!("item {position} was asked for, the stack holds {size} items"))
            })?;
        Ok(self.new_object(vec![item]))
    }

    /// One link for each item on the stack.
    pub fn all(&self) -> Vec<Self> {
        self.vals().into_iter().map(|item| self.new_object(vec![item])).collect()
    }

    /// Puts more items on the stack of this very link.
    pub fn add_items(&self, items: impl IntoIterator<Item = Item>) {
        let items: Vec<_> = items.into_iter().collect();
        self.0.objects.borrow_mut().extend(items);
    }

    /// Puts the items of another link on the stack of this very link and takes over its tags.
    pub fn add(&self, other: &Self) {
        self.add_items(other.vals());
        self.merge_tags(other);
    }

    /// Takes over the tags of another chain; tags that are here already stay.
    pub fn merge_tags(&self, other: &Self) {
        let (ours, theirs) = (self.context(), other.context());
        if !std::rc::Rc::ptr_eq(&ours, &theirs) {
            ours.merge_tags(&theirs);
        }
    }

    /// Makes the wires and edges on the stack wait for the next operation; returns the same link.
    #[must_use]
    pub fn to_pending(&self) -> Self {
        let context = self.context();
        for shape in self.shapes() {
            match shape.kind() {
                Kind::Wire => context.add_pending_wire(shape),
                Kind::Edge => context.add_pending_edge(shape),
                _ => {}
            }
        }
        self.clone()
    }

    /// The solids of the nearest link that has some, as one compound.
    ///
    /// # Errors
    /// A `ValueError` when no link has a solid.
    pub fn find_solid(&self) -> Result<Shape> {
        self.find_solid_from(Search::StackAndParents)
    }

    /// The solids of the nearest link that has some, as one compound, from where the search says.
    ///
    /// # Errors
    /// A `ValueError` when no link that was searched has a solid.
    pub fn find_solid_from(&self, search: Search) -> Result<Shape> {
        self.solid_from(search)?.ok_or_else(|| {
            let place = if search == Search::Parents { "" } else { "on the stack or " };
            CqError::value(format!("Cannot find a solid {place}in the parent chain"))
                .with_hint("make a solid earlier in the same chain, for example with .box(…) or .extrude(…)")
        })
    }

    /// The solids of the nearest link that has some, as one compound; `None` when there is none.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn solid_in_chain(&self) -> Result<Option<Shape>> {
        self.solid_from(Search::StackAndParents)
    }

    fn solid_from(&self, search: Search) -> Result<Option<Shape>> {
        let mut link = match search {
            Search::Parents => self.parent(),
            Search::Stack | Search::StackAndParents => Some(self.clone()),
        };
        while let Some(current) = link {
            let mut solids = Vec::new();
            for shape in current.shapes() {
                match shape.kind() {
                    Kind::Solid => solids.push(shape),
                    Kind::Compound => solids.extend(shape.children(Kind::Solid)?),
                    _ => {}
                }
            }
            if !solids.is_empty() {
                return Ok(Some(kernel::compound(&solids)?));
            }
            link = if search == Search::Stack { None } else { current.parent() };
        }
        Ok(None)
    }
}

/// Where a solid is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Search {
    /// On the stack of the link only.
    Stack,
    /// In the links before it only.
    Parents,
    /// On the stack, then in the links before it.
    StackAndParents,
}

impl Search {
    /// Reads `searchStack` and `searchParents`.
    pub fn of(stack: bool, parents: bool) -> Self {
        match (stack, parents) {
            (true, false) => Self::Stack,
            (false, _) => Self::Parents,
            (true, true) => Self::StackAndParents,
        }
    }
}
