// Vertices, lines, arcs and helices.
#include "support.hpp"

#include <BRepAdaptor_Curve.hxx>
#include <BRepBuilderAPI_MakeEdge.hxx>
#include <BRepBuilderAPI_MakeVertex.hxx>
#include <BRepBuilderAPI_MakeWire.hxx>
#include <BRepLib.hxx>
#include <BRep_Tool.hxx>
#include <GCE2d_MakeSegment.hxx>
#include <GC_MakeArcOfCircle.hxx>
#include <GC_MakeArcOfEllipse.hxx>
#include <Geom2d_Line.hxx>
#include <Geom2d_TrimmedCurve.hxx>
#include <Geom_ConicalSurface.hxx>
#include <Geom_CylindricalSurface.hxx>
#include <Geom_TrimmedCurve.hxx>
#include <gp_Circ.hxx>
#include <gp_Elips.hxx>

#include <cmath>

namespace partwright {

static ShapePtr edge(BRepBuilderAPI_MakeEdge &&builder) {
  return built(builder, "BRep_API: command not done");
}

// The curve of an arc, or the reason why there is none.
template <typename Maker> static Handle(Geom_TrimmedCurve) arc(const Maker &maker) {
  if (!maker.IsDone()) {
    const bool in_line = maker.Status() == gce_ColinearPoints;
    const bool confused = maker.Status() == gce_ConfusedPoints;
    throw Failure("StdFail_NotDone", in_line    ? "the three points lie on one line"
                                     : confused ? "two of the points are the same"
                                                : "the arc could not be made");
  }
  return maker.Value();
}

ShapePtr vertex(Vec3 point) {
  BRepBuilderAPI_MakeVertex builder(pnt(point));
  return built(builder, "BRep_API: command not done");
}

ShapePtr line(Vec3 from, Vec3 to) { return edge(BRepBuilderAPI_MakeEdge(pnt(from), pnt(to))); }

ShapePtr circle(const Vec9 &frame, double radius, Numbers angles, bool forward) {
  const gp_Circ whole(ax2(frame), radius);
  if (angles.size() != 2) {
    return edge(BRepBuilderAPI_MakeEdge(whole));
  }
  const Handle(Geom_TrimmedCurve) curve = arc(GC_MakeArcOfCircle(whole, angles[0], angles[1], forward));
  return edge(BRepBuilderAPI_MakeEdge(curve));
}

ShapePtr ellipse(const Vec9 &frame, double x_radius, double y_radius, Numbers angles, bool forward) {
  const gp_Ax2 axes = ax2(frame);
  // The major axis must lie along x of the ellipse, so a tall one is a turned wide one.
  const double turn = y_radius > x_radius ? M_PI / 2 : 0;
  gp_Elips whole(axes, std::max(x_radius, y_radius), std::min(x_radius, y_radius));
  if (turn != 0) {
    whole.Rotate(gp_Ax1(axes.Location(), axes.Direction()), turn);
  }
  if (angles.size() != 2) {
    return edge(BRepBuilderAPI_MakeEdge(whole));
  }
  const Handle(Geom_TrimmedCurve) curve =
      arc(GC_MakeArcOfEllipse(whole, angles[0] - turn, angles[1] - turn, forward));
  return edge(BRepBuilderAPI_MakeEdge(curve));
}

ShapePtr three_point_arc(Numbers points) {
  const Handle(Geom_TrimmedCurve) curve =
      arc(GC_MakeArcOfCircle(pnt(points, 0), pnt(points, 1), pnt(points, 2)));
  return edge(BRepBuilderAPI_MakeEdge(curve));
}

ShapePtr tangent_arc(Vec3 from, Vec3 tangent, Vec3 to) {
  const Handle(Geom_TrimmedCurve) curve = arc(GC_MakeArcOfCircle(pnt(from), vec(tangent), pnt(to)));
  return edge(BRepBuilderAPI_MakeEdge(curve));
}

ShapePtr trim_edge(const Shape &shape, double from, double to) {
  double first = 0, last = 0;
  const Handle(Geom_Curve) curve = BRep_Tool::Curve(TopoDS::Edge(shape.topo), first, last);
  if (curve.IsNull()) {
    throw Failure("", "the edge has no curve in space");
  }
  return edge(BRepBuilderAPI_MakeEdge(curve, from, to));
}

ShapePtr helix(const Vec9 &frame, double pitch, double height, double radius, double cone_angle, bool left) {
  const gp_Ax3 axes(ax2(frame));
  Handle(Geom_Surface) surface;
  if (cone_angle == 0) {
    surface = new Geom_CylindricalSurface(axes, radius);
  } else {
    surface = new Geom_ConicalSurface(axes, cone_angle, radius);
  }
  // A straight line on the surface, unrolled: one turn to the side, one pitch up.
  const double turn = left ? -2 * M_PI : 2 * M_PI;
  const Handle(Geom2d_Line) slope = new Geom2d_Line(gp_Pnt2d(0, 0), gp_Dir2d(turn, pitch));
  const double run = height / pitch * std::sqrt(turn * turn + pitch * pitch);
  const Handle(Geom2d_TrimmedCurve) segment = GCE2d_MakeSegment(slope->Value(0), slope->Value(run)).Value();
  BRepBuilderAPI_MakeEdge edge_builder(segment, surface);
  if (!edge_builder.IsDone()) {
    throw Failure("StdFail_NotDone", "the helix could not be made");
  }
  BRepBuilderAPI_MakeWire builder(edge_builder.Edge());
  const TopoDS_Wire wire = builder.Wire();
  BRepLib::BuildCurves3d(wire, 1e-6, GeomAbs_C1, 14, 2000);
  return wrap(wire);
}

} // namespace partwright
