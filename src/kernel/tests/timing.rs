use super::*;
use std::time::Instant;
#[test]
fn timing() {
    let t = |n: &str, f: &mut dyn FnMut()| { f(); let a = Instant::now(); for _ in 0..5 { f(); } println!("TIME {n:<24} {:.3} ms", a.elapsed().as_secs_f64() * 200.0); };
    let part = plate();
    t("box", &mut || drop(cube(10.0)));
    t("plate", &mut || drop(plate()));
    t("measures", &mut || drop(part.measures().unwrap()));
    t("valid", &mut || drop(part.is_valid().unwrap()));
    t("bbox", &mut || drop(part.bounding_box(BoxMethod::Optimal).unwrap()));
    t("children faces", &mut || drop(part.children(Kind::Face).unwrap()));
    t("normals", &mut || for f in part.children(Kind::Face).unwrap() { f.normal_at(None).unwrap(); });
    t("centers", &mut || for f in part.children(Kind::Edge).unwrap() { f.center_of_mass().unwrap(); });
    t("mesh .01/.1", &mut || drop(tessellate(&part, 0.01, 0.1).unwrap()));
    t("mesh .1/.2", &mut || drop(tessellate(&part, 0.1, 0.2).unwrap()));
    t("clean", &mut || drop(clean(&part).unwrap()));
    t("bytes", &mut || drop(brep_bytes(&part).unwrap()));
    let d = tempfile::tempdir().unwrap(); let p = d.path().join("a.step");
    t("step write", &mut || step_write(&[StepPart::new("a", part.clone())], &p).unwrap());
    t("step read", &mut || drop(step_read(&p).unwrap()));
    let m = tessellate(&part, 0.01, 0.1).unwrap(); println!("TIME triangles {}", m.triangles.len());
}
