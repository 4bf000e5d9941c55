// New shapes from one shape: transformed, copied, repaired, converted.
#include "support.hpp"

#include <BRepBuilderAPI_Copy.hxx>
#include <BRepBuilderAPI_GTransform.hxx>
#include <BRepBuilderAPI_NurbsConvert.hxx>
#include <BRepBuilderAPI_Transform.hxx>
#include <BRepCheck_Analyzer.hxx>
#include <ShapeCustom.hxx>
#include <ShapeCustom_RestrictionParameters.hxx>
#include <ShapeFix_Shape.hxx>
#include <gp_GTrsf.hxx>

namespace partwright {

TopoDS_Shape fixed(const TopoDS_Shape &shape) {
  if (shape.IsNull() || BRepCheck_Analyzer(shape).IsValid()) {
    return shape;
  }
  ShapeFix_Shape fixer(shape);
  fixer.Perform();
  return fixer.Shape();
}

ShapePtr transformed(const Shape &shape, const Vec12 &m) {
  BRepBuilderAPI_Transform builder(shape.topo, trsf(m), true);
  return built(builder, "the transform could not be applied");
}

ShapePtr deformed(const Shape &shape, const Vec12 &m) {
  gp_GTrsf general;
  for (int i = 0; i < 12; i++) {
    general.SetValue(i / 4 + 1, i % 4 + 1, m[i]);
  }
  BRepBuilderAPI_GTransform builder(shape.topo, general, true);
  return built(builder, "the matrix could not be applied");
}

ShapePtr copy(const Shape &shape) {
  BRepBuilderAPI_Copy builder(shape.topo, true, false);
  return built(builder, "the copy could not be made");
}

ShapePtr fix(const Shape &shape) { return wrap(fixed(shape.topo)); }

ShapePtr to_nurbs(const Shape &shape) {
  BRepBuilderAPI_NurbsConvert builder(shape.topo, true);
  return built(builder, "the shape could not be converted to splines");
}

ShapePtr to_splines(const Shape &shape, uint32_t degree, double tolerance) {
  Handle(ShapeCustom_RestrictionParameters) parameters = new ShapeCustom_RestrictionParameters;
  return wrap(ShapeCustom::BSplineRestriction(shape.topo, tolerance, tolerance, static_cast<int>(degree), 1,
                                              GeomAbs_C0, GeomAbs_C0, true, true, parameters));
}

} // namespace partwright
