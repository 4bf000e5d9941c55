//! 3MF: triangles with names and colours, for printing; a zip of XML.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

use super::meshes::{PLAIN, Triangles, escaped, parts};
use super::{FileFormat, FileOptions, Subject};
use crate::cq::{CqError, Result};

/// Corners nearer than this in millimetres are one.
const SAME_CORNER_MM: f64 = 1e-6;

/// What a number in a 3MF file means; the numbers themselves are written as they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ThreeMfUnit(Option<&'static str>);

impl ThreeMfUnit {
    const NAMES: [&'static str; 6] = ["micron", "millimeter", "centimeter", "meter", "inch", "foot"];

    /// The unit that the standard calls so.
    ///
    /// # Errors
    /// A `ValueError` with the names that there are.
    pub fn named(name: &str) -> Result<Self> {
        match Self::NAMES.iter().find(|known| **known == name) {
            Some(known) => Ok(Self(Some(known))),
            None => Err(CqError::value(format!("{name} is not a unit of 3MF"))
                .with_hint(format!("use one of {}", Self::NAMES.join(", ")))),
        }
    }

    fn name(self) -> &'static str {
        self.0.unwrap_or("millimeter")
    }
}

pub(super) fn write(subject: &Subject, options: &FileOptions) -> Result<Vec<u8>> {
    let parts = parts(subject, FileFormat::ThreeMf, options)?;
    let mut model = String::new();
    write!(
        model,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<model unit=\"{}\" xml:lang=\"en-US\" \
         xmlns=\"http://schemas.microsoft.com/3dmanufacturing/core/2015/02\">\n\
         <metadata name=\"Application\">Partwright</metadata>\n<resources>\n<basematerials id=\"1\">\n",
        options.three_mf_unit.name()
    )
    .expect("a String grows");
    for (part, _) in &parts {
        let [r, g, b, a] = part.color.unwrap_or(PLAIN).map(|x| (x.clamp(0.0, 1.0) * 255.0).round() as u8);
        let name = escaped(&part.name);
        writeln!(model, "<base name=\"{name}\" displaycolor=\"#{r:02X}{g:02X}{b:02X}{a:02X}\" />")
            .expect("grows");
    }
    model.push_str("</basematerials>\n");
    for (index, (part, triangles)) in parts.iter().enumerate() {
        add_object(&mut model, index, &part.name, welded(triangles));
    }
    model.push_str("</resources>\n<build>\n");
    for index in 0..parts.len() {
        writeln!(model, "<item objectid=\"{}\" />", index + 2).expect("a String grows");
    }
    model.push_str("</build>\n</model>\n");
    zip(&[("[Content_Types].xml", CONTENT_TYPES), ("_rels/.rels", RELATIONS), ("3D/3dmodel.model", &model)])
}

const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
    <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\n\
    <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\" />\n\
    <Default Extension=\"model\" ContentType=\"application/vnd.ms-package.3dmanufacturing-3dmodel+xml\" />\n\
    </Types>\n";

const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\n\
    <Relationship Target=\"/3D/3dmodel.model\" Id=\"rel-1\" \
    Type=\"http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel\" />\n\
    </Relationships>\n";

/// Materials have number 1, objects the numbers from 2 on.
fn add_object(model: &mut String, index: usize, name: &str, (points, triangles): Triangles) {
    write!(
        model,
        "<object id=\"{}\" name=\"{}\" type=\"model\" pid=\"1\" pindex=\"{index}\">\n<mesh>\n<vertices>\n",
        index + 2,
        escaped(name)
    )
    .expect("a String grows");
    for [x, y, z] in points {
        writeln!(model, "<vertex x=\"{x:?}\" y=\"{y:?}\" z=\"{z:?}\" />").expect("a String grows");
    }
    model.push_str("</vertices>\n<triangles>\n");
    for [a, b, c] in triangles {
        writeln!(model, "<triangle v1=\"{a}\" v2=\"{b}\" v3=\"{c}\" />").expect("a String grows");
    }
    model.push_str("</triangles>\n</mesh>\n</object>\n");
}

/// The same triangles with every corner stored once, as the standard wants them.
fn welded((points, triangles): &Triangles) -> Triangles {
    let mut known = HashMap::new();
    let mut kept = Vec::new();
    let numbers: Vec<u32> = points
        .iter()
        .map(|point| {
            *known.entry(point.map(|x| (x / SAME_CORNER_MM).round() as i64)).or_insert_with(|| {
                kept.push(*point);
                (kept.len() - 1) as u32
            })
        })
        .collect();
    let triangles = triangles.iter().map(|triangle| triangle.map(|i| numbers[i as usize]));
    (kept, triangles.filter(|[a, b, c]| a != b && b != c && c != a).collect())
}

/// A zip archive. Times are left at the first day that the format knows.
fn zip(files: &[(&str, &str)]) -> Result<Vec<u8>> {
    const FIRST_DAY: u16 = 1 << 5 | 1;
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (name, text) in files {
        let mut sum = Crc::new();
        sum.update(text.as_bytes());
        let mut packer = DeflateEncoder::new(Vec::new(), Compression::default());
        let packed = packer.write_all(text.as_bytes()).and_then(|()| packer.finish());
        let packed =
            packed.map_err(|error| CqError::runtime(format!("the archive cannot be made: {error}")))?;
        let mut entry = Vec::new();
        // Version 2.0, no flags, method deflate, time, date.
        for number in [20, 0, 8, 0, FIRST_DAY] {
            entry.extend(u16::to_le_bytes(number));
        }
        for number in [sum.sum(), packed.len() as u32, text.len() as u32] {
            entry.extend(number.to_le_bytes());
        }
        entry.extend((name.len() as u16).to_le_bytes());
        entry.extend([0, 0]);
        let place = out.len() as u32;
        out.extend(b"PK\x03\x04");
        out.extend(&entry);
        out.extend(name.as_bytes());
        out.extend(packed);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&entry);
        directory.extend([0; 10]);
        directory.extend(place.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (place, count) = (out.len() as u32, files.len() as u16);
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(place.to_le_bytes());
    out.extend([0, 0]);
    Ok(out)
}
