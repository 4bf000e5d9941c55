//! Figures against independent calculations: `reference.py` says how `reference.json` was made.

use glam::{DMat3, DVec3};
use serde_json::Value;

use super::align::{self, Size};
use super::body::Body;
use super::cloud::{self, Distances};
use super::conventions::{self, Exact};
use super::{Target, dexels};

fn reference() -> Value {
    serde_json::from_str(include_str!("reference.json")).expect("the record is JSON")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn vector(value: &Value) -> DVec3 {
    DVec3::from_array(std::array::from_fn(|i| number(&value[i])))
}

fn vectors(value: &Value) -> Vec<DVec3> {
    value.as_array().expect("a list").iter().map(vector).collect()
}

fn body(record: &Value, name: &str) -> Body {
    let mesh = &record["meshes"][name];
    let index = |v: &Value| v.as_u64().expect("an index") as u32;
    let triangles = mesh["triangles"].as_array().expect("a list").iter();
    let triangles: Vec<[u32; 3]> = triangles.map(|t| std::array::from_fn(|i| index(&t[i]))).collect();
    Body::welded(&vectors(&mesh["points"]), &triangles)
}

/// Every pair of the record, with its bodies.
fn pairs(check: impl Fn(&Value, &Body, &Body)) {
    let record = reference();
    for pair in record["pairs"].as_array().expect("a list") {
        let side = |key: &str| body(&record, pair[key].as_str().expect("a name"));
        check(pair, &side("a"), &side("b"));
    }
}

fn close(found: f64, pair: &Value, key: &str, tolerance: f64) {
    let wanted = number(&pair[key]);
    assert!(
        (found - wanted).abs() <= tolerance,
        "{key} of {} and {}: {found}, not {wanted}",
        pair["a"],
        pair["b"]
    );
}

#[test]
fn moments_are_those_of_trimesh() {
    let record = reference();
    for (name, mesh) in record["meshes"].as_object().expect("meshes") {
        let body = body(&record, name);
        let m = body.moments().expect("it has volume");
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-6 * b.abs().max(1.0);
        assert!(
            near(m.volume, number(&mesh["volume"])) && near(body.area(), number(&mesh["area"])),
            "{name}"
        );
        assert!(m.center.abs_diff_eq(vector(&mesh["center"]), 1e-5), "{name}");
        let inertia =
            DMat3::from_cols_array(&std::array::from_fn(|i| number(&mesh["inertia"][i / 3][i % 3])));
        assert!(m.inertia.abs_diff_eq(inertia, 1e-5 * m.inertia.x_axis.x.max(m.inertia.y_axis.y)), "{name}");
        assert!(body.is_watertight(), "{name}");
        assert_eq!(body.components().len() as f64, number(&mesh["components"]), "{name}");
    }
}

#[test]
fn volumes_in_common_are_those_of_manifold() {
    pairs(|pair, a, b| {
        close(dexels::common(a, b).iou(), pair, "iou", 0.0015);
        close(Target::of_body(b.clone()).iou_of_body(a), pair, "iou_boxes", 0.0015);
        close(align::best_of_four(a, b).expect("there is volume"), pair, "iou_best", 0.002);
    });
}

#[test]
fn voxels_are_those_of_solid_angles() {
    assert_eq!(align::eighth_turns().len() as f64, number(&reference()["turns"]));
    pairs(|pair, a, b| {
        let longest = b.bounds().expect("a box").longest();
        close(align::voxel_iou(a, b, longest / 64.0), pair, "voxels", 1e-3);
        // The record has exact volumes in place of voxels of 1/64.
        close(align::eighth_turns_iou(a, b), pair, "zero_to_cad", 0.03);
    });
}

#[test]
fn distances_are_those_of_scipy() {
    pairs(|pair, a, b| {
        let unit = Distances::between(
            &cloud::points(&a.box_scaled(1.0), 20_000, 3),
            &cloud::points(&b.box_scaled(1.0), 20_000, 4),
        );
        close(unit.chamfer_squared() * 1e3, pair, "cadrille_cd", 0.05 * number(&pair["cadrille_cd"]));
        let place = Distances::between(&cloud::points(a, 20_000, 3), &cloud::points(b, 20_000, 4));
        let size = b.bounds().expect("a box").longest();
        close(place.mean(), pair, "mean_distance", 0.002 * size);
        close(place.root_mean_square(), pair, "cd_mm", 0.004 * size);
        close(place.quantile(0.95), pair, "hausdorff_95", 0.01 * size);
        close(place.quantile(1.0), pair, "hausdorff", 0.02 * size);
    });
}

#[test]
fn small_clouds_are_measured_and_thinned_as_by_scipy() {
    let record = reference();
    let clouds = &record["clouds"];
    let (a, b) = (vectors(&clouds["a"]), vectors(&clouds["b"]));
    let distances = Distances::between(&a, &b);
    assert!((distances.chamfer_squared() - number(&clouds["chamfer"])).abs() < 1e-8);
    assert!((distances.quantile(1.0) - number(&clouds["hausdorff"])).abs() < 1e-8);
    assert!((cloud::jensen_shannon(&a, &b, 5) - number(&clouds["jsd_5"])).abs() < 1e-8);
    let farthest: Vec<u64> =
        clouds["farthest"].as_array().expect("a list").iter().flat_map(Value::as_u64).collect();
    assert_eq!(cloud::farthest(&a, 12, 0).iter().map(|i| *i as u64).collect::<Vec<_>>(), farthest);
}

#[test]
fn a_fit_is_that_of_singular_values() {
    let fit = &reference()["fit"];
    let motion = align::fitted(&vectors(&fit["from"]), &vectors(&fit["to"]), Size::Free);
    let turn = DMat3::from_cols_array(&std::array::from_fn(|i| number(&fit["turn"][i % 3][i / 3])));
    assert!(motion.turn.abs_diff_eq(turn, 1e-7), "{:?}", motion.turn);
    assert!((motion.scale - number(&fit["scale"])).abs() < 1e-7);
    assert!(motion.shift.abs_diff_eq(vector(&fit["shift"]), 1e-7));
}

#[test]
fn the_same_part_is_perfect_under_every_convention() {
    let record = reference();
    let plate = body(&record, "plate");
    let figures = conventions::figures(&plate, &plate, &Exact::default(), 1);
    let of = |name: &str| {
        let found = figures.iter().find(|f| f.name == name).and_then(|f| f.value);
        found.unwrap_or_else(|| panic!("{name} has a value"))
    };
    for name in [
        "cadrille IoU",
        "CAD-Coder IoU_best",
        "robust IoU_best",
        "Zero-to-CAD IoU",
        "CADBench IoU",
        "CADBench SIoU",
        "house IoU",
        "house IoU aligned",
        "cadqueryeval passed",
    ] {
        assert!(of(name) > 0.999, "{name}: {}", of(name));
    }
    assert!((of("cadrille reward (paper)") - 10.0).abs() < 0.01);
    // The sampling floor: systems.md gives 0.16 for the truth against itself.
    assert!((0.05..0.4).contains(&of("cadrille CD")), "{}", of("cadrille CD"));
    assert!(of("house CD") < 0.6 && of("CAD-Editor JSD") < 0.25 && of("CADGenBench surface F1") > 0.98);
    assert!(of("CADPrompt IoGT") > 0.99 && of("CADPrompt point-cloud distance") < 0.5);
    let unknown: Vec<_> = figures.iter().filter(|f| f.value.is_none()).map(|f| f.name).collect();
    assert_eq!(
        unknown,
        ["CADGenBench interface", "CADGenBench topology", "CAD-Editor D-CLIP", "neuralCAD-Edit DINOv2"]
    );
}

#[test]
fn place_and_size_count_only_where_they_should() {
    let record = reference();
    let ell = body(&record, "ell");
    let moved = ell.mapped(|p| p * 2.0 + DVec3::new(100.0, 0.0, 0.0));
    let figures = conventions::figures(&moved, &ell, &Exact::default(), 1);
    let of = |name: &str| figures.iter().find(|f| f.name == name).and_then(|f| f.value).unwrap_or(-1.0);
    assert_eq!((of("house IoU"), of("cadqueryeval passed"), of("CADBench IoU")), (0.0, 0.0, 0.0));
    assert!(
        of("house IoU of boxes") > 0.999 && of("cadrille reward IoU") > 0.999 && of("CADBench SIoU") > 0.999
    );
    assert!(of("CAD-Coder IoU_best") > 0.999 && of("Zero-to-CAD IoU") > 0.999);
    assert!(of("house IoU aligned") < 0.2);
}
