//! Nonsense, broken files, crashes and cancelling.

use std::f64::consts::TAU;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::{cube, plate, upright_edges};
use crate::*;

/// A small generator, so that runs repeat.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }
}

#[test]
fn nonsense_numbers_are_refused_with_the_number() {
    let world = Frame::WORLD;
    let bad = f64::NAN;
    let results = [
        box_solid(&world, bad, 1.0, 1.0),
        box_solid(&world, 0.0, 1.0, 1.0),
        box_solid(&world, -2.0, 1.0, 1.0),
        box_solid(&Frame { z: [0.0; 3], ..world }, 1.0, 1.0, 1.0),
        box_solid(&Frame { x: world.z, ..world }, 1.0, 1.0, 1.0),
        box_solid(&Frame { origin: [f64::INFINITY, 0.0, 0.0], ..world }, 1.0, 1.0, 1.0),
        cylinder(&world, 1.0, 1.0, 0.0),
        cylinder(&world, 1.0, -1.0, TAU),
        sphere(&world, 0.0, 0.0, 1.0, TAU),
        sphere(&world, 1.0, -2.0, 1.0, TAU),
        cone(&world, 1.0, 1.0, 1.0, TAU),
        torus(&world, 1.0, bad, 0.0, TAU),
        wedge(&world, 1.0, 1.0, 1.0, [5.0, 5.0, 0.0, 0.0]),
        vertex([0.0, bad, 0.0]),
        circle(&world, -1.0, None, Sense::Forward),
        ellipse(&world, 1.0, 0.0, None, Sense::Forward),
        extrude(&cube(1.0).children(Kind::Face).unwrap()[0], [0.0; 3]),
        revolve(&cube(1.0), 1.0, [0.0; 3], [0.0; 3]),
        fillet(&cube(10.0), &upright_edges(&cube(10.0)), 1.0),
        fillet(&cube(10.0), &[], 1.0),
        hollow(&cube(1.0), &[], 0.0, 1e-4, JoinKind::Arc),
        spline(&[[0.0; 3]], &SplineOptions::default()),
        bezier(&[[0.0; 3]; 27]),
        trim_edge(&cube(1.0), 0.0, 1.0),
        fuse(&cube(1.0), &[cube(2.0)], &BooleanOptions { fuzzy: Some(bad), ..Default::default() }),
    ];
    for (i, result) in results.into_iter().enumerate() {
        let error = result.expect_err("nonsense must be refused");
        assert_eq!(error.kind, ErrorKind::InvalidArgument, "case {i}: {error}");
    }
    let error = fillet(&cube(10.0), &upright_edges(&cube(10.0))[..1], -3.5).unwrap_err();
    assert_eq!(error.to_string(), "fillet: radius is -3.5, but must be greater than 0");
    assert!(tessellate(&cube(1.0), 0.0, 0.1).is_err());
}

#[test]
fn fillet_too_large_is_an_error_or_an_invalid_part() {
    let block = cube(10.0);
    let edges = block.children(Kind::Edge).unwrap();
    let error = fillet(&block, &edges, 50.0).unwrap_err();
    assert_eq!((error.kind, error.class.as_str()), (ErrorKind::Failed, "StdFail_NotDone"));
    assert!(error.message.contains("radius 50 mm"), "{error}");
    if let Ok(part) = fillet(&block, &edges, 6.0) {
        assert!(!part.is_valid().unwrap());
    }
    let lid = &block.children(Kind::Face).unwrap()[5];
    if let Ok(part) = hollow(&block, std::slice::from_ref(lid), -20.0, 1e-4, JoinKind::Arc) {
        assert!(!part.is_valid().unwrap() || part.volume().unwrap() <= 0.0);
    }
}

#[test]
fn wrong_kinds_of_shapes_are_refused() {
    let block = cube(1.0);
    let face = block.children(Kind::Face).unwrap().swap_remove(0);
    assert!(extrude_taper(&block, [0.0, 0.0, 1.0], 0.1).is_err());
    assert!(wire(std::slice::from_ref(&block)).is_err());
    assert!(block.start_point().is_err() && face.point().is_err() && block.outer_wire().is_err());
    let apart = [line([0.0; 3], [1.0, 0.0, 0.0]).unwrap(), line([5.0; 3], [6.0, 5.0, 5.0]).unwrap()];
    let error = wire(&apart).unwrap_err();
    assert_eq!(error.class, "StdFail_NotDone");
    assert_eq!(combine_wires(&apart, 1e-6).unwrap().len(), 2);
    assert!(cut(&block, &[], &BooleanOptions::default()).is_err());
    let error = block.without(std::slice::from_ref(&block)).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Failed);
}

