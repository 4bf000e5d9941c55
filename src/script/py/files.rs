//! `_cq_files`: the bytes of files, written and read, for our Python modules.
//!
//! A program opens no file. What it exports is made at the call, but only when the host wants the files
//! of this run; what it imports must be among the files that the host gave, or one that it made itself
//! ([`desk`]). All belong to the thread and are set by [`start`].

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use base::InputFile;
use kernel::{DocumentOptions, StlKind};
use rustpython_vm::builtins::{PyDictRef, PyTupleRef};
use rustpython_vm::{PyObject, PyObjectRef, PyResult, VirtualMachine};

pub(crate) use _cq_files::module_def;

use super::capture::{self, Captured};
use super::convert::{self, number, text};
use super::desk::{self, Later};
use super::place::PyPlane;
use super::shape::{PyShape, ShapeArg};
use super::workplane::PyWorkplane;
use super::{call, raise};
use crate::cq::exporters::{
    self, DxfApproximation, DxfOptions, DxfPart, FileFormat, FileOptions, Subject, SvgOptions, ThreeMfUnit,
};
use crate::cq::{CqError, Result};

/// Bytes of all files that a program may export.
const MOST_BYTES: usize = 256 << 20;

thread_local! {
    static WANTED: Cell<bool> = const { Cell::new(false) };
    static BYTES_LEFT: Cell<usize> = const { Cell::new(0) };
    static INPUTS: RefCell<BTreeMap<String, InputFile>> = const { RefCell::new(BTreeMap::new()) };
}

/// Whether the files that a program asks for are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Exports {
    /// They are only listed.
    #[default]
    Listed,
    /// They are made.
    Made,
}

/// Sets what the next program may read, and whether its exports are made.
pub(crate) fn start(exports: Exports, inputs: &BTreeMap<String, InputFile>) {
    WANTED.set(exports == Exports::Made);
    BYTES_LEFT.set(MOST_BYTES);
    INPUTS.set(inputs.clone());
    desk::clear();
}

/// Forgets the files.
pub(crate) fn clear() {
    INPUTS.take();
    desk::clear();
}

/// The name of an input as the host spells it: relative, without `.`.
fn normal(path: &str) -> String {
    let path = path.replace('\\', "/");
    path.split('/').filter(|part| !part.is_empty() && *part != ".").collect::<Vec<_>>().join("/")
}

/// The content of an input.
///
/// CadQuery raises a `ValueError` for STEP and BREP files that are not there, `FileNotFoundError` for DXF.
fn input(vm: &VirtualMachine, path: &str) -> PyResult<InputFile> {
    if let Some(file) = desk::read(vm, &desk::name(path), made)? {
        return Ok(file);
    }
    if let Some(file) = INPUTS.with_borrow(|inputs| inputs.get(&normal(path)).cloned()) {
        return Ok(file);
    }
    let known: Vec<String> = INPUTS.with_borrow(|inputs| inputs.keys().cloned().collect());
    let name = normal(path);
    let name = name.rsplit('/').next().unwrap_or_default();
    let message = format!("{path} was not found; programs read only CAD files that lie beside them");
    let error = if name.to_ascii_lowercase().ends_with(".dxf") {
        let class = vm.ctx.exceptions.file_not_found_error.to_owned();
        vm.new_os_subtype_error(class, None, message).upcast()
    } else {
        vm.new_value_error(message)
    };
    let hint = match known.as_slice() {
        [] => format!(
            "put the program into the folder of {name}, write the name into it as plain text, \"{name}\", and \
             save it; read are .step, .stp, .dxf, .brep, .bin, .xbf and .xml"
        ),
        known => format!("write the name into the program as plain text; there are: {}", known.join(", ")),
    };
    Err(raise::with_hint(vm, error, hint))
}

/// The bytes of an export that is read again.
fn made(vm: &VirtualMachine, later: Later) -> PyResult<Vec<u8>> {
    match later {
        Later::Object { object, format, name, settings } => {
            content(vm, &object, &name, format, &settings).map(Option::unwrap_or_default)
        }
        Later::Layers { parts, layers, settings } => dxf_bytes(&parts, &layers, &settings, vm),
    }
}

