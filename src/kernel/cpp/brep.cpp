// OpenCASCADE's own formats: text files, and binary in memory.
#include "support.hpp"

#include <BRepTools.hxx>
#include <BRep_Builder.hxx>
#include <BinTools.hxx>

#include <sstream>

namespace partwright {

void brep_write(const Shape &shape, rust::Str path) {
  if (!BRepTools::Write(shape.topo, text_of(path).c_str())) {
    throw Failure("", "the BREP file could not be written: " + text_of(path));
  }
}

ShapePtr brep_read(rust::Str path) {
  TopoDS_Shape shape;
  BRep_Builder builder;
  if (!BRepTools::Read(shape, text_of(path).c_str(), builder) || shape.IsNull()) {
    throw Failure("", "the BREP file could not be read: " + text_of(path));
  }
  return wrap(shape);
}

rust::Vec<uint8_t> brep_bytes(const Shape &shape) {
  std::ostringstream stream;
  BinTools::Write(shape.topo, stream, false, false, BinTools_FormatVersion_CURRENT);
  const std::string text = stream.str();
  rust::Vec<uint8_t> bytes;
  bytes.reserve(text.size());
  for (const char c : text) {
    bytes.push_back(static_cast<uint8_t>(c));
  }
  return bytes;
}

ShapePtr brep_from_bytes(rust::Slice<const uint8_t> bytes) {
  std::istringstream stream(std::string(bytes.begin(), bytes.end()));
  TopoDS_Shape shape;
  BinTools::Read(shape, stream);
  if (shape.IsNull()) {
    throw Failure("", "the bytes hold no shape");
  }
  return wrap(shape);
}

} // namespace partwright
