// Splines through and near points, as curves and as surfaces.
#include "support.hpp"

#include <BRepAdaptor_Curve.hxx>
#include <BRepBuilderAPI_MakeEdge.hxx>
#include <BRepBuilderAPI_MakeFace.hxx>
#include <GeomAPI_Interpolate.hxx>
#include <GeomAPI_PointsToBSpline.hxx>
#include <GeomAPI_PointsToBSplineSurface.hxx>
#include <GeomConvert.hxx>
#include <Geom_BSplineCurve.hxx>
#include <Geom_BSplineSurface.hxx>
#include <Geom_BezierCurve.hxx>
#include <Geom_Hyperbola.hxx>
#include <Geom_Line.hxx>
#include <Geom_Parabola.hxx>
#include <Geom_TrimmedCurve.hxx>
#include <Precision.hxx>
#include <TColStd_Array1OfInteger.hxx>
#include <TColStd_Array1OfReal.hxx>
#include <TColStd_HArray1OfBoolean.hxx>
#include <TColgp_Array1OfPnt.hxx>
#include <TColgp_Array1OfVec.hxx>
#include <TColgp_Array2OfPnt.hxx>
#include <TColgp_HArray1OfPnt.hxx>

namespace partwright {

static ShapePtr edge(const Handle(Geom_Curve) & curve) {
  BRepBuilderAPI_MakeEdge builder(curve);
  return built(builder, "BRep_API: command not done");
}

static Handle(TColgp_HArray1OfPnt) array_of(Numbers points) {
  const int count = static_cast<int>(points.size() / 3);
  Handle(TColgp_HArray1OfPnt) array = new TColgp_HArray1OfPnt(1, count);
  for (int i = 0; i < count; i++) {
    array->SetValue(i + 1, pnt(points, i));
  }
  return array;
}

static void load_tangents(GeomAPI_Interpolate &builder, Numbers tangents, int points, bool scaled) {
  const int count = static_cast<int>(tangents.size() / 4);
  const auto tangent = [&](int i) {
    return gp_Vec(tangents[4 * i], tangents[4 * i + 1], tangents[4 * i + 2]);
  };
  if (count == 2 && points != 2) {
    builder.Load(tangent(0), tangent(1), scaled);
    return;
  }
  TColgp_Array1OfVec vectors(1, count);
  Handle(TColStd_HArray1OfBoolean) given = new TColStd_HArray1OfBoolean(1, count);
  for (int i = 0; i < count; i++) {
    vectors.SetValue(i + 1, tangent(i));
    given->SetValue(i + 1, tangents[4 * i + 3] != 0);
  }
  builder.Load(vectors, given, scaled);
}

Handle(TColStd_HArray1OfReal) reals(Numbers numbers) {
  Handle(TColStd_HArray1OfReal) list = new TColStd_HArray1OfReal(1, static_cast<int>(numbers.size()));
  for (size_t i = 0; i < numbers.size(); i++) {
    list->SetValue(static_cast<int>(i) + 1, numbers[i]);
  }
  return list;
}

ShapePtr spline(Numbers points, Numbers tangents, Numbers parameters, bool periodic, bool scaled,
                double tolerance) {
  const Handle(TColgp_HArray1OfPnt) array = array_of(points);
  std::unique_ptr<GeomAPI_Interpolate> builder;
  if (parameters.empty()) {
    builder = std::make_unique<GeomAPI_Interpolate>(array, periodic, tolerance);
  } else {
    builder = std::make_unique<GeomAPI_Interpolate>(array, reals(parameters), periodic, tolerance);
  }
  if (!tangents.empty()) {
    load_tangents(*builder, tangents, array->Length(), scaled);
  }
  builder->Perform();
  if (!builder->IsDone()) {
    throw Failure("", "B-spline interpolation failed");
  }
  return edge(builder->Curve());
}

ShapePtr spline_approx(Numbers points, const Vec5 &numbers, uint32_t min_degree, uint32_t max_degree) {
  const Handle(TColgp_HArray1OfPnt) array = array_of(points);
  const int low = static_cast<int>(min_degree), high = static_cast<int>(max_degree);
  GeomAPI_PointsToBSpline builder;
  if (numbers[4] != 0) {
    builder.Init(array->Array1(), numbers[1], numbers[2], numbers[3], high, GeomAbs_C2, numbers[0]);
  } else {
    builder.Init(array->Array1(), low, high, GeomAbs_C2, numbers[0]);
  }
  if (!builder.IsDone()) {
    throw Failure("", "B-spline approximation failed");
  }
  return edge(builder.Curve());
}

ShapePtr bezier(Numbers poles) { return edge(new Geom_BezierCurve(array_of(poles)->Array1())); }

RawSpline curve_spline(const Shape &shape) {
  const BRepAdaptor_Curve curve(TopoDS::Edge(shape.topo));
  const double first = curve.FirstParameter(), last = curve.LastParameter();
  Handle(Geom_Curve) geometry = curve.Curve().Curve();
  const bool endless = geometry->IsKind(STANDARD_TYPE(Geom_Line)) ||
                       geometry->IsKind(STANDARD_TYPE(Geom_Parabola)) ||
                       geometry->IsKind(STANDARD_TYPE(Geom_Hyperbola));
  if (endless) {
    geometry = new Geom_TrimmedCurve(geometry, first, last);
  }
  const Handle(Geom_BSplineCurve) whole = GeomConvert::CurveToBSplineCurve(geometry);
  const Handle(Geom_BSplineCurve) part = GeomConvert::SplitBSplineCurve(whole, first, last, 1e-9);
  if (part->IsPeriodic()) {
    part->SetNotPeriodic();
  }
  part->Transform(curve.Trsf());
  RawSpline result{};
  result.degree = static_cast<uint32_t>(part->Degree());
  for (int i = 1; i <= part->NbPoles(); i++) {
    for (const double x : vec3(part->Pole(i).XYZ())) {
      result.poles.push_back(x);
    }
    if (part->IsRational()) {
      result.weights.push_back(part->Weight(i));
    }
  }
  for (const double knot : part->KnotSequence()) {
    result.knots.push_back(knot);
  }
  return result;
}

ShapePtr spline_edge(uint32_t degree, Numbers poles, Numbers weights, Numbers knots) {
  const int count = static_cast<int>(poles.size() / 3);
  std::vector<double> values;
  std::vector<int> repeats;
  for (const double knot : knots) {
    if (!values.empty() && knot <= values.back()) {
      repeats.back()++;
    } else {
      values.push_back(knot);
      repeats.push_back(1);
    }
  }
  TColStd_Array1OfReal knot_array(1, static_cast<int>(values.size()));
  TColStd_Array1OfInteger repeat_array(1, static_cast<int>(values.size()));
  for (size_t i = 0; i < values.size(); i++) {
    knot_array.SetValue(static_cast<int>(i) + 1, values[i]);
    repeat_array.SetValue(static_cast<int>(i) + 1, repeats[i]);
  }
  const Handle(TColgp_HArray1OfPnt) pole_array = array_of(poles);
  if (weights.empty()) {
    return edge(new Geom_BSplineCurve(pole_array->Array1(), knot_array, repeat_array, static_cast<int>(degree)));
  }
  TColStd_Array1OfReal weight_array(1, count);
  for (int i = 0; i < count; i++) {
    weight_array.SetValue(i + 1, weights[static_cast<size_t>(i)]);
  }
  return edge(new Geom_BSplineCurve(pole_array->Array1(), weight_array, knot_array, repeat_array,
                                    static_cast<int>(degree)));
}

ShapePtr spline_face(Numbers points, uint32_t columns, const Vec5 &numbers, uint32_t min_degree,
                     uint32_t max_degree) {
  const int wide = static_cast<int>(columns);
  const int rows = static_cast<int>(points.size() / 3) / wide;
  TColgp_Array2OfPnt grid(1, rows, 1, wide);
  for (int i = 0; i < rows * wide; i++) {
    grid.SetValue(i / wide + 1, i % wide + 1, pnt(points, i));
  }
  const int low = static_cast<int>(min_degree), high = static_cast<int>(max_degree);
  GeomAPI_PointsToBSplineSurface builder;
  if (numbers[4] != 0) {
    builder.Init(grid, numbers[1], numbers[2], numbers[3], high, GeomAbs_C2, numbers[0]);
  } else {
    builder.Init(grid, low, high, GeomAbs_C2, numbers[0]);
  }
  if (!builder.IsDone()) {
    throw Failure("", "B-spline approximation failed");
  }
  BRepBuilderAPI_MakeFace face(builder.Surface(), Precision::Confusion());
  return built(face, "BRep_API: command not done");
}

} // namespace partwright
