//! Scans of parts whose sections and normals are known.

use super::*;

/// A plate with a square opening: outside 40 x 30 x 10, opening 10 x 10.
fn frame_plate() -> Mesh {
    let outer = [[-20.0, -15.0], [20.0, -15.0], [20.0, 15.0], [-20.0, 15.0]];
    let inner = [[-5.0, -5.0], [5.0, -5.0], [5.0, 5.0], [-5.0, 5.0]];
    test_meshes::tube(&outer, &inner, 0.0, 10.0)
}

/// Area of a section: the squares that are covered by half and more.
fn area_of(scan: &Scan, height: f64) -> f64 {
    let frame = Frame::ALL[0];
    let grid = SectionGrid::new(&frame, scan.bounds(), 200);
    let count = scan.section(&frame, height, &grid).iter().filter(|c| **c > 127).count();
    count as f64 * grid.cell * grid.cell
}

#[test]
fn a_closed_mesh_has_exact_sections() {
    let scan = Scan::of_mesh(&frame_plate()).expect("the plate is a usable mesh");
    assert!(scan.is_exact());
    assert!((frame_plate().signed_volume() - 11_000.0).abs() < 1e-6);
    assert!((area_of(&scan, 5.0) - 1100.0).abs() < 12.0, "{}", area_of(&scan, 5.0));
    assert!(area_of(&scan, 11.0) < 1e-9);
    assert!(scan.contains(DVec3::new(12.0, 0.0, 5.0)) && !scan.contains(DVec3::new(0.0, 0.0, 5.0)));
}

#[test]
fn normals_of_samples_point_outwards() {
    let scan = Scan::of_mesh(&frame_plate()).expect("the plate is a usable mesh");
    for sample in scan.samples() {
        assert!(!scan.contains(sample.position + sample.normal * 0.1), "{sample:?}");
        assert!(scan.contains(sample.position - sample.normal * 0.1), "{sample:?}");
    }
}

#[test]
fn a_cloud_without_normals_finds_inside_and_outside() {
    let mesh = Scan::of_mesh(&frame_plate()).expect("the plate is a usable mesh");
    let points: Vec<[f64; 3]> = mesh.samples().iter().map(|s| s.position.to_array()).collect();
    let cloud = Scan::of_points(&points, None).expect("there are enough points");
    assert!(!cloud.is_exact());
    let agree =
        cloud.samples().iter().zip(mesh.samples()).filter(|(a, b)| a.normal.dot(b.normal) > 0.7).count();
    assert!(agree * 100 > cloud.samples().len() * 96, "{agree} of {}", cloud.samples().len());
    assert!((area_of(&cloud, 5.0) - 1100.0).abs() < 30.0, "{}", area_of(&cloud, 5.0));
    assert!(cloud.contains(DVec3::new(12.0, 0.0, 5.0)) && !cloud.contains(DVec3::new(0.0, 0.0, 5.0)));
}

#[test]
fn repeated_and_stray_points_do_no_harm() {
    let mesh = Scan::of_mesh(&frame_plate()).expect("the plate is a usable mesh");
    let mut points: Vec<[f64; 3]> = mesh.samples().iter().map(|s| s.position.to_array()).collect();
    points.extend(vec![[0.0; 3]; 20_000]);
    points.push([300_000.0, -200_000.0, 5_000_000.0]);
    let cloud = Scan::of_points(&points, None).expect("there are enough points");
    assert!((cloud.bounds().longest() - 40.0).abs() < 1e-3, "{:?}", cloud.bounds());
    assert!(cloud.contains(DVec3::new(12.0, 0.0, 5.0)) && !cloud.contains(DVec3::new(0.0, 0.0, 5.0)));
}

#[test]
fn an_open_mesh_is_no_exact_one() {
    let mut mesh = frame_plate();
    mesh.triangles.truncate(30);
    let scan = Scan::of_mesh(&mesh).expect("the rest is a usable mesh");
    assert!(!scan.is_exact());
    assert!(scan.contains(DVec3::new(12.0, 0.0, 5.0)) && !scan.contains(DVec3::new(0.0, 0.0, 5.0)));
}

#[test]
fn a_part_is_as_close_as_it_is_alike() {
    let mesh = frame_plate();
    let scan = Scan::of_mesh(&mesh).expect("the plate is a usable mesh");
    let same = Closeness::new(&scan, &mesh).expect("the plate has a surface");
    assert!(same.fit > 0.97 && same.scan_to_part_mm < 0.02, "{same:?}");
    let mut moved = mesh.clone();
    moved.positions.iter_mut().for_each(|p| p[2] += 2.0);
    let moved = Closeness::new(&scan, &moved).expect("the plate has a surface");
    assert!(moved.fit < 0.7 && moved.scan_to_part_mm > 0.5, "{moved:?}");
    assert_eq!(Closeness::new(&scan, &Mesh::default()), None);
}

