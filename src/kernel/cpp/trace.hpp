// Notes what an algorithm of OpenCASCADE made of shapes that are tracked.
#pragma once

#include "support.hpp"

#include <Standard_Failure.hxx>

namespace partwright {

// An algorithm may not know a shape that it never saw, and throws then.
template <typename Question> void ask(Question &&question) {
  try {
    question();
  } catch (const Standard_Failure &) {
    // It made nothing of the shape.
  }
}

template <typename Builder> void note_changes(Trace &trace, Builder &builder) {
  for (size_t i = 0; i < trace.tracked.size(); i++) {
    const TopoDS_Shape &shape = trace.tracked[i];
    const auto note = [&](Change change, const TopTools_ListOfShape &found) {
      for (const TopoDS_Shape &one : found) {
        trace.note(change, static_cast<int32_t>(i), one);
      }
    };
    ask([&] { note(Change::Generated, builder.Generated(shape)); });
    ask([&] { note(Change::Modified, builder.Modified(shape)); });
  }
}

// Only some algorithms tell what they deleted.
template <typename Builder> void note_deletions(Trace &trace, Builder &builder) {
  for (size_t i = 0; i < trace.tracked.size(); i++) {
    const TopoDS_Shape &shape = trace.tracked[i];
    ask([&] {
      if (builder.IsDeleted(shape)) {
        trace.note(Change::Deleted, static_cast<int32_t>(i), shape);
      }
    });
  }
}

// For sweeps of one shape: where each part of it begins and ends.
template <typename Builder> void note_ends(Trace &trace, Builder &builder) {
  if (trace.tracked.empty()) {
    return;
  }
  trace.note(Change::First, -1, builder.FirstShape());
  trace.note(Change::Last, -1, builder.LastShape());
  for (size_t i = 0; i < trace.tracked.size(); i++) {
    const TopoDS_Shape &shape = trace.tracked[i];
    ask([&] { trace.note(Change::First, static_cast<int32_t>(i), builder.FirstShape(shape)); });
    ask([&] { trace.note(Change::Last, static_cast<int32_t>(i), builder.LastShape(shape)); });
  }
}

} // namespace partwright
