//! What is written is read back: volumes, counts, names, colours.

use std::io::Read as _;

use kernel::{BooleanOptions, DocumentNode, Frame, Kind, Shape, StepPart, Transform};
use serde_json::Value;

use super::*;
use crate::cq::importers::dxf;

/// A block of 10 x 20 x 30 with a hole of diameter 4.
fn block() -> Shape {
    let block = kernel::box_solid(&Frame::WORLD, 10.0, 20.0, 30.0).expect("a box");
    let drill = Frame::along([5.0, 10.0, 0.0], [0.0, 0.0, 1.0]);
    let drill = kernel::cylinder(&drill, 2.0, 30.0, std::f64::consts::TAU).expect("a cylinder");
    kernel::cut(&block, &[drill], &BooleanOptions::default()).expect("a hole")
}

/// Its exact volume.
const VOLUME: f64 = 6000.0 - 30.0 * 4.0 * std::f64::consts::PI;

fn subject() -> Subject {
    let shape = block();
    let part = StepPart { color: Some([1.0, 0.0, 0.0, 0.5]), ..StepPart::new("a <block>", shape.clone()) };
    let document = Document::of_parts(&[part]).expect("one part");
    Subject { shape, document }
}

fn text_of(format: FileFormat) -> String {
    let bytes = content(&subject(), format, &FileOptions::default()).expect("it is written");
    String::from_utf8(bytes).expect("it is text")
}

fn volume(points: &[[f64; 3]], triangles: &[[usize; 3]]) -> f64 {
    let corner = |i: usize| points[i];
    triangles
        .iter()
        .map(|[a, b, c]| {
            let ([a0, a1, a2], [b0, b1, b2], [c0, c1, c2]) = (corner(*a), corner(*b), corner(*c));
            (a0 * (b1 * c2 - b2 * c1) + a1 * (b2 * c0 - b0 * c2) + a2 * (b0 * c1 - b1 * c0)) / 6.0
        })
        .sum()
}

#[track_caller]
fn check_volume(found: f64) {
    assert!((found - VOLUME).abs() < 2.0, "{found} is not {VOLUME}");
}

/// All numbers between two marks.
fn numbers(text: &str, from: &str, to: &str) -> Vec<f64> {
    let start = text.find(from).unwrap_or_else(|| panic!("no {from}")) + from.len();
    let part = &text[start..];
    let part = &part[..part.find(to).unwrap_or_else(|| panic!("no {to}"))];
    part.split(|c: char| c.is_whitespace() || c == ',').filter_map(|word| word.parse().ok()).collect()
}

/// The values of an attribute, in order.
fn values(text: &str, attribute: &str) -> Vec<f64> {
    let mark = format!(" {attribute}=\"");
    text.split(&mark).skip(1).filter_map(|rest| rest.split('"').next()?.parse().ok()).collect()
}

fn triples<T: Copy, U: From<T> + Copy>(flat: &[T]) -> Vec<[U; 3]> {
    flat.as_chunks::<3>().0.iter().map(|chunk| chunk.map(U::from)).collect()
}

fn indices(flat: &[f64]) -> Vec<[usize; 3]> {
    flat.as_chunks::<3>().0.iter().map(|chunk| chunk.map(|x| x as usize)).collect()
}

#[test]
fn every_format_has_a_name_and_is_found_by_it() {
    for format in FileFormat::ALL {
        assert_eq!(FileFormat::named(&format.name().to_lowercase()), Some(format));
        assert!(!content(&subject(), format, &FileOptions::default()).expect("it is written").is_empty());
    }
    assert_eq!(FileFormat::named("stp"), Some(FileFormat::Step));
    assert_eq!(FileFormat::named("docx"), None);
}