#[test]
fn unusable_input_is_refused_with_its_reason() {
    let same = vec![[1.0, 2.0, 3.0]; 5000];
    assert_eq!(Scan::of_points(&same, None).err(), Some(ScanError::TooFewPoints { found: 1 }));
    let line: Vec<[f64; 3]> = (0..500).map(|i| [f64::from(i), 0.0, 0.0]).collect();
    assert_eq!(Scan::of_points(&line, None).err(), Some(ScanError::Flat));
    let mut bad = line;
    bad[7][1] = f64::NAN;
    assert!(matches!(Scan::of_points(&bad, None).err(), Some(ScanError::Coordinate(v)) if v.is_nan()));
    assert_eq!(Scan::of_mesh(&Mesh::default()).err(), Some(ScanError::Flat));
}

/// An ASCII STL of a mesh.
fn stl(mesh: &Mesh) -> String {
    let mut text = String::from("solid a\n");
    for t in 0..mesh.triangles.len() {
        text += "facet normal 0 0 0\nouter loop\n";
        for p in mesh.corners(t) {
            text += &format!("vertex {} {} {}\n", p[0], p[1], p[2]);
        }
        text += "endloop\nendfacet\n";
    }
    text + "endsolid a\n"
}

#[test]
fn files_are_read_by_their_extension() {
    let mesh = frame_plate();
    let scan = scan_of_bytes("part.STL", stl(&mesh).as_bytes()).expect("this is an STL file");
    assert!(scan.is_exact() && (scan.bounds().longest() - 40.0).abs() < 1e-6);

    let mut ply = format!(
        "ply\nformat ascii 1.0\nelement vertex {}\nproperty float x\nproperty float y\nproperty float z\n\
         element face {}\nproperty list uchar int vertex_indices\nend_header\n",
        mesh.positions.len(),
        mesh.triangles.len()
    );
    let mut obj = String::new();
    for p in &mesh.positions {
        ply += &format!("{} {} {}\n", p[0], p[1], p[2]);
        obj += &format!("v {} {} {}\n", p[0], p[1], p[2]);
    }
    for [a, b, c] in &mesh.triangles {
        ply += &format!("3 {a} {b} {c}\n");
        obj += &format!("f {} {} {}\n", a + 1, b + 1, c + 1);
    }
    assert!(scan_of_bytes("a.ply", ply.as_bytes()).expect("this is a PLY file").is_exact());
    assert!(scan_of_bytes("a.obj", obj.as_bytes()).expect("this is an OBJ file").is_exact());

    let points: Vec<String> = scan
        .samples()
        .iter()
        .map(|s| {
            let (p, n) = (s.position, s.normal);
            format!("{} {} {} {} {} {}", p.x, p.y, p.z, n.x, n.y, n.z)
        })
        .collect();
    let cloud = scan_of_bytes("a.xyz", points.join("\n").as_bytes()).expect("these are points");
    assert!(!cloud.is_exact() && cloud.contains(DVec3::new(12.0, 0.0, 5.0)));
    let csv = format!("x,y,z\n{}", points.join("\n").replace(' ', ","));
    assert!(scan_of_bytes("a.csv", csv.as_bytes()).is_ok());
}

#[test]
fn damaged_files_are_refused_with_a_place() {
    let message = |name: &str, content: &str| {
        scan_of_bytes(name, content.as_bytes()).err().map_or_else(String::new, |e| e.to_string())
    };
    assert!(message("a.step", "").contains(".stl"), "{}", message("a.step", ""));
    assert!(message("a.xyz", "1 2 3\n4 five 6\n").contains("line 2"));
    assert!(message("a.stl", "solid x\nfacet nothing").contains("STL"));
    let many = "ply\nformat ascii 1.0\nelement vertex 4000000000\nproperty float x\nend_header\n";
    assert!(message("a.ply", many).contains("4000000000 elements"), "{}", message("a.ply", many));
    let wild = "ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty float y\nproperty float z\n\
                element face 1\nproperty list uchar int vertex_index\nend_header\n0 0 0\n1 0 0\n0 1 0\n3 0 1 9\n";
    assert!(message("a.ply", wild).contains("point 9 of 3"), "{}", message("a.ply", wild));
}
