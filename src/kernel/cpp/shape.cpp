// Topology: kinds, identity, children, places; and the conversions of support.hpp.
#include "support.hpp"

#include <BRepAdaptor_Curve.hxx>
#include <BRepAdaptor_Surface.hxx>
#include <BRepTools_ReShape.hxx>
#include <BRep_Builder.hxx>
#include <BRep_Tool.hxx>
#include <TopExp.hxx>
#include <TopTools_IndexedDataMapOfShapeListOfShape.hxx>
#include <TopTools_MapOfShape.hxx>
#include <TopoDS_Iterator.hxx>

#include <climits>
#include <cmath>
#include <cstring>

namespace partwright {

static TopAbs_ShapeEnum kind_of(uint8_t number) { return static_cast<TopAbs_ShapeEnum>(number); }

gp_Trsf trsf(const Vec12 &m) {
  gp_Trsf result;
  const bool only_moves = m[0] == 1 && m[5] == 1 && m[10] == 1 && m[1] == 0 && m[2] == 0 && m[4] == 0 &&
                          m[6] == 0 && m[8] == 0 && m[9] == 0;
  if (only_moves) {
    if (m[3] != 0 || m[7] != 0 || m[11] != 0) {
      result.SetTranslation(gp_Vec(m[3], m[7], m[11]));
    }
    return result;
  }
  result.SetValues(m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8], m[9], m[10], m[11]);
  // Rounding must not turn a rotation into a scaling: places refuse those.
  if (std::abs(std::abs(result.ScaleFactor()) - 1) < 1e-9) {
    result.SetScaleFactor(result.ScaleFactor() < 0 ? -1.0 : 1.0);
  }
  return result;
}

Vec12 matrix(const gp_Trsf &t) {
  Vec12 m;
  for (int i = 0; i < 12; i++) {
    m[i] = t.Value(i / 4 + 1, i % 4 + 1);
  }
  return m;
}

ShapePtr wrap(const TopoDS_Shape &shape) {
  if (shape.IsNull()) {
    throw Failure("", "Null TopoDS_Shape object");
  }
  return ShapePtr(new Shape{shape});
}

TopTools_ListOfShape list_of(const ShapeList &shapes) {
  TopTools_ListOfShape list;
  for (const Shape &shape : shapes) {
    list.Append(shape.topo);
  }
  return list;
}

TopoDS_Compound compound_of(const ShapeList &shapes) {
  TopoDS_Compound result;
  BRep_Builder builder;
  builder.MakeCompound(result);
  for (const Shape &shape : shapes) {
    builder.Add(result, shape.topo);
  }
  return result;
}

TopTools_IndexedMapOfShape map_of(const TopoDS_Shape &shape, TopAbs_ShapeEnum kind) {
  TopTools_IndexedMapOfShape map;
  TopExp::MapShapes(shape, kind, map);
  return map;
}

TopTools_ListOfShape edges_of(const TopoDS_Shape &shape) {
  TopTools_ListOfShape list;
  const TopTools_IndexedMapOfShape map = map_of(shape, TopAbs_EDGE);
  for (int i = 1; i <= map.Extent(); i++) {
    if (!is_degenerated(map(i))) {
      list.Append(map(i));
    }
  }
  return list;
}

bool is_degenerated(const TopoDS_Shape &shape) {
  return shape.ShapeType() == TopAbs_EDGE && BRep_Tool::Degenerated(TopoDS::Edge(shape));
}

ShapeListPtr new_list() { return std::make_unique<ShapeList>(); }

void push(ShapeList &list, const Shape &shape) { list.push_back(shape); }

ShapePtr share(const Shape &shape) { return ShapePtr(new Shape(shape)); }

uint8_t kind(const Shape &shape) { return static_cast<uint8_t>(shape.topo.ShapeType()); }

uint32_t object_count(const Shape &shape) {
  TopTools_MapOfShape objects;
  TopTools_ListOfShape open;
  open.Append(shape.topo.Located(TopLoc_Location()));
  while (!open.IsEmpty()) {
    const TopoDS_Shape next = open.First();
    open.RemoveFirst();
    if (!objects.Add(next)) {
      continue;
    }
    for (TopoDS_Iterator it(next, Standard_False, Standard_False); it.More(); it.Next()) {
      open.Append(it.Value().Located(TopLoc_Location()));
    }
  }
  return static_cast<uint32_t>(objects.Extent());
}

void identity(const Shape &shape, rust::Vec<uint64_t> &words) {
  const TopLoc_Location &location = shape.topo.Location();
  const uint64_t orientation = shape.topo.Orientation();
  words.push_back(reinterpret_cast<uintptr_t>(shape.topo.TShape().get()));
  words.push_back(orientation << 1 | (location.IsIdentity() ? 0 : 1));
  if (!location.IsIdentity()) {
    for (const double value : matrix(location.Transformation())) {
      uint64_t bits;
      std::memcpy(&bits, &value, sizeof bits);
      words.push_back(bits);
    }
  }
}

