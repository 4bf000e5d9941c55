// Questions to faces and solids.
#include "support.hpp"

#include <BRepAdaptor_Surface.hxx>
#include <BRepClass3d.hxx>
#include <BRepGProp_Face.hxx>
#include <BRepTools.hxx>
#include <BRep_Tool.hxx>
#include <GeomAPI_ProjectPointOnSurf.hxx>
#include <Geom_Surface.hxx>
#include <gp_Cone.hxx>
#include <gp_Cylinder.hxx>
#include <gp_Pln.hxx>
#include <gp_Sphere.hxx>
#include <gp_Torus.hxx>

namespace partwright {

Vec6 normal_at_uv(const Shape &shape, double u, double v) {
  gp_Pnt point;
  gp_Vec normal;
  BRepGProp_Face(TopoDS::Face(shape.topo)).Normal(u, v, point, normal);
  return vec6(normal.XYZ(), point.XYZ());
}

Vec9 derivatives_at_uv(const Shape &shape, double u, double v) {
  gp_Pnt point;
  gp_Vec along_u, along_v;
  BRep_Tool::Surface(TopoDS::Face(shape.topo))->D1(u, v, point, along_u, along_v);
  return frame(point.XYZ(), along_u.XYZ(), along_v.XYZ());
}

Vec4 uv_bounds(const Shape &shape) {
  Vec4 bounds;
  BRepTools::UVBounds(TopoDS::Face(shape.topo), bounds[0], bounds[1], bounds[2], bounds[3]);
  return bounds;
}

Vec2 face_params(const Shape &shape, Vec3 point) {
  GeomAPI_ProjectPointOnSurf projection(pnt(point), BRep_Tool::Surface(TopoDS::Face(shape.topo)));
  Vec2 params;
  projection.LowerDistanceParameters(params[0], params[1]);
  return params;
}

ElementarySurface elementary_surface(const Shape &shape) {
  const BRepAdaptor_Surface surface(TopoDS::Face(shape.topo));
  ElementarySurface result{};
  gp_Ax3 axes;
  result.is_elementary = true;
  switch (surface.GetType()) {
  case GeomAbs_Plane:
    result.is_plane = true;
    axes = surface.Plane().Position();
    break;
  case GeomAbs_Cylinder:
    axes = surface.Cylinder().Position();
    result.radius = surface.Cylinder().Radius();
    break;
  case GeomAbs_Cone:
    axes = surface.Cone().Position();
    result.radius = surface.Cone().RefRadius();
    break;
  case GeomAbs_Sphere:
    axes = surface.Sphere().Position();
    result.radius = surface.Sphere().Radius();
    break;
  case GeomAbs_Torus:
    axes = surface.Torus().Position();
    result.radius = surface.Torus().MajorRadius();
    break;
  default:
    result.is_elementary = false;
  }
  result.frame = frame(axes.Location().XYZ(), axes.XDirection().XYZ(), axes.Direction().XYZ());
  return result;
}

ShapePtr outer_wire(const Shape &shape) { return wrap(BRepTools::OuterWire(TopoDS::Face(shape.topo))); }

ShapeListPtr inner_wires(const Shape &shape) {
  const TopoDS_Wire outer = BRepTools::OuterWire(TopoDS::Face(shape.topo));
  auto list = new_list();
  const TopTools_IndexedMapOfShape wires = map_of(shape.topo, TopAbs_WIRE);
  for (int i = 1; i <= wires.Extent(); i++) {
    if (!wires(i).IsSame(outer)) {
      list->push_back({wires(i)});
    }
  }
  return list;
}

ShapePtr outer_shell(const Shape &shape) { return wrap(BRepClass3d::OuterShell(TopoDS::Solid(shape.topo))); }

} // namespace partwright
