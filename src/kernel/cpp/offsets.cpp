// Hollow solids, thick faces, parallel wires, drafted faces.
#include "trace.hpp"

#include "progress.hpp"

#include <BRepBuilderAPI_MakeSolid.hxx>
#include <BRepBuilderAPI_MakeFace.hxx>
#include <BRep_Tool.hxx>
#include <Geom_Surface.hxx>
#include <BRepOffsetAPI_DraftAngle.hxx>
#include <BRepOffsetAPI_MakeOffset.hxx>
#include <BRepOffsetAPI_MakeThickSolid.hxx>
#include <BRepOffset_MakeOffset.hxx>
#include <TopExp_Explorer.hxx>
#include <TopoDS_Iterator.hxx>
#include <gp_Pln.hxx>

#include <sstream>

namespace partwright {

static TopoDS_Shell first_shell(const TopoDS_Shape &shape) {
  TopExp_Explorer it(shape, TopAbs_SHELL);
  if (!it.More()) {
    throw Failure("", "the shape has no shell");
  }
  return TopoDS::Shell(it.Current());
}

ShapePtr hollow(const Shape &solid, const ShapeList &remove, double thickness, double tolerance, uint8_t join,
                const CancelFlag &cancel, Trace &trace) {
  BRepOffsetAPI_MakeThickSolid builder;
  Handle(Progress) progress = new Progress(cancel);
  builder.MakeThickSolidByJoin(solid.topo, list_of(remove), thickness, tolerance, BRepOffset_Skin, true,
                               false, static_cast<GeomAbs_JoinType>(join), false, progress->Start());
  stop_if_cancelled(cancel);
  if (!builder.IsDone()) {
    std::ostringstream message;
    message << "a wall of " << thickness << " mm does not fit";
    throw Failure("StdFail_NotDone", message.str());
  }
  note_changes(trace, builder);
  if (!remove.empty()) {
    return wrap(builder.Shape());
  }
  const TopoDS_Shell offset = first_shell(builder.Shape()), original = first_shell(solid.topo);
  BRepBuilderAPI_MakeSolid closed(thickness > 0 ? offset : original, thickness > 0 ? original : offset);
  return wrap(fixed(closed.Shape()));
}

ShapePtr offset_surface(const Shape &shape, double distance, double tolerance, bool closed,
                        const CancelFlag &cancel, Trace &trace) {
  BRepOffset_MakeOffset builder;
  builder.Initialize(shape.topo, distance, tolerance, BRepOffset_Skin, false, false, GeomAbs_Intersection,
                     closed);
  Handle(Progress) progress = new Progress(cancel);
  builder.MakeOffsetShape(progress->Start());
  stop_if_cancelled(cancel);
  if (!builder.IsDone()) {
    std::ostringstream message;
    message << "an offset of " << distance << " mm does not fit";
    throw Failure("StdFail_NotDone", message.str());
  }
  note_changes(trace, builder);
  note_deletions(trace, builder);
  return wrap(builder.Shape());
}

ShapeListPtr offset_2d(const ShapeList &wires, const ShapeList &context, double distance, uint8_t join,
                       bool open) {
  BRepOffsetAPI_MakeOffset builder;
  if (context.empty()) {
    builder.Init(static_cast<GeomAbs_JoinType>(join), open);
    for (const Shape &wire : wires) {
      builder.AddWire(TopoDS::Wire(wire.topo));
    }
  } else {
    const Handle(Geom_Surface) surface = BRep_Tool::Surface(TopoDS::Face(context.front().topo));
    BRepBuilderAPI_MakeFace face(surface, 1e-6);
    for (const Shape &wire : wires) {
      face.Add(TopoDS::Wire(wire.topo));
    }
    builder.Init(face.Face(), static_cast<GeomAbs_JoinType>(join), open);
  }
  builder.Perform(distance);
  if (!builder.IsDone()) {
    std::ostringstream message;
    message << "an offset of " << distance << " mm does not fit";
    throw Failure("StdFail_NotDone", message.str());
  }
  const ShapePtr result = wrap(builder.Shape());
  auto list = new_list();
  if (result->topo.ShapeType() != TopAbs_COMPOUND) {
    list->push_back(*result);
    return list;
  }
  for (TopoDS_Iterator it(result->topo); it.More(); it.Next()) {
    list->push_back({it.Value()});
  }
  return list;
}

ShapePtr draft_faces(const Shape &solid, const ShapeList &faces, double angle, const Vec9 &frame) {
  const gp_Ax2 axes = ax2(frame);
  BRepOffsetAPI_DraftAngle builder(solid.topo);
  for (const Shape &face : faces) {
    builder.Add(TopoDS::Face(face.topo), axes.Direction(), angle, gp_Pln{gp_Ax3(axes)});
    if (!builder.AddDone()) {
      throw Failure("", "a face cannot be used in a draft operation");
    }
  }
  builder.Build();
  return built(builder, "the faces could not be inclined");
}

} // namespace partwright