uint64_t hash_code(const Shape &shape) {
#if OCC_VERSION_HEX >= 0x070800
  return std::hash<TopoDS_Shape>{}(shape.topo.Oriented(TopAbs_FORWARD));
#else
  return static_cast<uint64_t>(shape.topo.HashCode(INT_MAX));
#endif
}

bool is_same(const Shape &a, const Shape &b) { return a.topo.IsSame(b.topo); }

bool is_equal(const Shape &a, const Shape &b) { return a.topo.IsEqual(b.topo); }

bool is_partner(const Shape &a, const Shape &b) { return a.topo.IsPartner(b.topo); }

bool is_closed(const Shape &shape) { return shape.topo.Closed(); }

bool is_reversed(const Shape &shape) { return shape.topo.Orientation() == TopAbs_REVERSED; }

ShapeListPtr children(const Shape &shape, uint8_t kind) {
  auto list = new_list();
  const TopTools_IndexedMapOfShape map = map_of(shape.topo, kind_of(kind));
  for (int i = 1; i <= map.Extent(); i++) {
    if (!is_degenerated(map(i))) {
      list->push_back({map(i)});
    }
  }
  return list;
}

uint32_t count(const Shape &shape, uint8_t kind) {
  const TopTools_IndexedMapOfShape map = map_of(shape.topo, kind_of(kind));
  uint32_t result = 0;
  for (int i = 1; i <= map.Extent(); i++) {
    result += is_degenerated(map(i)) ? 0 : 1;
  }
  return result;
}

ShapeListPtr direct_children(const Shape &shape) {
  auto list = new_list();
  for (TopoDS_Iterator it(shape.topo); it.More(); it.Next()) {
    list->push_back({it.Value()});
  }
  return list;
}

ShapeListPtr ancestors(const Shape &shape, const Shape &whole, uint8_t kind) {
  TopTools_IndexedDataMapOfShapeListOfShape map;
  TopExp::MapShapesAndAncestors(whole.topo, shape.topo.ShapeType(), kind_of(kind), map);
  auto list = new_list();
  for (const TopoDS_Shape &ancestor : map.FindFromKey(shape.topo)) {
    list->push_back({ancestor});
  }
  return list;
}

ShapeListPtr children_with_parents(const Shape &shape, uint8_t child, uint8_t parent,
                                   rust::Vec<uint32_t> &parent_counts) {
  TopTools_IndexedDataMapOfShapeListOfShape map;
  TopExp::MapShapesAndAncestors(shape.topo, kind_of(child), kind_of(parent), map);
  auto list = new_list();
  for (int i = 1; i <= map.Extent(); i++) {
    if (is_degenerated(map.FindKey(i))) {
      continue;
    }
    list->push_back({map.FindKey(i)});
    parent_counts.push_back(static_cast<uint32_t>(map(i).Extent()));
    for (const TopoDS_Shape &ancestor : map(i)) {
      list->push_back({ancestor});
    }
  }
  return list;
}

uint8_t geometry_number(const Shape &shape) {
  if (shape.topo.ShapeType() == TopAbs_EDGE) {
    return static_cast<uint8_t>(BRepAdaptor_Curve(TopoDS::Edge(shape.topo)).GetType());
  }
  return static_cast<uint8_t>(BRepAdaptor_Surface(TopoDS::Face(shape.topo)).GetType());
}

// A place; none at all for the identity, so that a shape put there stays the same.
static TopLoc_Location place(const Vec12 &m) {
  const gp_Trsf transform = trsf(m);
  return transform.Form() == gp_Identity ? TopLoc_Location() : TopLoc_Location(transform);
}

ShapePtr moved(const Shape &shape, const Vec12 &m) { return wrap(shape.topo.Moved(place(m))); }

ShapePtr located(const Shape &shape, const Vec12 &m) { return wrap(shape.topo.Located(place(m))); }

Vec12 location(const Shape &shape) { return matrix(shape.topo.Location().Transformation()); }

ShapePtr reversed(const Shape &shape) { return wrap(shape.topo.Reversed()); }

ShapePtr replaced(const Shape &shape, const Shape &old, const ShapeList &parts) {
  BRepTools_ReShape context;
  context.Replace(old.topo, parts.size() == 1 ? parts.front().topo : TopoDS_Shape(compound_of(parts)));
  return wrap(context.Apply(shape.topo));
}

ShapePtr without(const Shape &shape, const ShapeList &parts) {
  BRepTools_ReShape context;
  for (const Shape &part : parts) {
    context.Remove(part.topo);
  }
  return wrap(context.Apply(shape.topo));
}

ShapePtr compound(const ShapeList &shapes) { return wrap(compound_of(shapes)); }

} // namespace partwright