/// Damages a STEP file, a pure function of the round.
fn damaged(good: &[u8], round: usize) -> Vec<u8> {
    let mut random = Random(12_345 + round as u64);
    let mut bytes = good.to_vec();
    for _ in 0..(if round.is_multiple_of(2) { 3 } else { 40 }) {
        let i = random.next(bytes.len());
        bytes[i] =
            if round.is_multiple_of(2) { b'0' + random.next(10) as u8 } else { random.next(256) as u8 };
    }
    bytes
}

/// Runs an ignored test of this file in a process of its own, because a caught crash may leave locks
/// taken and OpenCASCADE sometimes finds no end: `None` when it was stopped after ten seconds.
fn run_alone(test: &str, file: &Path) -> Option<bool> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("tests::robustness::{test}"), "--ignored", "--quiet"])
        .env("PARTWRIGHT_BROKEN", file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let end = Instant::now() + Duration::from_secs(10);
    while Instant::now() < end {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status.success());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    None
}

/// Reads the STEP file that `PARTWRIGHT_BROKEN` names; only for [`run_alone`].
#[test]
#[ignore = "run by broken_step_files_never_give_wrong_parts, in a process of its own"]
fn read_broken_step() {
    let Some(path) = std::env::var_os("PARTWRIGHT_BROKEN") else { return };
    catch_signals().unwrap();
    // Some damage does no harm, but whatever comes back must bear to be looked at.
    let parts = step_parts(&fs::read(path).unwrap()).unwrap();
    parts.iter().for_each(|p| drop(p.placed().and_then(|s| s.measures())));
}

#[test]
fn broken_step_files_never_give_wrong_parts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("part.step");
    let good = step_bytes(&[StepPart::new("plate", plate())]).unwrap();
    fs::write(&path, &good).unwrap();
    assert_eq!(run_alone("read_broken_step", &path), Some(true));
    let broken = folder.path().join("broken.step");
    let read = |bytes: &[u8]| {
        fs::write(&broken, bytes).unwrap();
        run_alone("read_broken_step", &broken)
    };
    assert_eq!(read(b""), Some(false));
    assert_eq!(read(b"\x00\x01 this is not STEP #1=FOO(;;;"), Some(false));
    for share in [0.2, 0.5, 0.8] {
        read(&good[..(good.len() as f64 * share) as usize]);
    }
    // RUN_SLOW=1 damages many more files.
    let rounds = if std::env::var_os("RUN_SLOW").is_some() { 300 } else { 12 };
    let endless = (0..rounds).filter(|round| read(&damaged(&good, *round)).is_none()).count();
    assert!(endless <= rounds / 4, "{endless} of {rounds} damaged files found no end");
    assert!(step_bytes(&[]).is_err());
}

#[test]
fn broken_brep_gives_errors() {
    let bytes = brep_bytes(&plate()).unwrap();
    assert!(brep_from_bytes(b"garbage").is_err() && brep_from_bytes(b"").is_err());
    assert!(brep_from_bytes(&bytes[..bytes.len() / 2]).is_err());
    assert!(brep_from_text(b"DBRep_DrawableShape\n\nCASCADE Topology V1, garbage").is_err());
    assert!(brep_from_text(b"").is_err());
}

/// Reads damaged BREP; only for [`damaged_brep_never_ends_the_process`].
#[test]
#[ignore = "run by damaged_brep_never_ends_the_process, in a process of its own"]
fn read_damaged_brep() {
    catch_signals().unwrap();
    let bytes = brep_bytes(&plate()).unwrap();
    let mut random = Random(54_321);
    let rounds = if std::env::var_os("RUN_SLOW").is_some() { 1500 } else { 60 };
    for _ in 0..rounds {
        let mut damaged = bytes.clone();
        for _ in 0..5 {
            let i = 60 + random.next(damaged.len() - 60);
            damaged[i] = random.next(256) as u8;
        }
        brep_from_bytes(&damaged).ok();
        if signal_was_caught() {
            // As the geometry process does: it answers, and then a fresh one takes over.
            return;
        }
    }
}

#[test]
fn damaged_brep_never_ends_the_process() {
    assert!(run_alone("read_damaged_brep", Path::new("")) == Some(true));
}

/// Reads damaged documents and BREP text; only for [`damaged_text_files_never_end_the_process`].
#[test]
#[ignore = "run by damaged_text_files_never_end_the_process, in processes of their own"]
fn read_damaged_files() {
    let Some(path) = std::env::var_os("PARTWRIGHT_BROKEN") else { return };
    catch_signals().unwrap();
    let bytes = fs::read(&path).unwrap();
    let unit = LengthUnit::Millimetre;
    let kind = Path::new(&path).extension().unwrap().to_str().unwrap();
    match kind {
        "step" => {
            drop(step_shapes(&bytes, unit).map(|shapes| shapes.iter().for_each(|s| drop(s.measures()))))
        }
        "brep" => drop(brep_from_text(&bytes).and_then(|shape| shape.measures())),
        "xbf" => drop(Document::from_bytes(&bytes, DocumentFormat::Xbf, unit)),
        _ => drop(Document::from_bytes(&bytes, DocumentFormat::Xml, unit)),
    }
}

