// Documents with names, colours and places: STEP, and OpenCASCADE's own XBF and XML.
//
// A document is a list of nodes, parents before their children, and marks on sub-shapes. Everything is
// read from and written to memory, for the process that does it may open no files.
#include "support.hpp"

#include "progress.hpp"

#include <BRepBuilderAPI_Copy.hxx>
#include <BRepBuilderAPI_Transform.hxx>
#include <BinXCAFDrivers.hxx>
#include <Interface_Static.hxx>
#include <Quantity_ColorRGBA.hxx>
#include <STEPCAFControl_Controller.hxx>
#include <STEPCAFControl_Reader.hxx>
#include <STEPCAFControl_Writer.hxx>
#include <STEPControl_Reader.hxx>
#include <StepData_Protocol.hxx>
#include <StepData_StepModel.hxx>
#include <StepData_StepWriter.hxx>
#include <TDF_Label.hxx>
#include <TDF_LabelSequence.hxx>
#include <TDataStd_Name.hxx>
#include <TDocStd_Document.hxx>
#include <TopExp_Explorer.hxx>
#include <XCAFApp_Application.hxx>
#include <XCAFDoc_ColorTool.hxx>
#include <XCAFDoc_DocumentTool.hxx>
#include <XCAFDoc_LayerTool.hxx>
#include <XCAFDoc_ShapeTool.hxx>
#include <XSControl_WorkSession.hxx>
#include <XmlXCAFDrivers.hxx>

#include <map>
#include <sstream>

