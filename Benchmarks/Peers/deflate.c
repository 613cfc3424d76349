// How long zlib alone takes for charts' pixels, without filter: the floor under encoding them.
//
//     deflate CHART.png...
//
// Prints the bytes of pixels, the bytes at zlib's level 6, and milliseconds: each a chart, the mean of
// the charts, a chart's time the median of nine.
#include <arpa/inet.h>
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

int main(int count, char **paths) {
  double raw = 0, small = 0, milliseconds = 0;
  for (int i = 1; i < count; i++) {
    uLong size = rows(paths[i]);
    uLong packed_size = 0;
    double times[RUNS];
    if (size == 0) {
      fprintf(stderr, "%s is no PNG that can be read\n", paths[i]);
      return 1;
    }
    for (int run = 0; run < RUNS; run++) {
      double begun = now();
      packed_size = ROOM;
      if (compress2(packed, &packed_size, pixels, size, LEVEL) != Z_OK) return 1;
      times[run] = now() - begun;
    }
    qsort(times, RUNS, sizeof *times, ascending);
    raw += (double)size;
    small += (double)packed_size;
    milliseconds += times[RUNS / 2];
  }
  if (count < 2) return 1;
  printf("raw_bytes %.0f\n", raw / (count - 1));
  printf("packed_bytes %.0f\n", small / (count - 1));
  printf("milliseconds %.3f\n", milliseconds / (count - 1));
  return 0;
}
