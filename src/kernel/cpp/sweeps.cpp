// Solids from profiles: prisms, revolutions, lofts, pipes.
#include "trace.hpp"

#include <BRepAlgoAPI_Cut.hxx>
#include <BRepFeat_MakeDPrism.hxx>
#include <BRepFeat_MakePrism.hxx>
#include <BRepOffsetAPI_MakePipeShell.hxx>
#include <BRepOffsetAPI_ThruSections.hxx>
#include <BRepPrimAPI_MakePrism.hxx>
#include <BRepPrimAPI_MakeRevol.hxx>
#include <LocOpe_DPrism.hxx>

namespace partwright {

static const char *NOT_DONE = "BRep_API: command not done";

ShapePtr extrude(const Shape &profile, Vec3 by, Trace &trace) {
  BRepPrimAPI_MakePrism builder(profile.topo, vec(by), true);
  ShapePtr result = built(builder, NOT_DONE);
  note_changes(trace, builder);
  note_deletions(trace, builder);
  note_ends(trace, builder);
  return result;
}

ShapePtr extrude_taper(const Shape &face, double height, double taper) {
  LocOpe_DPrism builder(TopoDS::Face(face.topo), height, taper);
  return built(builder, "the sides of the tapered extrusion meet before its end, or could not be made");
}

static TopoDS_Shape twisted(const TopoDS_Wire &wire, const TopoDS_Wire &spine, const TopoDS_Wire &guide) {
  BRepOffsetAPI_MakePipeShell builder(spine);
  builder.SetMode(guide, false);
  builder.Add(wire);
  builder.Build();
  builder.MakeSolid();
  return built(builder, "the profile could not be twisted along its path")->topo;
}

ShapePtr extrude_twist(const Shape &outer, const ShapeList &inners, const Shape &spine, const Shape &guide) {
  const TopoDS_Wire along = TopoDS::Wire(spine.topo), turning = TopoDS::Wire(guide.topo);
  const TopoDS_Shape body = twisted(TopoDS::Wire(outer.topo), along, turning);
  if (inners.empty()) {
    return wrap(body);
  }
  ShapeList holes;
  for (const Shape &inner : inners) {
    holes.push_back({twisted(TopoDS::Wire(inner.topo), along, turning)});
  }
  BRepAlgoAPI_Cut builder(body, compound_of(holes));
  return built(builder, "the holes could not be cut from the twisted extrusion");
}

ShapePtr revolve(const Shape &profile, Vec3 origin, Vec3 axis, double angle, Trace &trace) {
  BRepPrimAPI_MakeRevol builder(profile.topo, gp_Ax1(pnt(origin), dir(axis)), angle, true);
  ShapePtr result = built(builder, NOT_DONE);
  note_changes(trace, builder);
  note_deletions(trace, builder);
  note_ends(trace, builder);
  return result;
}

ShapePtr loft(const ShapeList &sections, bool solid, bool ruled, Numbers settings) {
  BRepOffsetAPI_ThruSections builder(solid, ruled);
  if (!settings.empty()) {
    const GeomAbs_Shape smoothness[] = {GeomAbs_C1, GeomAbs_C2, GeomAbs_C3};
    const Approx_ParametrizationType spread[] = {Approx_ChordLength, Approx_Centripetal,
                                                 Approx_IsoParametric};
    builder.SetMaxDegree(static_cast<int>(settings[2]));
    builder.CheckCompatibility(settings[3] != 0);
    builder.SetContinuity(smoothness[static_cast<int>(settings[0])]);
    builder.SetParType(spread[static_cast<int>(settings[1])]);
    builder.SetSmoothing(settings[4] != 0);
    builder.SetCriteriumWeight(settings[5], settings[6], settings[7]);
  }
  for (const Shape &section : sections) {
    if (section.topo.ShapeType() == TopAbs_VERTEX) {
      builder.AddVertex(TopoDS::Vertex(section.topo));
    } else {
      builder.AddWire(TopoDS::Wire(section.topo));
    }
  }
  builder.Build();
  return built(builder, "no surface could be drawn through the sections");
}

ShapePtr sweep(const ShapeList &profiles, const Shape &path, const ShapeList &auxiliary, Numbers fixed,
               bool frenet, bool solid, uint8_t transition) {
  BRepOffsetAPI_MakePipeShell builder(TopoDS::Wire(path.topo));
  const bool keeps_direction = fixed.size() == 6;
  if (keeps_direction) {
    gp_Ax2 axes;
    axes.SetLocation(pnt(fixed, 0));
    axes.SetDirection(gp_Dir(fixed[3], fixed[4], fixed[5]));
    builder.SetMode(axes);
  } else if (!auxiliary.empty()) {
    builder.SetMode(TopoDS::Wire(auxiliary.front().topo), true);
  } else {
    builder.SetMode(frenet);
  }
  builder.SetTransitionMode(static_cast<BRepBuilderAPI_TransitionMode>(transition));
  for (const Shape &profile : profiles) {
    builder.Add(profile.topo, false, keeps_direction);
  }
  builder.Build();
  if (!builder.IsDone()) {
    throw Failure("StdFail_NotDone", "the profile could not be swept along the path");
  }
  if (solid) {
    builder.MakeSolid();
  }
  return wrap(builder.Shape());
}

ShapePtr draft_prism(const Shape &part, const ShapeList &basis, const ShapeList &faces,
                     const ShapeList &limits, double height, double taper, bool boss) {
  TopoDS_Shape result = part.topo;
  const TopoDS_Face stand = basis.empty() ? TopoDS_Face() : TopoDS::Face(basis.front().topo);
  for (const Shape &face : faces) {
    BRepFeat_MakeDPrism builder(result, TopoDS::Face(face.topo), stand, taper, boss ? 1 : 0, false);
    if (limits.size() > 1) {
      builder.Perform(limits[0].topo, limits[1].topo);
    } else if (limits.size() == 1) {
      builder.Perform(limits[0].topo);
    } else if (height == 0) {
      builder.PerformThruAll();
    } else {
      builder.Perform(height);
    }
    result = built(builder, "the prism could not be built into the part")->topo;
  }
  return wrap(result);
}

ShapePtr linear_prism(const Shape &part, const ShapeList &basis, const Shape &face, const ShapeList &limits,
                      Vec3 direction, double height, bool boss) {
  const TopoDS_Face stand = basis.empty() ? TopoDS_Face() : TopoDS::Face(basis.front().topo);
  BRepFeat_MakePrism builder(part.topo, TopoDS::Face(face.topo), stand, dir(direction), boss ? 1 : 0, false);
  if (limits.size() > 1) {
    builder.Perform(limits[0].topo, limits[1].topo);
  } else if (limits.size() == 1) {
    builder.Perform(limits[0].topo);
  } else if (height == 0) {
    builder.PerformThruAll();
  } else {
    builder.Perform(height);
  }
  return built(builder, "the prism could not be built into the part");
}

} // namespace partwright
