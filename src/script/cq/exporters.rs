//! Files with geometry, as bytes: what CadQuery's exporters write.
//!
//! [`content`] turns a [`Subject`] into the bytes of a file of any [`FileFormat`]. Nothing here opens a
//! file: the host decides where the bytes go.
//!
//! Deviations from CadQuery:
//! 1. glTF is one file, with its numbers inside; places of the root are kept when z turns upwards.
//! 2. 3MF and AMF are as their standards have them: numbers of objects start at 1, corners that faces
//!    share are stored once, colours and names are kept.
//! 3. VRML, VTP and three.js hold the same triangles, but are laid out in our own way.
//! 4. DXF is of the year 2000, which more programs read than that of 2013.
//! 5. VTKJS and the unit NM are not there.

mod dxf;
mod dxf_file;
mod gltf;
mod meshes;
mod svg;
#[cfg(test)]
mod tests;
mod three_mf;

use kernel::{
    Deflection, Document, DocumentFormat, DocumentOptions, Kind, LengthUnit, Shape, StlKind, StlOptions,
};

use super::{CqError, Result};

pub use dxf::{DxfApproximation, DxfOptions, DxfPart};
pub use svg::SvgOptions;
pub use three_mf::ThreeMfUnit;

/// Formats of files with geometry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileFormat {
    /// Additive manufacturing file, XML.
    Amf,
    /// OpenCASCADE's exact binary format.
    Bin,
    /// OpenCASCADE's exact text format.
    Brep,
    /// Lines, arcs and splines, for drawings and cutting machines.
    Dxf,
    /// glTF in one binary file.
    Glb,
    /// glTF as text.
    Gltf,
    /// Exact, with names and colours.
    Step,
    /// Triangles.
    Stl,
    /// A drawing with hidden lines.
    Svg,
    /// Triangles with names and colours, zipped.
    ThreeMf,
    /// JSON of three.js.
    Tjs,
    /// Virtual reality modelling language, version 2.
    Vrml,
    /// XML of VTK.
    Vtp,
    /// OpenCASCADE's binary document.
    Xbf,
    /// OpenCASCADE's XML document.
    Xml,
}

impl FileFormat {
    /// All formats, by name.
    pub const ALL: [Self; 15] = [
        Self::ThreeMf,
        Self::Amf,
        Self::Bin,
        Self::Brep,
        Self::Dxf,
        Self::Glb,
        Self::Gltf,
        Self::Step,
        Self::Stl,
        Self::Svg,
        Self::Tjs,
        Self::Vrml,
        Self::Vtp,
        Self::Xbf,
        Self::Xml,
    ];

    /// CadQuery's name of the format: `STEP`, `3MF`, ….
    pub fn name(self) -> &'static str {
        match self {
            Self::Amf => "AMF",
            Self::Bin => "BIN",
            Self::Brep => "BREP",
            Self::Dxf => "DXF",
            Self::Glb => "GLB",
            Self::Gltf => "GLTF",
            Self::Step => "STEP",
            Self::Stl => "STL",
            Self::Svg => "SVG",
            Self::ThreeMf => "3MF",
            Self::Tjs => "TJS",
            Self::Vrml => "VRML",
            Self::Vtp => "VTP",
            Self::Xbf => "XBF",
            Self::Xml => "XML",
        }
    }

    /// The format of a name or a file extension without its dot, in any case.
    pub fn named(name: &str) -> Option<Self> {
        let name = match name.to_ascii_uppercase().as_str() {
            "STP" => "STEP".to_owned(),
            "BRP" => "BREP".to_owned(),
            "WRL" => "VRML".to_owned(),
            other => other.to_owned(),
        };
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// What is written.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Everything as one shape.
    pub shape: Shape,
    /// The same with names, colours and places.
    pub document: Document,
}

