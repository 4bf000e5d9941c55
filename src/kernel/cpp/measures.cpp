// Volume, area, length, centre, box, counts, validity.
#include "support.hpp"

#include <BRepBndLib.hxx>
#include <BRepCheck_Analyzer.hxx>
#include <BRepGProp.hxx>
#include <BRep_Tool.hxx>
#include <Bnd_Box.hxx>
#include <GProp_GProps.hxx>
#include <TopoDS_Iterator.hxx>

#include <cmath>

namespace partwright {

using Properties = void (*)(const TopoDS_Shape &, GProp_GProps &);

static void by_volume(const TopoDS_Shape &s, GProp_GProps &p) { BRepGProp::VolumeProperties(s, p); }
static void by_area(const TopoDS_Shape &s, GProp_GProps &p) { BRepGProp::SurfaceProperties(s, p); }
static void by_length(const TopoDS_Shape &s, GProp_GProps &p) { BRepGProp::LinearProperties(s, p); }

static double mass_of(const TopoDS_Shape &shape, Properties properties) {
  GProp_GProps result;
  properties(shape, result);
  return result.Mass();
}

// The kind of the first shape in a compound that is no compound.
static TopAbs_ShapeEnum leading_kind(TopoDS_Shape shape) {
  while (shape.ShapeType() == TopAbs_COMPOUND) {
    const TopoDS_Iterator it(shape);
    if (!it.More()) {
      return TopAbs_SOLID;
    }
    shape = it.Value();
  }
  return shape.ShapeType();
}

static gp_XYZ mean_of_vertices(const TopoDS_Shape &shape) {
  const TopTools_IndexedMapOfShape vertices = map_of(shape, TopAbs_VERTEX);
  gp_XYZ sum;
  for (int i = 1; i <= vertices.Extent(); i++) {
    sum += BRep_Tool::Pnt(TopoDS::Vertex(vertices(i))).XYZ();
  }
  return vertices.IsEmpty() ? sum : sum / vertices.Extent();
}

static bool is_finite(const gp_XYZ &p) {
  return std::isfinite(p.X()) && std::isfinite(p.Y()) && std::isfinite(p.Z());
}

// Of the volume, else of the area, else of the length, else of the vertices.
static gp_XYZ best_center(const TopoDS_Shape &shape, bool solids, bool faces, bool edges) {
  const std::pair<bool, Properties> ways[] = {{solids, by_volume}, {faces, by_area}, {edges, by_length}};
  for (const auto &way : ways) {
    GProp_GProps properties;
    if (!way.first) {
      continue;
    }
    way.second(shape, properties);
    if (properties.Mass() != 0 && is_finite(properties.CentreOfMass().XYZ())) {
      return properties.CentreOfMass().XYZ();
    }
  }
  return mean_of_vertices(shape);
}

double volume(const Shape &shape) { return mass_of(shape.topo, by_volume); }

double area(const Shape &shape) { return mass_of(shape.topo, by_area); }

double length(const Shape &shape) { return mass_of(shape.topo, by_length); }

MassProperties mass_properties(const Shape &shape) {
  MassProperties result{};
  GProp_GProps properties;
  switch (leading_kind(shape.topo)) {
  case TopAbs_VERTEX:
    result.center = vec3(mean_of_vertices(shape.topo));
    return result;
  case TopAbs_EDGE:
  case TopAbs_WIRE:
    by_length(shape.topo, properties);
    break;
  case TopAbs_FACE:
  case TopAbs_SHELL:
    by_area(shape.topo, properties);
    break;
  default:
    by_volume(shape.topo, properties);
  }
  result.mass = properties.Mass();
  result.center = vec3(properties.CentreOfMass().XYZ());
  const gp_Mat inertia = properties.MatrixOfInertia();
  for (int i = 0; i < 9; i++) {
    result.inertia[i] = inertia(i / 3 + 1, i % 3 + 1);
  }
  return result;
}

rust::Vec<double> bounding_box(const Shape &shape, bool optimal) {
  Bnd_Box box;
  if (optimal) {
    BRepBndLib::AddOptimal(shape.topo, box, false, false);
  } else {
    BRepBndLib::Add(shape.topo, box, false);
  }
  rust::Vec<double> result;
  if (box.IsVoid()) {
    return result;
  }
  Vec6 b;
  box.Get(b[0], b[1], b[2], b[3], b[4], b[5]);
  for (const double x : b) {
    result.push_back(x);
  }
  return result;
}

bool is_valid(const Shape &shape) { return BRepCheck_Analyzer(shape.topo).IsValid(); }

RawMeasures measures(const Shape &shape) {
  RawMeasures result{};
  TopTools_IndexedMapOfShape all;
  for (int kind = TopAbs_SOLID; kind <= TopAbs_VERTEX; kind++) {
    all = map_of(shape.topo, static_cast<TopAbs_ShapeEnum>(kind));
    for (int i = 1; i <= all.Extent(); i++) {
      result.counts[kind] += is_degenerated(all(i)) ? 0 : 1;
    }
  }
  const bool solids = result.counts[TopAbs_SOLID] > 0;
  const bool faces = result.counts[TopAbs_FACE] > 0;
  const bool edges = result.counts[TopAbs_EDGE] > 0;
  result.volume = solids ? volume(shape) : 0;
  result.area = faces ? area(shape) : 0;
  result.length = edges ? length(shape) : 0;
  result.center = vec3(best_center(shape.topo, solids, faces, edges));
  result.bounds = bounding_box(shape, true);
  result.valid = is_valid(shape);
  return result;
}

} // namespace partwright