/// The text of a DXF file with shapes, each with a layer and, if it has one, the plane of its drawing.
fn dxf_bytes(
    parts: &[PyTupleRef],
    layers: &[PyTupleRef],
    settings: &PyDictRef,
    vm: &VirtualMachine,
) -> PyResult<Vec<u8>> {
    let wrong = || vm.new_type_error("a part has a shape, a layer and a plane; a layer a name and a colour");
    let options = dxf_options(&Settings(vm, settings))?;
    let mut shapes = Vec::new();
    for part in parts {
        let [shape, layer, plane] = part.as_slice() else { return Err(wrong()) };
        let shape: ShapeArg = shape.clone().try_into_value(vm)?;
        let layer = convert::text(layer).ok_or_else(wrong)?;
        let shape = match plane.downcast_ref::<PyPlane>() {
            Some(plane) => call(vm, || in_plane(&shape.0, &plane.get()))?,
            None => shape.0,
        };
        shapes.push(DxfPart { shape, layer });
    }
    let mut named = Vec::new();
    for layer in layers {
        let [name, color] = layer.as_slice() else { return Err(wrong()) };
        named.push((convert::text(name).ok_or_else(wrong)?, convert::number(vm, color)? as i16));
    }
    call(vm, || exporters::dxf_layers(&shapes, &named, &options))
}

/// Geometry, name and place of what is exported.
fn subject(vm: &VirtualMachine, object: &PyObject, name: &str) -> PyResult<Option<Subject>> {
    if !capture::is_result(object) {
        return Err(convert::refused(vm, "a Workplane, a Shape, an Assembly or a Sketch", object));
    }
    call(vm, || {
        let Captured { shape, document, color, .. } = capture::capture(object)?;
        let Some(shape) = shape else { return Ok(None) };
        let document = match document {
            Some(document) => document,
            None => {
                let part = kernel::StepPart { color, ..kernel::StepPart::new(name, shape.clone()) };
                kernel::Document::of_parts(&[part])?
            }
        };
        Ok(Some(Subject { shape, document }))
    })
}

/// The bytes of a file with an object; `None` when it holds no geometry.
fn content(
    vm: &VirtualMachine,
    object: &PyObject,
    name: &str,
    format: FileFormat,
    settings: &PyDictRef,
) -> PyResult<Option<Vec<u8>>> {
    let options = options(vm, format, settings)?;
    let Some(mut subject) = subject(vm, object, name)? else { return Ok(None) };
    call(vm, || {
        if let (FileFormat::Dxf, Some(workplane)) = (format, object.downcast_ref::<PyWorkplane>()) {
            subject.shape = in_plane(&subject.shape, &workplane.link().plane())?;
        }
        // CadQuery puts what is no shape into a compound, which comes back when the file is read.
        let is_shape = object.downcast_ref::<PyShape>().is_some();
        if matches!(format, FileFormat::Brep | FileFormat::Bin)
            && !is_shape
            && subject.shape.kind() != kernel::Kind::Compound
        {
            subject.shape = kernel::compound(std::slice::from_ref(&subject.shape))?;
        }
        exporters::content(&subject, format, &options).map(Some)
    })
}

/// A shape in the coordinates of a plane.
fn in_plane(shape: &kernel::Shape, plane: &crate::cq::Plane) -> Result<kernel::Shape> {
    Ok(shape.moved(&(*plane.local_from_world()).into())?)
}

/// The format of a name.
fn format_named(vm: &VirtualMachine, name: &str) -> PyResult<FileFormat> {
    if let Some(format) = FileFormat::named(name) {
        return Ok(format);
    }
    call(vm, || {
        if name.eq_ignore_ascii_case("VTKJS") {
            return Err(CqError::not_implemented("VTKJS files cannot be written")
                .with_hint("use GLB, which viewers in the browser read as well"));
        }
        let names: Vec<&str> = FileFormat::ALL.iter().map(|format| format.name()).collect();
        Err(CqError::value("Unknown extensions, specify export type explicitly")
            .with_hint(format!("use one of {}", names.join(", "))))
    })
}

/// The settings of an export by CadQuery's names.
struct Settings<'a>(&'a VirtualMachine, &'a PyDictRef);

