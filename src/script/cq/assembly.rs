//! `Assembly`: parts and nested assemblies with places, names and colours.
//!
//! An assembly is a tree. A node may hold an object (shapes), has a place relative to its parent, a
//! name that is unique in the tree, and a colour that its children inherit.
//! Adding an assembly adds a deep copy of it.
//!
//! Constraints are kept by the Python class; [`super::constraints`] solves them.
//!
//! Deviation from CadQuery: names that are not given count up (`part_1`, `part_2`, …) where CadQuery
//! makes random ones.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::{Rc, Weak};

use kernel::{Document, DocumentMark, DocumentNode, Shape, Transform};

use super::geom::{Color, Location};
use super::workplane::Workplane;
use super::{CqError, Result, Selector};

thread_local! {
    static UNNAMED: Cell<u32> = const { Cell::new(0) };
}

/// Starts the numbers of unnamed parts again.
pub fn start() {
    UNNAMED.set(0);
}

/// Names and colours that were given to sub-shapes.
pub type SubShapes = (Vec<(Shape, String)>, Vec<(Shape, Color)>);

/// What a node of an assembly holds.
#[derive(Clone, Debug, Default)]
pub enum Content {
    /// Nothing but children.
    #[default]
    Empty,
    /// A shape.
    Shape(Shape),
    /// The shapes on the stack of a workplane, as they are when they are looked at.
    Workplane(Workplane),
}

impl Content {
    /// The shapes.
    pub fn shapes(&self) -> Vec<Shape> {
        match self {
            Self::Empty => Vec::new(),
            Self::Shape(shape) => vec![shape.clone()],
            Self::Workplane(workplane) => workplane.shapes(),
        }
    }
}

/// Place, name and colour of a part to add; what is `None` comes from the part or a default.
#[derive(Clone, Debug, Default)]
pub struct Placing {
    /// Place relative to the parent.
    pub location: Option<Location>,
    /// Name, unique in the tree.
    pub name: Option<String>,
    /// Colour.
    pub color: Option<Color>,
}

/// A shape of an assembly with all it takes to show or write it.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// Names from the root down, joined by `/`.
    pub path: String,
    /// The shape, not moved.
    pub shape: Shape,
    /// Where it is in the world.
    pub location: Location,
    /// Its own colour or that of the nearest node above.
    pub color: Option<Color>,
}

/// A node of an assembly. Clones are the same node.
#[derive(Clone)]
pub struct Assembly(Rc<Node>);

struct Node {
    name: RefCell<String>,
    content: RefCell<Content>,
    location: Cell<Location>,
    color: Cell<Option<Color>>,
    parent: RefCell<Weak<Node>>,
    children: RefCell<Vec<Assembly>>,
    /// Nodes below by name or path, in the order of adding.
    below: RefCell<Vec<(String, Assembly)>>,
    shape_names: RefCell<Vec<(Shape, String)>>,
    shape_colors: RefCell<Vec<(Shape, Color)>>,
    shape_layers: RefCell<Vec<(Shape, String)>>,
}

impl Assembly {
    /// A node without children.
    pub fn new(content: Content, placing: Placing) -> Self {
        let name = placing.name.filter(|name| !name.is_empty()).unwrap_or_else(|| {
            UNNAMED.set(UNNAMED.get() + 1);
            format!("part_{}", UNNAMED.get())
        });
        Self(Rc::new(Node {
            name: RefCell::new(name),
            content: RefCell::new(content),
            location: Cell::new(placing.location.unwrap_or_default()),
            color: Cell::new(placing.color),
            parent: RefCell::default(),
            children: RefCell::default(),
            below: RefCell::default(),
            shape_names: RefCell::default(),
            shape_colors: RefCell::default(),
            shape_layers: RefCell::default(),
        }))
    }

    /// The name.
    pub fn name(&self) -> String {
        self.0.name.borrow().clone()
    }

    /// Changes the name of this node.
    pub fn set_name(&self, name: String) {
        self.0.name.replace(name);
    }

    /// The place relative to the parent.
    pub fn location(&self) -> Location {
        self.0.location.get()
    }

    /// Changes the place relative to the parent.
    pub fn set_location(&self, location: Location) {
        self.0.location.set(location);
    }

    /// The colour given to this node.
    pub fn color(&self) -> Option<Color> {
        self.0.color.get()
    }

    /// Changes the colour of this node.
    pub fn set_color(&self, color: Option<Color>) {
        self.0.color.set(color);
    }

    /// What the node holds.
    pub fn content(&self) -> Content {
        self.0.content.borrow().clone()
    }

