//! Documents: assemblies with names, colours and places, as STEP or OpenCASCADE's own XBF and XML.
//!
//! A [`Document`] is a flat list of nodes in which parents stand before their children. A node has a
//! shape, or children, or both. Marks give sub-shapes names, colours and layers.

use crate::ffi::{self, bridge, call, call_cancellable};
use crate::{Error, Result, Shape, StepPart, Transform};

/// Units of length that files can have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LengthUnit {
    /// 0.001 mm.
    Micrometre,
    /// 1 mm.
    #[default]
    Millimetre,
    /// 10 mm.
    Centimetre,
    /// 1000 mm.
    Metre,
    /// 1,000,000 mm.
    Kilometre,
    /// 25.4 mm.
    Inch,
    /// 304.8 mm.
    Foot,
    /// 1,609,344 mm.
    Mile,
}

impl LengthUnit {
    /// All units.
    pub const ALL: [Self; 8] = [
        Self::Micrometre,
        Self::Millimetre,
        Self::Centimetre,
        Self::Metre,
        Self::Kilometre,
        Self::Inch,
        Self::Foot,
        Self::Mile,
    ];

    /// The unit that CadQuery calls so, in any case: `MM`, `INCH`, ….
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name().eq_ignore_ascii_case(name))
    }

    /// CadQuery's name of the unit: `MM`, `INCH`, ….
    pub fn name(self) -> &'static str {
        match self {
            Self::Micrometre => "UM",
            Self::Millimetre => "MM",
            Self::Centimetre => "CM",
            Self::Metre => "M",
            Self::Kilometre => "KM",
            Self::Inch => "INCH",
            Self::Foot => "FT",
            Self::Mile => "MI",
        }
    }
}

/// Formats of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentFormat {
    /// STEP AP214.
    Step,
    /// OpenCASCADE's binary format.
    Xbf,
    /// OpenCASCADE's XML format.
    Xml,
}

impl DocumentFormat {
    fn number(self) -> u8 {
        match self {
            Self::Step => 0,
            Self::Xbf => 1,
            Self::Xml => 2,
        }
    }
}

/// How a document is written; the defaults are CadQuery's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocumentOptions {
    /// The unit of the numbers in the shapes.
    pub unit: LengthUnit,
    /// The unit that a STEP file declares; lengths are converted to it.
    pub file_unit: LengthUnit,
    /// Whether a STEP file also holds curves in the parameters of surfaces.
    pub curves_on_faces: bool,
    /// How a STEP file's uncertainty is found: -1 least, 0 mean, 1 greatest tolerance of the shapes.
    pub precision_mode: i32,
}

impl Default for DocumentOptions {
    fn default() -> Self {
        let unit = LengthUnit::Millimetre;
        Self { unit, file_unit: unit, curves_on_faces: true, precision_mode: 0 }
    }
}

/// A part or an assembly of a [`Document`].
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentNode {
    /// Name of the part or assembly at this place.
    pub name: String,
    /// Name of what is placed, when a file gives it another.
    pub product_name: String,
    /// Red, green, blue, opacity in 0..=1 (sRGB).
    pub color: Option<[f32; 4]>,
    /// The place relative to the parent; it turns and moves only.
    pub location: Transform,
    /// The node above, which stands earlier in the list.
    pub parent: Option<usize>,
    /// The shape in its own coordinates; an assembly may have none.
    pub shape: Option<Shape>,
}

impl DocumentNode {
    /// A node without colour, parent and shape.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            product_name: String::new(),
            color: None,
            location: Transform::IDENTITY,
            parent: None,
            shape: None,
        }
    }
}

/// A name, colour or layer of a sub-shape.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentMark {
    /// The node that the sub-shape belongs to.
    pub node: usize,
    /// The sub-shape.
    pub shape: Shape,
    /// Its name; empty for none.
    pub name: String,
    /// Its colour.
    pub color: Option<[f32; 4]>,
    /// Its layer; empty for none.
    pub layer: String,
}

/// An assembly with names, colours and places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Parts and assemblies, parents before their children.
    pub nodes: Vec<DocumentNode>,
    /// What is known about sub-shapes.
    pub marks: Vec<DocumentMark>,
}

impl Document {
    /// One part alone, or several below an assembly.
    ///
    /// # Errors
    /// When there is no part.
    pub fn of_parts(parts: &[StepPart]) -> Result<Self> {
        crate::check::not_empty("document", "parts", parts)?;
        let mut nodes = Vec::new();
        if parts.len() > 1 {
            nodes.push(DocumentNode::new("assembly"));
        }
        let parent = nodes.first().map(|_| 0);
        nodes.extend(parts.iter().map(|part| DocumentNode {
            color: part.color,
            location: part.location,
            parent,
            shape: Some(part.shape.clone()),
            ..DocumentNode::new(part.name.clone())
        }));
        Ok(Self { nodes, marks: Vec::new() })
    }

