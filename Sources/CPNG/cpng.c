#include "cpng.h"

#include <isa-l/igzip_lib.h>
#include <libdeflate.h>
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

// Everything that libpng's callbacks need. It lives in the frame above the one that calls setjmp,
// so that a jump leaves its fields as they were last written.
typedef struct {
  cpng_result result;
  size_t capacity;
  const uint8_t *input;
  size_t input_count;
  size_t input_offset;
} work;

static void fail(png_structp png, png_const_charp message) {
  work *w = png_get_error_ptr(png);
  if (w->result.status == CPNG_OK) w->result.status = CPNG_REFUSED;
  strncpy(w->result.message, message, sizeof(w->result.message) - 1);
  png_longjmp(png, 1);
}

static void ignore_warning(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

static void append(png_structp png, png_bytep bytes, size_t count) {
  work *w = png_get_io_ptr(png);
  if (count > w->capacity - w->result.count) {
    size_t wanted = w->capacity < 65536 ? 65536 : w->capacity * 2;
    while (wanted - w->result.count < count) wanted *= 2;
    uint8_t *grown = realloc(w->result.bytes, wanted);
    if (grown == NULL) {
      w->result.status = CPNG_OUT_OF_MEMORY;
      png_error(png, "out of memory");
    }
    w->result.bytes = grown;
    w->capacity = wanted;
  }
  memcpy(w->result.bytes + w->result.count, bytes, count);
  w->result.count += count;
}

static void flush_nothing(png_structp png) { (void)png; }

static void take(png_structp png, png_bytep bytes, size_t count) {
  work *w = png_get_io_ptr(png);
  if (count > w->input_count - w->input_offset) png_error(png, "the data ends too early");
  memcpy(bytes, w->input + w->input_offset, count);
  w->input_offset += count;
}

static void discard(work *w) {
  free(w->result.bytes);
  w->result.bytes = NULL;
  w->result.count = 0;
}

// A block of ISA-L's for each four thousand tokens: smaller ones cost time, larger ones bytes.
enum { QUICK_BUFFER = ISAL_DEF_LVL2_REQ + ISAL_DEF_LVL2_TOKEN_SIZE * 4 * IGZIP_K };

static size_t pack_quickly(const uint8_t *rows, size_t count, uint8_t *packed, size_t bound) {
  struct isal_zstream stream;
  uint8_t *buffer = malloc(QUICK_BUFFER);
  if (buffer == NULL) return 0;
  isal_deflate_init(&stream);
  stream.gzip_flag = IGZIP_ZLIB;
  stream.level = 2;
  stream.level_buf = buffer;
  stream.level_buf_size = QUICK_BUFFER;
  stream.end_of_stream = 1;
  stream.flush = NO_FLUSH;
  stream.next_in = (uint8_t *)rows;
  stream.avail_in = (uint32_t)count;
  stream.next_out = packed;
  stream.avail_out = (uint32_t)bound;
  int status = isal_deflate(&stream);
  int is_whole = status == COMP_OK && stream.internal_state.state == ZSTATE_END;
  free(buffer);
  return is_whole ? stream.total_out : 0;
}

static size_t pack_at_level(
  const uint8_t *rows, size_t count, int level, uint8_t *packed, size_t bound) {
  struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(level);
  if (compressor == NULL) return 0;
  size_t written = libdeflate_zlib_compress(compressor, rows, count, packed, bound);
  libdeflate_free_compressor(compressor);
  return written;
}

// The rows, each behind the number of its filter, as one zlib stream.
static cpng_status pack(
  const uint8_t *pixels, size_t width, size_t height, int level, int filter, uint8_t **packed,
  size_t *count) {
  size_t stride = width + 1;
  // More than deflate ever makes of bytes that it cannot pack, by libdeflate and by ISA-L alike.
  size_t bound = libdeflate_zlib_compress_bound(NULL, stride * height) + stride * height / 8 + 4096;
  uint8_t *rows = malloc(stride * height);
  *packed = malloc(bound);
  *count = 0;
  if (rows != NULL && *packed != NULL) {
    for (size_t y = 0; y < height; y++) {
      const uint8_t *from = pixels + y * width;
      uint8_t *to = rows + y * stride;
      *to++ = (uint8_t)filter;
      memcpy(to, from, width);
      if (filter == 1)
        for (size_t x = 1; x < width; x++) to[x] = (uint8_t)(from[x] - from[x - 1]);
      if (filter == 2 && y > 0)
        for (size_t x = 0; x < width; x++) to[x] = (uint8_t)(from[x] - from[x - width]);
    }
    *count = level == CPNG_QUICKLY ? pack_quickly(rows, stride * height, *packed, bound)
                                   : pack_at_level(rows, stride * height, level, *packed, bound);
  }
  free(rows);
  if (*count > 0) return CPNG_OK;
  free(*packed);
  *packed = NULL;
  return CPNG_OUT_OF_MEMORY;
}

static void encode(
  png_structp png, png_infop info, work *w, uint32_t width, uint32_t height,
  const uint8_t *palette, int palette_count, const uint8_t *packed, size_t packed_count) {
  if (setjmp(png_jmpbuf(png))) return;
  png_set_write_fn(png, w, append, flush_nothing);
  png_set_user_limits(png, 0x7fff, 0x7fff);
  int kind = palette == NULL ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_PALETTE;
  png_set_IHDR(
    png, info, width, height, 8, kind, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
    PNG_FILTER_TYPE_DEFAULT);
  if (palette != NULL) {
    png_color colours[256];
    if (palette_count < 1 || palette_count > 256) png_error(png, "a palette has 1 to 256 colours");
    for (int i = 0; i < palette_count; i++) {
      colours[i] = (png_color){palette[3 * i], palette[3 * i + 1], palette[3 * i + 2]};
    }
    png_set_PLTE(png, info, colours, palette_count);
  }
  png_write_info(png, info);
  png_write_chunk(png, (png_const_bytep) "IDAT", packed, packed_count);
  // png_write_end would miss rows that went through libpng.
  png_write_chunk(png, (png_const_bytep) "IEND", NULL, 0);
}

cpng_result cpng_encode(
  const uint8_t *pixels, uint32_t width, uint32_t height, const uint8_t *palette,
  int palette_count, int level, int filter) {
  work w = {0};
  if (filter < 0 || filter > 2 || level < CPNG_QUICKLY || level > 12) {
    w.result.status = CPNG_REFUSED;
    strcpy(w.result.message, "a filter is 0, 1 or 2, a level 0 to 12");
    return w.result;
  }
  uint8_t *packed = NULL;
  size_t packed_count = 0;
  w.result.status = pack(pixels, width, height, level, filter, &packed, &packed_count);
  if (w.result.status != CPNG_OK) return w.result;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &w, fail, ignore_warning);
  png_infop info = png == NULL ? NULL : png_create_info_struct(png);
  if (info == NULL) {
    png_destroy_write_struct(&png, NULL);
    w.result.status = CPNG_OUT_OF_MEMORY;
  } else {
    encode(png, info, &w, width, height, palette, palette_count, packed, packed_count);
    png_destroy_write_struct(&png, &info);
  }
  free(packed);
  if (w.result.status != CPNG_OK) discard(&w);
  w.result.width = width;
  w.result.height = height;
  return w.result;
}