    /// Replaces what the node holds.
    pub fn set_content(&self, content: Content) {
        self.0.content.replace(content);
    }

    /// The node above.
    pub fn parent(&self) -> Option<Self> {
        self.0.parent.borrow().upgrade().map(Self)
    }

    /// Sets the node above, without telling that node.
    pub fn set_parent(&self, parent: Option<&Self>) {
        self.0.parent.replace(parent.map_or_else(Weak::new, |parent| Rc::downgrade(&parent.0)));
    }

    /// The nodes directly below.
    pub fn children(&self) -> Vec<Self> {
        self.0.children.borrow().clone()
    }

    /// Whether both are the same node.
    pub fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// Tells nodes apart for as long as they live.
    pub fn address(&self) -> usize {
        Rc::as_ptr(&self.0).addr()
    }

    /// Adds a part.
    ///
    /// # Errors
    /// A `ValueError` when the name is taken.
    pub fn add_part(&self, content: Content, placing: Placing) -> Result<()> {
        self.add(&Self::new(content, placing), Placing::default())
    }

    /// Adds a deep copy of an assembly.
    ///
    /// # Errors
    /// A `ValueError` when the name is taken.
    pub fn add(&self, assembly: &Self, placing: Placing) -> Result<()> {
        let name = placing.name.filter(|name| !name.is_empty()).unwrap_or_else(|| assembly.name());
        if self.node(&name).is_some() {
            return Err(CqError::value(format!(
                "Unique name is required. {name} is already in the assembly"
            ))
            .with_hint(format!("give another name, for example name=\"{name}_2\"")));
        }
        let copy = assembly.deep_copy();
        copy.set_name(name);
        if let Some(location) = placing.location {
            copy.set_location(location);
        }
        if placing.color.is_some() {
            copy.set_color(placing.color);
        }
        copy.0.parent.replace(Rc::downgrade(&self.0));
        let mut below = self.0.below.borrow_mut();
        for (path, node) in copy.flattened("") {
            match below.iter_mut().find(|(known, _)| *known == path) {
                Some(entry) => entry.1 = node,
                None => below.push((path, node)),
            }
        }
        self.0.children.borrow_mut().push(copy);
        Ok(())
    }

    /// Removes a node and all below it.
    ///
    /// # Errors
    /// A `ValueError` when there is no such node.
    pub fn remove(&self, name: &str) -> Result<()> {
        let node = self.node(name).filter(|node| !node.is(self)).ok_or_else(|| {
            CqError::value(format!("No object with name '{name}' found in the assembly"))
                .with_hint(self.known_names())
        })?;
        if let Some(parent) = node.parent() {
            parent.0.children.borrow_mut().retain(|child| !child.is(&node));
        }
        let gone: Vec<String> = node.flattened("").into_iter().map(|(path, _)| path).collect();
        self.0.below.borrow_mut().retain(|(path, _)| path != name && !gone.contains(path));
        node.0.parent.replace(Weak::new());
        Ok(())
    }

    /// The node with a name, or a path of names joined by `/`; this node has its own name.
    pub fn node(&self, name: &str) -> Option<Self> {
        if name == *self.0.name.borrow() {
            return Some(self.clone());
        }
        self.0.below.borrow().iter().find(|(path, _)| path == name).map(|(_, node)| node.clone())
    }

    /// The node or the named sub-shapes with a name.
    ///
    /// # Errors
    /// A `KeyError` when there is none.
    pub fn find(&self, name: &str) -> Result<Found> {
        if let Some(node) = self.node(name) {
            return Ok(Found::Node(node));
        }
        let names = self.0.shape_names.borrow();
        let shapes: Vec<Shape> =
            names.iter().filter(|(_, known)| known == name).map(|(shape, _)| shape.clone()).collect();
        match &shapes[..] {
            [] => Err(CqError::key(name).with_hint(self.known_names())),
            [one] => Ok(Found::Shape(one.clone())),
            many => Ok(Found::Shape(kernel::compound(many)?)),
        }
    }

    /// All nodes by name or path, this one last.
    pub fn nodes(&self) -> Vec<(String, Self)> {
        let mut nodes = self.0.below.borrow().clone();
        nodes.push((self.name(), self.clone()));
        nodes
    }

    /// Names and nodes from the bottom up.
    pub fn traverse(&self) -> Vec<(String, Self)> {
        let mut nodes: Vec<_> = self.children().iter().flat_map(Self::traverse).collect();
        nodes.push((self.name(), self.clone()));
        nodes
    }

    /// The shapes of this node alone.
    pub fn shapes(&self) -> Vec<Shape> {
        self.0.content.borrow().shapes()
    }