/// How files are written; the defaults are those of CadQuery's `export`.
#[derive(Clone, Debug, PartialEq)]
pub struct FileOptions {
    /// Distance of triangles from the surface, as a share of the size of each edge.
    pub tolerance: f64,
    /// Angle between neighbouring triangles in radians.
    pub angular_tolerance: f64,
    /// Whether `tolerance` is a share or millimetres; STL only.
    pub deflection: Deflection,
    /// STL as text.
    pub stl_kind: StlKind,
    /// Units and details of STEP.
    pub document: DocumentOptions,
    /// Size, direction and colours of an SVG drawing.
    pub svg: SvgOptions,
    /// Approximation and unit of DXF.
    pub dxf: DxfOptions,
    /// Unit of 3MF.
    pub three_mf_unit: ThreeMfUnit,
}

impl Default for FileOptions {
    fn default() -> Self {
        Self {
            tolerance: 0.1,
            angular_tolerance: 0.1,
            deflection: Deflection::Relative,
            stl_kind: StlKind::Binary,
            document: DocumentOptions::default(),
            svg: SvgOptions::default(),
            dxf: DxfOptions::default(),
            three_mf_unit: ThreeMfUnit::default(),
        }
    }
}

impl FileOptions {
    /// Fine triangles, as `Shape.exportStl` makes them.
    pub fn fine() -> Self {
        let StlOptions { linear, angular, .. } = StlOptions::default();
        Self { tolerance: linear, angular_tolerance: angular, ..Self::default() }
    }
}

/// The bytes of a file.
///
/// # Errors
/// When the kernel fails, an option makes no sense, or the shape has nothing that the format holds.
pub fn content(subject: &Subject, format: FileFormat, options: &FileOptions) -> Result<Vec<u8>> {
    let document = |format| Ok(subject.document.to_bytes(format, &options.document)?);
    let text = |text: Result<String>| text.map(String::into_bytes);
    match format {
        FileFormat::Step => document(DocumentFormat::Step),
        FileFormat::Xbf => document(DocumentFormat::Xbf),
        FileFormat::Xml => document(DocumentFormat::Xml),
        FileFormat::Stl => {
            let stl = StlOptions {
                linear: options.tolerance,
                angular: options.angular_tolerance,
                deflection: options.deflection,
                kind: options.stl_kind,
            };
            if subject.shape.count(Kind::Face)? == 0 {
                return Err(no_triangles(format));
            }
            Ok(kernel::stl_bytes(&subject.shape, &stl)?)
        }
        FileFormat::Brep => Ok(kernel::brep_text(&subject.shape)?),
        FileFormat::Bin => Ok(kernel::brep_bytes(&subject.shape)?),
        FileFormat::Svg => text(svg::write(&subject.shape, &options.svg)),
        FileFormat::Dxf => {
            let part = DxfPart { shape: subject.shape.clone(), layer: String::new() };
            text(dxf::write(&[part], &[], &options.dxf))
        }
        FileFormat::ThreeMf => three_mf::write(subject, options),
        FileFormat::Amf => text(meshes::amf(subject, options)),
        FileFormat::Tjs => text(meshes::tjs(subject, options)),
        FileFormat::Vrml => text(meshes::vrml(subject, options)),
        FileFormat::Vtp => text(meshes::vtp(subject, options)),
        FileFormat::Gltf => gltf::text(subject, options),
        FileFormat::Glb => gltf::binary(subject, options),
    }
}

/// A DXF file with shapes on layers.
///
/// # Errors
/// As [`content`].
pub fn dxf_layers(parts: &[DxfPart], layers: &[(String, i16)], options: &DxfOptions) -> Result<Vec<u8>> {
    dxf::write(parts, layers, options).map(String::into_bytes)
}

/// The unit that CadQuery calls so.
///
/// # Errors
/// A `ValueError` with the names that there are.
pub fn unit_named(name: &str) -> Result<LengthUnit> {
    LengthUnit::named(name).ok_or_else(|| {
        let names: Vec<&str> = LengthUnit::ALL.iter().map(|unit| unit.name()).collect();
        CqError::value(format!("{name} is not a unit of length"))
            .with_hint(format!("use one of {}", names.join(", ")))
    })
}

/// The error for shapes without faces in a format of triangles.
fn no_triangles(format: FileFormat) -> CqError {
    CqError::value(format!("there are no faces to write as {}", format.name()))
        .with_hint("export a solid or a face; lines can be written as DXF, SVG or STEP")
}
