// Faces on one surface and edges on one curve become one.
//
// ShapeUpgrade_UnifySameDomain does the work. Up to version 7.6 it joins two things that newer versions
// leave alone, and CadQuery's numbers are those of newer ones: walls on cylinders whose frames have opposite
// hands (a circle extruded both ways), and faces whose boundary it cannot close, of which 7.6 makes a
// face that covers something else. Newer versions give up the rest of the shell in both cases, in the
// order of its faces; so does this file, by keeping the edges between what must not be joined.
#include "support.hpp"

#include <BRepAdaptor_Surface.hxx>
#include <BRepCheck_Analyzer.hxx>
#include <BRepGProp.hxx>
#include <BRepTools_History.hxx>
#include <BRep_Tool.hxx>
#include <GProp_GProps.hxx>
#include <Geom2d_Curve.hxx>
#include <Precision.hxx>
#include <ShapeUpgrade_UnifySameDomain.hxx>
#include <TopExp.hxx>
#include <TopExp_Explorer.hxx>
#include <TopTools_DataMapOfShapeInteger.hxx>
#include <TopTools_MapOfShape.hxx>

#include <algorithm>
#include <map>
#include <vector>

namespace partwright {

// A joined face may differ by this share from the area of what it was made of.
static const double AREA_SHARE = 1e-5;

// How often edges are kept and the rest is tried again.
static const int ROUNDS = 4;

// A face on a cylinder.
struct Wall {
  size_t face;
  gp_Cylinder cylinder;
  // The way out of the material is away from the axis.
  bool outwards;
  // Where the second of the two passes along the seam ends; null when the face does not go around.
  TopoDS_Shape seam_end;
  // Its edges, turned as in its wires.
  std::vector<TopoDS_Edge> rims;
};

struct Faces {
  std::vector<TopoDS_Face> list;
  std::vector<int> shell;
  TopTools_DataMapOfShapeInteger index;
  // From which face on nothing is joined any more, by shell.
  std::map<int, size_t> stop;

  void add(const TopoDS_Shape &face, int in_shell) {
    index.Bind(face, static_cast<int>(list.size()));
    list.push_back(TopoDS::Face(face));
    shell.push_back(in_shell);
  }

  bool stopped(size_t face) const {
    const auto found = stop.find(shell[face]);
    return found != stop.end() && found->second <= face;
  }

