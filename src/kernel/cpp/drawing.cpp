// Drawings: the edges that are seen from a direction, and those that are hidden.
#include "support.hpp"

#include <BRepAdaptor_Curve.hxx>
#include <BRepLib.hxx>
#include <GCPnts_QuasiUniformDeflection.hxx>
#include <HLRAlgo_Projector.hxx>
#include <HLRBRep_Algo.hxx>
#include <HLRBRep_HLRToShape.hxx>

namespace partwright {

// How far a drawn line may be from the curve.
static const double LINE_DEFLECTION = 1e-3;

// How exactly the edges of a drawing get curves in space.
static const double CURVE_TOLERANCE = 1e-6;

// Adds a line for each edge: its points, two numbers each, and how many they are.
static void add_lines(const TopoDS_Shape &part, rust::Vec<uint32_t> &counts, rust::Vec<double> &points) {
  const TopTools_IndexedMapOfShape edges = map_of(part, TopAbs_EDGE);
  for (int i = 1; i <= edges.Extent(); i++) {
    if (is_degenerated(edges(i))) {
      continue;
    }
    const BRepAdaptor_Curve curve(TopoDS::Edge(edges(i)));
    const GCPnts_QuasiUniformDeflection line(curve, LINE_DEFLECTION, curve.FirstParameter(),
                                             curve.LastParameter());
    if (!line.IsDone()) {
      continue;
    }
    counts.push_back(static_cast<uint32_t>(line.NbPoints()));
    for (int k = 1; k <= line.NbPoints(); k++) {
      const gp_Pnt p = line.Value(k);
      points.push_back(p.X());
      points.push_back(p.Y());
    }
  }
}

RawDrawing hidden_lines(const Shape &shape, Vec3 direction, Numbers focus) {
  Handle(HLRBRep_Algo) algorithm = new HLRBRep_Algo();
  algorithm->Add(shape.topo);
  const gp_Ax2 axes(gp_Pnt(), dir(direction));
  algorithm->Projector(focus.empty() ? HLRAlgo_Projector(axes) : HLRAlgo_Projector(axes, focus[0]));
  algorithm->Update();
  algorithm->Hide();
  HLRBRep_HLRToShape found(algorithm);
  RawDrawing drawing{};
  ShapeList parts;
  const auto take = [&](const TopoDS_Shape &part, rust::Vec<uint32_t> &counts, rust::Vec<double> &points) {
    if (!part.IsNull()) {
      BRepLib::BuildCurves3d(part, CURVE_TOLERANCE);
      add_lines(part, counts, points);
      parts.push_back({part});
    }
  };
  for (const TopoDS_Shape &part : {found.VCompound(), found.Rg1LineVCompound(), found.OutLineVCompound()}) {
    take(part, drawing.visible_counts, drawing.visible_points);
  }
  for (const TopoDS_Shape &part : {found.HCompound(), found.OutLineHCompound()}) {
    take(part, drawing.hidden_counts, drawing.hidden_points);
  }
  if (!parts.empty()) {
    drawing.bounds = bounding_box({compound_of(parts)}, true);
  }
  return drawing;
}

} // namespace partwright
