//! The driver with an executor that makes a box out of every program.

use std::cell::Cell;

use base::{Bounds, Measures, Mesh};

use super::*;
use crate::data::Reader;

/// Answers every program with a box whose sides depend on the text, and counts.
#[derive(Default)]
struct Boxes {
    executed: Cell<u64>,
    cancel_after: Option<u64>,
}

impl Executor for Boxes {
    fn execute(
        &self,
        programs: &[Program],
        _: Fineness,
        cancel: &Cancel,
        on_done: &mut dyn FnMut(usize, Execution),
    ) -> Result<(), engine::Error> {
        // Backwards, as real processes do not keep the order either.
        for (i, program) in programs.iter().enumerate().rev() {
            self.executed.set(self.executed.get() + 1);
            if self.cancel_after.is_some_and(|after| self.executed.get() > after) {
                cancel.cancel();
            }
            on_done(i, box_of(program));
        }
        Ok(())
    }
}

fn box_of(program: &Program) -> Execution {
    let hash = program.hash().0;
    let size = [100.0, 10.0 + f64::from(hash[0]) / 3.0, 10.0 + f64::from(hash[1]) / 3.0];
    let volume: f64 = size.iter().product();
    let measures = Measures {
        solids: 1,
        shells: 1,
        faces: 6 + u32::from(hash[2]),
        wires: 6,
        edges: 12,
        vertices: 8,
        volume,
        area: 2.0 * (size[0] * size[1] + size[1] * size[2] + size[0] * size[2]),
        length: 0.0,
        center_of_mass: size.map(|s| s / 2.0),
        bounds: Some(Bounds { min: [0.0; 3], max: size }),
        valid: hash[3] >= 20,
    };
    let corner = |x: f64, y: f64| [x as f32, y as f32, size[2] as f32];
    let mesh = Mesh {
        positions: vec![corner(0.0, 0.0), corner(size[0], 0.0), corner(size[0], size[1])],
        normals: vec![[0.0, 0.0, 1.0]; 3],
        triangles: vec![[0, 1, 2]],
        faces: vec![0],
        edges: Vec::new(),
    };
    Execution::Part { measures, mesh }
}

fn options(out: &Path, count: u64) -> SynthOptions {
    SynthOptions {
        out: out.to_owned(),
        count,
        seed: 3,
        families: vec!["profile".to_owned(), "stacked".to_owned()],
        split: Split::Train,
        shard: None,
        edits: 0,
        questions: 2,
        extras: vec![Extra::Points],
    }
}

fn make(options: &SynthOptions, boxes: &Boxes) -> Report {
    run_with(options, boxes, &Cancel::new(), &mut |_| {}).expect("the run ends")
}

#[test]
fn a_stopped_run_goes_on_to_the_same_data_set() {
    let (whole, parted) = (tempfile::tempdir().expect("folder"), tempfile::tempdir().expect("folder"));
    let report = make(&options(whole.path(), 102), &Boxes::default());
    assert_eq!((report.samples, report.is_stopped), (102, false));
    let stopping = Boxes { cancel_after: Some(90), ..Boxes::default() };
    let stopped = make(&options(parted.path(), 102), &stopping);
    assert!(stopped.is_stopped && stopped.samples == 50, "{stopped:?}");
    let rest = make(&options(parted.path(), 102), &Boxes::default());
    assert!(rest.executed < report.executed && rest.samples == 102, "{rest:?}");
    let read = |folder: &Path| Reader::open(folder).expect("readable");
    let (whole, parted) = (read(whole.path()), read(parted.path()));
    assert_eq!(whole.samples(), parted.samples());
    assert_eq!(whole.metas()[0].sha256, parted.metas()[0].sha256);
}

#[test]
fn gates_and_reasons_are_counted() {
    let folder = tempfile::tempdir().expect("folder");
    let report = make(&SynthOptions { edits: 1, ..options(folder.path(), 200) }, &Boxes::default());
    let count = |reason: &str| -> u64 {
        report.rejected.iter().filter(|((_, r), _)| r == reason).map(|(_, count)| count).sum()
    };
    assert!(count("invalid") > 0 && count("other holes than drilled") > 0, "{}", report.table());
    assert!(count("geometry on the other side of the split") > 0, "{}", report.table());
    let of_parts: u64 =
        report.rejected.iter().filter(|((_, r), _)| !r.starts_with("edit")).map(|(_, count)| count).sum();
    assert!(report.executed >= 200 + of_parts + report.edits * 3, "{}", report.table());
    assert!(report.edits > 30, "{}", report.table());
}

#[test]
fn geometry_is_never_repeated_and_sides_share_none() {
    let hashes = |split: Split| {
        let folder = tempfile::tempdir().expect("folder");
        make(&SynthOptions { split, ..options(folder.path(), 90) }, &Boxes::default());
        let samples = data::read_samples(folder.path()).expect("readable");
        let set: BTreeSet<String> = samples.iter().map(|s| s.geometry_hash.clone()).collect();
        assert_eq!(set.len(), samples.len());
        set
    };
    assert!(hashes(Split::Train).is_disjoint(&hashes(Split::HeldBack)));
}

#[test]
fn shares_of_several_machines_are_one_data_set() {
    let folder = tempfile::tempdir().expect("folder");
    for i in 0..2 {
        let share = SynthOptions { shard: Some((i, 2)), ..options(folder.path(), 130) };
        make(&share, &Boxes::default());
    }
    assert_eq!(Reader::open(folder.path()).expect("readable").len(), 130);
}

#[test]
fn wrong_options_are_told() {
    let folder = tempfile::tempdir().expect("folder");
    let tell = |options: SynthOptions| {
        run_with(&options, &Boxes::default(), &Cancel::new(), &mut |_| {}).expect_err("wrong").to_string()
    };
    let good = options(folder.path(), 10);
    assert!(tell(SynthOptions { count: 0, ..good.clone() }).contains("at least one sample"));
    assert!(tell(SynthOptions { shard: Some((2, 2)), ..good.clone() }).contains("share 2 of 2"));
    let unknown = SynthOptions { families: vec!["gearbox".to_owned()], ..good.clone() };
    assert!(tell(unknown).contains("no family \"gearbox\""));
    make(&good, &Boxes::default());
    assert!(tell(SynthOptions { seed: 4, ..good }).contains("seed 3"));
}
