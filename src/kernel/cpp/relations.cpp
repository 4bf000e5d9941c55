// Questions about two shapes, or a shape and a point or line.
#include "support.hpp"

#include <BRepAlgo_NormalProjection.hxx>
#include <BRepClass3d_SolidClassifier.hxx>
#include <BRepExtrema_DistShapeShape.hxx>
#include <BRepIntCurveSurface_Inter.hxx>
#include <BRepProj_Projection.hxx>
#include <gp_Lin.hxx>

#include <algorithm>
#include <utility>

namespace partwright {

static void measure(BRepExtrema_DistShapeShape &extrema, const Shape &a, const Shape &b) {
  extrema.LoadS1(a.topo);
  extrema.LoadS2(b.topo);
  if (!extrema.Perform() || extrema.NbSolution() == 0) {
    throw Failure("StdFail_NotDone", "the distance could not be found");
  }
}

double distance(const Shape &a, const Shape &b) {
  BRepExtrema_DistShapeShape extrema;
  measure(extrema, a, b);
  return extrema.Value();
}

Vec6 closest_points(const Shape &a, const Shape &b) {
  BRepExtrema_DistShapeShape extrema;
  measure(extrema, a, b);
  return vec6(extrema.PointOnShape1(1).XYZ(), extrema.PointOnShape2(1).XYZ());
}

bool contains_point(const Shape &shape, Vec3 point, double tolerance) {
  BRepClass3d_SolidClassifier classifier(shape.topo);
  classifier.Perform(pnt(point), tolerance);
  return classifier.State() == TopAbs_IN || classifier.IsOnAFace();
}

ShapeListPtr faces_on_line(const Shape &shape, Vec3 point, Vec3 axis, double tolerance, int32_t direction) {
  const gp_Pnt start = pnt(point);
  const gp_Dir along = dir(axis);
  BRepIntCurveSurface_Inter hits;
  hits.Init(shape.topo, gp_Lin(start, along), tolerance);
  std::vector<std::pair<double, TopoDS_Shape>> found;
  for (; hits.More(); hits.Next()) {
    const double distance = start.SquareDistance(hits.Pnt());
    if (direction != 0) {
      if (distance <= tolerance) {
        continue;
      }
      const bool opposite = gp_Dir(gp_Vec(start, hits.Pnt())).IsOpposite(along, tolerance);
      if (opposite != (direction < 0)) {
        continue;
      }
    }
    found.emplace_back(distance, hits.Face());
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto &a, const auto &b) { return a.first < b.first; });
  auto list = new_list();
  for (const auto &hit : found) {
    list->push_back({hit.second});
  }
  return list;
}

ShapeListPtr project_curve(const Shape &curve, const Shape &onto, Vec3 direction) {
  BRepProj_Projection projection(curve.topo, onto.topo, dir(direction));
  auto list = new_list();
  for (; projection.More(); projection.Next()) {
    list->push_back({projection.Current()});
  }
  return list;
}

ShapePtr project_normally(const Shape &curve, const Shape &onto, Vec2 tolerances, uint8_t smoothness,
                          uint32_t degree, uint32_t segments) {
  BRepAlgo_NormalProjection projection(onto.topo);
  projection.SetParams(tolerances[0], tolerances[1], smoothness == 0 ? GeomAbs_C1 : smoothness == 1 ? GeomAbs_C2 : GeomAbs_C3,
                       static_cast<int>(degree), static_cast<int>(segments));
  projection.Add(curve.topo);
  projection.Build();
  return wrap(projection.Projection());
}

} // namespace partwright