    /// Everything as one compound at its place.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn to_compound(&self) -> Result<Shape> {
        let mut shapes = self.shapes();
        for child in self.children() {
            shapes.push(child.to_compound()?);
        }
        Ok(kernel::compound(&shapes)?.located(&Transform::from(self.location()))?)
    }

    /// Every node that holds something, the root first: its shapes, path, place and colour.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn leaves(&self) -> Result<Vec<Leaf>> {
        let mut leaves = Vec::new();
        self.collect_leaves("", &Location::IDENTITY, None, &mut leaves)?;
        Ok(leaves)
    }

    fn collect_leaves(
        &self,
        above: &str,
        from: &Location,
        inherited: Option<Color>,
        leaves: &mut Vec<Leaf>,
    ) -> Result<()> {
        let path = joined(above, &self.name());
        let location = from.multiply(&self.location());
        let color = self.color().or(inherited);
        let content = self.content();
        let shape = match &content {
            Content::Empty => None,
            Content::Shape(shape) => Some(shape.clone()),
            Content::Workplane(workplane) => Some(kernel::compound(&workplane.shapes())?),
        };
        if let Some(shape) = shape {
            leaves.push(Leaf { path: path.clone(), shape, location, color });
        }
        for child in self.children() {
            child.collect_leaves(&path, &location, color, leaves)?;
        }
        Ok(())
    }

    /// The tree as a document: nodes with their shapes, places and colours, and marks on sub-shapes.
    ///
    /// A part without colour has that of the nearest node above, as on the screen. A part alone stands
    /// below another node, and a root that is moved below one of its own name.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn document(&self) -> Result<Document> {
        let mut document = Document::default();
        let is_still = Transform::from(self.location()) == Transform::IDENTITY;
        let mut parent = None;
        if self.children().is_empty() {
            // CadQuery takes a node with the name of the one above for that one, and loses the part.
            let above = if self.name() == "assembly" { "whole" } else { "assembly" };
            document.nodes.push(DocumentNode::new(above));
            parent = Some(0);
        } else if !is_still {
            document.nodes.push(DocumentNode::new(self.name()));
            parent = Some(0);
        }
        self.add_to(&mut document, parent, None)?;
        Ok(document)
    }

    fn add_to(&self, document: &mut Document, parent: Option<usize>, inherited: Option<Color>) -> Result<()> {
        let color = self.color().or(inherited);
        let shape = match self.content() {
            Content::Empty => None,
            Content::Shape(shape) => Some(shape),
            Content::Workplane(workplane) => match workplane.shapes().as_slice() {
                [] => None,
                [one] => Some(one.clone()),
                many => Some(kernel::compound(many)?),
            },
        };
        let index = document.nodes.len();
        let flat = |color: Color| [color.r, color.g, color.b, color.a];
        document.nodes.push(DocumentNode {
            color: color.filter(|_| shape.is_some()).map(flat),
            location: self.location().into(),
            parent,
            shape,
            ..DocumentNode::new(self.name())
        });
        let (names, colors) = self.sub_shapes();
        let layers = self.0.shape_layers.borrow().clone();
        let mut marked: Vec<Shape> = Vec::new();
        for shape in
            names.iter().chain(&layers).map(|(shape, _)| shape).chain(colors.iter().map(|(shape, _)| shape))
        {
            if !marked.contains(shape) {
                marked.push(shape.clone());
            }
        }
        for shape in marked {
            let text = |list: &[(Shape, String)]| {
                list.iter()
                    .rfind(|(other, _)| *other == shape)
                    .map_or_else(String::new, |(_, text)| text.clone())
            };
            document.marks.push(DocumentMark {
                node: index,
                name: text(&names),
                color: colors.iter().rfind(|(other, _)| *other == shape).map(|(_, color)| flat(*color)),
                layer: text(&layers),
                shape,
            });
        }
        for child in self.children() {
            child.add_to(document, Some(index), color)?;
        }
        Ok(())
    }

    /// Gives a sub-shape a name, a colour and a layer.
    ///
    /// # Errors
    /// A `ValueError` when the shape is no part of this node or of those directly below.
    pub fn add_sub_shape(
        &self,
        shape: &Shape,
        name: Option<String>,
        color: Option<Color>,
        layer: Option<String>,
    ) -> Result<()> {
        let holds = |node: &Self| -> Result<bool> {
            for whole in node.shapes() {
                if shape.is_part_of(&whole)? {
                    return Ok(true);
                }
            }
            Ok(false)
        };
        let mut owner = holds(self)?.then(|| self.clone());
        for child in self.children() {
            if owner.is_none() && holds(&child)? {
                owner = Some(child);
            }
        }
        let owner = owner.ok_or_else(|| {
            CqError::value(format!("{} is not a subshape of the current node or its children", shape.kind()))
                .with_hint("select the face or edge from the very object that was added")
        })?;
        if let Some(name) = name {
            owner.0.shape_names.borrow_mut().push((shape.clone(), name));
        }
        if let Some(color) = color {
            owner.0.shape_colors.borrow_mut().push((shape.clone(), color));
        }
        if let Some(layer) = layer {
            owner.0.shape_layers.borrow_mut().push((shape.clone(), layer));
        }
        Ok(())
    }

    /// Names and colours given to sub-shapes of this node.
    pub fn sub_shapes(&self) -> SubShapes {
        (self.0.shape_names.borrow().clone(), self.0.shape_colors.borrow().clone())
    }

    /// The node and the shape that a query such as `name@faces@>Z` or `name?tag` means.
    ///
    /// # Errors
    /// A `KeyError` for an unknown name, a `ValueError` for a node without shapes or a bad query.
    pub fn query(&self, text: &str) -> Result<(String, Option<Shape>)> {
        let mut pieces = text.splitn(3, '@').map(str::trim);
        let target = pieces.next().unwrap_or_default();
        let (name, tag) = match target.split_once('?') {
            Some((name, tag)) => (name.trim(), Some(tag.trim())),
            None => (target, None),
        };
        let node = self.node(name).ok_or_else(|| CqError::key(name).with_hint(self.known_names()))?;
        let mut from = match (node.content(), tag) {
            (Content::Workplane(workplane), Some(tag)) => workplane.tagged(tag)?,
            (Content::Workplane(workplane), None) => workplane,
            (Content::Shape(shape), _) => Workplane::with_item(super::Plane::default(), shape.into()),
            (Content::Empty, _) => {
                return Err(CqError::value("Workplane or Shape required to define a constraint")
                    .with_hint(format!("\"{name}\" holds no object of its own; name one of its parts")));
            }
        };
        if let Some(kind) = pieces.next() {
            let kind = match kind {
                "solids" => kernel::Kind::Solid,
                "faces" => kernel::Kind::Face,
                "edges" => kernel::Kind::Edge,
                "vertices" => kernel::Kind::Vertex,
                _ => {
                    return Err(CqError::new(super::CqErrorKind::Parse, format!("\"{kind}\" in \"{text}\""))
                        .with_hint("write name@faces@>Z; the kinds are solids, faces, edges and vertices"));
                }
            };
            let selector = Selector::parse(pieces.next().unwrap_or_default())?;
            from = from.select(kind, Some(&selector), None)?;
        }
        Ok((name.to_owned(), from.val().shape().cloned()))
    }

    fn deep_copy(&self) -> Self {
        let copy = Self::new(
            self.content(),
            Placing { location: Some(self.location()), name: Some(self.name()), color: self.color() },
        );
        copy.0.shape_names.replace(self.0.shape_names.borrow().clone());
        copy.0.shape_colors.replace(self.0.shape_colors.borrow().clone());
        copy.0.shape_layers.replace(self.0.shape_layers.borrow().clone());
        for child in self.children() {
            let child = child.deep_copy();
            child.0.parent.replace(Rc::downgrade(&copy.0));
            let mut below = copy.0.below.borrow_mut();
            below.push((child.name(), child.clone()));
            for (path, node) in child.0.below.borrow().iter() {
                below.push((path.clone(), node.clone()));
            }
            drop(below);
            copy.0.children.borrow_mut().push(child);
        }
        copy
    }

    fn flattened(&self, above: &str) -> Vec<(String, Self)> {
        let path = joined(above, &self.name());
        let mut nodes: Vec<_> = self.children().iter().flat_map(|child| child.flattened(&path)).collect();
        nodes.push((path, self.clone()));
        nodes
    }

    fn known_names(&self) -> String {
        let names: Vec<_> = self.nodes().into_iter().map(|(name, _)| format!("\"{name}\"")).collect();
        format!("the names in this assembly are {}", names.join(", "))
    }
}

/// What a name in an assembly means.
#[derive(Clone, Debug)]
pub enum Found {
    /// A node.
    Node(Assembly),
    /// A sub-shape, or several as a compound.
    Shape(Shape),
}

impl fmt::Debug for Assembly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Assembly({}, {} children)", self.name(), self.0.children.borrow().len())
    }
}

fn joined(above: &str, name: &str) -> String {
    if above.is_empty() { name.to_owned() } else { format!("{above}/{name}") }
}
