// STEP files with names and colours, through OpenCASCADE's XCAF documents.
#include "support.hpp"

#include "progress.hpp"

#include <BRepBuilderAPI_Copy.hxx>
#include <BRepBuilderAPI_Transform.hxx>
#include <Interface_Static.hxx>
#include <Quantity_ColorRGBA.hxx>
#include <STEPCAFControl_Reader.hxx>
#include <STEPCAFControl_Writer.hxx>
#include <STEPControl_Controller.hxx>
#include <TDF_Label.hxx>
#include <TDF_LabelSequence.hxx>
#include <TDataStd_Name.hxx>
#include <TDocStd_Document.hxx>
#include <TopExp_Explorer.hxx>
#include <TopTools_MapOfShape.hxx>
#include <XCAFApp_Application.hxx>
#include <XCAFDoc_ColorTool.hxx>
#include <XCAFDoc_DocumentTool.hxx>
#include <XCAFDoc_ShapeTool.hxx>

namespace partwright {

// Assemblies deeper than this are cut off: a broken file may hold itself.
static const int DEEPEST = 64;

// A document that is closed again.
struct Document {
  Handle(TDocStd_Document) handle;
  Document() { XCAFApp_Application::GetApplication()->NewDocument("BinXCAF", handle); }
  ~Document() { XCAFApp_Application::GetApplication()->Close(handle); }
  Document(const Document &) = delete;
  Document &operator=(const Document &) = delete;
  Handle(XCAFDoc_ShapeTool) shapes() const { return XCAFDoc_DocumentTool::ShapeTool(handle->Main()); }
  Handle(XCAFDoc_ColorTool) colors() const { return XCAFDoc_DocumentTool::ColorTool(handle->Main()); }
};

static void use_millimetres() {
  STEPControl_Controller::Init();
  Interface_Static::SetCVal("xstep.cascade.unit", "MM");
  Interface_Static::SetCVal("write.step.unit", "MM");
  Interface_Static::SetIVal("write.surfacecurve.mode", 1);
  Interface_Static::SetIVal("write.precision.mode", 0);
  XCAFDoc_ShapeTool::SetAutoNaming(false);
}

static void set_name(const TDF_Label &label, const std::string &name) {
  TDataStd_Name::Set(label, TCollection_ExtendedString(name.c_str(), true));
}

static void paint(const Document &document, const TDF_Label &label, const std::vector<float> &c) {
  if (c.size() == 4) {
    const Quantity_Color color(c[0], c[1], c[2], Quantity_TOC_sRGB);
    document.colors()->SetColor(label, Quantity_ColorRGBA(color, c[3]), XCAFDoc_ColorGen);
  }
}

static std::string name_of(const TDF_Label &label) {
  Handle(TDataStd_Name) name;
  if (label.IsNull() || !label.FindAttribute(TDataStd_Name::GetID(), name)) {
    return "";
  }
  const TCollection_ExtendedString &wide = name->Get();
  std::string text(static_cast<size_t>(wide.LengthOfCString()) + 1, '\0');
  Standard_PCharacter start = &text[0];
  const int length = wide.ToUTF8CString(start);
  text.resize(static_cast<size_t>(std::max(length, 0)));
  return text;
}

static std::vector<float> numbers(const Quantity_ColorRGBA &color) {
  double r = 0, g = 0, b = 0;
  color.GetRGB().Values(r, g, b, Quantity_TOC_sRGB);
  return {static_cast<float>(r), static_cast<float>(g), static_cast<float>(b), color.Alpha()};
}

static const XCAFDoc_ColorType COLOR_TYPES[] = {XCAFDoc_ColorGen, XCAFDoc_ColorSurf, XCAFDoc_ColorCurv};

static std::vector<float> color_of(const Document &document, const TDF_Label &label) {
  Quantity_ColorRGBA color;
  for (const XCAFDoc_ColorType type : COLOR_TYPES) {
    if (!label.IsNull() && document.colors()->GetColor(label, type, color)) {
      return numbers(color);
    }
  }
  return {};
}

// The colour of a shape, or of the first of its solids that has one.
static std::vector<float> color_of(const Document &document, const TopoDS_Shape &shape) {
  Quantity_ColorRGBA color;
  for (const XCAFDoc_ColorType type : COLOR_TYPES) {
    if (document.colors()->GetColor(shape, type, color)) {
      return numbers(color);
    }
    for (TopExp_Explorer it(shape, TopAbs_SOLID); it.More(); it.Next()) {
      if (document.colors()->GetColor(it.Current(), type, color)) {
        return numbers(color);
      }
    }
  }
  return {};
}

std::unique_ptr<StepParts> step_parts() { return std::make_unique<StepParts>(); }

void step_add(StepParts &parts, const Shape &shape, rust::Str name, rust::Slice<const float> color,
              const Vec12 &location) {
  StepParts::Part part;
  part.name = text_of(name);
  part.color.assign(color.begin(), color.end());
  part.location = trsf(location);
  part.shape = shape.topo;
  parts.parts.push_back(part);
}

// The shape in the world's coordinates. It must not have a location, for that would take its name.
static TopoDS_Shape placed(const StepParts::Part &part) {
  const gp_Trsf place = part.location * part.shape.Location().Transformation();
  const TopoDS_Shape shape = part.shape.Located(TopLoc_Location());
  const Vec12 still = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
  return matrix(place) == still ? shape : BRepBuilderAPI_Transform(shape, place, true).Shape();
}

void step_write(const StepParts &parts, rust::Str path, const CancelFlag &cancel) {
  use_millimetres();
  const Document document;
  const Handle(XCAFDoc_ShapeTool) tool = document.shapes();
  if (parts.parts.size() == 1) {
    const StepParts::Part &part = parts.parts.front();
    const TDF_Label label = tool->AddShape(placed(part), false);
    set_name(label, part.name);
    paint(document, label, part.color);
  } else {
    const TDF_Label root = tool->NewShape();
    set_name(root, "assembly");
    TopTools_MapOfShape used;
    for (const StepParts::Part &part : parts.parts) {
      // One label holds one name and one colour, so a second use of a shape needs a copy.
      TopoDS_Shape shape = part.shape.Located(TopLoc_Location());
      if (!used.Add(shape)) {
        shape = BRepBuilderAPI_Copy(shape, false, false).Shape();
      }
      const TDF_Label label = tool->AddShape(shape, false);
      set_name(label, part.name);
      paint(document, label, part.color);
      const TopLoc_Location place(part.location * part.shape.Location().Transformation());
      set_name(tool->AddComponent(root, label, place), part.name);
    }
  }
  tool->UpdateAssemblies();
  STEPCAFControl_Writer writer;
  writer.SetColorMode(true);
  writer.SetNameMode(true);
  Handle(Progress) progress = new Progress(cancel);
  const bool transferred = writer.Transfer(document.handle, STEPControl_AsIs, nullptr, progress->Start());
  stop_if_cancelled(cancel);
  if (!transferred) {
    throw Failure("", "the parts could not be translated to STEP");
  }
  if (writer.Write(text_of(path).c_str()) != IFSelect_RetDone) {
    throw Failure("", "the STEP file could not be written: " + text_of(path));
  }
}

static void collect(const Document &document, const TDF_Label &label, const StepParts::Part &above, int depth,
                    StepParts &found) {
  if (depth > DEEPEST) {
    return;
  }
  const Handle(XCAFDoc_ShapeTool) tool = document.shapes();
  TDF_Label product = label;
  StepParts::Part part = above;
  if (XCAFDoc_ShapeTool::IsReference(label)) {
    XCAFDoc_ShapeTool::GetReferredShape(label, product);
    part.location = above.location * XCAFDoc_ShapeTool::GetLocation(label).Transformation();
  }
  for (const TDF_Label &named : {label, product}) {
    const std::string name = name_of(named);
    part.name = name.empty() ? part.name : name;
    const std::vector<float> color = color_of(document, named);
    part.color = color.empty() ? part.color : color;
  }
  if (XCAFDoc_ShapeTool::IsAssembly(product)) {
    TDF_LabelSequence components;
    XCAFDoc_ShapeTool::GetComponents(product, components);
    for (int i = 1; i <= components.Length(); i++) {
      collect(document, components(i), part, depth + 1, found);
    }
    return;
  }
  part.shape = XCAFDoc_ShapeTool::GetShape(product);
  if (part.shape.IsNull()) {
    return;
  }
  if (part.color.empty()) {
    part.color = color_of(document, part.shape);
  }
  found.parts.push_back(part);
}

std::unique_ptr<StepParts> step_read(rust::Str path, const CancelFlag &cancel) {
  use_millimetres();
  const Document document;
  STEPCAFControl_Reader reader;
  reader.SetNameMode(true);
  reader.SetColorMode(true);
  if (reader.ReadFile(text_of(path).c_str()) != IFSelect_RetDone) {
    throw Failure("", "the STEP file could not be read: " + text_of(path));
  }
  Handle(Progress) progress = new Progress(cancel);
  Handle(TDocStd_Document) handle = document.handle;
  const bool transferred = reader.Transfer(handle, progress->Start());
  stop_if_cancelled(cancel);
  if (!transferred) {
    throw Failure("", "the STEP file holds no shapes that could be read: " + text_of(path));
  }
  auto found = std::make_unique<StepParts>();
  TDF_LabelSequence roots;
  document.shapes()->GetFreeShapes(roots);
  for (int i = 1; i <= roots.Length(); i++) {
    collect(document, roots(i), StepParts::Part(), 0, *found);
  }
  if (found->parts.empty()) {
    throw Failure("", "the STEP file holds no shapes: " + text_of(path));
  }
  return found;
}

size_t step_count(const StepParts &parts) { return parts.parts.size(); }

RawStepPart step_part(const StepParts &parts, size_t index) {
  const StepParts::Part &part = parts.parts.at(index);
  RawStepPart result{};
  result.name = rust::String::lossy(part.name);
  for (const float number : part.color) {
    result.color.push_back(number);
  }
  result.location = matrix(part.location);
  return result;
}

ShapePtr step_shape(const StepParts &parts, size_t index) { return wrap(parts.parts.at(index).shape); }

} // namespace partwright
