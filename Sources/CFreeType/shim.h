#ifndef HEATPRESS_CFREETYPE_H
#define HEATPRESS_CFREETYPE_H

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

// What Swift cannot see: macros that call, and macros that compute flags.

static inline int cfreetype_has_kerning(FT_Face face) { return FT_HAS_KERNING(face) ? 1 : 0; }

static inline int cfreetype_has_glyph_names(FT_Face face) {
  return FT_HAS_GLYPH_NAMES(face) ? 1 : 0;
}

static inline int cfreetype_is_scalable(FT_Face face) { return FT_IS_SCALABLE(face) ? 1 : 0; }

// Hinted in height alone, so that stems stay where the outline has them and widths are the font's.
static inline FT_Int32 cfreetype_load_flags(void) {
  return FT_LOAD_TARGET_LIGHT | FT_LOAD_NO_BITMAP;
}

#endif
