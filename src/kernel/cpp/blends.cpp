// Fillets and chamfers.
#include "trace.hpp"

#include <BRepFilletAPI_MakeChamfer.hxx>
#include <BRepFilletAPI_MakeFillet.hxx>
#include <BRepFilletAPI_MakeFillet2d.hxx>
#include <TopExp.hxx>
#include <TopTools_IndexedDataMapOfShapeListOfShape.hxx>

#include <sstream>

namespace partwright {

ShapePtr fillet(const Shape &shape, const ShapeList &edges, double radius, Trace &trace) {
  BRepFilletAPI_MakeFillet builder(shape.topo);
  for (const Shape &edge : edges) {
    builder.Add(radius, TopoDS::Edge(edge.topo));
  }
  builder.Build();
  if (!builder.IsDone()) {
    std::ostringstream message;
    message << "radius " << radius << " mm does not fit: " << builder.NbFaultyContours() << " of "
            << builder.NbContours() << " edge chains could not be rounded";
    throw Failure("StdFail_NotDone", message.str());
  }
  note_changes(trace, builder);
  return wrap(builder.Shape());
}

ShapePtr chamfer(const Shape &shape, const ShapeList &edges, double first, double second, Trace &trace) {
  TopTools_IndexedDataMapOfShapeListOfShape faces;
  TopExp::MapShapesAndAncestors(shape.topo, TopAbs_EDGE, TopAbs_FACE, faces);
  BRepFilletAPI_MakeChamfer builder(shape.topo);
  for (const Shape &edge : edges) {
    const TopTools_ListOfShape &beside = faces.FindFromKey(edge.topo);
    if (beside.IsEmpty()) {
      throw Failure("Standard_NoSuchObject", "the edge bounds no face, so there is nothing to bevel");
    }
    builder.Add(first, second, TopoDS::Edge(edge.topo), TopoDS::Face(beside.First()));
  }
  builder.Build();
  if (!builder.IsDone()) {
    std::ostringstream message;
    message << "lengths " << first << " and " << second << " mm do not fit at " << edges.size() << " edges";
    throw Failure("StdFail_NotDone", message.str());
  }
  note_changes(trace, builder);
  return wrap(builder.Shape());
}

ShapePtr fillet_2d(const Shape &face, const ShapeList &vertices, double radius) {
  BRepFilletAPI_MakeFillet2d builder(TopoDS::Face(face.topo));
  for (const Shape &vertex : vertices) {
    builder.AddFillet(TopoDS::Vertex(vertex.topo), radius);
  }
  builder.Build();
  return built(builder, "the radius does not fit at a corner");
}

ShapePtr chamfer_2d(const Shape &face, const ShapeList &vertices, double length) {
  TopTools_IndexedDataMapOfShapeListOfShape edges;
  TopExp::MapShapesAndAncestors(face.topo, TopAbs_VERTEX, TopAbs_EDGE, edges);
  BRepFilletAPI_MakeFillet2d builder(TopoDS::Face(face.topo));
  for (const Shape &vertex : vertices) {
    const TopTools_ListOfShape &beside = edges.FindFromKey(vertex.topo);
    if (beside.Extent() < 2) {
      throw Failure("", "Cannot chamfer at this location");
    }
    builder.AddChamfer(TopoDS::Edge(beside.First()), TopoDS::Edge(*(++beside.begin())), length, length);
  }
  builder.Build();
  return wrap(fixed(built(builder, "the length does not fit at a corner")->topo));
}

} // namespace partwright
