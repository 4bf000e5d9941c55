// Faces from wires, edges and surfaces.
#include "support.hpp"

#include <BOPAlgo_Tools.hxx>
#include <BRepBuilderAPI_MakeFace.hxx>
#include <BRepFill.hxx>
#include <BRepLib_FindSurface.hxx>
#include <BRepOffsetAPI_MakeFilling.hxx>
#include <BRep_Tool.hxx>
#include <Geom_Surface.hxx>
#include <ShapeFix_Face.hxx>
#include <ShapeFix_Shape.hxx>
#include <TopoDS_Iterator.hxx>
#include <gp_Pln.hxx>

namespace partwright {

static const char *NOT_DONE = "BRep_API: command not done";

static const char *reason(BRepBuilderAPI_FaceError error) {
  switch (error) {
  case BRepBuilderAPI_NoFace:
    return "no face";
  case BRepBuilderAPI_NotPlanar:
    return "not planar";
  case BRepBuilderAPI_CurveProjectionFailed:
    return "an edge does not lie on the surface";
  case BRepBuilderAPI_ParametersOutOfRange:
    return "parameters out of range";
  default:
    return "unknown reason";
  }
}

ShapePtr face(const Shape &outer, const ShapeList &inners) {
  if (!inners.empty() && !BRep_Tool::IsClosed(outer.topo)) {
    throw Failure("", "Cannot build face(s): outer wire is not closed");
  }
  ShapeList all = inners;
  all.insert(all.begin(), outer);
  if (!BRepLib_FindSurface(compound_of(all), -1, true).Found()) {
    throw Failure("", "Cannot build face(s): wires not planar");
  }
  ShapeFix_Shape wire_fixer(outer.topo);
  wire_fixer.Perform();
  BRepBuilderAPI_MakeFace builder(TopoDS::Wire(wire_fixer.Shape()), true);
  for (const Shape &inner : inners) {
    if (!BRep_Tool::IsClosed(inner.topo)) {
      throw Failure("", "Cannot build face(s): inner wire is not closed");
    }
    builder.Add(TopoDS::Wire(inner.topo));
  }
  builder.Build();
  if (!builder.IsDone()) {
    throw Failure("", std::string("Cannot build face(s): ") + reason(builder.Error()));
  }
  ShapeFix_Face face_fixer(builder.Face());
  face_fixer.FixOrientation();
  face_fixer.Perform();
  return wrap(face_fixer.Result());
}

ShapeListPtr faces_of_wires(const ShapeList &wires) {
  TopoDS_Shape faces;
  if (!BOPAlgo_Tools::WiresToFaces(compound_of(wires), faces)) {
    throw Failure("", "Face construction failed");
  }
  auto list = new_list();
  for (TopoDS_Iterator it(faces); it.More(); it.Next()) {
    list->push_back({it.Value()});
  }
  return list;
}

ShapePtr face_with_holes(const Shape &shape, const ShapeList &inners) {
  BRepBuilderAPI_MakeFace builder(TopoDS::Face(shape.topo));
  for (const Shape &inner : inners) {
    builder.Add(TopoDS::Wire(inner.topo));
  }
  return wrap(fixed(built(builder, NOT_DONE)->topo));
}

ShapePtr plane_face(const Vec9 &frame, Numbers size) {
  const gp_Pln plane{gp_Ax3(ax2(frame))};
  if (size.size() != 2) {
    BRepBuilderAPI_MakeFace builder(plane);
    return built(builder, NOT_DONE);
  }
  const double y = size[0] / 2, x = size[1] / 2;
  BRepBuilderAPI_MakeFace builder(plane, -x, x, -y, y);
  return built(builder, NOT_DONE);
}

ShapePtr ruled_face(const Shape &a, const Shape &b) {
  if (a.topo.ShapeType() == TopAbs_WIRE) {
    return wrap(BRepFill::Shell(TopoDS::Wire(a.topo), TopoDS::Wire(b.topo)));
  }
  return wrap(BRepFill::Face(TopoDS::Edge(a.topo), TopoDS::Edge(b.topo)));
}

ShapePtr fill(const ShapeList &edges, const ShapeList &curves, Numbers points,
              const std::array<uint32_t, 5> &numbers, double tolerance) {
  const auto number = [&](size_t i) { return static_cast<int>(numbers[i]); };
  BRepOffsetAPI_MakeFilling builder(number(0), number(1), number(2), false, 1e-5, tolerance, 0.01, 0.1,
                                    number(3), number(4));
  for (const Shape &shape : edges) {
    for (const TopoDS_Shape &edge : edges_of(shape.topo)) {
      builder.Add(TopoDS::Edge(edge), GeomAbs_C0);
    }
  }
  for (const Shape &shape : curves) {
    for (const TopoDS_Shape &edge : edges_of(shape.topo)) {
      builder.Add(TopoDS::Edge(edge), GeomAbs_C0, false);
    }
  }
  for (size_t i = 0; i < points.size() / 3; i++) {
    builder.Add(pnt(points, i));
  }
  builder.Build();
  return wrap(fixed(built(builder, "no surface could be fitted into the edges")->topo));
}

ShapePtr trim_face(const Shape &shape, const Shape &outer, const ShapeList &inners) {
  BRepBuilderAPI_MakeFace builder(BRep_Tool::Surface(TopoDS::Face(shape.topo)), TopoDS::Wire(outer.topo));
  for (const Shape &inner : inners) {
    builder.Add(TopoDS::Wire(inner.topo));
  }
  return wrap(fixed(built(builder, NOT_DONE)->topo));
}

ShapePtr trim_face_uv(const Shape &shape, Vec4 b, double tolerance) {
  BRepBuilderAPI_MakeFace builder(BRep_Tool::Surface(TopoDS::Face(shape.topo)), b[0], b[1], b[2], b[3],
                                  tolerance);
  return built(builder, NOT_DONE);
}

} // namespace partwright