namespace partwright {

// Assemblies deeper than this are cut off: a broken file may hold itself.
static const int DEEPEST = 64;

// A broken file may also use its parts very often.
static const size_t MOST_NODES = 100000;

enum Format : uint8_t { STEP = 0, XBF = 1, XML = 2 };

// A document that is closed again.
struct OpenDocument {
  Handle(TDocStd_Document) handle;
  OpenDocument() = default;
  explicit OpenDocument(uint8_t format) {
    application()->NewDocument(format == XML ? "XmlXCAF" : "BinXCAF", handle);
  }
  ~OpenDocument() {
    if (!handle.IsNull() && handle->IsOpened()) {
      application()->Close(handle);
    }
  }
  OpenDocument(const OpenDocument &) = delete;
  OpenDocument &operator=(const OpenDocument &) = delete;
  static Handle(XCAFApp_Application) application() { return XCAFApp_Application::GetApplication(); }
  Handle(XCAFDoc_ShapeTool) shapes() const { return XCAFDoc_DocumentTool::ShapeTool(handle->Main()); }
  Handle(XCAFDoc_ColorTool) colors() const { return XCAFDoc_DocumentTool::ColorTool(handle->Main()); }
  Handle(XCAFDoc_LayerTool) layers() const { return XCAFDoc_DocumentTool::LayerTool(handle->Main()); }
};

// The unit of the numbers here, and that of the file.
static void use_units(const std::string &here, const std::string &file) {
  STEPCAFControl_Controller::Init();
  if (!Interface_Static::SetCVal("xstep.cascade.unit", here.c_str()) ||
      !Interface_Static::SetCVal("write.step.unit", file.c_str())) {
    throw Failure("InvalidArgument", "the unit " + here + " or " + file + " is not known");
  }
  XCAFDoc_ShapeTool::SetAutoNaming(false);
}

static void set_name(const TDF_Label &label, const std::string &name) {
  TDataStd_Name::Set(label, TCollection_ExtendedString(name.c_str(), true));
}

static void paint(const OpenDocument &document, const TDF_Label &label, const std::vector<float> &c) {
  if (c.size() == 4) {
    const Quantity_Color color(c[0], c[1], c[2], Quantity_TOC_sRGB);
    document.colors()->SetColor(label, Quantity_ColorRGBA(color, c[3]), XCAFDoc_ColorGen);
  }
}

static std::string utf8(const TCollection_ExtendedString &wide) {
  std::string text(static_cast<size_t>(wide.LengthOfCString()) + 1, '\0');
  Standard_PCharacter start = &text[0];
  const int length = wide.ToUTF8CString(start);
  text.resize(static_cast<size_t>(std::max(length, 0)));
  return text;
}

static std::string name_of(const TDF_Label &label) {
  Handle(TDataStd_Name) name;
  if (label.IsNull() || !label.FindAttribute(TDataStd_Name::GetID(), name)) {
    return "";
  }
  return utf8(name->Get());
}

static std::vector<float> numbers(const Quantity_ColorRGBA &color) {
  double r = 0, g = 0, b = 0;
  color.GetRGB().Values(r, g, b, Quantity_TOC_sRGB);
  return {static_cast<float>(r), static_cast<float>(g), static_cast<float>(b), color.Alpha()};
}

static const XCAFDoc_ColorType COLOR_TYPES[] = {XCAFDoc_ColorGen, XCAFDoc_ColorSurf, XCAFDoc_ColorCurv};

static std::vector<float> color_of(const OpenDocument &document, const TDF_Label &label) {
  Quantity_ColorRGBA color;
  for (const XCAFDoc_ColorType type : COLOR_TYPES) {
    if (!label.IsNull() && document.colors()->GetColor(label, type, color)) {
      return numbers(color);
    }
  }
  return {};
}

// The colour of a shape, or of the first of its solids that has one.
static std::vector<float> color_of(const OpenDocument &document, const TopoDS_Shape &shape) {
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

std::unique_ptr<Document> new_document() { return std::make_unique<Document>(); }

void add_node(Document &document, const ShapeList &shape, rust::Str name, rust::Slice<const float> color,
              const Vec12 &location, int32_t parent) {
  Document::Node node;
  node.name = text_of(name);
  node.color.assign(color.begin(), color.end());
  node.location = trsf(location);
  node.parent = parent;
  if (!shape.empty()) {
    node.shape = shape.front().topo;
  }
  if (parent >= static_cast<int32_t>(document.nodes.size())) {
    throw Failure("InvalidArgument", "a node stands before its parent");
  }
  document.nodes.push_back(node);
}

void add_mark(Document &document, uint32_t node, const Shape &shape, rust::Str name,
              rust::Slice<const float> color, rust::Str layer) {
  Document::Mark mark;
  mark.node = node;
  mark.shape = shape.topo;
  mark.name = text_of(name);
  mark.color.assign(color.begin(), color.end());
  mark.layer = text_of(layer);
  document.marks.push_back(mark);
}

static bool is_still(const gp_Trsf &place) {
  const Vec12 still = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
  return matrix(place) == still;
}

// A location that does nothing must be an empty one, for the STEP writer forgets the names of others.
// With an empty one it remembers the name of the first use of a product only.
static TopLoc_Location location_of(const gp_Trsf &place) {
  return is_still(place) ? TopLoc_Location() : TopLoc_Location(place);
}

// The shape in the world's coordinates. It must not have a location, for that would take its name.
static TopoDS_Shape placed(const Document::Node &node) {
  const gp_Trsf place = node.location * node.shape.Location().Transformation();
  const TopoDS_Shape shape = node.shape.Located(TopLoc_Location());
  return is_still(place) ? shape : BRepBuilderAPI_Transform(shape, place, true).Shape();
}

// Builds the labels of a document.
class Builder {
public:
  Builder(const OpenDocument &to, const Document &from, uint8_t format)
      : open(to), from(from), format(format), tool(to.shapes()) {}

  void build() {
    std::vector<bool> is_parent(from.nodes.size(), false);
    for (const Document::Node &node : from.nodes) {
      if (node.parent >= 0) {
        is_parent[static_cast<size_t>(node.parent)] = true;
      }
    }
    std::vector<TDF_Label> assemblies(from.nodes.size());
    for (size_t i = 0; i < from.nodes.size(); i++) {
      const Document::Node &node = from.nodes[i];
      if (!is_parent[i]) {
        if (!node.shape.IsNull()) {
          leaf(node, i, node.parent < 0 ? TDF_Label() : assemblies[static_cast<size_t>(node.parent)]);
        }
        continue;
      }
      assemblies[i] = tool->NewShape();
      set_name(assemblies[i], node.name);
      if (node.parent >= 0) {
        const TDF_Label &above = assemblies[static_cast<size_t>(node.parent)];
        set_name(tool->AddComponent(above, assemblies[i], location_of(node.location)), node.name);
      }
      if (!node.shape.IsNull()) {
        const TDF_Label part = product(node, i, node.name + "_part", false);
        const TopLoc_Location own = node.shape.Location();
        set_name(tool->AddComponent(assemblies[i], part, own), node.name + "_part");
      }
    }
    tool->UpdateAssemblies();
  }

private:
  using Key = std::pair<const void *, std::vector<float>>;

  void leaf(const Document::Node &node, size_t index, const TDF_Label &above) {
    if (above.IsNull()) {
      const TDF_Label label = tool->AddShape(placed(node), false);
      set_name(label, node.name);
      paint(open, label, node.color);
      mark(label, index);
      return;
    }
    // OpenCASCADE's own documents are read with the colour at the place of the part.
    const bool is_step = format == STEP;
    const TopLoc_Location place = location_of(node.location * node.shape.Location().Transformation());
    const TDF_Label label = product(node, index, node.name, is_step && place.IsIdentity());
    const TDF_Label component = tool->AddComponent(above, label, place);
    set_name(component, node.name);
    if (!is_step) {
      paint(open, component, node.color);
    }
  }

  // The label of a shape; one for each shape and colour, or one of its own.
  TDF_Label product(const Document::Node &node, size_t index, const std::string &name, bool own) {
    TopoDS_Shape shape = node.shape.Located(TopLoc_Location());
    const bool is_marked = has_marks(index);
    const Key key(shape.TShape().get(), node.color);
    const auto known = products.find(key);
    if (known != products.end() && !is_marked && !own) {
      return known->second;
    }
    // A label holds one colour, so that a second colour needs a copy.
    if (!used.insert({shape.TShape().get(), true}).second && !is_marked) {
      shape = BRepBuilderAPI_Copy(shape, false, false).Shape();
    }
    const TDF_Label label = tool->AddShape(shape, false);
    set_name(label, name);
    paint(open, label, node.color);
    products[key] = label;
    mark(label, index);
    return label;
  }

  bool has_marks(size_t index) const {
    for (const Document::Mark &mark : from.marks) {
      if (mark.node == index) {
        return true;
      }
    }
    return false;
  }

  void mark(const TDF_Label &label, size_t index) {
    const TopoDS_Shape whole = XCAFDoc_ShapeTool::GetShape(label);
    const TopLoc_Location back = from.nodes[index].shape.Location().Inverted();
    for (const Document::Mark &mark : from.marks) {
      if (mark.node != index || whole.IsNull()) {
        continue;
      }
      const TDF_Label part = tool->AddSubShape(label, mark.shape.Moved(back));
      if (part.IsNull()) {
        continue;
      }
      if (!mark.name.empty()) {
        set_name(part, mark.name);
      }
      paint(open, part, mark.color);
      if (!mark.layer.empty()) {
        open.layers()->SetLayer(part, TCollection_ExtendedString(mark.layer.c_str(), true));
      }
    }
  }

  const OpenDocument &open;
  const Document &from;
  const uint8_t format;
  Handle(XCAFDoc_ShapeTool) tool;
  std::map<Key, TDF_Label> products;
  std::map<const void *, bool> used;
};

static std::string step_text(const OpenDocument &document, const CancelFlag &cancel) {
  STEPCAFControl_Writer writer;
  writer.SetColorMode(true);
  writer.SetNameMode(true);
  writer.SetLayerMode(true);
  Handle(Progress) progress = new Progress(cancel);
  const bool transferred = writer.Transfer(document.handle, STEPControl_AsIs, nullptr, progress->Start());
  stop_if_cancelled(cancel);
  if (!transferred) {
    throw Failure("", "the parts could not be translated to STEP");
  }
  const Handle(StepData_StepModel) model = writer.ChangeWriter().Model();
  if (model.IsNull()) {
    throw Failure("", "the parts could not be translated to STEP");
  }
  Handle(StepData_Protocol) protocol = Handle(StepData_Protocol)::DownCast(model->Protocol());
  if (protocol.IsNull()) {
    protocol = Handle(StepData_Protocol)::DownCast(writer.ChangeWriter().WS()->Protocol());
  }
  StepData_StepWriter text(model);
  text.SendModel(protocol);
  std::ostringstream stream;
  if (!text.Print(stream)) {
    throw Failure("", "the STEP text could not be made");
  }
  return stream.str();
}

rust::Vec<uint8_t> document_bytes(const Document &document, const RawDocumentOptions &options,
                                  const CancelFlag &cancel) {
  use_units(std::string(options.unit), std::string(options.file_unit));
  Interface_Static::SetIVal("write.surfacecurve.mode", options.curves_on_faces ? 1 : 0);
  Interface_Static::SetIVal("write.precision.mode", options.precision_mode);
  Interface_Static::SetIVal("write.stepcaf.subshapes.name", 1);
  if (options.format == XML) {
    XmlXCAFDrivers::DefineFormat(OpenDocument::application());
  } else if (options.format == XBF) {
    BinXCAFDrivers::DefineFormat(OpenDocument::application());
  }
  const OpenDocument open(options.format);
  Builder(open, document, options.format).build();
  if (options.format == STEP) {
    return bytes_of(step_text(open, cancel));
  }
  std::stringstream stream;
  if (OpenDocument::application()->SaveAs(open.handle, stream) != PCDM_SS_OK) {
    throw Failure("", "the document could not be written");
  }
  return bytes_of(stream.str());
}

// Reads the labels of a document.
class Collector {
public:
  Collector(const OpenDocument &from, Document &to) : open(from), to(to), tool(from.shapes()) {}

  void collect(const TDF_Label &label, int32_t parent, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    if (to.nodes.size() >= MOST_NODES) {
      throw Failure("", "the file holds more than " + std::to_string(MOST_NODES) + " parts");
    }
    TDF_Label product = label;
    Document::Node node;
    node.parent = parent;
    if (XCAFDoc_ShapeTool::IsReference(label)) {
      XCAFDoc_ShapeTool::GetReferredShape(label, product);
    }
    node.location = XCAFDoc_ShapeTool::GetLocation(label).Transformation();
    node.name = name_of(label);
    node.product_name = name_of(product);
    node.color = color_of(open, label);
    if (node.color.empty()) {
      node.color = color_of(open, product);
    }
    node.is_assembly = XCAFDoc_ShapeTool::IsAssembly(product);
    if (!node.is_assembly) {
      node.shape = XCAFDoc_ShapeTool::GetShape(product);
      if (node.shape.IsNull()) {
        return;
      }
      if (product == label) {
        // A shape that stands by itself carries its own place.
        node.location = gp_Trsf();
      }
      if (node.color.empty()) {
        node.color = color_of(open, node.shape);
      }
    }
    const int32_t index = static_cast<int32_t>(to.nodes.size());
    to.nodes.push_back(node);
    if (!node.is_assembly) {
      collect_marks(product, index);
      return;
    }
    TDF_LabelSequence components;
    XCAFDoc_ShapeTool::GetComponents(product, components);
    for (int i = 1; i <= components.Length(); i++) {
      collect(components(i), index, depth + 1);
    }
  }

private:
  void collect_marks(const TDF_Label &product, int32_t index) {
    TDF_LabelSequence parts;
    XCAFDoc_ShapeTool::GetSubShapes(product, parts);
    for (int i = 1; i <= parts.Length(); i++) {
      Document::Mark mark;
      mark.node = static_cast<uint32_t>(index);
      mark.shape = XCAFDoc_ShapeTool::GetShape(parts(i));
      mark.name = name_of(parts(i));
      mark.color = color_of(open, parts(i));
      TDF_LabelSequence layers;
      open.layers()->GetLayers(parts(i), layers);
      if (layers.Length() > 0) {
        TCollection_ExtendedString layer;
        open.layers()->GetLayer(layers(1), layer);
        mark.layer = utf8(layer);
      }
      if (!mark.shape.IsNull() && to.marks.size() < MOST_NODES) {
        to.marks.push_back(mark);
      }
    }
  }

  const OpenDocument &open;
  Document &to;
  Handle(XCAFDoc_ShapeTool) tool;
};

static void read_step(OpenDocument &open, std::istream &stream, const CancelFlag &cancel) {
  STEPCAFControl_Reader reader;
  reader.SetNameMode(true);
  reader.SetColorMode(true);
  reader.SetLayerMode(true);
  Interface_Static::SetIVal("read.stepcaf.subshapes.name", 1);
  if (reader.ChangeReader().ReadStream("file", stream) != IFSelect_RetDone) {
    throw Failure("", "the STEP file could not be read");
  }
  Handle(Progress) progress = new Progress(cancel);
  const bool transferred = reader.Transfer(open.handle, progress->Start());
  stop_if_cancelled(cancel);
  if (!transferred) {
    throw Failure("", "the STEP file holds no shapes that could be read");
  }
}

std::unique_ptr<Document> read_document(rust::Slice<const uint8_t> bytes, uint8_t format, rust::Str unit,
                                        const CancelFlag &cancel) {
  use_units(text_of(unit), "MM");
  std::stringstream stream(text_of(bytes));
  std::unique_ptr<OpenDocument> open;
  if (format == STEP) {
    open = std::make_unique<OpenDocument>(format);
    read_step(*open, stream, cancel);
  } else {
    const Handle(XCAFApp_Application) application = OpenDocument::application();
    XmlXCAFDrivers::DefineFormat(application);
    BinXCAFDrivers::DefineFormat(application);
    open = std::make_unique<OpenDocument>();
    if (application->Open(stream, open->handle) != PCDM_RS_OK || open->handle.IsNull()) {
      throw Failure("", "the document could not be read");
    }
  }
  auto found = std::make_unique<Document>();
  Collector collector(*open, *found);
  TDF_LabelSequence roots;
  open->shapes()->GetFreeShapes(roots);
  for (int i = 1; i <= roots.Length(); i++) {
    collector.collect(roots(i), -1, 0);
  }
  if (found->nodes.empty()) {
    throw Failure("", "the file holds no shapes");
  }
  return found;
}

size_t node_count(const Document &document) { return document.nodes.size(); }

size_t mark_count(const Document &document) { return document.marks.size(); }

static rust::Vec<float> color_list(const std::vector<float> &color) {
  rust::Vec<float> list;
  for (const float number : color) {
    list.push_back(number);
  }
  return list;
}

RawNode node_at(const Document &document, size_t index) {
  const Document::Node &node = document.nodes.at(index);
  RawNode result{};
  result.name = rust::String::lossy(node.name);
  result.product_name = rust::String::lossy(node.product_name);
  result.color = color_list(node.color);
  result.location = matrix(node.location);
  result.parent = node.parent;
  result.is_assembly = node.is_assembly;
  return result;
}

ShapePtr node_shape(const Document &document, size_t index) { return wrap(document.nodes.at(index).shape); }

RawMark mark_at(const Document &document, size_t index) {
  const Document::Mark &mark = document.marks.at(index);
  RawMark result{};
  result.node = mark.node;
  result.name = rust::String::lossy(mark.name);
  result.color = color_list(mark.color);
  result.layer = rust::String::lossy(mark.layer);
  return result;
}

ShapePtr mark_shape(const Document &document, size_t index) { return wrap(document.marks.at(index).shape); }

// The shapes of the roots, as CadQuery's importer has them.
ShapeListPtr step_shapes(rust::Slice<const uint8_t> bytes, rust::Str unit, const CancelFlag &cancel) {
  use_units(text_of(unit), "MM");
  STEPControl_Reader reader;
  std::istringstream stream(text_of(bytes));
  if (reader.ReadStream("file", stream) != IFSelect_RetDone) {
    throw Failure("", "the STEP file could not be read");
  }
  for (int i = 1; i <= reader.NbRootsForTransfer(); i++) {
    Handle(Progress) progress = new Progress(cancel);
    reader.TransferRoot(i, progress->Start());
    stop_if_cancelled(cancel);
  }
  auto list = new_list();
  for (int i = 1; i <= reader.NbShapes(); i++) {
    const TopoDS_Shape shape = reader.Shape(i);
    if (!shape.IsNull()) {
      list->push_back({shape});
    }
  }
  if (list->empty()) {
    throw Failure("", "the STEP file holds no shapes");
  }
  return list;
}

} // namespace partwright