impl Settings<'_> {
    fn get(&self, name: &str) -> PyResult<Option<PyObjectRef>> {
        let value = self.1.get_item_opt(name, self.0)?;
        Ok(value.filter(|value| !self.0.is_none(value)))
    }

    fn has(&self, name: &str) -> PyResult<bool> {
        self.1.get_item_opt(name, self.0).map(|value| value.is_some())
    }

    fn number(&self, name: &str) -> PyResult<Option<f64>> {
        self.get(name)?.map(|value| number(self.0, &value)).transpose()
    }

    fn truth(&self, name: &str, default: bool) -> PyResult<bool> {
        self.get(name)?.map_or(Ok(default), |value| value.try_to_bool(self.0))
    }

    fn text(&self, name: &str) -> PyResult<Option<String>> {
        let Some(value) = self.get(name)? else { return Ok(None) };
        match text(&value) {
            Some(text) => Ok(Some(text)),
            None => Err(convert::refused(self.0, &format!("a string for {name}"), &value)),
        }
    }

    fn triple(&self, name: &str) -> PyResult<Option<[f64; 3]>> {
        self.get(name)?.map(|value| convert::point(self.0, &value)).transpose()
    }
}

fn options(vm: &VirtualMachine, format: FileFormat, settings: &PyDictRef) -> PyResult<FileOptions> {
    let given = Settings(vm, settings);
    let mut options = FileOptions::default();
    options.tolerance = given.number("tolerance")?.unwrap_or(options.tolerance);
    options.angular_tolerance = given.number("angularTolerance")?.unwrap_or(options.angular_tolerance);
    match format {
        FileFormat::Step => {
            let (unit, file_unit) = (given.text("unit")?, given.text("outputUnit")?);
            options.document = call(vm, || {
                let unit = exporters::unit_named(unit.as_deref().unwrap_or("MM"))?;
                let file_unit = file_unit.map_or(Ok(unit), |name| exporters::unit_named(&name))?;
                Ok(DocumentOptions { unit, file_unit, ..DocumentOptions::default() })
            })?;
            options.document.curves_on_faces = given.truth("write_pcurves", true)?;
            options.document.precision_mode = given.number("precision_mode")?.unwrap_or(0.0) as i32;
        }
        FileFormat::Stl => {
            let is_text = given.truth("ascii", false)? || given.truth("ASCII", false)?;
            options.stl_kind = if is_text { StlKind::Ascii } else { StlKind::Binary };
            if !given.truth("relative", true)? {
                options.deflection = kernel::Deflection::Absolute;
            }
        }
        FileFormat::Svg => options.svg = svg_options(&given)?,
        FileFormat::Dxf => options.dxf = dxf_options(&given)?,
        FileFormat::ThreeMf => {
            if let Some(unit) = given.text("unit")? {
                options.three_mf_unit = call(vm, || ThreeMfUnit::named(&unit))?;
            }
        }
        _ => {}
    }
    Ok(options)
}

fn svg_options(given: &Settings) -> PyResult<SvgOptions> {
    let mut svg = SvgOptions::default();
    // Width and height may be None, which means that one follows from the other.
    if given.has("width")? {
        svg.width = given.number("width")?;
    }
    if given.has("height")? {
        svg.height = given.number("height")?;
    }
    svg.margin_left = given.number("marginLeft")?.unwrap_or(svg.margin_left);
    svg.margin_top = given.number("marginTop")?.unwrap_or(svg.margin_top);
    svg.direction = given.triple("projectionDir")?.unwrap_or(svg.direction);
    svg.show_axes = given.truth("showAxes", svg.show_axes)?;
    svg.show_hidden = given.truth("showHidden", svg.show_hidden)?;
    svg.stroke_width = given.number("strokeWidth")?.filter(|width| *width != -1.0);
    svg.stroke_color = given.triple("strokeColor")?.unwrap_or(svg.stroke_color);
    svg.hidden_color = given.triple("hiddenColor")?.unwrap_or(svg.hidden_color);
    svg.focus = given.number("focus")?.filter(|focus| *focus != 0.0);
    Ok(svg)
}

fn dxf_options(given: &Settings) -> PyResult<DxfOptions> {
    let approximation = given.text("approx")?;
    let default = DxfOptions::default();
    Ok(DxfOptions {
        approximation: call(given.0, || DxfApproximation::named(approximation.as_deref()))?,
        tolerance: given.number("curveTolerance")?.unwrap_or(default.tolerance),
        unit: given.number("doc_units")?.map_or(default.unit, |unit| unit as u16),
    })
}

