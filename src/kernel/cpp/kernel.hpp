// All functions that Rust calls; ffi/bridge.rs says what their arguments mean.
#pragma once

#include "rust/cxx.h"
#include "trycatch.h"

#include <TopoDS_Shape.hxx>
#include <gp_Trsf.hxx>

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace partwright {

struct CancelFlag;
struct Conic;
struct ElementarySurface;
struct MassProperties;
struct RawCadMesh;
struct RawDocumentOptions;
struct RawDrawing;
struct RawMark;
struct RawMeasures;
struct RawMesh;
struct RawNode;
struct RawSpline;

// A shape that is never null.
struct Shape {
  TopoDS_Shape topo;
};

// A document with names, colours and places: nodes, parents first, and marks on sub-shapes.
struct Document {
  struct Node {
    std::string name;
    std::string product_name;
    std::vector<float> color;
    gp_Trsf location;
    int32_t parent = -1;
    bool is_assembly = false;
    TopoDS_Shape shape;
  };
  struct Mark {
    uint32_t node = 0;
    TopoDS_Shape shape;
    std::string name;
    std::vector<float> color;
    std::string layer;
  };
  std::vector<Node> nodes;
  std::vector<Mark> marks;
};

// What an operation made of a shape.
enum class Change : uint8_t { Generated, Modified, Deleted, First, Last, Image };

// What operations made of the shapes that are tracked; without those nothing is noted.
struct Trace {
  struct Entry {
    Change change;
    int32_t origin;
    TopoDS_Shape shape;
  };
  std::vector<TopoDS_Shape> tracked;
  std::vector<Entry> entries;
  // The origin is an index into what is tracked, or -1 for the whole argument.
  void note(Change change, int32_t origin, const TopoDS_Shape &shape) {
    if (!shape.IsNull()) {
      entries.push_back({change, origin, shape});
    }
  }
};

using ShapePtr = std::unique_ptr<Shape>;
using ShapeList = std::vector<Shape>;
using ShapeListPtr = std::unique_ptr<ShapeList>;
using Numbers = rust::Slice<const double>;
using Vec2 = std::array<double, 2>;
using Vec3 = std::array<double, 3>;
using Vec4 = std::array<double, 4>;
using Vec5 = std::array<double, 5>;
using Vec6 = std::array<double, 6>;
using Vec7 = std::array<double, 7>;
using Vec9 = std::array<double, 9>;
using Vec12 = std::array<double, 12>;

// shape.cpp
ShapeListPtr new_list();
void push(ShapeList &list, const Shape &shape);
ShapePtr share(const Shape &shape);
uint8_t kind(const Shape &shape);
uint64_t hash_code(const Shape &shape);
uint32_t object_count(const Shape &shape);
void identity(const Shape &shape, rust::Vec<uint64_t> &words);
bool is_same(const Shape &a, const Shape &b);
bool is_equal(const Shape &a, const Shape &b);
bool is_partner(const Shape &a, const Shape &b);
bool is_closed(const Shape &shape);
bool is_reversed(const Shape &shape);
ShapeListPtr children(const Shape &shape, uint8_t kind);
uint32_t count(const Shape &shape, uint8_t kind);
ShapeListPtr direct_children(const Shape &shape);
ShapeListPtr ancestors(const Shape &shape, const Shape &whole, uint8_t kind);
ShapeListPtr children_with_parents(const Shape &shape, uint8_t child, uint8_t parent,
                                   rust::Vec<uint32_t> &parent_counts);
uint8_t geometry_number(const Shape &shape);
ShapePtr moved(const Shape &shape, const Vec12 &matrix);
ShapePtr located(const Shape &shape, const Vec12 &matrix);
Vec12 location(const Shape &shape);
ShapePtr reversed(const Shape &shape);
ShapePtr replaced(const Shape &shape, const Shape &old, const ShapeList &parts);
ShapePtr without(const Shape &shape, const ShapeList &parts);
ShapePtr compound(const ShapeList &shapes);

// modify.cpp
ShapePtr transformed(const Shape &shape, const Vec12 &matrix);
ShapePtr deformed(const Shape &shape, const Vec12 &matrix);
ShapePtr copy(const Shape &shape);
ShapePtr fix(const Shape &shape);
ShapePtr clean(const Shape &shape);
ShapePtr to_nurbs(const Shape &shape);
ShapePtr to_splines(const Shape &shape, uint32_t degree, double tolerance);

// curves.cpp
Vec3 point(const Shape &shape);
Vec6 end_points(const Shape &shape);
Vec2 curve_bounds(const Shape &shape);
double curve_length(const Shape &shape);
bool is_closed_curve(const Shape &shape);
Vec6 curve_at(const Shape &shape, double at, bool by_length);
double curvature_at(const Shape &shape, double at, bool by_length);
Vec12 location_at(const Shape &shape, double at, bool by_length, bool corrected, bool upright);
double param_at_length(const Shape &shape, double share);
double param_at_point(const Shape &shape, Vec3 point);
rust::Vec<double> sample(const Shape &shape, uint32_t count, double deflection);
Vec3 curve_normal(const Shape &shape);
Conic conic(const Shape &shape);
ShapeListPtr wire_edges(const Shape &shape);
ShapeListPtr wire_vertices(const Shape &shape);

// surfaces.cpp
Vec6 normal_at_uv(const Shape &shape, double u, double v);
Vec9 derivatives_at_uv(const Shape &shape, double u, double v);
Vec4 uv_bounds(const Shape &shape);
Vec2 face_params(const Shape &shape, Vec3 point);
ElementarySurface elementary_surface(const Shape &shape);
ShapePtr outer_wire(const Shape &shape);
ShapeListPtr inner_wires(const Shape &shape);
ShapePtr outer_shell(const Shape &shape);

// measures.cpp
double volume(const Shape &shape);
double area(const Shape &shape);
double length(const Shape &shape);
MassProperties mass_properties(const Shape &shape);
rust::Vec<double> bounding_box(const Shape &shape, bool optimal);
RawMeasures measures(const Shape &shape);
bool is_valid(const Shape &shape);

// relations.cpp
double distance(const Shape &a, const Shape &b);
Vec6 closest_points(const Shape &a, const Shape &b);
bool contains_point(const Shape &shape, Vec3 point, double tolerance);
ShapeListPtr faces_on_line(const Shape &shape, Vec3 point, Vec3 axis, double tolerance, int32_t direction);
ShapeListPtr project_curve(const Shape &curve, const Shape &onto, Vec3 direction);
ShapePtr project_normally(const Shape &curve, const Shape &onto, Vec2 tolerances, uint8_t smoothness,
                          uint32_t degree, uint32_t segments);

// edges.cpp
ShapePtr vertex(Vec3 point);
ShapePtr line(Vec3 from, Vec3 to);
ShapePtr circle(const Vec9 &frame, double radius, Numbers angles, bool forward);
ShapePtr ellipse(const Vec9 &frame, double x_radius, double y_radius, Numbers angles, bool forward);
ShapePtr three_point_arc(Numbers points);
ShapePtr tangent_arc(Vec3 from, Vec3 tangent, Vec3 to);
ShapePtr trim_edge(const Shape &edge, double from, double to);
ShapePtr helix(const Vec9 &frame, double pitch, double height, double radius, double cone_angle, bool left);

// splines.cpp
ShapePtr spline(Numbers points, Numbers tangents, Numbers parameters, bool periodic, bool scaled,
                double tolerance);
ShapePtr spline_approx(Numbers points, const Vec5 &numbers, uint32_t min_degree, uint32_t max_degree);
ShapePtr bezier(Numbers poles);
RawSpline curve_spline(const Shape &shape);
ShapePtr spline_edge(uint32_t degree, Numbers poles, Numbers weights, Numbers knots);
ShapePtr spline_face(Numbers points, uint32_t columns, const Vec5 &numbers, uint32_t min_degree,
                     uint32_t max_degree);

// wires.cpp
ShapePtr wire(const ShapeList &edges);
ShapeListPtr combine_wires(const ShapeList &shapes, double tolerance);
ShapePtr polygon(Numbers points, bool closed);
ShapePtr fillet_wire(const Shape &wire, const ShapeList &vertices, double radius);

// faces.cpp
ShapePtr face(const Shape &outer, const ShapeList &inners);
ShapeListPtr faces_of_wires(const ShapeList &wires);
ShapePtr face_with_holes(const Shape &face, const ShapeList &inners);
ShapePtr plane_face(const Vec9 &frame, Numbers length_and_width);
ShapePtr ruled_face(const Shape &a, const Shape &b);
ShapePtr fill(const ShapeList &edges, const ShapeList &curves, Numbers points,
              const std::array<uint32_t, 5> &numbers, double tolerance);
ShapePtr trim_face(const Shape &face, const Shape &outer, const ShapeList &inners);
ShapePtr trim_face_uv(const Shape &face, Vec4 bounds, double tolerance);

// onfaces.cpp
ShapePtr edge_on_face(const Shape &face, Numbers points, Numbers parameters, bool periodic, double tolerance);
bool lies_on(const Shape &edge, const Shape &face);
ShapePtr isoline(const Shape &face, double parameter, bool fixes_u, double from, double to);
ShapePtr cap(const ShapeList &edges, const ShapeList &faces, const ShapeList &curves, Numbers points);
ShapePtr extend_face(const Shape &face, double length, std::array<bool, 4> sides);

// solids.cpp
ShapePtr box_solid(const Vec9 &frame, Vec3 size);
ShapePtr cylinder(const Vec9 &frame, Vec3 numbers);
ShapePtr cone(const Vec9 &frame, Vec4 numbers);
ShapePtr sphere(const Vec9 &frame, Vec4 numbers);
ShapePtr torus(const Vec9 &frame, Vec4 numbers);
ShapePtr wedge(const Vec9 &frame, Vec7 numbers);
ShapePtr sew(const ShapeList &faces, double tolerance, bool manifold, const ShapeList &beside, Trace &trace);
ShapePtr bare_shell(const Shape &face);
ShapePtr make_solid(const Shape &shell);
ShapePtr solid_of_shells(const Shape &outer, const ShapeList &cavities);

// sweeps.cpp
ShapePtr extrude(const Shape &profile, Vec3 by, Trace &trace);
ShapePtr extrude_taper(const Shape &face, double height, double taper);
ShapePtr extrude_twist(const Shape &outer, const ShapeList &inners, const Shape &spine, const Shape &guide);
ShapePtr revolve(const Shape &profile, Vec3 origin, Vec3 axis, double angle, Trace &trace);
ShapePtr loft(const ShapeList &sections, bool solid, bool ruled, Numbers settings);
ShapePtr sweep(const ShapeList &profiles, const Shape &path, const ShapeList &auxiliary, Numbers fixed,
               bool frenet, bool solid, uint8_t transition);
ShapePtr draft_prism(const Shape &part, const ShapeList &basis, const ShapeList &faces,
                     const ShapeList &limits, double height, double taper, bool boss);
ShapePtr linear_prism(const Shape &part, const ShapeList &basis, const Shape &face, const ShapeList &limits,
                      Vec3 direction, double height, bool boss);

// booleans.cpp
ShapePtr boolean(uint8_t operation, const ShapeList &arguments, const ShapeList &tools, double fuzzy,
                 uint8_t glue, bool keep, const CancelFlag &cancel, Trace &trace);

// blends.cpp
ShapePtr fillet(const Shape &shape, const ShapeList &edges, double radius, Trace &trace);
ShapePtr chamfer(const Shape &shape, const ShapeList &edges, double first, double second, Trace &trace);
ShapePtr fillet_2d(const Shape &face, const ShapeList &vertices, double radius);
ShapePtr chamfer_2d(const Shape &face, const ShapeList &vertices, double length);

// offsets.cpp
ShapePtr hollow(const Shape &solid, const ShapeList &remove, double thickness, double tolerance, uint8_t join,
                const CancelFlag &cancel, Trace &trace);
ShapePtr offset_surface(const Shape &shape, double distance, double tolerance, bool closed,
                        const CancelFlag &cancel, Trace &trace);
ShapeListPtr offset_2d(const ShapeList &wires, const ShapeList &context, double distance, uint8_t join,
                       bool open);
ShapePtr draft_faces(const Shape &solid, const ShapeList &faces, double angle, const Vec9 &frame);

// text.cpp
ShapePtr text(rust::Str text, rust::Str font, double size, uint8_t horizontal, uint8_t vertical);

// mesh.cpp
RawMesh tessellate(const Shape &shape, double linear, double angular, const CancelFlag &cancel);
RawCadMesh cad_mesh(const Shape &shape, double linear, double angular, bool relative,
                    const CancelFlag &cancel);

// drawing.cpp
RawDrawing hidden_lines(const Shape &shape, Vec3 direction, Numbers focus);

// document.cpp
std::unique_ptr<Document> new_document();
void add_node(Document &document, const ShapeList &shape, rust::Str name, rust::Slice<const float> color,
              const Vec12 &location, int32_t parent);
void add_mark(Document &document, uint32_t node, const Shape &shape, rust::Str name,
              rust::Slice<const float> color, rust::Str layer);
rust::Vec<uint8_t> document_bytes(const Document &document, const RawDocumentOptions &options,
                                  const CancelFlag &cancel);
std::unique_ptr<Document> read_document(rust::Slice<const uint8_t> bytes, uint8_t format, rust::Str unit,
                                        const CancelFlag &cancel);
size_t node_count(const Document &document);
size_t mark_count(const Document &document);
RawNode node_at(const Document &document, size_t index);
ShapePtr node_shape(const Document &document, size_t index);
RawMark mark_at(const Document &document, size_t index);
ShapePtr mark_shape(const Document &document, size_t index);
ShapeListPtr step_shapes(rust::Slice<const uint8_t> bytes, rust::Str unit, const CancelFlag &cancel);

// brep.cpp
rust::Vec<uint8_t> brep_text(const Shape &shape);
ShapePtr brep_from_text(rust::Slice<const uint8_t> text);
rust::Vec<uint8_t> brep_bytes(const Shape &shape);
ShapePtr brep_from_bytes(rust::Slice<const uint8_t> bytes);

// trace.cpp
std::unique_ptr<Trace> new_trace(const ShapeList &tracked);
size_t trace_count(const Trace &trace);
uint8_t trace_kind(const Trace &trace, size_t index);
int32_t trace_origin(const Trace &trace, size_t index);
ShapePtr trace_shape(const Trace &trace, size_t index);

// process.cpp
void catch_signals();
void silence_messages();
void cpu_threads(uint32_t count);
void provoke_segv();
int32_t fork_process();
void use_one_heap();

} // namespace partwright
