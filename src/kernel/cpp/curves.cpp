// Questions to vertices, edges and wires.
#include "support.hpp"

#include <BRepAdaptor_CompCurve.hxx>
#include <BRepAdaptor_Curve.hxx>
#include <BRepLib_FindSurface.hxx>
#include <BRepTools_WireExplorer.hxx>
#include <BRep_Tool.hxx>
#include <GCPnts_AbscissaPoint.hxx>
#include <GCPnts_QuasiUniformAbscissa.hxx>
#include <GCPnts_QuasiUniformDeflection.hxx>
#include <GeomAPI_ProjectPointOnCurve.hxx>
#include <GeomConvert_ApproxCurve.hxx>
#include <GeomFill_CorrectedFrenet.hxx>
#include <GeomFill_Frenet.hxx>
#include <Geom_BSplineCurve.hxx>
#include <Geom_Plane.hxx>
#include <LProp3d_CLProps.hxx>
#include <ShapeAnalysis.hxx>
#include <TopoDS_Iterator.hxx>
#include <gp_Circ.hxx>
#include <gp_Elips.hxx>

namespace partwright {

// The only edge of a wire; null when there are several.
static TopoDS_Shape only_edge(const TopoDS_Shape &wire) {
  int edges = 0;
  for (TopoDS_Iterator it(wire); it.More(); it.Next()) {
    edges++;
  }
  const TopTools_ListOfShape list = edges_of(wire);
  return edges == 1 && !list.IsEmpty() ? list.Last() : TopoDS_Shape();
}

static TopoDS_Edge edge_of(const TopoDS_Shape &shape) {
  return TopoDS::Edge(shape.ShapeType() == TopAbs_WIRE ? only_edge(shape) : shape);
}

static Handle(Adaptor3d_Curve) adaptor(const TopoDS_Shape &shape) {
  const TopoDS_Edge edge = edge_of(shape);
  if (!edge.IsNull()) {
    return new BRepAdaptor_Curve(edge);
  }
  return new BRepAdaptor_CompCurve(TopoDS::Wire(shape));
}

static double param_at(const Adaptor3d_Curve &curve, double at, bool by_length) {
  if (!by_length) {
    return at;
  }
  const double length = GCPnts_AbscissaPoint::Length(curve);
  return GCPnts_AbscissaPoint(curve, length * at, curve.FirstParameter()).Parameter();
}

Vec3 point(const Shape &shape) { return vec3(BRep_Tool::Pnt(TopoDS::Vertex(shape.topo)).XYZ()); }

Vec6 end_points(const Shape &shape) {
  TopoDS_Vertex first, last;
  ShapeAnalysis::FindBounds(shape.topo, first, last);
  if (first.IsNull() || last.IsNull()) {
    throw Failure("", "Null TopoDS_Shape object");
  }
  return vec6(BRep_Tool::Pnt(first).XYZ(), BRep_Tool::Pnt(last).XYZ());
}

Vec2 curve_bounds(const Shape &shape) {
  const Handle(Adaptor3d_Curve) curve = adaptor(shape.topo);
  return {curve->FirstParameter(), curve->LastParameter()};
}

double curve_length(const Shape &shape) { return GCPnts_AbscissaPoint::Length(*adaptor(shape.topo)); }

bool is_closed_curve(const Shape &shape) { return BRep_Tool::IsClosed(shape.topo); }

Vec6 curve_at(const Shape &shape, double at, bool by_length) {
  const Handle(Adaptor3d_Curve) curve = adaptor(shape.topo);
  gp_Pnt position;
  gp_Vec tangent;
  curve->D1(param_at(*curve, at, by_length), position, tangent);
  return vec6(position.XYZ(), tangent.XYZ());
}

double curvature_at(const Shape &shape, double at, bool by_length) {
  const Handle(Adaptor3d_Curve) curve = adaptor(shape.topo);
  LProp3d_CLProps properties(curve, param_at(*curve, at, by_length), 2, 1e-6);
  return properties.Curvature();
}

Vec12 location_at(const Shape &shape, double at, bool by_length, bool corrected, bool upright) {
  const Handle(Adaptor3d_Curve) curve = adaptor(shape.topo);
  const double param = param_at(*curve, at, by_length);
  Handle(GeomFill_TrihedronLaw) law = new GeomFill_Frenet;
  if (corrected) {
    law = new GeomFill_CorrectedFrenet;
  }
  law->SetCurve(curve);
  gp_Vec tangent, normal, binormal;
  law->D0(param, tangent, normal, binormal);
  const gp_Dir up(0, 0, 1);
  const gp_Ax3 local = upright ? gp_Ax3(curve->Value(param), up, gp_Dir(gp_Vec(up).Crossed(tangent)))
                               : gp_Ax3(curve->Value(param), gp_Dir(tangent), gp_Dir(normal));
  gp_Trsf result;
  result.SetTransformation(local, gp_Ax3());
  return matrix(result);
}

double param_at_length(const Shape &shape, double share) {
  return param_at(*adaptor(shape.topo), share, true);
}

double param_at_point(const Shape &shape, Vec3 point) {
  const Handle(Adaptor3d_Curve) curve = adaptor(shape.topo);
  const TopoDS_Edge edge = edge_of(shape.topo);
  Handle(Geom_Curve) geometry;
  if (edge.IsNull()) {
    geometry = GeomConvert_ApproxCurve(curve, 1e-6, GeomAbs_C2, 100, 3).Curve();
  } else {
    double first = 0, last = 0;
    geometry = BRep_Tool::Curve(edge, first, last);
  }
  if (geometry.IsNull()) {
    throw Failure("", "the edge has no curve in space");
  }
  GeomAPI_ProjectPointOnCurve projection(pnt(point), geometry, curve->FirstParameter(),
                                         curve->LastParameter());
  return projection.LowerDistanceParameter();
}

rust::Vec<double> sample(const Shape &shape, uint32_t count, double deflection) {
  const Handle(Adaptor3d_Curve) curve = adaptor(shape.topo);
  const bool closed = curve->IsClosed();
  std::vector<double> params;
  if (count > 0) {
    GCPnts_QuasiUniformAbscissa points(*curve, static_cast<int>(count) + (closed ? 1 : 0));
    for (int i = 1; i <= points.NbPoints(); i++) {
      params.push_back(points.Parameter(i));
    }
  } else {
    GCPnts_QuasiUniformDeflection points(*curve, deflection);
    for (int i = 1; i <= points.NbPoints(); i++) {
      params.push_back(points.Parameter(i));
    }
  }
  if (closed && !params.empty()) {
    params.pop_back();
  }
  rust::Vec<double> result;
  for (const double param : params) {
    const gp_Pnt p = curve->Value(param);
    for (const double x : {p.X(), p.Y(), p.Z(), param}) {
      result.push_back(x);
    }
  }
  return result;
}

Vec3 curve_normal(const Shape &shape) {
  if (shape.topo.ShapeType() == TopAbs_EDGE) {
    const BRepAdaptor_Curve curve(TopoDS::Edge(shape.topo));
    if (curve.GetType() == GeomAbs_Circle) {
      return vec3(curve.Circle().Axis().Direction().XYZ());
    }
    if (curve.GetType() == GeomAbs_Ellipse) {
      return vec3(curve.Ellipse().Axis().Direction().XYZ());
    }
  }
  BRepLib_FindSurface finder(shape.topo, -1, true);
  const Handle(Geom_Plane) plane = Handle(Geom_Plane)::DownCast(finder.Surface());
  if (plane.IsNull()) {
    throw Failure("", "Normal not defined");
  }
  return vec3(plane->Pln().Axis().Direction().XYZ());
}

Conic conic(const Shape &shape) {
  Conic result{};
  const TopoDS_Edge edge = edge_of(shape.topo);
  if (edge.IsNull()) {
    return result;
  }
  const BRepAdaptor_Curve curve(edge);
  gp_Ax2 axes;
  if (curve.GetType() == GeomAbs_Circle) {
    result.is_circle = true;
    result.major_radius = result.minor_radius = curve.Circle().Radius();
    axes = curve.Circle().Position();
  } else if (curve.GetType() == GeomAbs_Ellipse) {
    result.is_ellipse = true;
    result.major_radius = curve.Ellipse().MajorRadius();
    result.minor_radius = curve.Ellipse().MinorRadius();
    axes = curve.Ellipse().Position();
  }
  result.frame = frame(axes.Location().XYZ(), axes.XDirection().XYZ(), axes.Direction().XYZ());
  return result;
}

ShapeListPtr wire_edges(const Shape &shape) {
  auto list = new_list();
  for (BRepTools_WireExplorer it(TopoDS::Wire(shape.topo)); it.More(); it.Next()) {
    list->push_back({it.Current()});
  }
  return list;
}

ShapeListPtr wire_vertices(const Shape &shape) {
  auto list = new_list();
  BRepTools_WireExplorer it(TopoDS::Wire(shape.topo));
  if (!it.More()) {
    return list;
  }
  for (; it.More(); it.Next()) {
    list->push_back({it.CurrentVertex()});
  }
  if (!BRep_Tool::IsClosed(shape.topo)) {
    list->push_back({it.CurrentVertex()});
  }
  return list;
}

} // namespace partwright
