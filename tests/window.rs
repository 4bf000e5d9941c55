//! The window as a user meets it, through the labels that screen readers see.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use ui::App;
use ui::dialogs::PreparedDialogs;

/// One device for the whole test binary.
static GRAPHICS: LazyLock<egui_wgpu::RenderState> = LazyLock::new(|| {
    egui_kittest::wgpu::create_render_state(
        egui_kittest::wgpu::default_wgpu_setup(),
        egui_wgpu::RendererOptions::PREDICTABLE,
    )
});

/// A window with its state in a folder of its own.
struct Window {
    harness: Harness<'static, App>,
    folder: tempfile::TempDir,
}

impl Window {
    fn open(answers: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self::open_in(folder, answers)
    }

    /// Opens a window whose file dialogs are answered with names in the folder.
    fn open_in(folder: tempfile::TempDir, answers: &[&str]) -> Self {
        let graphics = &*GRAPHICS;
        let setup = egui_wgpu::WgpuSetupExisting {
            instance: graphics.instance.clone(),
            adapter: graphics.adapter.clone(),
            device: graphics.device.clone(),
            queue: graphics.queue.clone(),
        };
        let font = |name: &str| {
            let file = PathBuf::from("assets/fonts").join(name);
            Cow::Owned(std::fs::read(file).expect("the font is there"))
        };
        let model = PathBuf::from("assets/models/default.gguf");
        let options = ui::Options {
            worker: env!("CARGO_BIN_EXE_partwright").into(),
            model: std::fs::read(model).ok().map(Cow::Owned),
            fonts: ui::FontFiles {
                text: font("Inter-Regular.otf"),
                heading: font("Inter-SemiBold.otf"),
                code: font("JetBrainsMono-Regular.ttf"),
            },
            examples: Vec::new(),
            state_folder: folder.path().join("state"),
        };
        let mut dialogs = PreparedDialogs::default();
        dialogs.answers.extend(answers.iter().rev().map(|name| folder.path().join(name)));
        let harness = Harness::builder()
            .with_size([1280.0, 800.0])
            .with_theme(egui::Theme::Dark)
            .wgpu_setup(setup.into())
            .build_eframe(move |creation| {
                App::new(creation, options, Box::new(dialogs)).expect("the window opens")
            });
        Self { harness, folder }
    }

    /// Lets frames pass until something is the case; the work itself happens in other processes.
    #[track_caller]
    fn wait(&mut self, what: &str, is_so: impl Fn(&App) -> bool) {
        let begin = Instant::now();
        while !is_so(self.harness.state()) {
            assert!(begin.elapsed() < Duration::from_secs(90), "waited 90 s in vain: {what}");
            self.harness.step();
            std::thread::park_timeout(Duration::from_millis(20));
        }
        self.harness.run_steps(2);
    }

    fn wait_for_part(&mut self) {
        self.wait("the part is built", |app| {
            app.last_build().is_some_and(base::Build::is_valid) && !app.is_busy()
        });
    }

    /// Waits until the last build is that of the text in the editor.
    fn wait_until_built(&mut self) {
        self.wait("the text is built", |app| {
            let program = base::Program::new(app.program_text());
            app.last_build().is_some_and(|b| b.program == program.hash()) && !app.is_busy()
        });
    }

    /// Draws the window and checks that more than a flat colour is to be seen; `WINDOW_PICTURES=DIR`
    /// keeps the picture, to be looked at.
    #[track_caller]
    fn look(&mut self, name: &str) {
        let picture = self.harness.render().expect("the window can be drawn");
        let colors: std::collections::BTreeSet<[u8; 4]> = picture.pixels().map(|pixel| pixel.0).collect();
        assert!(colors.len() > 100, "{name}: {} colours", colors.len());
        if let Some(folder) = std::env::var_os("WINDOW_PICTURES") {
            picture.save(PathBuf::from(folder).join(format!("{name}.png"))).expect("it can be saved");
        }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// A file in memory that is dropped on the window.
#[derive(Debug)]
struct Dropped(PathBuf, Vec<u8>);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Ok(self.1.clone())
    }
}