#[allow(missing_docs, reason = "the macro makes public items that only Python sees")]
#[rustpython_derive::pymodule]
mod _cq_files {
    use kernel::DocumentFormat;
    use rustpython_vm::builtins::{PyBytes, PyDictRef, PyTupleRef};
    use rustpython_vm::{PyObject, PyObjectRef, PyRef, PyResult, VirtualMachine};

    use super::{BYTES_LEFT, WANTED, content, dxf_bytes, format_named, input, normal};
    use crate::cq::exporters;
    use crate::cq::importers::{self, dxf};
    use crate::cq::record::record_file;
    use crate::cq::shape::arcs;
    use crate::cq::{Color, Location};
    use crate::py::convert::{self, Number, Text};
    use crate::py::desk::{self, Entry, Later};
    use crate::py::geom::PyColor;
    use crate::py::place::location_object;
    use crate::py::shape::{ShapeArg, build, wrap_shape, wrap_shapes};
    use crate::py::{call, new_object, runtime};

    /// A file name without folders and extension.
    fn stem(path: &str) -> String {
        let name = runtime::file_name(path);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
    }

    /// The bytes of a file with an object.
    #[pyfunction(name = "content")]
    fn content_py(
        object: PyObjectRef,
        format: Text,
        settings: PyDictRef,
        vm: &VirtualMachine,
    ) -> PyResult<PyRef<PyBytes>> {
        let format = format_named(vm, &format.0)?;
        match content(vm, &object, "part", format, &settings)? {
            Some(bytes) => Ok(vm.ctx.new_bytes(bytes)),
            None => Err(vm.new_value_error("there is nothing to write")),
        }
    }

    /// Asks for a file with an object.
    #[pyfunction]
    fn export(
        object: PyObjectRef,
        path: PyObjectRef,
        format: Option<Text>,
        settings: PyDictRef,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        let path = path_text(vm, &path)?;
        let name = runtime::file_name(&path);
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let format = format_named(vm, format.as_ref().map_or(extension, |format| &format.0))?;
        let mut bytes = None;
        if WANTED.get() {
            bytes = content(vm, &object, &stem(&path), format, &settings)?;
            if bytes.is_none() {
                crate::notes::set_line(crate::py::program_line(vm));
                crate::notes::warn(format!("there is nothing to write into {name}"), None);
            }
            spend(vm, bytes.as_deref().unwrap_or_default())?;
        }
        let later = Later::Object { object: object.clone(), format, name: stem(&path), settings };
        keep(&path, later, bytes.as_deref());
        runtime::request_export(vm, object, &path, format.name(), bytes)
    }

    /// Asks for a DXF file with shapes, each with a layer and, if it has one, the plane of its drawing.
    #[pyfunction]
    fn export_dxf(
        parts: Vec<PyTupleRef>,
        layers: Vec<PyTupleRef>,
        path: PyObjectRef,
        settings: PyDictRef,
        vm: &VirtualMachine,
    ) -> PyResult<()> {
        let path = path_text(vm, &path)?;
        let object = parts.first().and_then(|part| part.first().cloned()).unwrap_or_else(|| vm.ctx.none());
        let mut bytes = None;
        if WANTED.get() {
            let made = dxf_bytes(&parts, &layers, &settings, vm)?;
            spend(vm, &made)?;
            bytes = Some(made);
        }
        keep(&path, Later::Layers { parts, layers, settings }, bytes.as_deref());
        runtime::request_export(vm, object, &path, "DXF", bytes)
    }

    /// Remembers an export, so that the program can read it again.
    fn keep(path: &str, later: Later, made: Option<&[u8]>) {
        let entry = made.map_or(Entry::Later(later), |bytes| Entry::Made(base::InputFile::new(bytes)));
        desk::put(desk::name(path), entry);
    }

    /// The bytes of a file that the program made or may read; `None` when there is none.
    #[pyfunction]
    fn read(path: PyObjectRef, vm: &VirtualMachine) -> PyResult<Option<PyRef<PyBytes>>> {
        let path = path_text(vm, &path)?;
        if !has_file(&path) {
            return Ok(None);
        }
        Ok(Some(vm.ctx.new_bytes(input(vm, &path)?.content().to_vec())))
    }

