// Primitive solids, and solids and shells from faces.
#include "trace.hpp"

#include <BRepBuilderAPI_MakeSolid.hxx>
#include <BRepBuilderAPI_Sewing.hxx>
#include <BRepPrimAPI_MakeBox.hxx>
#include <BRepPrimAPI_MakeCone.hxx>
#include <BRepPrimAPI_MakeCylinder.hxx>
#include <BRepPrimAPI_MakeSphere.hxx>
#include <BRepPrimAPI_MakeTorus.hxx>
#include <BRepPrimAPI_MakeWedge.hxx>
#include <BRepTools_History.hxx>
#include <BRepTools_ReShape.hxx>
#include <BRep_Builder.hxx>
#include <ShapeBuild_ReShape.hxx>
#include <ShapeFix_Solid.hxx>

namespace partwright {

ShapePtr box_solid(const Vec9 &frame, Vec3 size) {
  return wrap(BRepPrimAPI_MakeBox(ax2(frame), size[0], size[1], size[2]).Shape());
}

ShapePtr cylinder(const Vec9 &frame, Vec3 n) {
  return wrap(BRepPrimAPI_MakeCylinder(ax2(frame), n[0], n[1], n[2]).Shape());
}

ShapePtr cone(const Vec9 &frame, Vec4 n) {
  return wrap(BRepPrimAPI_MakeCone(ax2(frame), n[0], n[1], n[2], n[3]).Shape());
}

ShapePtr sphere(const Vec9 &frame, Vec4 n) {
  return wrap(BRepPrimAPI_MakeSphere(ax2(frame), n[0], n[1], n[2], n[3]).Shape());
}

ShapePtr torus(const Vec9 &frame, Vec4 n) {
  return wrap(BRepPrimAPI_MakeTorus(ax2(frame), n[0], n[1], n[2], n[3]).Shape());
}

ShapePtr wedge(const Vec9 &frame, Vec7 n) {
  return wrap(BRepPrimAPI_MakeWedge(ax2(frame), n[0], n[1], n[2], n[3], n[4], n[5], n[6]).Solid());
}

static bool holds(const ShapeList &shapes, const TopoDS_Shape &shape) {
  for (const Shape &one : shapes) {
    if (one.topo.IsSame(shape)) {
      return true;
    }
  }
  return false;
}

// With shapes beside, those are sewn only where the faces touch them, and are part of the result.
ShapePtr sew(const ShapeList &faces, double tolerance, bool manifold, const ShapeList &beside, Trace &trace) {
  BRepBuilderAPI_Sewing builder(tolerance, true, true, true, !manifold);
  if (!beside.empty()) {
    builder.Load(beside.size() == 1 ? beside.front().topo : compound_of(beside));
  }
  for (const Shape &face : faces) {
    builder.Add(face.topo);
  }
  builder.Perform();
  const Handle(BRepTools_History) history = builder.GetContext()->History();
  note_changes(trace, *history);
  for (size_t i = 0; i < trace.tracked.size(); i++) {
    if (holds(faces, trace.tracked[i]) || (!beside.empty() && trace.tracked[i].ShapeType() == TopAbs_FACE)) {
      trace.note(Change::Image, static_cast<int32_t>(i), builder.Modified(trace.tracked[i]));
    }
  }
  return wrap(builder.SewedShape());
}

ShapePtr bare_shell(const Shape &face) {
  TopoDS_Shell shell;
  const BRep_Builder builder;
  builder.MakeShell(shell);
  builder.Add(shell, face.topo);
  return wrap(shell);
}

ShapePtr make_solid(const Shape &shell) {
  return wrap(ShapeFix_Solid().SolidFromShell(TopoDS::Shell(shell.topo)));
}

ShapePtr solid_of_shells(const Shape &outer, const ShapeList &cavities) {
  BRepBuilderAPI_MakeSolid builder(TopoDS::Shell(outer.topo));
  for (const Shape &cavity : cavities) {
    builder.Add(TopoDS::Shell(cavity.topo));
  }
  ShapeFix_Solid fixer(builder.Solid());
  fixer.SetContext(new ShapeBuild_ReShape);
  fixer.Perform();
  return wrap(fixer.Solid());
}

} // namespace partwright