/// A view from above of a plate with a round hole.
fn picture_of_a_plate() -> Vec<u8> {
    let picture = image::GrayImage::from_fn(256, 256, |x, y| {
        let inside = (28..228).contains(&x) && (68..188).contains(&y);
        let hole = (f64::from(x) - 128.0).hypot(f64::from(y) - 128.0) < 30.0;
        image::Luma([if inside && !hole { 150 } else { 255 }])
    });
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).expect("the picture can be encoded");
    png.into_inner()
}

#[test]
fn a_dropped_picture_becomes_a_part_that_is_turned_undone_and_exported() {
    let mut window = Window::open(&["part.step"]);
    window.wait_for_part();

    let dropped = Arc::new(Dropped("plate.png".into(), picture_of_a_plate()));
    window.harness.input_mut().dropped_files.push(dropped);
    window.harness.run_steps(3);
    window.harness.get_by_label("Picture plate.png");

    let before = window.harness.state().program_text().to_owned();
    window.harness.get_by_label("Generate").click();
    window.harness.run_steps(2);
    window.wait("candidates", |app| app.candidate_count() > 0);
    window.harness.get_by_label("Candidate 1").click();
    window.harness.run_steps(3);
    window.wait_for_part();
    window.wait_until_built();
    let generated = window.harness.state().program_text().to_owned();
    assert_ne!(generated, before);
    window.look("generated");

    // The first parameter of any candidate is a number; a key turns its slider.
    let volume = |app: &App| -> f64 {
        app.last_build()
            .iter()
            .flat_map(|b| &b.parts)
            .filter_map(|p| p.measures.as_ref())
            .map(|m| m.volume)
            .sum()
    };
    let volume_before = volume(window.harness.state());
    let slider = window.harness.get_all_by_role(egui::accesskit::Role::Slider).next().expect("a slider");
    slider.focus();
    window.harness.run_steps(2);
    for _ in 0..3 {
        window.harness.key_press(egui::Key::ArrowRight);
        window.harness.run_steps(2);
    }
    let turned = window.harness.state().program_text().to_owned();
    assert_ne!(turned, generated);
    window.wait("another part", |app| !app.is_busy() && (volume(app) - volume_before).abs() > 1e-6);

    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    window.harness.run_steps(3);
    assert_eq!(window.harness.state().program_text(), generated);
    window.wait("the part as before", |app| !app.is_busy() && (volume(app) - volume_before).abs() < 1e-6);

    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::E);
    let file = window.file("part.step");
    window.wait("the export", |_| file.exists());
    let step = std::fs::read_to_string(&file).expect("the file can be read");
    assert!(step.starts_with("ISO-10303-21;"));
}

#[test]
fn a_dropped_step_file_becomes_a_parametric_program_and_a_damaged_mesh_a_sentence() {
    let mut window = Window::open(&["plate.step"]);
    window.wait_for_part();
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::E);
    let file = window.file("plate.step");
    window.wait("the export", |_| file.exists());
    let step = std::fs::read(&file).expect("the file can be read");
    window.harness.input_mut().dropped_files.push(Arc::new(Dropped("bracket.step".into(), step)));
    window.harness.run_steps(3);
    window.harness.get_by_label("Scan bracket.step");
    window.harness.get_by_label("Generate").click();
    window.harness.run_steps(2);
    window.wait("candidates", |app| app.candidate_count() > 0);
    window.wait_until_built();
    window.look("scan");
    // The first program of the window is a plate of 80 x 60 x 10 with a hole of 22.
    let text = window.harness.state().program_text().to_owned();
    for number in ["base_length = 80", "base_width = 60", "base_height = 10", "hole_d = 22"] {
        assert!(text.contains(number), "{number} is missing in\n{text}");
    }

    window.harness.input_mut().dropped_files.push(Arc::new(Dropped("bad.stl".into(), b"solid".to_vec())));
    window.harness.run_steps(3);
    window.harness.get_by_label("Generate").click();
    window.wait("the reason", |app| app.last_message().is_some_and(|message| message.contains("bad.stl")));
}

