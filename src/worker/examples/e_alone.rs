//! Temporary.
#![allow(missing_docs)]
use base::*; use engine::*; use engine::protocol::*; use std::time::*;
fn main() -> std::process::ExitCode {
    if std::env::args().nth(1).as_deref() == Some("worker") {
        return match WorkerOptions::from_args(std::env::args_os().skip(2)) { Ok(o) => worker::main(&o), Err(e) => { eprintln!("{e}"); 2.into() } };
    }
    let engine = Engine::start(EngineOptions { provocations: Provocations::Allowed, memory_mib: 512, ..EngineOptions::new(std::env::current_exe().expect("x")) }).expect("x");
    let good = Program::new("import cadquery as cq\nresult = cq.Workplane().box(1, 2, 3)\n");
    let o = BuildOptions { timeout: Duration::from_secs(60), ..BuildOptions::default() };
    for f in std::env::args().skip(1) {
        let s = Instant::now();
        let g = engine.build(&good, &o, &Cancel::new()).expect("x");
        print!("[next {:?} {:.0?}] ", g.status, s.elapsed());
        if g.status != Status::Ok { println!("{g:?}"); }
        let text = std::fs::read_to_string(&f).expect("x");
        let t = Duration::from_secs(if text.contains("status: timeout ") { 1 } else { 20 });
        let s = Instant::now();
        let b = engine.build(&Program::new(text.clone()), &BuildOptions { timeout: t, ..o.clone() }, &Cancel::new()).expect("x");
        println!("{f}\n   {}\n   {:?} {:?} parts {:?} printed {:?} {:.0?} cpu {:.1}", text.lines().next().unwrap_or_default(), b.status, b.diagnostics.iter().map(|d| d.to_string()).collect::<Vec<_>>(), b.parts.iter().map(|p| (p.name.clone(), p.measures.as_ref().map(|m| (m.volume, m.faces, m.valid)), p.mesh.as_ref().map(|m| m.triangles.len()))).collect::<Vec<_>>(), b.printed.chars().take(80).collect::<String>(), s.elapsed(), b.timing.cpu_ms);
    }
    for t in ["while True: pass", "sum(range(10**10))"] { for _ in 0..3 { let c = Cancel::new(); let c2 = c.clone();
        engine.build(&good, &o, &Cancel::new()).expect("x");
        let h = std::thread::spawn(move || { std::thread::sleep(Duration::from_millis(300)); c2.cancel(); Instant::now() });
        let b = engine.build(&Program::new(t), &BuildOptions::default(), &c).expect("x"); let e = Instant::now();
        println!("stop {t}: {:?} {:?} {:?}", e - h.join().expect("x"), b.status, b.diagnostics);
        let s = Instant::now(); engine.build(&good, &o, &Cancel::new()).expect("x"); println!("  next program after {:?}", s.elapsed()); } }
    std::process::ExitCode::SUCCESS
}
