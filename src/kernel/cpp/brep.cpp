// OpenCASCADE's own formats in memory: text and binary.
#include "support.hpp"

#include <BRepTools.hxx>
#include <BRep_Builder.hxx>
#include <BinTools.hxx>

#include <sstream>

namespace partwright {

rust::Vec<uint8_t> brep_text(const Shape &shape) {
  std::ostringstream stream;
  // OpenCASCADE's own Draw wants this line, others pass over it.
  stream << "DBRep_DrawableShape\n";
  BRepTools::Write(shape.topo, stream);
  return bytes_of(stream.str());
}

ShapePtr brep_from_text(rust::Slice<const uint8_t> text) {
  std::istringstream stream(text_of(text));
  TopoDS_Shape shape;
  BRep_Builder builder;
  BRepTools::Read(shape, stream, builder);
  if (shape.IsNull()) {
    throw Failure("", "the BREP text holds no shape");
  }
  return wrap(shape);
}

rust::Vec<uint8_t> brep_bytes(const Shape &shape) {
  std::ostringstream stream;
  BinTools::Write(shape.topo, stream, false, false, BinTools_FormatVersion_CURRENT);
  return bytes_of(stream.str());
}

ShapePtr brep_from_bytes(rust::Slice<const uint8_t> bytes) {
  std::istringstream stream(text_of(bytes));
  TopoDS_Shape shape;
  BinTools::Read(shape, stream);
  if (shape.IsNull()) {
    throw Failure("", "the bytes hold no shape");
  }
  return wrap(shape);
}

} // namespace partwright