#[test]
fn damaged_text_files_never_end_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let part = StepPart::new("cube", cube(10.0));
    let document = Document::of_parts(&[part.clone(), StepPart { name: "other".into(), ..part }]).unwrap();
    let written = |format| document.to_bytes(format, &DocumentOptions::default()).unwrap();
    let files = [
        ("step", written(DocumentFormat::Step)),
        ("brep", brep_text(&cube(10.0)).unwrap()),
        ("xbf", written(DocumentFormat::Xbf)),
        ("xml", written(DocumentFormat::Xml)),
    ];
    let rounds = if std::env::var_os("RUN_SLOW").is_some() { 100 } else { 4 };
    for (extension, good) in files {
        let path = folder.path().join(format!("damaged.{extension}"));
        let read = |bytes: &[u8]| {
            fs::write(&path, bytes).unwrap();
            run_alone("read_damaged_files", &path)
        };
        assert_eq!(read(&good), Some(true), "{extension} as it was written");
        assert_eq!(read(b""), Some(true), "{extension} without content");
        // A process that finds no end is killed, as the geometry process is; none may die by itself.
        for cut in [good.len() / 3, good.len() * 4 / 5] {
            assert_ne!(read(&good[..cut]), Some(false), "{extension} cut to {cut} bytes");
        }
        // OpenCASCADE's reader of binary documents trusts them: damage may end the process, which is
        // what the geometry process is there for.
        for round in 0..if extension == "xbf" { 0 } else { rounds } {
            assert_ne!(read(&damaged(&good, round)), Some(false), "{extension}, round {round}");
        }
    }
}

/// Crashes; only for [`a_crash_inside_becomes_an_error`].
#[test]
#[ignore = "run by a_crash_inside_becomes_an_error, in a process of its own"]
fn crash_inside() {
    catch_signals().unwrap();
    for _ in 0..3 {
        let error = provoke_segv().unwrap_err();
        assert_eq!((error.kind, error.class.as_str()), (ErrorKind::Signal, "OSD_SIGSEGV"));
    }
    cube(1.0).volume().unwrap();
}

#[test]
fn a_crash_inside_becomes_an_error() {
    assert!(run_alone("crash_inside", Path::new("")) == Some(true));
}

#[test]
fn a_large_boolean_can_be_cancelled() {
    let frame =
        |i: i32, j: i32| Frame::along([f64::from(i) * 3.0, f64::from(j) * 3.0, -1.0], [0.05, 0.02, 1.0]);
    let pegs: Vec<Shape> =
        (0..196).map(|n| cylinder(&frame(n / 14, n % 14), 1.0, 6.0, TAU).unwrap()).collect();
    let slab = box_solid(&Frame { origin: [-2.0, -2.0, 0.0], ..Frame::WORLD }, 50.0, 50.0, 4.0).unwrap();
    let flag = Arc::new(AtomicBool::new(false));
    set_cancel_flag(Some(Arc::clone(&flag)));
    let started = Instant::now();
    let stopper = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(100));
        flag.store(true, Ordering::Relaxed);
    });
    let error = cut(&slab, &pegs, &BooleanOptions::default()).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Cancelled);
    assert!(started.elapsed() < Duration::from_secs(20));
    stopper.join().unwrap();
    // The flag stays set: nothing starts any more, until it is taken away.
    assert_eq!(slab.volume().unwrap_err().kind, ErrorKind::Cancelled);
    set_cancel_flag(None);
    slab.volume().unwrap();
}

#[test]
fn threads_take_turns() {
    let volumes: Vec<f64> = std::thread::scope(|scope| {
        let jobs: Vec<_> = (0..4)
            .map(|i| {
                scope.spawn(move || {
                    let size = 10.0 + f64::from(i);
                    let bytes = step_bytes(&[StepPart::new("cube", cube(size))]).unwrap();
                    step_parts(&bytes).unwrap()[0].shape.volume().unwrap() / size.powi(3)
                })
            })
            .collect();
        jobs.into_iter().map(|job| job.join().unwrap()).collect()
    });
    assert!(volumes.iter().all(|v| (v - 1.0).abs() < 1e-9));
}

#[test]
fn version_is_known() {
    assert!(occt_version().starts_with(|c: char| c.is_ascii_digit()));
    cpu_threads(2).unwrap();
}
