// How long zlib alone takes for charts' pixels, without filter: the floor under encoding them.
//
//     deflate CHART.png...
//     deflate --all CHART.png...
//
// Prints the bytes of pixels, the bytes at zlib's level 6, and milliseconds: each a chart, the mean of
// the charts, a chart's time the median of nine. With --all, bytes and milliseconds of all charts
// together by every packer that was weighed (Guides/Charts.md).
#include <arpa/inet.h>
#include <isa-l/igzip_lib.h>
#include <libdeflate.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

enum { RUNS = 9, LEVEL = 6, ROOM = 64 << 20 };

static unsigned char file[ROOM], packed[ROOM], pixels[ROOM];

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int ascending(const void *a, const void *b) {
  double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

/// Unpacks a PNG's rows into `pixels`; 0 where it is none.
static uLong rows(const char *path) {
  FILE *stream = fopen(path, "rb");
  if (!stream) return 0;
  size_t size = fread(file, 1, ROOM, stream), held = 0;
  fclose(stream);
  for (size_t at = 8; at + 12 <= size;) {
    uint32_t length;
    memcpy(&length, file + at, 4);
    length = ntohl(length);
    if (length > size - at - 12) return 0;
    if (memcmp(file + at + 4, "IDAT", 4) == 0) {
      memcpy(packed + held, file + at + 8, length);
      held += length;
    }
    at += 12 + (size_t)length;
  }
  uLong count = ROOM;
  return uncompress(pixels, &count, packed, held) == Z_OK ? count : 0;
}

static uLong by_zlib(int level, uLong size) {
  uLong written = ROOM;
  return compress2(packed, &written, pixels, size, level) == Z_OK ? written : 0;
}

static uLong by_libdeflate(int level, uLong size) {
  struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(level);
  if (!compressor) return 0;
  uLong written = libdeflate_zlib_compress(compressor, pixels, size, packed, ROOM);
  libdeflate_free_compressor(compressor);
  return written;
}

// A block for each four thousand tokens, as the program has it.
static uLong by_isal(int level, uLong size) {
  enum { TOKENS = ISAL_DEF_LVL1_TOKEN_SIZE * 4 * IGZIP_K };
  static uint8_t room[ISAL_DEF_LVL1_REQ + ISAL_DEF_LVL2_REQ + TOKENS];
  struct isal_zstream stream;
  isal_deflate_init(&stream);
  stream.gzip_flag = IGZIP_ZLIB;
  stream.level = (uint32_t)level;
  stream.level_buf = room;
  stream.level_buf_size = (level == 1 ? ISAL_DEF_LVL1_REQ : ISAL_DEF_LVL2_REQ) + TOKENS;
  stream.end_of_stream = 1;
  stream.next_in = pixels;
  stream.avail_in = (uint32_t)size;
  stream.next_out = packed;
  stream.avail_out = ROOM;
  return isal_deflate(&stream) == COMP_OK ? stream.total_out : 0;
}

static const struct {
  const char *name;
  int level;
  uLong (*pack)(int level, uLong size);
} packers[] = {
  {"zlib", 1, by_zlib},        {"zlib", 6, by_zlib},
  {"libdeflate", 1, by_libdeflate}, {"libdeflate", 2, by_libdeflate}, {"libdeflate", 3, by_libdeflate},
  {"libdeflate", 4, by_libdeflate}, {"libdeflate", 5, by_libdeflate}, {"libdeflate", 6, by_libdeflate},
  {"isa-l", 1, by_isal},       {"isa-l", 2, by_isal},
};

typedef struct {
  double raw, packed, milliseconds;
} picture;

/// Packs a picture nine times; no bytes where that is not possible.
static picture measured(const char *path, uLong (*pack)(int, uLong), int level) {
  uLong size = rows(path), written = 0;
  double times[RUNS];
  if (size == 0) fprintf(stderr, "%s is no PNG that can be read\n", path);
  for (int run = 0; run < RUNS && size > 0; run++) {
    double begun = now();
    written = pack(level, size);
    times[run] = now() - begun;
    if (written == 0) fprintf(stderr, "%s cannot be packed\n", path), size = 0;
  }
  if (size == 0) return (picture){0};
  qsort(times, RUNS, sizeof *times, ascending);
  return (picture){(double)size, (double)written, times[RUNS / 2]};
}

static int all(int count, char **paths) {
  for (size_t packer = 0; packer < sizeof packers / sizeof *packers; packer++) {
    double bytes = 0, most = 0, milliseconds = 0;
    for (int i = 0; i < count; i++) {
      picture one = measured(paths[i], packers[packer].pack, packers[packer].level);
      if (one.packed == 0) return 1;
      bytes += one.packed;
      if (one.packed > most) most = one.packed;
      milliseconds += one.milliseconds;
    }
    printf(
      "%-10s %d %8.1f ms %9.0f bytes, the largest %.0f\n", packers[packer].name,
      packers[packer].level, milliseconds, bytes, most);
  }
  return 0;
}

int main(int count, char **paths) {
  if (count > 2 && strcmp(paths[1], "--all") == 0) return all(count - 2, paths + 2);
  if (count < 2) return 1;
  picture sum = {0};
  for (int i = 1; i < count; i++) {
    picture one = measured(paths[i], by_zlib, LEVEL);
    if (one.packed == 0) return 1;
    sum.raw += one.raw;
    sum.packed += one.packed;
    sum.milliseconds += one.milliseconds;
  }
  printf("raw_bytes %.0f\n", sum.raw / (count - 1));
  printf("packed_bytes %.0f\n", sum.packed / (count - 1));
  printf("milliseconds %.3f\n", sum.milliseconds / (count - 1));
  return 0;
}
