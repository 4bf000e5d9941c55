// Text as faces.
#include "support.hpp"

#include <Font_BRepFont.hxx>
#include <Font_BRepTextBuilder.hxx>

namespace partwright {

ShapePtr text(rust::Str letters, rust::Str font_path, double size, uint8_t horizontal, uint8_t vertical) {
  const std::string path = text_of(font_path);
  Font_BRepFont font;
  if (!font.Init(NCollection_String(path.c_str()), size, 0)) {
    throw Failure("", "the font could not be read: " + path);
  }
  Font_BRepTextBuilder builder;
  return wrap(builder.Perform(font, NCollection_String(text_of(letters).c_str()), gp_Ax3(),
                              static_cast<Graphic3d_HorizontalTextAlignment>(horizontal),
                              static_cast<Graphic3d_VerticalTextAlignment>(vertical)));
}

} // namespace partwright