    /// Keeps bytes as a file for the rest of the run.
    #[pyfunction]
    fn write(path: PyObjectRef, content: PyRef<PyBytes>, vm: &VirtualMachine) -> PyResult<()> {
        let path = path_text(vm, &path)?;
        desk::put(desk::name(&path), Entry::Made(base::InputFile::new(content.as_bytes())));
        Ok(())
    }

    /// Takes a file away that the program made; whether there was one.
    #[pyfunction]
    fn remove(path: PyObjectRef, vm: &VirtualMachine) -> PyResult<bool> {
        Ok(desk::remove(&desk::name(&path_text(vm, &path)?)))
    }

    /// The names of the files that the program made or may read.
    #[pyfunction]
    fn names(vm: &VirtualMachine) -> Vec<PyObjectRef> {
        let mut names = desk::names();
        names.extend(super::INPUTS.with_borrow(|inputs| inputs.keys().cloned().collect::<Vec<_>>()));
        names.into_iter().map(|name| vm.ctx.new_str(name).into()).collect()
    }

    fn has_file(path: &str) -> bool {
        desk::has(&desk::name(path)) || super::INPUTS.with_borrow(|inputs| inputs.contains_key(&normal(path)))
    }

    /// Makes a folder for files of the program.
    #[pyfunction]
    fn make_folder(path: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
        desk::make_folder(&path_text(vm, &path)?);
        Ok(())
    }

    /// Whether the folder of a path is the root or one that the program made.
    #[pyfunction]
    fn has_folder(path: PyObjectRef, vm: &VirtualMachine) -> PyResult<bool> {
        Ok(desk::has_folder(&path_text(vm, &path)?))
    }

    /// Whether a path is a folder that the program made.
    #[pyfunction]
    fn is_folder(path: PyObjectRef, vm: &VirtualMachine) -> PyResult<bool> {
        Ok(desk::is_folder(&path_text(vm, &path)?))
    }

    /// The root, or the folder that the program went to.
    #[pyfunction]
    fn folder(vm: &VirtualMachine) -> PyObjectRef {
        vm.ctx.new_str(desk::folder()).into()
    }

    /// Lets relative names of the program's files begin at a folder.
    #[pyfunction]
    fn enter(folder: Text) {
        desk::enter(&folder.0);
    }

    /// The text of a DXF file with shapes on layers.
    #[pyfunction]
    fn dxf_text(
        parts: Vec<PyTupleRef>,
        layers: Vec<PyTupleRef>,
        settings: PyDictRef,
        vm: &VirtualMachine,
    ) -> PyResult<PyRef<PyBytes>> {
        Ok(vm.ctx.new_bytes(dxf_bytes(&parts, &layers, &settings, vm)?))
    }

    /// Counts bytes towards the limit of a program.
    fn spend(vm: &VirtualMachine, bytes: &[u8]) -> PyResult<()> {
        let Some(left) = BYTES_LEFT.get().checked_sub(bytes.len()) else {
            return Err(
                vm.new_memory_error(format!("the program exports more than {} MiB", super::MOST_BYTES >> 20))
            );
        };
        BYTES_LEFT.set(left);
        Ok(())
    }

    /// The text of a path or of an object that stands for one.
    fn path_text(vm: &VirtualMachine, path: &PyObject) -> PyResult<String> {
        let path = match path.get_attr("__fspath__", vm) {
            Ok(path) => path.call((), vm)?,
            Err(_) => path.to_owned(),
        };
        convert::text(&path).ok_or_else(|| convert::refused(vm, "a file name", &path))
    }

    /// Name and bytes of a source: the name of an input, or bytes.
    fn source(vm: &VirtualMachine, source: &PyObject) -> PyResult<(String, base::InputFile)> {
        if let Some(bytes) = source.downcast_ref::<PyBytes>() {
            return Ok(("the stream".to_owned(), base::InputFile::new(bytes.as_bytes())));
        }
        let path = path_text(vm, source)?;
        let file = input(vm, &path)?;
        Ok((path, file))
    }

