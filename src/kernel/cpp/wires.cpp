// Wires from edges, and their rounding.
#include "support.hpp"

#include <BRepAdaptor_Curve.hxx>
#include <BRepBuilderAPI_MakePolygon.hxx>
#include <BRepBuilderAPI_MakeWire.hxx>
#include <BRepGProp.hxx>
#include <BRepTools_WireExplorer.hxx>
#include <BRep_Tool.hxx>
#include <ChFi2d_FilletAPI.hxx>
#include <GProp_GProps.hxx>
#include <ShapeAnalysis_FreeBounds.hxx>
#include <TopTools_HSequenceOfShape.hxx>
#include <gp_Pln.hxx>

#include <algorithm>

namespace partwright {

static TopoDS_Wire join(const TopTools_ListOfShape &edges) {
  BRepBuilderAPI_MakeWire builder;
  builder.Add(edges);
  builder.Build();
  switch (builder.Error()) {
  case BRepBuilderAPI_WireDone:
    return builder.Wire();
  case BRepBuilderAPI_EmptyWire:
    throw Failure("StdFail_NotDone", "there are no edges to join");
  case BRepBuilderAPI_NonManifoldWire:
    throw Failure("StdFail_NotDone", "more than two edges meet in one point, so they form no wire");
  default:
    throw Failure("StdFail_NotDone", "the edges do not meet at their ends, so they form no wire");
  }
}

ShapePtr wire(const ShapeList &edges) {
  TopTools_ListOfShape list;
  for (const Shape &shape : edges) {
    if (shape.topo.ShapeType() == TopAbs_EDGE) {
      list.Append(shape.topo);
    } else {
      TopTools_ListOfShape inside = edges_of(shape.topo);
      list.Append(inside);
    }
  }
  return wrap(join(list));
}

ShapeListPtr combine_wires(const ShapeList &shapes, double tolerance) {
  Handle(TopTools_HSequenceOfShape) edges = new TopTools_HSequenceOfShape;
  Handle(TopTools_HSequenceOfShape) wires = new TopTools_HSequenceOfShape;
  for (const TopoDS_Shape &edge : edges_of(compound_of(shapes))) {
    edges->Append(edge);
  }
  ShapeAnalysis_FreeBounds::ConnectEdgesToWires(edges, tolerance, false, wires);
  auto list = new_list();
  for (int i = 1; i <= wires->Length(); i++) {
    list->push_back({wires->Value(i)});
  }
  return list;
}

ShapePtr polygon(Numbers points, bool closed) {
  BRepBuilderAPI_MakePolygon builder;
  for (size_t i = 0; i < points.size() / 3; i++) {
    builder.Add(pnt(points, i));
  }
  if (closed) {
    builder.Close();
  }
  if (!builder.IsDone()) {
    throw Failure("StdFail_NotDone", "the points do not form a polygon: fewer than two of them differ");
  }
  return wrap(builder.Wire());
}

// The direction in which an edge is walked, where the walk on it ends or starts.
static gp_Vec walking_direction(const TopoDS_Edge &edge, bool at_end) {
  const BRepAdaptor_Curve curve(edge);
  const bool reversed = edge.Orientation() == TopAbs_REVERSED;
  gp_Pnt point;
  gp_Vec tangent;
  curve.D1(at_end == reversed ? curve.FirstParameter() : curve.LastParameter(), point, tangent);
  return reversed ? tangent.Reversed() : tangent;
}

static gp_Pnt middle(const TopoDS_Edge &edge) {
  GProp_GProps properties;
  BRepGProp::LinearProperties(edge, properties);
  return properties.CentreOfMass();
}

ShapePtr fillet_wire(const Shape &shape, const ShapeList &vertices, double radius) {
  const TopoDS_Wire wire = TopoDS::Wire(shape.topo);
  const bool closed = BRep_Tool::IsClosed(wire);
  std::vector<TopoDS_Edge> edges;
  std::vector<TopoDS_Shape> starts;
  for (BRepTools_WireExplorer it(wire); it.More(); it.Next()) {
    edges.push_back(it.Current());
    starts.push_back(it.CurrentVertex());
  }
  TopTools_IndexedMapOfShape chosen;
  for (const Shape &vertex : vertices) {
    chosen.Add(vertex.topo);
  }
  // Rounding a corner shortens both of its edges in place.
  const size_t count = edges.size(), corners = closed ? count : count - std::min<size_t>(count, 1);
  std::vector<TopoDS_Edge> arcs(count);
  for (size_t i = 0; i < corners; i++) {
    TopoDS_Edge &current = edges[i], &next = edges[(i + 1) % count];
    const gp_Vec normal = walking_direction(current, true).Crossed(walking_direction(next, false));
    const bool wanted = chosen.IsEmpty() || chosen.Contains(starts[(i + 1) % count]);
    if (normal.Magnitude() < 1e-12 || !wanted) {
      continue;
    }
    const gp_Pnt corner = BRep_Tool::Pnt(TopoDS::Vertex(starts[(i + 1) % count]));
    ChFi2d_FilletAPI maker(current, next, gp_Pln(middle(current), gp_Dir(normal)));
    if (!maker.Perform(radius)) {
      throw Failure("", "Failed fillet at vertex " + std::to_string(i + 1) + "!");
    }
    arcs[i] = maker.Result(corner, current, next);
  }
  TopTools_ListOfShape result;
  for (size_t i = 0; i < count; i++) {
    result.Append(edges[i]);
    if (!arcs[i].IsNull()) {
      result.Append(arcs[i]);
    }
  }
  return wrap(join(result));
}

} // namespace partwright