  void stop_at(size_t face) {
    const auto made = stop.emplace(shell[face], face);
    made.first->second = std::min(made.first->second, face);
  }
};

static Faces faces_in_order(const TopoDS_Shape &shape) {
  Faces faces;
  int shell = 0;
  for (TopExp_Explorer shells(shape, TopAbs_SHELL); shells.More(); shells.Next(), shell++) {
    for (TopExp_Explorer each(shells.Current(), TopAbs_FACE); each.More(); each.Next()) {
      faces.add(each.Current(), shell);
    }
  }
  for (TopExp_Explorer each(shape, TopAbs_FACE, TopAbs_SHELL); each.More(); each.Next()) {
    faces.add(each.Current(), shell);
  }
  return faces;
}

static bool same_axis_and_radius(const gp_Cylinder &a, const gp_Cylinder &b) {
  return std::abs(a.Radius() - b.Radius()) < Precision::Confusion() &&
         a.Axis().IsCoaxial(b.Axis().Direction() * a.Axis().Direction() < 0 ? b.Axis().Reversed() : b.Axis(),
                            Precision::Angular(), Precision::Confusion());
}

static bool touches(const TopoDS_Edge &edge, const TopoDS_Shape &vertex) {
  return TopExp::FirstVertex(edge).IsSame(vertex) || TopExp::LastVertex(edge).IsSame(vertex);
}

// The angle in the frame of the first cylinder at which newer versions see an angle of the second.
static double angle_seen_from(const gp_Ax3 &first, const gp_Ax3 &second, double angle) {
  const gp_Dir first_turn = first.XDirection() ^ first.YDirection();
  const gp_Dir second_turn = second.XDirection() ^ second.YDirection();
  const bool against = first_turn * second_turn < 0;
  const bool upside_down = first.Direction() * second.Direction() < 0;
  if (against) {
    return 2 * M_PI - angle + first.XDirection().Angle(second.XDirection());
  }
  if (upside_down) {
    return angle + first.XDirection().Angle(second.XDirection());
  }
  return angle + first.XDirection().AngleWithRef(second.XDirection(), first_turn);
}

// The angle at which the boundary of a wall leaves a rim at one of its ends. An edge that was a seam before
// has two, and the way in which it is passed tells which; `turned` is the way as the first wall sees it.
static bool angle_beside(const Wall &wall, const TopoDS_Face &face, const TopoDS_Edge &rim,
                         const TopoDS_Vertex &end, bool turned, double &angle) {
  const TopoDS_Face upright = TopoDS::Face(face.Oriented(TopAbs_FORWARD));
  for (const TopoDS_Edge &edge : wall.rims) {
    if (edge.IsSame(rim) || !touches(edge, end)) {
      continue;
    }
    const TopoDS_Edge passed = turned ? TopoDS::Edge(edge.Reversed()) : edge;
    double from, to;
    const Handle(Geom2d_Curve) curve = BRep_Tool::CurveOnSurface(passed, upright, from, to);
    if (!curve.IsNull()) {
      angle = curve->Value(BRep_Tool::Parameter(end, edge)).X();
      return true;
    }
  }
  return false;
}

// Whether newer versions fail to join two faces of one cylinder that share a rim. Their hands differ, and
// of faces that go around, the seam of the second, as it is met last in its wire, ends at that rim; of
// faces that do not, the two see the end of the rim a whole turn apart; one of each kind always fails.
static bool stay_apart(const Faces &faces, const Wall &first, const Wall &second, const TopoDS_Edge &rim) {
  if (first.cylinder.Direct() == second.cylinder.Direct() ||
      faces.shell[first.face] != faces.shell[second.face] || first.outwards != second.outwards ||
      !same_axis_and_radius(first.cylinder, second.cylinder)) {
    return false;
  }
  if (!first.seam_end.IsNull() && !second.seam_end.IsNull()) {
    return touches(rim, second.seam_end);
  }
  if (!first.seam_end.IsNull() || !second.seam_end.IsNull()) {
    return true;
  }
  const bool turned = faces.list[first.face].Orientation() == TopAbs_REVERSED;
  for (const TopoDS_Vertex &end : {TopExp::FirstVertex(rim), TopExp::LastVertex(rim)}) {
    double one, other;
    if (angle_beside(first, faces.list[first.face], rim, end, turned, one) &&
        angle_beside(second, faces.list[second.face], rim, end, turned, other)) {
      const double seen = angle_seen_from(first.cylinder.Position(), second.cylinder.Position(), other);
      if (std::abs(seen - one) > M_PI) {
        return true;
      }
    }
  }
  return false;
}

// The rims are kept at once: a vain attempt of version 7.6 leaves wrong curves on the edges that it was
// given.
static void stop_where_walls_stay_apart(Faces &faces, TopTools_MapOfShape &kept) {
  std::vector<Wall> walls;
  TopTools_DataMapOfShapeInteger wall_at_edge;
  for (size_t i = 0; i < faces.list.size(); i++) {
    const BRepAdaptor_Surface surface(faces.list[i], false);
    if (surface.GetType() != GeomAbs_Cylinder) {
      continue;
    }
    const gp_Cylinder cylinder = surface.Cylinder();
    Wall wall{i, cylinder, (faces.list[i].Orientation() == TopAbs_REVERSED) != cylinder.Direct(), {}, {}};
    TopTools_MapOfShape seen;
    for (TopExp_Explorer each(faces.list[i], TopAbs_EDGE); each.More(); each.Next()) {
      const TopoDS_Edge &edge = TopoDS::Edge(each.Current());
      if (seen.Add(edge)) {
        wall.rims.push_back(edge);
      } else {
        wall.seam_end = TopExp::LastVertex(edge, true);
      }
    }
    for (const TopoDS_Edge &rim : wall.rims) {
      if (const int *known = wall_at_edge.Seek(rim)) {
        if (stay_apart(faces, walls[*known], wall, rim)) {
          faces.stop_at(walls[*known].face);
          kept.Add(rim);
        }
      } else {
        wall_at_edge.Bind(rim, static_cast<int>(walls.size()));
      }
    }
    walls.push_back(wall);
  }
}

// Faces that became one, in their order.
static std::vector<std::vector<size_t>> groups(const Faces &faces,
                                               const Handle(BRepTools_History) & history) {
  std::vector<std::vector<size_t>> found;
  TopTools_DataMapOfShapeInteger group_of_result;
  for (size_t i = 0; i < faces.list.size(); i++) {
    for (const TopoDS_Shape &result : history->Modified(faces.list[i])) {
      if (const int *known = group_of_result.Seek(result)) {
        found[*known].push_back(i);
      } else {
        group_of_result.Bind(result, static_cast<int>(found.size()));
        found.push_back({i});
      }
    }
  }
  return found;
}

static double area_of(const TopoDS_Shape &shape) {
  GProp_GProps properties;
  BRepGProp::SurfaceProperties(shape, properties);
  return properties.Mass();
}

static bool differs(double area, double other) {
  return std::abs(other - area) > AREA_SHARE * std::abs(area);
}

// Whether curved faces became a face that covers something else, or one that the checker refuses.
static bool is_wrong(const Faces &faces, const std::vector<size_t> &group,
                     const Handle(BRepTools_History) & history) {
  if (BRepAdaptor_Surface(faces.list[group.front()], false).GetType() == GeomAbs_Plane) {
    return false;
  }
  TopTools_MapOfShape seen;
  double before = 0, after = 0;
  bool valid_before = true, valid_after = true;
  for (const size_t i : group) {
    before += area_of(faces.list[i]);
    valid_before = valid_before && BRepCheck_Analyzer(faces.list[i]).IsValid();
    for (const TopoDS_Shape &result : history->Modified(faces.list[i])) {
      if (seen.Add(result)) {
        after += area_of(result);
        valid_after = valid_after && BRepCheck_Analyzer(result).IsValid();
      }
    }
  }
  return differs(before, after) || (valid_before && !valid_after);
}

// Edges between faces that must not be joined.
static void keep_edges_between(const Faces &faces, const std::vector<size_t> &group,
                               TopTools_MapOfShape &kept) {
  TopTools_MapOfShape seen;
  for (const size_t i : group) {
    const TopTools_IndexedMapOfShape edges = map_of(faces.list[i], TopAbs_EDGE);
    for (int e = 1; e <= edges.Extent(); e++) {
      if (!seen.Add(edges(e))) {
        kept.Add(edges(e));
      }
    }
  }
}

// The shape with edges on one curve joined, unless that changes its faces.
static TopoDS_Shape with_edges_joined(const TopoDS_Shape &shape) {
  const double area = area_of(shape);
  ShapeUpgrade_UnifySameDomain upgrade(shape, true, false, true);
  upgrade.AllowInternalEdges(false);
  upgrade.Build();
  return differs(area, area_of(upgrade.Shape())) ? shape : upgrade.Shape();
}

ShapePtr clean(const Shape &shape) {
  Faces faces = faces_in_order(shape.topo);
  TopTools_MapOfShape kept;
  stop_where_walls_stay_apart(faces, kept);
  bool faces_only = !faces.stop.empty();
  for (int round = 0; round < ROUNDS; round++) {
    ShapeUpgrade_UnifySameDomain upgrade(shape.topo, !faces_only, true, true);
    upgrade.AllowInternalEdges(false);
    upgrade.KeepShapes(kept);
    upgrade.Build();
    const Handle(BRepTools_History) history = upgrade.History();
    const int kept_before = kept.Extent();
    bool wrong = false;
    for (const std::vector<size_t> &group : groups(faces, history)) {
      if (group.size() < 2) {
        continue;
      }
      const bool stopped = faces.stopped(group.front());
      if (!stopped && is_wrong(faces, group, history) && BRepCheck_Analyzer(shape.topo).IsValid()) {
        wrong = true;
        if (faces_only) {
          faces.stop_at(group.front());
        }
      }
      if (faces.stopped(group.front())) {
        keep_edges_between(faces, group, kept);
      }
    }
    if (kept.Extent() == kept_before && !wrong) {
      return wrap(faces_only ? with_edges_joined(upgrade.Shape()) : upgrade.Shape());
    }
    // Joined edges may be what breaks a face: next, faces come first and edges afterwards.
    faces_only = true;
  }
  // Uncleaned is right, too.
  return wrap(with_edges_joined(shape.topo));
}

} // namespace partwright
