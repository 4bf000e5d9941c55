//! Small samples of each kind, made here, and what they become.

use super::*;
use history::Dialect;

/// A plate of 0.5 x 0.3 x 0.1 with a hole of radius 0.05, and a boss on it; the loop's lines are out
/// of order and one runs backwards.
const HISTORY: &str = include_str!("history_sample.json");

#[test]
fn a_history_becomes_a_program_in_its_unit() {
    let deepcad = history::program(HISTORY.as_bytes(), Dialect::DeepCad).expect("readable");
    let expected = "import cadquery as cq\n\n\
        depth_1 = 20\n\
        plane_1 = cq.Plane(origin=(0, 0, 0), xDir=(1, 0, 0), normal=(0, 0, 1))\n\
        body = cq.Workplane(plane_1).moveTo(0, 0).lineTo(100, 0).lineTo(100, 60).lineTo(0, 60).close()\
        .moveTo(20, 30).circle(10).extrude(depth_1)\n\n\
        depth_2 = 50\n\
        plane_2 = cq.Plane(origin=(0, 0, -10), xDir=(1, 0, 0), normal=(0, 0, 1))\n\
        body = body.union(cq.Workplane(plane_2).moveTo(90, 30).threePointArc((70, 50), (50, 30)).close()\
        .extrude(depth_2))\n\nresult = body\n";
    assert_eq!(deepcad, expected);
    let fusion = history::program(HISTORY.as_bytes(), Dialect::Fusion360).expect("readable");
    assert!(fusion.contains("depth_1 = 1\n") && fusion.contains(".lineTo(5, 0)"), "{fusion}");
}

#[test]
fn what_is_wrong_with_a_history_is_told() {
    let tell = |from: &str, to: &str| {
        assert!(HISTORY.contains(from), "{from} is in the sample");
        history::program(HISTORY.replacen(from, to, 1).as_bytes(), Dialect::DeepCad).expect_err("wrong")
    };
    assert!(
        tell("\"properties\":", "\"properties\"").starts_with("not JSON: line 2, column"),
        "{}",
        tell("\"properties\":", "\"properties\"")
    );
    assert_eq!(tell("\"value\":0.0", "\"value\":0.2"), "a tapered extrusion is not read: entity E");
    assert_eq!(tell("Circle3D", "NurbsCurve3D"), "a curve that is not read: NurbsCurve3D: entity E");
    assert_eq!(
        tell("\"x\":0.5,\"y\":0.3,\"z\":0}", "\"x\":0.5,\"y\":0.2,\"z\":0}"),
        "a loop that is not closed: entity E"
    );
    assert!(tell("NewBody", "Cut").starts_with("the history begins with a cut"));
    assert!(tell("\"value\":0.1}", "\"value\":1e300}").contains("is no length"));
}

#[test]
fn tables_and_scripts_are_read_line_by_line() {
    let folder = tempfile::tempdir().expect("folder");
    let table = folder.path().join("a.jsonl");
    let rows = [
        r#"{"id": "one", "prompt": "a cube", "code": "```python\nimport cadquery as cq\nr = 1\n```"}"#,
        "{oops",
        r#"{"text": "no code"}"#,
        "",
        r#"{"uuid": 7, "cadquery_file": "r = 2", "image": "../secret.png"}"#,
        r#"{"uuid": 8, "cadquery_file": "r = 2", "image": "b.png"}"#,
    ];
    std::fs::write(&table, rows.join("\n")).expect("written");
    let mut refused = Vec::new();
    let items = tables::items(&table, &mut |place, reason| refused.push((place, reason))).expect("readable");
    let names: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(names, ["one", "8"]);
    let Source::Program(program) = &items[0].source else { panic!("a program") };
    assert_eq!((program.as_str(), items[0].text.as_str()), ("import cadquery as cq\nr = 1\n", "a cube"));
    let lines: Vec<_> = refused.iter().map(|(place, _)| place.rsplit(':').next().unwrap_or("")).collect();
    assert_eq!(lines, ["2", "3", "5"], "{refused:?}");
    assert!(tables::items(&folder.path().join("a.parquet"), &mut |_, _| {}).is_err());

    std::fs::write(folder.path().join("b.py"), "result = 1").expect("written");
    std::fs::write(folder.path().join("b.txt"), "a part\n").expect("written");
    std::fs::write(folder.path().join("c.py"), b"ok = 1\nbad = '\xff'\n").expect("written");
    let mut refused = Vec::new();
    let items =
        scripts::items(folder.path(), &mut |place, reason| refused.push((place, reason))).expect("readable");
    assert_eq!((items.len(), items[0].text.as_str(), items[0].id.as_str()), (1, "a part", "b"));
    assert_eq!(refused[0].1, "line 2 is not UTF-8");
}

/// A tetrahedron as text.
fn tetrahedron() -> String {
    let corners = ["0 0 0", "10 0 0", "0 10 0", "0 0 10"];
    let mut text = "solid t\n".to_owned();
    for face in [[0, 2, 1], [0, 1, 3], [0, 3, 2], [1, 2, 3]] {
        text.push_str("facet normal 0 0 0\nouter loop\n");
        face.iter().for_each(|i: &usize| text.push_str(&format!("vertex {}\n", corners[*i])));
        text.push_str("endloop\nendfacet\n");
    }
    text + "endsolid t\n"
}

#[test]
fn triangles_become_faces_and_edges() {
    let mesh = stl::read(tetrahedron().as_bytes()).expect("readable");
    let measures = stl::measures(&mesh);
    assert_eq!((measures.faces, measures.edges, measures.valid), (4, 6, true));
    assert!((measures.volume - 1000.0 / 6.0).abs() < 1e-3, "{}", measures.volume);
    let mut binary = vec![0u8; 80];
    binary.extend((mesh.triangles.len() as u32).to_le_bytes());
    for t in 0..mesh.triangles.len() {
        binary.extend([0u8; 12]);
        mesh.corners(t).iter().flatten().for_each(|v| binary.extend(v.to_le_bytes()));
        binary.extend([0u8; 2]);
    }
    let same = stl::read(&binary).expect("readable");
    assert_eq!((same.triangles.len(), stl::measures(&same).edges), (4, 6));
    binary.truncate(200);
    assert!(stl::read(&binary).expect_err("cut off").contains("the file has 200"));
    let broken = tetrahedron().replacen("vertex 10 0 0", "vertex 10 zero 0", 1);
    assert!(stl::read(broken.as_bytes()).expect_err("no number").starts_with("line 6:"));
}
