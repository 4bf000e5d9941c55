// What operations made of the faces, edges and vertices of their arguments.
#include "trace.hpp"

namespace partwright {

std::unique_ptr<Trace> new_trace(const ShapeList &tracked) {
  auto trace = std::make_unique<Trace>();
  for (const Shape &shape : tracked) {
    trace->tracked.push_back(shape.topo);
  }
  return trace;
}

size_t trace_count(const Trace &trace) { return trace.entries.size(); }

uint8_t trace_kind(const Trace &trace, size_t index) {
  return static_cast<uint8_t>(trace.entries.at(index).change);
}

int32_t trace_origin(const Trace &trace, size_t index) { return trace.entries.at(index).origin; }

ShapePtr trace_shape(const Trace &trace, size_t index) { return wrap(trace.entries.at(index).shape); }

} // namespace partwright
