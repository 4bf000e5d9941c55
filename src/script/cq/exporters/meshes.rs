//! Formats of triangles that are plain text: AMF, three.js, VRML and VTK's XML.

use std::fmt::Write as _;

use kernel::{Deflection, Shape, StepPart};
use serde_json::json;

use super::{FileFormat, FileOptions, Subject, no_triangles};
use crate::cq::Result;

/// The colour of parts that have none.
pub(super) const PLAIN: [f32; 4] = [0.75, 0.75, 0.75, 1.0];

/// Corners and triangles as CadQuery's `tessellate` gives them.
pub(super) type Triangles = (Vec<[f64; 3]>, Vec<[u32; 3]>);

/// The parts of a subject where they stand in the world, those without faces left out.
pub(super) fn parts(
    subject: &Subject,
    format: FileFormat,
    options: &FileOptions,
) -> Result<Vec<(StepPart, Triangles)>> {
    let mut found = Vec::new();
    for part in subject.document.parts() {
        let triangles = triangles(&part.placed()?, options)?;
        if !triangles.1.is_empty() {
            found.push((part, triangles));
        }
    }
    if found.is_empty() { Err(no_triangles(format)) } else { Ok(found) }
}

pub(super) fn triangles(shape: &Shape, options: &FileOptions) -> Result<Triangles> {
    Ok(kernel::cad_mesh(shape, options.tolerance, options.angular_tolerance, Deflection::Relative)?)
}

/// Text that may stand in XML.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            control if control.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

pub(super) fn amf(subject: &Subject, options: &FileOptions) -> Result<String> {
    let mut text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<amf unit=\"millimeter\">\n".to_owned();
    for (index, (part, (points, triangles))) in
        parts(subject, FileFormat::Amf, options)?.into_iter().enumerate()
    {
        let name = escaped(&part.name);
        write!(text, "<object id=\"{}\">\n<metadata type=\"name\">{name}</metadata>\n", index + 1)
            .expect("grows");
        if let Some([r, g, b, a]) = part.color {
            writeln!(text, "<color><r>{r}</r><g>{g}</g><b>{b}</b><a>{a}</a></color>").expect("grows");
        }
        text.push_str("<mesh>\n<vertices>\n");
        for [x, y, z] in points {
            writeln!(
                text,
                "<vertex><coordinates><x>{x:?}</x><y>{y:?}</y><z>{z:?}</z></coordinates></vertex>"
            )
            .expect("a String grows");
        }
        text.push_str("</vertices>\n<volume>\n");
        for [a, b, c] in triangles {
            writeln!(text, "<triangle><v1>{a}</v1><v2>{b}</v2><v3>{c}</v3></triangle>").expect("grows");
        }
        text.push_str("</volume>\n</mesh>\n</object>\n");
    }
    text.push_str("</amf>\n");
    Ok(text)
}

pub(super) fn tjs(subject: &Subject, options: &FileOptions) -> Result<String> {
    let (points, triangles) = triangles(&subject.shape, options)?;
    if triangles.is_empty() {
        return Err(no_triangles(FileFormat::Tjs));
    }
    let vertices: Vec<f64> = points.iter().flatten().copied().collect();
    let faces: Vec<u32> = triangles.iter().flat_map(|[a, b, c]| [0, *a, *b, *c]).collect();
    let value = json!({
        "metadata": {
            "formatVersion": 3,
            "generatedBy": "partwright",
            "vertices": points.len(),
            "faces": triangles.len(),
            "normals": 0,
            "colors": 0,
            "uvs": 0,
            "materials": 1,
            "morphTargets": 0,
        },
        "scale": 1.0,
        "materials": [{
            "DbgColor": 15_658_734,
            "DbgIndex": 0,
            "DbgName": "Material",
            "colorAmbient": [0.0, 0.0, 0.0],
            "colorDiffuse": [PLAIN[0], PLAIN[1], PLAIN[2]],
            "colorSpecular": [0.5, 0.5, 0.5],
            "shading": "Lambert",
            "specularCoef": 50,
            "transparency": 1.0,
            "vertexColors": false,
        }],
        "vertices": vertices,
        "morphTargets": [],
        "normals": [],
        "colors": [],
        "uvs": [[]],
        "faces": faces,
    });
    Ok(value.to_string())
}

pub(super) fn vrml(subject: &Subject, options: &FileOptions) -> Result<String> {
    let mut text = "#VRML V2.0 utf8\n".to_owned();
    for (part, (points, triangles)) in parts(subject, FileFormat::Vrml, options)? {
        let [r, g, b, a] = part.color.unwrap_or(PLAIN);
        write!(
            text,
            "Shape {{\n appearance Appearance {{ material Material {{ diffuseColor {r} {g} {b} transparency {} }} }}\n \
             geometry IndexedFaceSet {{\n  solid FALSE\n  coord Coordinate {{ point [\n",
            1.0 - a
        )
        .expect("a String grows");
        for [x, y, z] in points {
            writeln!(text, "{x:?} {y:?} {z:?},").expect("a String grows");
        }
        text.push_str("  ] }\n  coordIndex [\n");
        for [a, b, c] in triangles {
            writeln!(text, "{a},{b},{c},-1,").expect("a String grows");
        }
        text.push_str("  ]\n }\n}\n");
    }
    Ok(text)
}

/// Triangles, and the lines of the edges.
pub(super) fn vtp(subject: &Subject, options: &FileOptions) -> Result<String> {
    let (mut points, triangles) = triangles(&subject.shape, options)?;
    let corners = points.len();
    let lines = kernel::tessellate(&subject.shape, options.tolerance, options.angular_tolerance)?.edges;
    let mut line_ends = Vec::new();
    for line in &lines {
        points.extend(line.points.iter().map(|point| point.map(f64::from)));
        line_ends.push(points.len() - corners);
    }
    if points.is_empty() {
        return Err(no_triangles(FileFormat::Vtp));
    }
    let mut text = String::new();
    write!(
        text,
        "<?xml version=\"1.0\"?>\n<VTKFile type=\"PolyData\" version=\"0.1\" byte_order=\"LittleEndian\">\n<PolyData>\n\
         <Piece NumberOfPoints=\"{}\" NumberOfVerts=\"0\" NumberOfLines=\"{}\" NumberOfStrips=\"0\" \
         NumberOfPolys=\"{}\">\n<Points>\n<DataArray type=\"Float64\" NumberOfComponents=\"3\" format=\"ascii\">\n",
        points.len(),
        lines.len(),
        triangles.len()
    )
    .expect("a String grows");
    for [x, y, z] in &points {
        writeln!(text, "{x:?} {y:?} {z:?}").expect("a String grows");
    }
    text.push_str("</DataArray>\n</Points>\n<Lines>\n");
    add_array(&mut text, "connectivity", corners..points.len());
    add_array(&mut text, "offsets", line_ends.into_iter());
    text.push_str("</Lines>\n<Polys>\n");
    add_array(&mut text, "connectivity", triangles.iter().flatten().map(|index| *index as usize));
    add_array(&mut text, "offsets", (1..=triangles.len()).map(|triangle| 3 * triangle));
    text.push_str("</Polys>\n</Piece>\n</PolyData>\n</VTKFile>\n");
    Ok(text)
}

fn add_array(text: &mut String, name: &str, numbers: impl Iterator<Item = usize>) {
    writeln!(text, "<DataArray type=\"Int64\" Name=\"{name}\" format=\"ascii\">").expect("a String grows");
    for number in numbers {
        writeln!(text, "{number}").expect("a String grows");
    }
    text.push_str("</DataArray>\n");
}
