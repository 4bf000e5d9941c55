// Triangles: for pictures, for CadQuery's tessellate, and for files.
//
// Meshing writes into the topology, so a copy of it is meshed; curves and surfaces are shared.
#include "support.hpp"

#include "progress.hpp"

#include <BRepAdaptor_Curve.hxx>
#include <BRepBuilderAPI_Copy.hxx>
#include <BRepMesh_IncrementalMesh.hxx>
#include <BRep_Tool.hxx>
#include <GCPnts_TangentialDeflection.hxx>
#include <Poly_PolygonOnTriangulation.hxx>
#include <Poly_Triangulation.hxx>
#include <Standard_Version.hxx>
#include <TopExp.hxx>
#include <TopTools_IndexedDataMapOfShapeListOfShape.hxx>

#if OCC_VERSION_HEX >= 0x070700
#include <BRepLib_ToolTriangulatedShape.hxx>
using NormalTool = BRepLib_ToolTriangulatedShape;
#else
#include <StdPrs_ToolTriangulatedShape.hxx>
using NormalTool = StdPrs_ToolTriangulatedShape;
#endif

namespace partwright {

// Below this number of faces starting threads takes longer than they save.
static const int FACES_FOR_THREADS = 64;

static TopoDS_Shape meshed(const TopoDS_Shape &shape, double linear, double angular, bool relative,
                           const CancelFlag &cancel) {
  const TopoDS_Shape copy = BRepBuilderAPI_Copy(shape, false, false).Shape();
  IMeshTools_Parameters parameters;
  parameters.Deflection = linear;
  parameters.Angle = angular;
  parameters.Relative = relative;
  parameters.InParallel = map_of(copy, TopAbs_FACE).Extent() > FACES_FOR_THREADS;
  Handle(Progress) progress = new Progress(cancel);
  BRepMesh_IncrementalMesh mesher(copy, parameters, progress->Start());
  stop_if_cancelled(cancel);
  return copy;
}

static void push3(rust::Vec<float> &list, const gp_XYZ &p) {
  list.push_back(static_cast<float>(p.X()));
  list.push_back(static_cast<float>(p.Y()));
  list.push_back(static_cast<float>(p.Z()));
}

static void add_face(RawMesh &mesh, const TopoDS_Face &face, uint32_t number) {
  TopLoc_Location place;
  const Handle(Poly_Triangulation) part = BRep_Tool::Triangulation(face, place);
  if (part.IsNull()) {
    return;
  }
  NormalTool::ComputeNormals(face, part);
  const gp_Trsf move = place.Transformation();
  const bool mirrored = move.IsNegative();
  const bool reversed = face.Orientation() == TopAbs_REVERSED;
  const uint32_t first = static_cast<uint32_t>(mesh.positions.size() / 3);
  for (int i = 1; i <= part->NbNodes(); i++) {
    gp_XYZ normal = gp_Vec(part->Normal(i)).Transformed(move).XYZ();
    const double size = normal.Modulus();
    if (size > 0) {
      normal /= reversed ? -size : size;
    }
    push3(mesh.positions, part->Node(i).Transformed(move).XYZ());
    push3(mesh.normals, normal);
  }
  for (int i = 1; i <= part->NbTriangles(); i++) {
    int a = 0, b = 0, c = 0;
    part->Triangle(i).Get(a, b, c);
    if (reversed != mirrored) {
      std::swap(b, c);
    }
    for (const int corner : {a, b, c}) {
      mesh.triangles.push_back(first + static_cast<uint32_t>(corner) - 1);
    }
    mesh.faces.push_back(number);
  }
}

// The line of an edge from the triangles of a face, so that both match exactly.
static bool add_line_on_face(RawMesh &mesh, const TopoDS_Edge &edge, const TopoDS_Face &face) {
  TopLoc_Location place;
  const Handle(Poly_Triangulation) part = BRep_Tool::Triangulation(face, place);
  if (part.IsNull()) {
    return false;
  }
  const Handle(Poly_PolygonOnTriangulation) line = BRep_Tool::PolygonOnTriangulation(edge, part, place);
  if (line.IsNull() || line->NbNodes() < 2) {
    return false;
  }
  const gp_Trsf move = place.Transformation();
  mesh.edge_point_counts.push_back(static_cast<uint32_t>(line->NbNodes()));
  for (int i = 1; i <= line->NbNodes(); i++) {
    push3(mesh.edge_points, part->Node(line->Nodes().Value(i)).Transformed(move).XYZ());
  }
  return true;
}

// The line of an edge without face.
static bool add_free_line(RawMesh &mesh, const TopoDS_Edge &edge, double linear, double angular) {
  const BRepAdaptor_Curve curve(edge);
  const GCPnts_TangentialDeflection points(curve, angular, linear);
  if (points.NbPoints() < 2) {
    return false;
  }
  mesh.edge_point_counts.push_back(static_cast<uint32_t>(points.NbPoints()));
  for (int i = 1; i <= points.NbPoints(); i++) {
    push3(mesh.edge_points, points.Value(i).XYZ());
  }
  return true;
}

static void add_edges(RawMesh &mesh, const TopoDS_Shape &shape, double linear, double angular) {
  TopTools_IndexedDataMapOfShapeListOfShape faces;
  TopExp::MapShapesAndAncestors(shape, TopAbs_EDGE, TopAbs_FACE, faces);
  const TopTools_IndexedMapOfShape edges = map_of(shape, TopAbs_EDGE);
  uint32_t number = 0;
  for (int i = 1; i <= edges.Extent(); i++) {
    const TopoDS_Edge edge = TopoDS::Edge(edges(i));
    if (BRep_Tool::Degenerated(edge)) {
      continue;
    }
    const uint32_t own_number = number++;
    const TopTools_ListOfShape *beside = faces.Seek(edge);
    bool added = false;
    if (beside == nullptr || beside->IsEmpty()) {
      added = add_free_line(mesh, edge, linear, angular);
    } else {
      const TopoDS_Face face = TopoDS::Face(beside->First());
      const bool seam = BRep_Tool::IsClosed(edge, face);
      added = !seam && add_line_on_face(mesh, edge, face);
    }
    if (added) {
      mesh.edges.push_back(own_number);
    }
  }
}

RawMesh tessellate(const Shape &shape, double linear, double angular, const CancelFlag &cancel) {
  const TopoDS_Shape copy = meshed(shape.topo, linear, angular, false, cancel);
  RawMesh mesh{};
  const TopTools_IndexedMapOfShape faces = map_of(copy, TopAbs_FACE);
  for (int i = 1; i <= faces.Extent(); i++) {
    add_face(mesh, TopoDS::Face(faces(i)), static_cast<uint32_t>(i) - 1);
  }
  add_edges(mesh, copy, linear, angular);
  return mesh;
}

RawCadMesh cad_mesh(const Shape &shape, double linear, double angular, bool relative,
                    const CancelFlag &cancel) {
  const TopoDS_Shape copy = meshed(shape.topo, linear, angular, relative, cancel);
  RawCadMesh mesh{};
  const TopTools_IndexedMapOfShape faces = map_of(copy, TopAbs_FACE);
  for (int k = 1; k <= faces.Extent(); k++) {
    TopLoc_Location place;
    const Handle(Poly_Triangulation) part = BRep_Tool::Triangulation(TopoDS::Face(faces(k)), place);
    if (part.IsNull()) {
      continue;
    }
    const uint32_t first = static_cast<uint32_t>(mesh.positions.size() / 3);
    for (int i = 1; i <= part->NbNodes(); i++) {
      const gp_Pnt p = part->Node(i).Transformed(place.Transformation());
      for (const double x : {p.X(), p.Y(), p.Z()}) {
        mesh.positions.push_back(x);
      }
    }
    for (int i = 1; i <= part->NbTriangles(); i++) {
      int a = 0, b = 0, c = 0;
      part->Triangle(i).Get(a, b, c);
      if (faces(k).Orientation() == TopAbs_REVERSED) {
        std::swap(b, c);
      }
      for (const int corner : {a, b, c}) {
        mesh.triangles.push_back(first + static_cast<uint32_t>(corner) - 1);
      }
    }
  }
  return mesh;
}

} // namespace partwright
