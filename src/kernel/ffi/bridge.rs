//! The functions that C++ implements, one block for each file in `cpp`.
//!
//! Points are three numbers, frames nine (origin, x, z), matrices twelve (row by row). Lists of
//! points are flat. Numbers for kinds and modes are those of OpenCASCADE's enumerations, except
//! where a comment says otherwise. An empty list stands for an option that is not given.

use super::CancelFlag;

#[cxx::bridge(namespace = "partwright")]
mod declared {
    /// Volume, area or length with centre and inertia.
    #[derive(Clone)]
    struct MassProperties {
        mass: f64,
        center: [f64; 3],
        inertia: [f64; 9],
    }

    /// Everything that is told about a finished part; counts by kind.
    #[derive(Clone)]
    struct RawMeasures {
        counts: [u32; 8],
        volume: f64,
        area: f64,
        length: f64,
        center: [f64; 3],
        bounds: Vec<f64>,
        valid: bool,
    }

    /// What an edge is, if it is a circle or an ellipse.
    #[derive(Clone)]
    struct Conic {
        is_circle: bool,
        is_ellipse: bool,
        frame: [f64; 9],
        major_radius: f64,
        minor_radius: f64,
    }

    /// What a face lies on, if that has a frame.
    #[derive(Clone)]
    struct ElementarySurface {
        is_plane: bool,
        is_elementary: bool,
        frame: [f64; 9],
        radius: f64,
    }

    /// Triangles and lines as flat lists.
    #[derive(Clone)]
    struct RawMesh {
        positions: Vec<f32>,
        normals: Vec<f32>,
        triangles: Vec<u32>,
        faces: Vec<u32>,
        edges: Vec<u32>,
        edge_point_counts: Vec<u32>,
        edge_points: Vec<f32>,
    }

    /// Triangles with full precision as flat lists.
    struct RawCadMesh {
        positions: Vec<f64>,
        triangles: Vec<u32>,
    }

    /// Lines of a drawing: how many points each has, and the points, two numbers each.
    struct RawDrawing {
        visible_counts: Vec<u32>,
        visible_points: Vec<f64>,
        hidden_counts: Vec<u32>,
        hidden_points: Vec<f64>,
        bounds: Vec<f64>,
    }

    /// A B-spline with its knots repeated; no weights when it is not rational.
    struct RawSpline {
        degree: u32,
        poles: Vec<f64>,
        weights: Vec<f64>,
        knots: Vec<f64>,
    }

    /// How a document is written. Formats: 0 STEP, 1 XBF, 2 XML.
    struct RawDocumentOptions {
        format: u8,
        unit: String,
        file_unit: String,
        curves_on_faces: bool,
        precision_mode: i32,
    }

    /// A node of a document without its shape; no parent is -1.
    struct RawNode {
        name: String,
        product_name: String,
        color: Vec<f32>,
        location: [f64; 12],
        parent: i32,
        is_assembly: bool,
    }

    /// A mark on a sub-shape without that shape.
    struct RawMark {
        node: u32,
        name: String,
        color: Vec<f32>,
        layer: String,
    }

    extern "Rust" {
        type CancelFlag;
        fn is_set(self: &CancelFlag) -> bool;
    }

