#ifndef HEATPRESS_CPNG_H
#define HEATPRESS_CPNG_H

#include <stddef.h>
#include <stdint.h>

// libpng reports faults by longjmp, which must not cross a Swift frame. Everything that can jump
// stays inside this target; what leaves it is a status.

typedef enum cpng_status {
  CPNG_OK = 0,
  CPNG_OUT_OF_MEMORY = 1,
  // libpng refused the data or the arguments; `message` says why.
  CPNG_REFUSED = 2,
  // A PNG of another kind than 8-bit grey without interlacing.
  CPNG_UNSUPPORTED = 3,
  // Larger than the caller allows.
  CPNG_TOO_LARGE = 4,
} cpng_status;

enum { CPNG_QUICKLY = 0 };

typedef struct cpng_result {
  cpng_status status;
  // Owned by the result; released by cpng_release. NULL unless status is CPNG_OK.
  uint8_t *bytes;
  size_t count;
  uint32_t width;
  uint32_t height;
  // Ends with a zero byte; empty unless status is CPNG_REFUSED.
  char message[96];
} cpng_result;

// Encodes 8-bit pixels, width * height of them, the top row first.
// `palette` holds `palette_count` RGB triples, or is NULL for grey. `level` is libdeflate's, 1 to 12, or CPNG_QUICKLY
// for ISA-L: a sixth of the time for a sixth more bytes.
// `filter` is 0 for the pixels themselves, 1 for differences from the left, 2 for those from above.
cpng_result cpng_encode(
  const uint8_t *pixels, uint32_t width, uint32_t height, const uint8_t *palette,
  int palette_count, int level, int filter);

// Decodes an 8-bit grey PNG that is at most `max_width` by `max_height`.
cpng_result cpng_decode_grey(
  const uint8_t *bytes, size_t count, uint32_t max_width, uint32_t max_height);

void cpng_release(cpng_result *result);

#endif