#[test]
fn meshes_as_text_hold_the_volume() {
    let amf = text_of(FileFormat::Amf);
    assert!(amf.contains("a &lt;block&gt;") && amf.contains("<color><r>1</r>"));
    let clean = amf.replace(['<', '>'], " ");
    let points = numbers(&clean, " vertices ", " /vertices ");
    let triangles = numbers(&clean, " volume ", " /volume ");
    check_volume(volume(&triples(&points), &indices(&triangles)));

    let tjs: Value = serde_json::from_str(&text_of(FileFormat::Tjs)).expect("it is JSON");
    let list = |name: &str| -> Vec<f64> {
        tjs[name].as_array().expect("a list").iter().filter_map(Value::as_f64).collect()
    };
    let faces: Vec<[usize; 3]> = list("faces")
        .as_chunks::<4>()
        .0
        .iter()
        .map(|[_, a, b, c]| [*a as usize, *b as usize, *c as usize])
        .collect();
    assert_eq!(tjs["metadata"]["faces"], faces.len());
    check_volume(volume(&triples(&list("vertices")), &faces));

    let vrml = text_of(FileFormat::Vrml);
    assert!(vrml.starts_with("#VRML V2.0 utf8") && vrml.contains("diffuseColor 1 0 0 transparency 0.5"));
    let corners: Vec<f64> =
        numbers(&vrml, "coordIndex [", "]").into_iter().filter(|index| *index >= 0.0).collect();
    check_volume(volume(&triples(&numbers(&vrml, "point [", "]")), &indices(&corners)));

    let vtp = text_of(FileFormat::Vtp);
    let clean = vtp.replace(['<', '>'], " ");
    let polygons = &clean[clean.find("Polys ").expect("polygons")..];
    let corners = numbers(polygons, "connectivity\" format=\"ascii\"", "/DataArray");
    check_volume(volume(&triples(&numbers(&clean, "format=\"ascii\"", "/DataArray")), &indices(&corners)));
    assert_eq!(values(&vtp, "NumberOfPolys"), [corners.len() as f64 / 3.0]);
    // Fifteen edges, without the seam of the hole.
    assert_eq!(values(&vtp, "NumberOfLines"), [14.0]);
}

/// The files of a zip archive.
fn unzipped(archive: &[u8]) -> Vec<(String, String)> {
    let number = |at: usize, size: usize| {
        archive[at..at + size].iter().rev().fold(0_usize, |n, byte| n << 8 | usize::from(*byte))
    };
    let end = archive.len() - 22;
    assert_eq!(&archive[end..end + 4], b"PK\x05\x06");
    let mut place = number(end + 16, 4);
    let mut files = Vec::new();
    for _ in 0..number(end + 10, 2) {
        assert_eq!(&archive[place..place + 4], b"PK\x01\x02");
        let (packed, name_size, start) =
            (number(place + 20, 4), number(place + 28, 2), number(place + 42, 4));
        let name = String::from_utf8(archive[place + 46..place + 46 + name_size].to_vec()).expect("a name");
        let data = start + 30 + number(start + 26, 2) + number(start + 28, 2);
        let mut text = String::new();
        flate2::read::DeflateDecoder::new(&archive[data..data + packed])
            .read_to_string(&mut text)
            .expect("text");
        let mut sum = flate2::Crc::new();
        sum.update(text.as_bytes());
        assert_eq!(sum.sum() as usize, number(place + 16, 4), "{name}");
        files.push((name, text));
        place += 46 + name_size;
    }
    files
}

