// Edges that lie on the surface of a face, and the face made longer.
#include "support.hpp"

#include <BRepBuilderAPI_MakeEdge.hxx>
#include <BRepLib.hxx>
#include <BRepOffsetAPI_MakeFilling.hxx>
#include <BRep_Tool.hxx>
#include <Geom2dAPI_Interpolate.hxx>
#include <Geom2d_BSplineCurve.hxx>
#include <Geom_Curve.hxx>
#include <Geom_Surface.hxx>
#include <ShapeAnalysis_Edge.hxx>
#include <TColgp_HArray1OfPnt2d.hxx>

namespace partwright {

ShapePtr edge_on_face(const Shape &face, Numbers points, Numbers parameters, bool periodic, double tolerance) {
  const int count = static_cast<int>(points.size() / 2);
  Handle(TColgp_HArray1OfPnt2d) array = new TColgp_HArray1OfPnt2d(1, count);
  for (int i = 0; i < count; i++) {
    array->SetValue(i + 1, gp_Pnt2d(points[2 * i], points[2 * i + 1]));
  }
  std::unique_ptr<Geom2dAPI_Interpolate> interpolation;
  if (parameters.empty()) {
    interpolation = std::make_unique<Geom2dAPI_Interpolate>(array, periodic, tolerance);
  } else {
    interpolation = std::make_unique<Geom2dAPI_Interpolate>(array, reals(parameters), periodic, tolerance);
  }
  interpolation->Perform();
  if (!interpolation->IsDone()) {
    throw Failure("StdFail_NotDone", "no curve could be drawn through the points");
  }
  BRepBuilderAPI_MakeEdge builder(interpolation->Curve(), BRep_Tool::Surface(TopoDS::Face(face.topo)));
  auto edge = built(builder, "BRep_API: command not done");
  BRepLib::BuildCurves3d(edge->topo);
  return edge;
}

bool lies_on(const Shape &edge, const Shape &face) {
  return ShapeAnalysis_Edge().HasPCurve(TopoDS::Edge(edge.topo), TopoDS::Face(face.topo));
}

ShapePtr isoline(const Shape &face, double parameter, bool fixes_u, double from, double to) {
  const Handle(Geom_Surface) surface = BRep_Tool::Surface(TopoDS::Face(face.topo));
  const Handle(Geom_Curve) curve = fixes_u ? surface->UIso(parameter) : surface->VIso(parameter);
  BRepBuilderAPI_MakeEdge builder(curve, from, to);
  return built(builder, "BRep_API: command not done");
}

ShapePtr extend_face(const Shape &face, double length, std::array<bool, 4> sides) {
  TopoDS_Face result;
  BRepLib::ExtendFace(TopoDS::Face(face.topo), length, sides[0], sides[1], sides[2], sides[3], result);
  if (result.IsNull()) {
    throw Failure("StdFail_NotDone", "the face could not be extended");
  }
  return wrap(result);
}

ShapePtr cap(const ShapeList &edges, const ShapeList &faces, const ShapeList &curves, Numbers points) {
  BRepOffsetAPI_MakeFilling builder;
  builder.SetResolParam(2, 15, 5);
  for (size_t i = 0; i < edges.size(); i++) {
    builder.Add(TopoDS::Edge(edges[i].topo), TopoDS::Face(faces[i].topo), GeomAbs_G1, true);
  }
  for (const Shape &curve : curves) {
    builder.Add(TopoDS::Edge(curve.topo), GeomAbs_C0, false);
  }
  for (size_t i = 0; i < points.size() / 3; i++) {
    builder.Add(pnt(points, i));
  }
  builder.Build();
  return built(builder, "no surface could be fitted into the edges");
}

} // namespace partwright
