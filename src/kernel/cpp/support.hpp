// Small conversions that all files need: numbers to points and back, lists, results.
#pragma once

#include "partwright-kernel/ffi/bridge.rs.h"

#include <Standard_Version.hxx>
#include <TColStd_HArray1OfReal.hxx>
#include <TopAbs_ShapeEnum.hxx>
#include <TopTools_IndexedMapOfShape.hxx>
#include <TopTools_ListOfShape.hxx>
#include <TopoDS.hxx>
#include <TopoDS_Compound.hxx>
#include <TopoDS_Edge.hxx>
#include <TopoDS_Face.hxx>
#include <TopoDS_Shell.hxx>
#include <TopoDS_Solid.hxx>
#include <TopoDS_Vertex.hxx>
#include <TopoDS_Wire.hxx>
#include <gp_Ax2.hxx>
#include <gp_Trsf.hxx>

namespace partwright {

inline gp_Pnt pnt(const Vec3 &p) { return gp_Pnt(p[0], p[1], p[2]); }
inline gp_Vec vec(const Vec3 &p) { return gp_Vec(p[0], p[1], p[2]); }
inline gp_Dir dir(const Vec3 &p) { return gp_Dir(p[0], p[1], p[2]); }
inline gp_Pnt pnt(Numbers list, size_t i) { return gp_Pnt(list[3 * i], list[3 * i + 1], list[3 * i + 2]); }
inline Vec3 vec3(const gp_XYZ &p) { return {p.X(), p.Y(), p.Z()}; }
inline Vec6 vec6(const gp_XYZ &a, const gp_XYZ &b) { return {a.X(), a.Y(), a.Z(), b.X(), b.Y(), b.Z()}; }
inline std::string text_of(rust::Str text) { return std::string(text.data(), text.size()); }
inline std::string text_of(rust::Slice<const uint8_t> bytes) { return std::string(bytes.begin(), bytes.end()); }

inline rust::Vec<uint8_t> bytes_of(const std::string &text) {
  rust::Vec<uint8_t> bytes;
  bytes.reserve(text.size());
  for (const char c : text) {
    bytes.push_back(static_cast<uint8_t>(c));
  }
  return bytes;
}

inline gp_Ax2 ax2(const Vec9 &f) {
  return gp_Ax2(gp_Pnt(f[0], f[1], f[2]), gp_Dir(f[6], f[7], f[8]), gp_Dir(f[3], f[4], f[5]));
}

// Origin, x, z.
inline Vec9 frame(const gp_XYZ &o, const gp_XYZ &x, const gp_XYZ &z) {
  return {o.X(), o.Y(), o.Z(), x.X(), x.Y(), x.Z(), z.X(), z.Y(), z.Z()};
}

// Numbers as OpenCASCADE wants them.
Handle(TColStd_HArray1OfReal) reals(Numbers numbers);

gp_Trsf trsf(const Vec12 &matrix);
Vec12 matrix(const gp_Trsf &trsf);

// A result; CadQuery's words when OpenCASCADE gave none.
ShapePtr wrap(const TopoDS_Shape &shape);

// The result of a BRepBuilderAPI class; throws StdFail_NotDone with the message when it is not done.
template <typename Builder> ShapePtr built(Builder &builder, const char *message) {
  if (!builder.IsDone()) {
    throw Failure("StdFail_NotDone", message);
  }
  return wrap(builder.Shape());
}

TopTools_ListOfShape list_of(const ShapeList &shapes);
TopoDS_Compound compound_of(const ShapeList &shapes);

// Distinct sub-shapes in CadQuery's order, degenerated edges included.
TopTools_IndexedMapOfShape map_of(const TopoDS_Shape &shape, TopAbs_ShapeEnum kind);

// Distinct edges in CadQuery's order, degenerated ones left out.
TopTools_ListOfShape edges_of(const TopoDS_Shape &shape);
bool is_degenerated(const TopoDS_Shape &shape);

// The shape, repaired when the checker finds something wrong.
TopoDS_Shape fixed(const TopoDS_Shape &shape);

} // namespace partwright