#[test]
fn three_mf_is_a_closed_mesh_in_an_archive() {
    let options =
        FileOptions { three_mf_unit: ThreeMfUnit::named("inch").expect("a unit"), ..FileOptions::default() };
    let files = unzipped(&content(&subject(), FileFormat::ThreeMf, &options).expect("it is written"));
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["[Content_Types].xml", "_rels/.rels", "3D/3dmodel.model"]);
    let model = &files[2].1;
    assert!(
        model.contains("unit=\"inch\"")
            && model.contains("name=\"a &lt;block&gt;\" displaycolor=\"#FF000080\"")
    );
    let points: Vec<[f64; 3]> = std::iter::zip(values(model, "x"), values(model, "y"))
        .zip(values(model, "z"))
        .map(|((x, y), z)| [x, y, z])
        .collect();
    let triangles: Vec<[usize; 3]> = std::iter::zip(values(model, "v1"), values(model, "v2"))
        .zip(values(model, "v3"))
        .map(|((a, b), c)| [a as usize, b as usize, c as usize])
        .collect();
    check_volume(volume(&points, &triangles));
    // One hole: corners - edges + triangles is 0, and a closed mesh has three edges for two triangles.
    assert_eq!(2 * points.len(), triangles.len());
    assert!(ThreeMfUnit::named("mile").is_err());
}

#[test]
fn gltf_keeps_tree_colours_and_volume() {
    let shape = block();
    let node = |name: &str, parent, shape: Option<&Shape>| DocumentNode {
        parent,
        shape: shape.cloned(),
        ..DocumentNode::new(name)
    };
    let mut red = node("red", Some(0), Some(&shape));
    red.color = Some([1.0, 0.0, 0.0, 1.0]);
    red.location = Transform::translation([0.0, 0.0, 100.0]);
    let nodes = vec![
        node("all", None, None),
        red,
        node("plain", Some(0), Some(&shape)),
        node("twin", Some(0), Some(&shape)),
    ];
    let subject = Subject { shape, document: Document { nodes, marks: Vec::new() } };
    let bytes = content(&subject, FileFormat::Glb, &FileOptions::default()).expect("it is written");
    let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize;
    assert_eq!((&bytes[..4], number(4), number(8)), (b"glTF".as_slice(), 2, bytes.len()));
    let size = number(12);
    let value: Value = serde_json::from_slice(&bytes[20..20 + size]).expect("it is JSON");
    assert_eq!(value["scenes"][0]["nodes"], serde_json::json!([0]));
    assert_eq!(value["nodes"][0]["children"], serde_json::json!([1, 2, 3]));
    // z upwards becomes y upwards.
    assert_eq!(value["nodes"][0]["matrix"][6], -1.0);
    assert_eq!(value["nodes"][1]["matrix"][14], 100.0);
    // The two without colour share a mesh.
    assert_eq!(value["nodes"][2]["mesh"], value["nodes"][3]["mesh"]);
    assert_eq!(value["meshes"].as_array().map(Vec::len), Some(2));
    assert_eq!(
        value["materials"][0]["pbrMetallicRoughness"]["baseColorFactor"],
        serde_json::json!([1.0, 0.0, 0.0, 1.0])
    );
    let buffer = &bytes[28 + size..];
    assert_eq!(value["buffers"][0]["byteLength"], buffer.len());
    let slice = |accessor: &Value| {
        let accessor = &value["accessors"][accessor.as_u64().expect("a number") as usize];
        let view = &value["bufferViews"][accessor["bufferView"].as_u64().expect("a number") as usize];
        let at = |name: &str| view[name].as_u64().expect("a number") as usize;
        buffer[at("byteOffset")..at("byteOffset") + at("byteLength")].as_chunks::<4>().0
    };
    let primitive = &value["meshes"][0]["primitives"][0];
    let points: Vec<f64> = slice(&primitive["attributes"]["POSITION"])
        .iter()
        .map(|b| f64::from(f32::from_le_bytes(*b)))
        .collect();
    let corners: Vec<f64> =
        slice(&primitive["indices"]).iter().map(|b| f64::from(u32::from_le_bytes(*b))).collect();
    check_volume(volume(&triples(&points), &indices(&corners)));
    let text = content(&subject, FileFormat::Gltf, &FileOptions::default()).expect("it is written");
    let text: Value = serde_json::from_slice(&text).expect("it is JSON");
    let uri = text["buffers"][0]["uri"].as_str().expect("a text");
    assert!(uri.starts_with("data:application/octet-stream;base64,"));
    assert_eq!(text["nodes"], value["nodes"]);
}