    /// Whether there is a file of this name that the program made or may read.
    #[pyfunction]
    fn has(path: PyObjectRef, vm: &VirtualMachine) -> PyResult<bool> {
        Ok(has_file(&path_text(vm, &path)?))
    }

    #[pyfunction]
    fn read_step(file: PyObjectRef, unit: Text, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
        let (name, file) = source(vm, &file)?;
        let shapes = call(vm, || {
            let unit = exporters::unit_named(&unit.0)?;
            record_file("importStep", &name, || importers::step(&name, file.content(), unit))
        })?;
        wrap_shapes(vm, shapes)
    }

    #[pyfunction]
    fn read_brep(file: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let (name, file) = source(vm, &file)?;
        let read = || record_file("importBrep", &name, || importers::brep(&name, file.content()));
        wrap_shape(vm, call(vm, read)?)
    }

    #[pyfunction]
    fn read_bin(file: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let (name, file) = source(vm, &file)?;
        let read = || record_file("importBin", &name, || importers::bin(&name, file.content()));
        wrap_shape(vm, call(vm, read)?)
    }

    #[pyfunction]
    fn read_dxf(
        file: PyObjectRef,
        tolerance: Number,
        exclude: Vec<Text>,
        include: Vec<Text>,
        vm: &VirtualMachine,
    ) -> PyResult<Vec<PyObjectRef>> {
        let names = |list: Vec<Text>| list.into_iter().map(|name| name.0).collect();
        let layers = call(vm, || dxf::Layers::new(names(exclude), names(include)))?;
        let (name, file) = source(vm, &file)?;
        let read = || dxf::faces(&name, file.content(), tolerance.0, &layers);
        wrap_shapes(vm, call(vm, || record_file("importDXF", &name, read))?)
    }

    /// Nodes (name, name of the product, colour, place, index of the parent, shape) and marks (node,
    /// shape, name, colour, layer) of an assembly.
    #[pyfunction]
    fn read_document(
        file: PyObjectRef,
        format: Text,
        unit: Text,
        vm: &VirtualMachine,
    ) -> PyResult<(Vec<PyObjectRef>, Vec<PyObjectRef>)> {
        let format = match format.0.as_str() {
            "STEP" => DocumentFormat::Step,
            "XBF" => DocumentFormat::Xbf,
            _ => DocumentFormat::Xml,
        };
        let (name, file) = source(vm, &file)?;
        let document = call(vm, || {
            let unit = exporters::unit_named(&unit.0)?;
            record_file("load", &name, || importers::document(&name, file.content(), format, unit))
        })?;
        let color = |color: Option<[f32; 4]>| -> PyResult {
            match color {
                Some([r, g, b, a]) => Ok(new_object(vm, PyColor(Color { r, g, b, a }))?.into()),
                None => Ok(vm.ctx.none()),
            }
        };
        let mut nodes = Vec::new();
        for node in document.nodes {
            let shape = match node.shape {
                Some(shape) => wrap_shape(vm, shape)?,
                None => vm.ctx.none(),
            };
            let parent = node.parent.map_or_else(|| vm.ctx.none(), |parent| vm.ctx.new_int(parent).into());
            let parts: Vec<PyObjectRef> = vec![
                vm.ctx.new_str(node.name).into(),
                vm.ctx.new_str(node.product_name).into(),
                color(node.color)?,
                location_object(vm, Location::from(node.location))?,
                parent,
                shape,
            ];
            nodes.push(vm.ctx.new_tuple(parts).into());
        }
        let mut marks = Vec::new();
        for mark in document.marks {
            let parts: Vec<PyObjectRef> = vec![
                vm.ctx.new_int(mark.node).into(),
                wrap_shape(vm, mark.shape)?,
                vm.ctx.new_str(mark.name).into(),
                color(mark.color)?,
                vm.ctx.new_str(mark.layer).into(),
            ];
            marks.push(vm.ctx.new_tuple(parts).into());
        }
        Ok((nodes, marks))
    }

    /// A flat face with arcs and straight lines for edges.
    #[pyfunction]
    fn to_arcs(face: ShapeArg, tolerance: Number, vm: &VirtualMachine) -> PyResult {
        build(vm, "toArcs", || arcs::of_face(&face.0, tolerance.0))
    }
}
