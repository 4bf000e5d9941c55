// Boolean operations with several arguments.
#include "trace.hpp"

#include "progress.hpp"

#include <BOPAlgo_Builder.hxx>
#include <BRepAlgoAPI_Common.hxx>
#include <BRepAlgoAPI_Cut.hxx>
#include <BRepAlgoAPI_Fuse.hxx>
#include <BRepAlgoAPI_Section.hxx>
#include <BRepAlgoAPI_Splitter.hxx>

#include <sstream>

namespace partwright {

// Below this number of faces starting threads takes longer than they save.
static const int FACES_FOR_THREADS = 200;

// Below this number of faces oriented boxes take longer than the intersections they spare.
static const int FACES_FOR_BOXES = 100;

static int count_faces(const ShapeList &shapes) { return map_of(compound_of(shapes), TopAbs_FACE).Extent(); }

// What the algorithm reported, in its own words.
template <typename Algorithm>
static std::string report(const Algorithm &algorithm, const ShapeList &arguments, const ShapeList &tools) {
  std::ostringstream text;
  algorithm.DumpErrors(text);
  std::string words = text.str();
  while (!words.empty() && (words.back() == '\n' || words.back() == ' ')) {
    words.pop_back();
  }
  std::ostringstream message;
  message << "the operation on " << arguments.size() << " and " << tools.size() << " shapes failed";
  if (!words.empty()) {
    message << ": " << words;
  }
  return message.str();
}

template <typename Algorithm>
static void set_options(Algorithm &algorithm, double fuzzy, uint8_t glue, int faces, bool keep) {
  algorithm.SetRunParallel(faces > FACES_FOR_THREADS);
  algorithm.SetNonDestructive(keep);
  algorithm.SetUseOBB(faces > FACES_FOR_BOXES);
  algorithm.SetGlue(static_cast<BOPAlgo_GlueEnum>(glue));
  if (fuzzy > 0) {
    algorithm.SetFuzzyValue(fuzzy);
  }
}

static ShapePtr imprint(const ShapeList &shapes, double fuzzy, uint8_t glue, int faces,
                        const CancelFlag &cancel, Trace &trace) {
  BOPAlgo_Builder builder;
  builder.SetArguments(list_of(shapes));
  // Its results are compared with the arguments.
  set_options(builder, fuzzy, glue, faces, true);
  Handle(Progress) progress = new Progress(cancel);
  builder.Perform(progress->Start());
  stop_if_cancelled(cancel);
  if (builder.HasErrors()) {
    throw Failure("StdFail_NotDone", report(builder, shapes, {}));
  }
  note_changes(trace, builder);
  note_deletions(trace, builder);
  for (size_t i = 0; i < trace.tracked.size(); i++) {
    const TopTools_ListOfShape *images = builder.Images().Seek(trace.tracked[i]);
    if (images == nullptr) {
      trace.note(Change::Image, static_cast<int32_t>(i), trace.tracked[i]);
      continue;
    }
    for (const TopoDS_Shape &image : *images) {
      trace.note(Change::Image, static_cast<int32_t>(i), image);
    }
  }
  return wrap(builder.Shape());
}

ShapePtr boolean(uint8_t operation, const ShapeList &arguments, const ShapeList &tools, double fuzzy,
                 uint8_t glue, bool keep, const CancelFlag &cancel, Trace &trace) {
  const int faces = count_faces(arguments) + count_faces(tools);
  BRepAlgoAPI_Fuse fuse;
  BRepAlgoAPI_Cut cut;
  BRepAlgoAPI_Common common;
  BRepAlgoAPI_Section section;
  BRepAlgoAPI_Splitter splitter;
  BRepAlgoAPI_BuilderAlgo *builder = nullptr;
  BRepAlgoAPI_BooleanOperation *with_tools = nullptr;
  switch (operation) {
  case 0:
    builder = with_tools = &fuse;
    break;
  case 1:
    builder = with_tools = &cut;
    break;
  case 2:
    builder = with_tools = &common;
    break;
  case 3:
    builder = with_tools = &section;
    break;
  case 4:
    builder = &splitter;
    splitter.SetTools(list_of(tools));
    break;
  default:
    return imprint(arguments, fuzzy, glue, faces, cancel, trace);
  }
  if (with_tools != nullptr) {
    with_tools->SetTools(list_of(tools));
  }
  builder->SetArguments(list_of(arguments));
  set_options(*builder, fuzzy, glue, faces, keep);
  builder->SetToFillHistory(!trace.tracked.empty());
  Handle(Progress) progress = new Progress(cancel);
  builder->Build(progress->Start());
  stop_if_cancelled(cancel);
  if (builder->HasErrors() || !builder->IsDone()) {
    throw Failure("StdFail_NotDone", report(*builder, arguments, tools));
  }
  note_changes(trace, *builder);
  if (with_tools != nullptr) {
    note_deletions(trace, *builder);
  }
  return wrap(builder->Shape());
}

} // namespace partwright