#[test]
fn drawings_fit_their_size_and_refuse_nonsense() {
    let draw = |svg: SvgOptions| {
        let options = FileOptions { svg, ..FileOptions::default() };
        content(&subject(), FileFormat::Svg, &options).map(|bytes| String::from_utf8(bytes).expect("text"))
    };
    let usual = draw(SvgOptions::default()).expect("it is drawn");
    assert_eq!((values(&usual, "width"), values(&usual, "height")), (vec![800.0], vec![240.0]));
    // The three axes are lines; everything else is paths.
    assert_eq!(usual.matches("<line").count(), 3);
    let bare =
        draw(SvgOptions { show_hidden: false, show_axes: false, ..SvgOptions::default() }).expect("drawn");
    assert!(bare.matches("<path").count() < usual.matches("<path").count() && !bare.contains("<line"));
    let wide = draw(SvgOptions { height: None, margin_left: 0.0, ..SvgOptions::default() }).expect("drawn");
    assert!(values(&wide, "height")[0] > 800.0);
    let error = draw(SvgOptions { width: Some(300.0), height: None, ..SvgOptions::default() }).unwrap_err();
    assert!(error.message.contains("300") && error.hint.is_some(), "{error}");
    assert!(draw(SvgOptions { width: None, height: None, ..SvgOptions::default() }).is_err());
    assert!(draw(SvgOptions { direction: [0.0; 3], ..SvgOptions::default() }).is_err());
}

/// A face between a spline, an arc and lines, with a hole and an ellipse.
fn plate() -> Shape {
    let at = |x: f64, y: f64| [x, y, 0.0];
    let options = kernel::SplineOptions::default();
    let edges = [
        kernel::line(at(0.0, 0.0), at(20.0, 0.0)),
        kernel::three_point_arc(at(20.0, 0.0), at(25.0, 5.0), at(20.0, 10.0)),
        kernel::spline(&[at(20.0, 10.0), at(10.0, 14.0), at(0.0, 10.0)], &options),
        kernel::line(at(0.0, 10.0), at(0.0, 0.0)),
    ];
    let outer = kernel::wire(&edges.map(|edge| edge.expect("an edge"))).expect("a wire");
    let frame = |x: f64, z: f64| Frame { origin: at(x, 5.0), x: [1.0, 0.0, 0.0], z: [0.0, 0.0, z] };
    // Downwards, so that the other way round is tested too.
    let holes = [
        kernel::circle(&frame(5.0, -1.0), 2.0, None, kernel::Sense::Forward),
        kernel::ellipse(&frame(15.0, -1.0), 3.0, 1.5, None, kernel::Sense::Forward),
    ];
    let holes = holes.map(|edge| kernel::wire(&[edge.expect("an edge")]).expect("a wire"));
    kernel::face(&outer, &holes).expect("a face")
}

#[test]
fn dxf_comes_back_as_the_same_face() {
    let face = plate();
    let area = face.area().expect("an area");
    let part = |layer: &str| DxfPart { shape: face.clone(), layer: layer.to_owned() };
    let file = dxf_layers(&[part("cut")], &[("cut".to_owned(), 1)], &DxfOptions::default()).expect("written");
    let text = String::from_utf8_lossy(&file);
    for kind in ["LINE", "ARC", "CIRCLE", "ELLIPSE", "SPLINE"] {
        assert!(text.contains(&format!("  0\n{kind}\n")), "no {kind}");
    }
    assert!(text.starts_with("  0\nSECTION") && text.contains("AC1015") && text.ends_with("  0\nEOF\n"));
    let only = dxf::Layers::new(Vec::new(), vec!["CUT".to_owned()]).expect("a choice");
    let back = dxf::faces("a.dxf", &file, 1e-6, &only).expect("it is read");
    assert_eq!(back.len(), 1);
    assert!((back[0].area().expect("an area") - area).abs() < 1e-6);
    assert_eq!(back[0].children(Kind::Wire).expect("wires").len(), 3);
    // Every handle is used once.
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut handles: Vec<&str> = lines
        .as_chunks::<2>()
        .0
        .iter()
        .filter(|[code, _]| *code == "5" || *code == "105")
        .map(|pair| pair[1])
        .collect();
    let count = handles.len();
    handles.sort_unstable();
    handles.dedup();
    // The first is the seed of the header, which no object has.
    assert_eq!(handles.len(), count);
    assert!(dxf_layers(&[part("a|b")], &[], &DxfOptions::default()).is_err());
    let vertex = DxfPart { shape: kernel::vertex([0.0; 3]).expect("a point"), layer: String::new() };
    assert!(dxf_layers(&[vertex], &[], &DxfOptions::default()).unwrap_err().message.contains("no edges"));
}