#[test]
fn words_change_the_part_and_what_else_would_change_is_asked_for() {
    let mut window = Window::open(&[]);
    window.wait_for_part();
    let ask = |window: &mut Window, words: &str| {
        let field = window.harness.get_by_label("What shall it be?");
        field.focus();
        field.type_text(words);
        window.harness.run_steps(2);
        window.harness.get_by_label("Change").click();
        window.harness.run_steps(2);
    };
    // The first program of the window is a plate with a hole of 22.
    ask(&mut window, "make the hole 30 mm");
    window.wait("the change", |app| app.program_text().contains("hole_d = 30"));
    window.wait_until_built();
    window.harness.get_by_label_contains("hole Ø22 → Ø30");
    window.look("changed");
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    window.harness.run_steps(3);
    assert!(window.harness.state().program_text().contains("hole_d = 22"));

    // A hole wider than the plate is more than a change of the hole.
    let before = window.harness.state().program_text().to_owned();
    let field = window.harness.get_by_label("What shall it be?");
    field.focus();
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    window.harness.run_steps(2);
    ask(&mut window, "make the hole 70 mm");
    window.wait("the question", |app| app.asks_about_change());
    window.harness.run_steps(2);
    assert_eq!(window.harness.state().program_text(), before);
    window.look("change-asked");
    window.harness.get_by_label("Leave the part as it is").click();
    window.harness.run_steps(2);
    assert!(!window.harness.state().asks_about_change());
}

#[test]
fn an_error_keeps_the_last_part_and_names_the_line() {
    let mut window = Window::open(&[]);
    window.wait_for_part();
    let program = "import cadquery as cq\nresult = cq.Workplane().box(1, 2, 3).edges().fillet(7)\n";
    window.harness.input_mut().dropped_files.push(Arc::new(Dropped("bad.py".into(), program.into())));
    window.wait("the error", |app| app.last_build().is_some_and(|b| b.status == base::Status::Error));
    window.harness.get_by_label("Go to line 2");
    window.harness.get_by_label("✗ error");
    window.look("error");
}

#[test]
fn a_session_that_ended_badly_is_recovered() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir_all(folder.path().join("state")).expect("can be made");
    let program = "import cadquery as cq\nrecovered = 5\nresult = cq.Workplane().box(1, 2, recovered)\n";
    std::fs::write(folder.path().join("state/journal.py"), program).expect("can be written");
    let mut window = Window::open_in(folder, &[]);
    assert_eq!(window.harness.state().program_text(), program);
    window.wait_for_part();
}

#[test]
fn commands_are_found_by_a_few_letters() {
    let mut window = Window::open(&[]);
    window.wait_for_part();
    window.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    window.harness.run_steps(3);
    window.harness.event(egui::Event::Text("expstep".into()));
    window.harness.run_steps(3);
    window.look("commands");
    assert!(window.harness.query_by_label("Paste picture").is_none());
    window.harness.key_press(egui::Key::Escape);
    window.harness.run_steps(3);
    assert!(window.harness.query_by_label("Find a command").is_none());
}

#[test]
fn damaged_pictures_are_refused_with_a_sentence() {
    let mut window = Window::open(&[]);
    window.wait_for_part();
    window.harness.input_mut().dropped_files.push(Arc::new(Dropped("photo.png".into(), vec![1, 2, 3])));
    window.harness.run_steps(4);
    assert!(window.harness.query_by_label("Picture photo.png").is_none());
    let message = window.harness.state().last_message().expect("a message");
    assert!(message.contains("photo.png") && message.contains("use PNG, JPEG or WebP"), "{message}");
}