static void decode(
  png_structp png, png_infop info, work *w, uint32_t max_width, uint32_t max_height) {
  if (setjmp(png_jmpbuf(png))) return;
  png_set_read_fn(png, w, take);
  // The bound is ours to report, so libpng's own only has to stop what overflows.
  png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
  png_set_chunk_malloc_max(png, 1 << 16);
  png_set_chunk_cache_max(png, 16);
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  png_read_info(png, info);
  uint32_t width = png_get_image_width(png, info);
  uint32_t height = png_get_image_height(png, info);
  if (width > max_width || height > max_height) {
    w->result.status = CPNG_TOO_LARGE;
    png_error(png, "too large");
  }
  if (
    png_get_bit_depth(png, info) != 8 || png_get_color_type(png, info) != PNG_COLOR_TYPE_GRAY ||
    png_get_interlace_type(png, info) != PNG_INTERLACE_NONE) {
    w->result.status = CPNG_UNSUPPORTED;
    png_error(png, "not 8-bit grey");
  }
  size_t count = (size_t)width * height;
  w->result.bytes = malloc(count);
  if (w->result.bytes == NULL) {
    w->result.status = CPNG_OUT_OF_MEMORY;
    png_error(png, "out of memory");
  }
  w->result.count = count;
  w->result.width = width;
  w->result.height = height;
  for (uint32_t y = 0; y < height; y++) {
    png_read_row(png, w->result.bytes + (size_t)y * width, NULL);
  }
  png_read_end(png, NULL);
}

cpng_result cpng_decode_grey(
  const uint8_t *bytes, size_t count, uint32_t max_width, uint32_t max_height) {
  work w = {0};
  w.input = bytes;
  w.input_count = count;
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &w, fail, ignore_warning);
  png_infop info = png == NULL ? NULL : png_create_info_struct(png);
  if (info == NULL) {
    png_destroy_read_struct(&png, NULL, NULL);
    w.result.status = CPNG_OUT_OF_MEMORY;
    return w.result;
  }
  decode(png, info, &w, max_width, max_height);
  png_destroy_read_struct(&png, &info, NULL);
  if (w.result.status != CPNG_OK) discard(&w);
  return w.result;
}

void cpng_release(cpng_result *result) {
  free(result->bytes);
  result->bytes = NULL;
  result->count = 0;
}