    /// The leaf parts with their places in the world; names and colours come from above where a part
    /// has none.
    pub fn parts(&self) -> Vec<StepPart> {
        let mut above: Vec<(String, Option<[f32; 4]>, Transform)> = Vec::new();
        let mut parts = Vec::new();
        for node in &self.nodes {
            let (name, color, place) = match node.parent.and_then(|parent| above.get(parent)) {
                Some((name, color, place)) => (name.as_str(), *color, *place),
                None => ("", None, Transform::IDENTITY),
            };
            let names = [node.name.as_str(), node.product_name.as_str(), name];
            let name = names.into_iter().find(|name| !name.is_empty()).unwrap_or_default().to_owned();
            let (color, location) = (node.color.or(color), place.compose(&node.location));
            if let Some(shape) = &node.shape {
                parts.push(StepPart { name: name.clone(), color, shape: shape.clone(), location });
            }
            above.push((name, color, location));
        }
        parts
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// When there is no shape, a place is not rigid, or OpenCASCADE cannot translate a part.
    pub fn to_bytes(&self, format: DocumentFormat, options: &DocumentOptions) -> Result<Vec<u8>> {
        const OPERATION: &str = "document_bytes";
        if self.nodes.iter().all(|node| node.shape.is_none()) {
            return Err(Error::invalid(OPERATION, "the document holds no shape"));
        }
        let mut raw = bridge::new_document();
        for node in &self.nodes {
            if !node.location.is_rigid() {
                return Err(Error::invalid(OPERATION, "a location in an assembly can only turn and move"));
            }
            let parent = node.parent.map_or(-1, |parent| parent as i32);
            let (color, location) = (flat_color(node.color), node.location.flat());
            let shape = ffi::list(&node.shape);
            call(OPERATION, || {
                bridge::add_node(raw.pin_mut(), &shape, &node.name, &color, &location, parent)
            })?;
        }
        for mark in &self.marks {
            let (node, color) = (mark.node as u32, flat_color(mark.color));
            call(OPERATION, || {
                bridge::add_mark(raw.pin_mut(), node, mark.shape.raw(), &mark.name, &color, &mark.layer)
            })?;
        }
        let options = bridge::RawDocumentOptions {
            format: format.number(),
            unit: options.unit.name().to_owned(),
            file_unit: options.file_unit.name().to_owned(),
            curves_on_faces: options.curves_on_faces,
            precision_mode: options.precision_mode,
        };
        call_cancellable(OPERATION, |cancel| bridge::document_bytes(&raw, &options, cancel))
    }

    /// Reads a file; lengths are converted to `unit` if it is STEP.
    ///
    /// # Errors
    /// When the bytes are not of the format or hold no shapes.
    pub fn from_bytes(bytes: &[u8], format: DocumentFormat, unit: LengthUnit) -> Result<Self> {
        const OPERATION: &str = "read_document";
        let raw = call_cancellable(OPERATION, |cancel| {
            bridge::read_document(bytes, format.number(), unit.name(), cancel)
        })?;
        let mut document = Self::default();
        for index in 0..bridge::node_count(&raw) {
            let node = call(OPERATION, || bridge::node_at(&raw, index))?;
            let shape = match node.is_assembly {
                true => None,
                false => Some(Shape(call(OPERATION, || bridge::node_shape(&raw, index))?)),
            };
            document.nodes.push(DocumentNode {
                name: node.name,
                product_name: node.product_name,
                color: read_color(&node.color),
                location: Transform::of_flat(node.location),
                parent: usize::try_from(node.parent).ok(),
                shape,
            });
        }
        for index in 0..bridge::mark_count(&raw) {
            let mark = call(OPERATION, || bridge::mark_at(&raw, index))?;
            document.marks.push(DocumentMark {
                node: mark.node as usize,
                shape: Shape(call(OPERATION, || bridge::mark_shape(&raw, index))?),
                name: mark.name,
                color: read_color(&mark.color),
                layer: mark.layer,
            });
        }
        Ok(document)
    }
}

fn flat_color(color: Option<[f32; 4]>) -> Vec<f32> {
    color.map_or_else(Vec::new, |color| color.map(|x| x.clamp(0.0, 1.0)).to_vec())
}

fn read_color(flat: &[f32]) -> Option<[f32; 4]> {
    <[f32; 4]>::try_from(flat).ok()
}