#[test]
fn arcs_stay_within_the_tolerance() {
    let face = plate();
    let area = face.area().expect("an area");
    for tolerance in [1e-1, 1e-2, 1e-3] {
        let arcs = crate::cq::shape::arcs::of_face(&face, tolerance).expect("arcs");
        let edges = arcs.children(Kind::Edge).expect("edges");
        assert!(edges.iter().all(|edge| matches!(edge.geom_type(), Ok("LINE" | "CIRCLE"))));
        let length = face.length().expect("a length");
        let off = (arcs.area().expect("an area") - area).abs();
        assert!(off < tolerance * length && arcs.is_valid().expect("checked"), "{off} at {tolerance}");
        let dxf = DxfOptions { approximation: DxfApproximation::Arc, tolerance, ..DxfOptions::default() };
        let part = DxfPart { shape: face.clone(), layer: String::new() };
        let file = dxf_layers(&[part], &[], &dxf).expect("written");
        assert!(!String::from_utf8_lossy(&file).contains("SPLINE"));
        let back = dxf::faces("a.dxf", &file, 1e-4, &dxf::Layers::All).expect("it is read");
        assert!((back[0].area().expect("an area") - area).abs() < tolerance * length);
    }
    assert!(crate::cq::shape::arcs::of_face(&face, 0.0).is_err());
    let curved = &block().children(Kind::Face).expect("faces")[6];
    assert!(crate::cq::shape::arcs::of_face(curved, 1e-3).is_err());
}

#[test]
fn a_part_alone_stands_below_a_node_of_another_name() {
    use crate::cq::assembly::{Assembly, Content, Placing};
    for name in ["block", "assembly"] {
        let placing = Placing { name: Some(name.to_owned()), ..Placing::default() };
        let document = Assembly::new(Content::Shape(block()), placing).document().expect("a document");
        let names: Vec<&str> = document.nodes.iter().map(|node| node.name.as_str()).collect();
        assert!(matches!(names[..], [above, part] if above != part && part == name), "{names:?}");
        let whole = document.parts()[0].placed().and_then(|shape| shape.volume()).expect("a volume");
        check_volume(whole);
    }
}

#[test]
fn lines_are_refused_where_triangles_are_written() {
    let shape = kernel::line([0.0; 3], [1.0, 0.0, 0.0]).expect("an edge");
    let document = Document::of_parts(&[StepPart::new("line", shape.clone())]).expect("one part");
    let subject = Subject { shape, document };
    for format in [
        FileFormat::Stl,
        FileFormat::ThreeMf,
        FileFormat::Amf,
        FileFormat::Tjs,
        FileFormat::Vrml,
        FileFormat::Glb,
    ] {
        let error = content(&subject, format, &FileOptions::default()).unwrap_err();
        assert!(error.message.contains("no faces") && error.hint.is_some(), "{format:?}: {error}");
    }
    assert!(content(&subject, FileFormat::Dxf, &FileOptions::default()).is_ok());
    assert!(content(&subject, FileFormat::Step, &FileOptions::default()).is_ok());
}
