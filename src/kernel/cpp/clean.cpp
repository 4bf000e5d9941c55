// Faces on one surface and edges on one curve become one.
//
// ShapeUpgrade_UnifySameDomain does the work. Up to version 7.6 it joins two things that newer versions
// leave alone, and CadQuery's numbers are those of newer ones: whole cylinders whose frames have opposite
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

// A face that goes once around a cylinder.
struct Turn {
  size_t face;
  gp_Cylinder cylinder;
  // The way out of the material is away from the axis.
  bool outwards;
  // Where the second of the two passes along the seam ends.
  TopoDS_Shape seam_end;
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

// Finds whole cylinders of opposite hands that share a circle and that newer versions do not join: when
// the seam of the second, as it is met last in its wire, ends at that circle.
static void stop_at_opposite_hands(Faces &faces) {
  std::vector<Turn> turns;
  TopTools_DataMapOfShapeInteger turn_at_circle;
  for (size_t i = 0; i < faces.list.size(); i++) {
    const BRepAdaptor_Surface surface(faces.list[i], false);
    if (surface.GetType() != GeomAbs_Cylinder) {
      continue;
    }
    const gp_Cylinder cylinder = surface.Cylinder();
    Turn turn{i, cylinder, (faces.list[i].Orientation() == TopAbs_REVERSED) != cylinder.Direct(), {}};
    TopTools_MapOfShape seen;
    std::vector<TopoDS_Edge> circles;
    for (TopExp_Explorer each(faces.list[i], TopAbs_EDGE); each.More(); each.Next()) {
      const TopoDS_Edge &edge = TopoDS::Edge(each.Current());
      if (!seen.Add(edge)) {
        turn.seam_end = TopExp::LastVertex(edge, true);
      } else if (BRep_Tool::IsClosed(edge) && !BRep_Tool::Degenerated(edge)) {
        circles.push_back(edge);
      }
    }
    if (turn.seam_end.IsNull()) {
      continue;
    }
    for (const TopoDS_Edge &circle : circles) {
      const int *known = turn_at_circle.Seek(circle);
      if (known == nullptr) {
        turn_at_circle.Bind(circle, static_cast<int>(turns.size()));
        continue;
      }
      const Turn &first = turns[*known];
      if (first.cylinder.Direct() != turn.cylinder.Direct() && first.outwards == turn.outwards &&
          faces.shell[first.face] == faces.shell[i] && turn.seam_end.IsSame(TopExp::FirstVertex(circle)) &&
          same_axis_and_radius(first.cylinder, turn.cylinder)) {
        faces.stop_at(first.face);
      }
    }
    turns.push_back(turn);
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

static double area_of(const TopoDS_Face &face) {
  GProp_GProps properties;
  BRepGProp::SurfaceProperties(face, properties);
  return properties.Mass();
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
        after += area_of(TopoDS::Face(result));
        valid_after = valid_after && BRepCheck_Analyzer(result).IsValid();
      }
    }
  }
  return std::abs(after - before) > AREA_SHARE * std::abs(before) || (valid_before && !valid_after);
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

static TopoDS_Shape with_edges_joined(const TopoDS_Shape &shape) {
  ShapeUpgrade_UnifySameDomain upgrade(shape, true, false, true);
  upgrade.AllowInternalEdges(false);
  upgrade.Build();
  return upgrade.Shape();
}

ShapePtr clean(const Shape &shape) {
  Faces faces = faces_in_order(shape.topo);
  stop_at_opposite_hands(faces);
  TopTools_MapOfShape kept;
  bool faces_only = !faces.stop.empty();
  for (int round = 0; round < ROUNDS; round++) {
    ShapeUpgrade_UnifySameDomain upgrade(shape.topo, !faces_only, true, true);
    upgrade.AllowInternalEdges(false);
    upgrade.KeepShapes(kept);
    upgrade.Build();
    const Handle(BRepTools_History) history = upgrade.History();
    const int kept_before = kept.Extent();
    for (const std::vector<size_t> &group : groups(faces, history)) {
      if (group.size() < 2) {
        continue;
      }
      if (!faces.stopped(group.front()) && is_wrong(faces, group, history)) {
        faces.stop_at(group.front());
      }
      if (faces.stopped(group.front())) {
        keep_edges_between(faces, group, kept);
      }
    }
    if (kept.Extent() == kept_before) {
      return wrap(faces_only ? with_edges_joined(upgrade.Shape()) : upgrade.Shape());
    }
    faces_only = true;
  }
  // Uncleaned is right, too.
  return wrap(with_edges_joined(shape.topo));
}

} // namespace partwright