    // SAFETY: `trycatch.h` turns every C++ exception of a function that returns `Result` into an error;
    // the others only read fields of shapes, which are never null and never altered. C++ keeps no
    // reference to its arguments after it returns.
    unsafe extern "C++" {
        include!("kernel.hpp");

        type Shape;
        type Document;
        type Trace;

        // shape.cpp
        fn new_list() -> UniquePtr<CxxVector<Shape>>;
        fn push(list: Pin<&mut CxxVector<Shape>>, shape: &Shape);
        fn share(shape: &Shape) -> UniquePtr<Shape>;
        fn kind(shape: &Shape) -> u8;
        fn hash_code(shape: &Shape) -> u64;
        /// Number of geometry objects, shared ones once.
        fn object_count(shape: &Shape) -> u32;
        /// Adds geometry object, orientation and place to a list of words.
        fn identity(shape: &Shape, words: &mut Vec<u64>);
        fn is_same(a: &Shape, b: &Shape) -> bool;
        fn is_equal(a: &Shape, b: &Shape) -> bool;
        fn is_partner(a: &Shape, b: &Shape) -> bool;
        fn is_closed(shape: &Shape) -> bool;
        fn is_reversed(shape: &Shape) -> bool;
        fn children(shape: &Shape, kind: u8) -> Result<UniquePtr<CxxVector<Shape>>>;
        fn count(shape: &Shape, kind: u8) -> Result<u32>;
        fn direct_children(shape: &Shape) -> Result<UniquePtr<CxxVector<Shape>>>;
        fn ancestors(shape: &Shape, whole: &Shape, kind: u8) -> Result<UniquePtr<CxxVector<Shape>>>;
        fn children_with_parents(
            shape: &Shape,
            child: u8,
            parent: u8,
            parent_counts: &mut Vec<u32>,
        ) -> Result<UniquePtr<CxxVector<Shape>>>;
        fn geometry_number(shape: &Shape) -> Result<u8>;
        fn moved(shape: &Shape, matrix: &[f64; 12]) -> Result<UniquePtr<Shape>>;
        fn located(shape: &Shape, matrix: &[f64; 12]) -> Result<UniquePtr<Shape>>;
        fn location(shape: &Shape) -> Result<[f64; 12]>;
        fn reversed(shape: &Shape) -> Result<UniquePtr<Shape>>;
        fn replaced(shape: &Shape, old: &Shape, parts: &CxxVector<Shape>) -> Result<UniquePtr<Shape>>;
        fn without(shape: &Shape, parts: &CxxVector<Shape>) -> Result<UniquePtr<Shape>>;
        fn compound(shapes: &CxxVector<Shape>) -> Result<UniquePtr<Shape>>;

        // modify.cpp
        fn transformed(shape: &Shape, matrix: &[f64; 12]) -> Result<UniquePtr<Shape>>;
        fn deformed(shape: &Shape, matrix: &[f64; 12]) -> Result<UniquePtr<Shape>>;
        fn copy(shape: &Shape) -> Result<UniquePtr<Shape>>;
        fn fix(shape: &Shape) -> Result<UniquePtr<Shape>>;
        fn clean(shape: &Shape) -> Result<UniquePtr<Shape>>;
        fn to_nurbs(shape: &Shape) -> Result<UniquePtr<Shape>>;
        fn to_splines(shape: &Shape, degree: u32, tolerance: f64) -> Result<UniquePtr<Shape>>;

        // curves.cpp
        fn point(shape: &Shape) -> Result<[f64; 3]>;
        fn end_points(shape: &Shape) -> Result<[f64; 6]>;
        fn curve_bounds(shape: &Shape) -> Result<[f64; 2]>;
        fn curve_length(shape: &Shape) -> Result<f64>;
        fn is_closed_curve(shape: &Shape) -> Result<bool>;
        fn curve_at(shape: &Shape, at: f64, by_length: bool) -> Result<[f64; 6]>;
        fn curvature_at(shape: &Shape, at: f64, by_length: bool) -> Result<f64>;
        fn location_at(
            shape: &Shape,
            at: f64,
            by_length: bool,
            corrected: bool,
            upright: bool,
        ) -> Result<[f64; 12]>;
        fn param_at_length(shape: &Shape, share: f64) -> Result<f64>;
        fn param_at_point(shape: &Shape, point: [f64; 3]) -> Result<f64>;
        /// Four numbers a point: x, y, z, parameter. A count of 0 goes by the deflection.
        fn sample(shape: &Shape, count: u32, deflection: f64) -> Result<Vec<f64>>;
        fn curve_normal(shape: &Shape) -> Result<[f64; 3]>;
        fn conic(shape: &Shape) -> Result<Conic>;
        fn wire_edges(shape: &Shape) -> Result<UniquePtr<CxxVector<Shape>>>;
        fn wire_vertices(shape: &Shape) -> Result<UniquePtr<CxxVector<Shape>>>;

        // surfaces.cpp
        fn normal_at_uv(shape: &Shape, u: f64, v: f64) -> Result<[f64; 6]>;
        fn derivatives_at_uv(shape: &Shape, u: f64, v: f64) -> Result<[f64; 9]>;
        fn uv_bounds(shape: &Shape) -> Result<[f64; 4]>;
        fn face_params(shape: &Shape, point: [f64; 3]) -> Result<[f64; 2]>;
        fn elementary_surface(shape: &Shape) -> Result<ElementarySurface>;
        fn outer_wire(shape: &Shape) -> Result<UniquePtr<Shape>>;
        fn inner_wires(shape: &Shape) -> Result<UniquePtr<CxxVector<Shape>>>;
        fn outer_shell(shape: &Shape) -> Result<UniquePtr<Shape>>;

        // measures.cpp
        fn volume(shape: &Shape) -> Result<f64>;
        fn area(shape: &Shape) -> Result<f64>;
        fn length(shape: &Shape) -> Result<f64>;
        fn mass_properties(shape: &Shape) -> Result<MassProperties>;
        fn bounding_box(shape: &Shape, optimal: bool) -> Result<Vec<f64>>;
        fn measures(shape: &Shape) -> Result<RawMeasures>;
        fn is_valid(shape: &Shape) -> Result<bool>;

        // relations.cpp
        fn distance(a: &Shape, b: &Shape) -> Result<f64>;
        fn closest_points(a: &Shape, b: &Shape) -> Result<[f64; 6]>;
        fn contains_point(shape: &Shape, point: [f64; 3], tolerance: f64) -> Result<bool>;
        /// Direction 1 is ahead, -1 behind, 0 both.
        fn faces_on_line(
            shape: &Shape,
            point: [f64; 3],
            axis: [f64; 3],
            tolerance: f64,
            direction: i32,
        ) -> Result<UniquePtr<CxxVector<Shape>>>;
        fn project_curve(
            curve: &Shape,
            onto: &Shape,
            direction: [f64; 3],
        ) -> Result<UniquePtr<CxxVector<Shape>>>;
        fn project_normally(
            curve: &Shape,
            onto: &Shape,
            tolerances: [f64; 2],
            smoothness: u8,
            degree: u32,
            segments: u32,
        ) -> Result<UniquePtr<Shape>>;

        // edges.cpp
        fn vertex(point: [f64; 3]) -> Result<UniquePtr<Shape>>;
        fn line(from: [f64; 3], to: [f64; 3]) -> Result<UniquePtr<Shape>>;
        fn circle(frame: &[f64; 9], radius: f64, angles: &[f64], forward: bool) -> Result<UniquePtr<Shape>>;
        fn ellipse(
            frame: &[f64; 9],
            x_radius: f64,
            y_radius: f64,
            angles: &[f64],
            forward: bool,
        ) -> Result<UniquePtr<Shape>>;
        fn three_point_arc(points: &[f64]) -> Result<UniquePtr<Shape>>;
        fn tangent_arc(from: [f64; 3], tangent: [f64; 3], to: [f64; 3]) -> Result<UniquePtr<Shape>>;
        fn trim_edge(edge: &Shape, from: f64, to: f64) -> Result<UniquePtr<Shape>>;
        /// A cone angle of 0 means a cylinder.
        fn helix(
            frame: &[f64; 9],
            pitch: f64,
            height: f64,
            radius: f64,
            cone_angle: f64,
            left: bool,
        ) -> Result<UniquePtr<Shape>>;

        // splines.cpp
        /// Tangents have four numbers: the vector, and 1 when it is given.
        fn spline(
            points: &[f64],
            tangents: &[f64],
            parameters: &[f64],
            periodic: bool,
            scaled: bool,
            tolerance: f64,
        ) -> Result<UniquePtr<Shape>>;
        /// Numbers: tolerance, three weights, 1 when the weights are given.
        fn spline_approx(
            points: &[f64],
            numbers: &[f64; 5],
            min_degree: u32,
            max_degree: u32,
        ) -> Result<UniquePtr<Shape>>;
        fn bezier(poles: &[f64]) -> Result<UniquePtr<Shape>>;
        /// An edge as a B-spline over its own range.
        fn curve_spline(shape: &Shape) -> Result<RawSpline>;
        fn spline_edge(
            degree: u32,
            poles: &[f64],
            weights: &[f64],
            knots: &[f64],
        ) -> Result<UniquePtr<Shape>>;
        fn spline_face(
            points: &[f64],
            columns: u32,
            numbers: &[f64; 5],
            min_degree: u32,
            max_degree: u32,
        ) -> Result<UniquePtr<Shape>>;

        // wires.cpp
        fn wire(edges: &CxxVector<Shape>) -> Result<UniquePtr<Shape>>;
        fn combine_wires(shapes: &CxxVector<Shape>, tolerance: f64) -> Result<UniquePtr<CxxVector<Shape>>>;
        fn polygon(points: &[f64], closed: bool) -> Result<UniquePtr<Shape>>;
        fn fillet_wire(wire: &Shape, vertices: &CxxVector<Shape>, radius: f64) -> Result<UniquePtr<Shape>>;

        // faces.cpp
        fn face(outer: &Shape, inners: &CxxVector<Shape>) -> Result<UniquePtr<Shape>>;
        fn faces_of_wires(wires: &CxxVector<Shape>) -> Result<UniquePtr<CxxVector<Shape>>>;
        fn face_with_holes(face: &Shape, inners: &CxxVector<Shape>) -> Result<UniquePtr<Shape>>;
        fn plane_face(frame: &[f64; 9], length_and_width: &[f64]) -> Result<UniquePtr<Shape>>;
        fn ruled_face(a: &Shape, b: &Shape) -> Result<UniquePtr<Shape>>;
        /// Numbers: degree, points on a curve, iterations, largest degree, largest number of segments.
        fn fill(
            edges: &CxxVector<Shape>,
            curves: &CxxVector<Shape>,
            points: &[f64],
            numbers: &[u32; 5],
            tolerance: f64,
        ) -> Result<UniquePtr<Shape>>;
        fn trim_face(face: &Shape, outer: &Shape, inners: &CxxVector<Shape>) -> Result<UniquePtr<Shape>>;
        fn trim_face_uv(face: &Shape, bounds: [f64; 4], tolerance: f64) -> Result<UniquePtr<Shape>>;

        // onfaces.cpp
        /// Points are pairs of surface parameters; without parameters they are spaced by chords.
        fn edge_on_face(
            face: &Shape,
            points: &[f64],
            parameters: &[f64],
            periodic: bool,
            tolerance: f64,
        ) -> Result<UniquePtr<Shape>>;
        fn lies_on(edge: &Shape, face: &Shape) -> Result<bool>;
        fn isoline(
            face: &Shape,
            parameter: f64,
            fixes_u: bool,
            from: f64,
            to: f64,
        ) -> Result<UniquePtr<Shape>>;
        /// As many faces as edges; each edge lies on its face.
        fn cap(
            edges: &CxxVector<Shape>,
            faces: &CxxVector<Shape>,
            curves: &CxxVector<Shape>,
            points: &[f64],
        ) -> Result<UniquePtr<Shape>>;
        fn extend_face(face: &Shape, length: f64, sides: [bool; 4]) -> Result<UniquePtr<Shape>>;

        // solids.cpp
        fn box_solid(frame: &[f64; 9], size: [f64; 3]) -> Result<UniquePtr<Shape>>;
        fn cylinder(frame: &[f64; 9], numbers: [f64; 3]) -> Result<UniquePtr<Shape>>;
        fn cone(frame: &[f64; 9], numbers: [f64; 4]) -> Result<UniquePtr<Shape>>;
        fn sphere(frame: &[f64; 9], numbers: [f64; 4]) -> Result<UniquePtr<Shape>>;
        fn torus(frame: &[f64; 9], numbers: [f64; 4]) -> Result<UniquePtr<Shape>>;
        fn wedge(frame: &[f64; 9], numbers: [f64; 7]) -> Result<UniquePtr<Shape>>;
        fn sew(
            faces: &CxxVector<Shape>,
            tolerance: f64,
            manifold: bool,
            beside: &CxxVector<Shape>,
            trace: Pin<&mut Trace>,
        ) -> Result<UniquePtr<Shape>>;
        fn bare_shell(face: &Shape) -> Result<UniquePtr<Shape>>;
        fn make_solid(shell: &Shape) -> Result<UniquePtr<Shape>>;
        fn solid_of_shells(outer: &Shape, cavities: &CxxVector<Shape>) -> Result<UniquePtr<Shape>>;

        // sweeps.cpp
        fn extrude(profile: &Shape, by: [f64; 3], trace: Pin<&mut Trace>) -> Result<UniquePtr<Shape>>;
        fn extrude_taper(face: &Shape, height: f64, taper: f64) -> Result<UniquePtr<Shape>>;
        fn extrude_twist(
            outer: &Shape,
            inners: &CxxVector<Shape>,
            spine: &Shape,
            guide: &Shape,
        ) -> Result<UniquePtr<Shape>>;
        fn revolve(
            profile: &Shape,
            origin: [f64; 3],
            axis: [f64; 3],
            angle: f64,
            trace: Pin<&mut Trace>,
        ) -> Result<UniquePtr<Shape>>;
        /// Settings: smoothness (0 is C1), parametrization, degree, match edges, smooth, three weights.
        fn loft(
            sections: &CxxVector<Shape>,
            solid: bool,
            ruled: bool,
            settings: &[f64],
        ) -> Result<UniquePtr<Shape>>;
        /// Fixed: nothing, or start of the path and direction.
        fn sweep(
            profiles: &CxxVector<Shape>,
            path: &Shape,
            auxiliary: &CxxVector<Shape>,
            fixed: &[f64],
            frenet: bool,
            solid: bool,
            transition: u8,
        ) -> Result<UniquePtr<Shape>>;
        /// Without target and with height 0 it goes through everything.
        fn draft_prism(
            part: &Shape,
            basis: &CxxVector<Shape>,
            faces: &CxxVector<Shape>,
            limits: &CxxVector<Shape>,
            height: f64,
            taper: f64,
            boss: bool,
        ) -> Result<UniquePtr<Shape>>;
        /// `limits` holds the face where it ends, or those where it begins and ends; a height of 0 is
        /// through everything.
        fn linear_prism(
            part: &Shape,
            basis: &CxxVector<Shape>,
            face: &Shape,
            limits: &CxxVector<Shape>,
            direction: [f64; 3],
            height: f64,
            boss: bool,
        ) -> Result<UniquePtr<Shape>>;

        // booleans.cpp
        /// Operations: 0 fuse, 1 cut, 2 intersect, 3 section, 4 split, 5 imprint. Glue: 0 off, 1 partial, 2 full.
        fn boolean(
            operation: u8,
            arguments: &CxxVector<Shape>,
            tools: &CxxVector<Shape>,
            fuzzy: f64,
            glue: u8,
            keep: bool,
            cancel: &CancelFlag,
            trace: Pin<&mut Trace>,
        ) -> Result<UniquePtr<Shape>>;

        // blends.cpp
        fn fillet(
            shape: &Shape,
            edges: &CxxVector<Shape>,
            radius: f64,
            trace: Pin<&mut Trace>,
        ) -> Result<UniquePtr<Shape>>;
        fn chamfer(
            shape: &Shape,
            edges: &CxxVector<Shape>,
            first: f64,
            second: f64,
            trace: Pin<&mut Trace>,
        ) -> Result<UniquePtr<Shape>>;
        fn fillet_2d(face: &Shape, vertices: &CxxVector<Shape>, radius: f64) -> Result<UniquePtr<Shape>>;
        fn chamfer_2d(face: &Shape, vertices: &CxxVector<Shape>, length: f64) -> Result<UniquePtr<Shape>>;

        // offsets.cpp
        fn hollow(
            solid: &Shape,
            remove: &CxxVector<Shape>,
            thickness: f64,
            tolerance: f64,
            join: u8,
            cancel: &CancelFlag,
            trace: Pin<&mut Trace>,
        ) -> Result<UniquePtr<Shape>>;
        fn offset_surface(
            shape: &Shape,
            distance: f64,
            tolerance: f64,
            closed: bool,
            cancel: &CancelFlag,
            trace: Pin<&mut Trace>,
        ) -> Result<UniquePtr<Shape>>;
        fn offset_2d(
            wires: &CxxVector<Shape>,
            context: &CxxVector<Shape>,
            distance: f64,
            join: u8,
            open: bool,
        ) -> Result<UniquePtr<CxxVector<Shape>>>;
        fn draft_faces(
            solid: &Shape,
            faces: &CxxVector<Shape>,
            angle: f64,
            frame: &[f64; 9],
        ) -> Result<UniquePtr<Shape>>;

        // text.cpp
        fn text(text: &str, font: &str, size: f64, horizontal: u8, vertical: u8) -> Result<UniquePtr<Shape>>;

        // mesh.cpp
        fn tessellate(shape: &Shape, linear: f64, angular: f64, cancel: &CancelFlag) -> Result<RawMesh>;
        fn cad_mesh(
            shape: &Shape,
            linear: f64,
            angular: f64,
            relative: bool,
            cancel: &CancelFlag,
        ) -> Result<RawCadMesh>;

        // drawing.cpp
        /// An empty focus means a parallel projection.
        fn hidden_lines(shape: &Shape, direction: [f64; 3], focus: &[f64]) -> Result<RawDrawing>;

        // document.cpp
        fn new_document() -> UniquePtr<Document>;
        /// The shape is a list of none or one; a parent stands before its children.
        fn add_node(
            document: Pin<&mut Document>,
            shape: &CxxVector<Shape>,
            name: &str,
            color: &[f32],
            location: &[f64; 12],
            parent: i32,
        ) -> Result<()>;
        fn add_mark(
            document: Pin<&mut Document>,
            node: u32,
            shape: &Shape,
            name: &str,
            color: &[f32],
            layer: &str,
        ) -> Result<()>;
        fn document_bytes(
            document: &Document,
            options: &RawDocumentOptions,
            cancel: &CancelFlag,
        ) -> Result<Vec<u8>>;
        fn read_document(
            bytes: &[u8],
            format: u8,
            unit: &str,
            cancel: &CancelFlag,
        ) -> Result<UniquePtr<Document>>;
        fn node_count(document: &Document) -> usize;
        fn mark_count(document: &Document) -> usize;
        fn node_at(document: &Document, index: usize) -> Result<RawNode>;
        fn node_shape(document: &Document, index: usize) -> Result<UniquePtr<Shape>>;
        fn mark_at(document: &Document, index: usize) -> Result<RawMark>;
        fn mark_shape(document: &Document, index: usize) -> Result<UniquePtr<Shape>>;
        fn step_shapes(bytes: &[u8], unit: &str, cancel: &CancelFlag) -> Result<UniquePtr<CxxVector<Shape>>>;

        // brep.cpp
        fn brep_text(shape: &Shape) -> Result<Vec<u8>>;
        fn brep_from_text(text: &[u8]) -> Result<UniquePtr<Shape>>;
        fn brep_bytes(shape: &Shape) -> Result<Vec<u8>>;
        fn brep_from_bytes(bytes: &[u8]) -> Result<UniquePtr<Shape>>;

        // trace.cpp
        fn new_trace(tracked: &CxxVector<Shape>) -> UniquePtr<Trace>;
        fn trace_count(trace: &Trace) -> usize;
        /// 0 generated, 1 modified, 2 deleted, 3 first, 4 last, 5 image.
        fn trace_kind(trace: &Trace, index: usize) -> Result<u8>;
        /// An index into what is tracked, or -1.
        fn trace_origin(trace: &Trace, index: usize) -> Result<i32>;
        fn trace_shape(trace: &Trace, index: usize) -> Result<UniquePtr<Shape>>;

        // process.cpp
        fn catch_signals() -> Result<()>;
        fn silence_messages() -> Result<()>;
        fn cpu_threads(count: u32) -> Result<()>;
        fn provoke_segv() -> Result<()>;
        fn fork_process() -> Result<i32>;
        fn use_one_heap() -> Result<()>;
    }
}

pub(crate) use declared::*;

// SAFETY: a shape is a set of counted references to geometry. OpenCASCADE counts atomically, no bridge
// function alters a shape that it was given, and the functions that read more than the references
// run one at a time under the lock of `super::call`.
unsafe impl Send for declared::Shape {}
