// The processor's vectors, as the compiler gives them on any machine. Used by
// Sources/Archive/Tables/FieldEnds.swift alone.
//
// Swift compares vectors, but has no way from the outcome to its bits.
#include <stdint.h>
#include <string.h>

typedef unsigned char heatpress_bytes __attribute__((ext_vector_type(64)));
typedef _Bool heatpress_bits __attribute__((ext_vector_type(64)));

/// Which of 64 bytes are one of two: a bit each, the lowest for the first.
static inline uint64_t heatpress_find_either(const void *bytes, uint8_t first, uint8_t second) {
  heatpress_bytes all;
  memcpy(&all, bytes, sizeof all);
  heatpress_bits found = __builtin_convertvector(
      (all == (heatpress_bytes)first) | (all == (heatpress_bytes)second), heatpress_bits);
  uint64_t bits;
  memcpy(&bits, &found, sizeof bits);
  return bits;
}
