#define _GNU_SOURCE
// What a C programmer would write for these files and nothing else: the mark that Heatpress's reader
// is held against.
#include "creading.h"

#include <archive.h>
#include <archive_entry.h>
#include <openssl/evp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 1 << 20 };

static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/// A plain decimal number; *end is left where it started if there is none.
static double number(const char *at, const char **end) {
  const char *start = at;
  int negative = *at == '-';
  at += negative;
  uint64_t mantissa = 0;
  int digits = 0, places = 0;
  while ((unsigned)(*at - '0') < 10) {
    mantissa = mantissa * 10 + (unsigned)(*at++ - '0');
    digits++;
  }
  if (*at == '.') {
    at++;
    while ((unsigned)(*at - '0') < 10) {
      mantissa = mantissa * 10 + (unsigned)(*at++ - '0');
      places++;
    }
  }
  if (digits + places == 0 || digits + places > 19) {
    *end = start;
    return 0;
  }
  *end = at;
  double value = (double)mantissa / powers[places];
  return negative ? -value : value;
}

struct table {
  struct creading_candle *rows;
  size_t count, capacity;
  struct creading_result result;
};

static int keep(struct table *table, const double values[7]) {
  double open = values[1], high = values[2], low = values[3], close = values[4];
  if (!(low > 0 && low <= open && low <= close && open <= high && close <= high) ||
      values[5] < 0 || values[6] < 0) {
    table->result.refused++;
    return 1;
  }
  if (table->count == table->capacity) {
    size_t capacity = table->capacity ? table->capacity * 2 : 1 << 12;
    void *rows = realloc(table->rows, capacity * sizeof *table->rows);
    if (!rows) return 0;
    table->rows = rows;
    table->capacity = capacity;
  }
  table->rows[table->count++] = (struct creading_candle){
      (long long)values[0], open, high, low, close, values[5], values[6]};
  return 1;
}

static struct creading_result finish(struct table *table) {
  table->result.rows = table->count;
  for (size_t i = 0; i < table->count; i++) table->result.checksum += table->rows[i].close;
  free(table->rows);
  return table->result;
}

/// Reads the whole lines of a piece of text that a newline ends.
static int lines(struct table *table, const char *at, const char *end, const int columns[7],
                 int column_count) {
  while (at < end) {
    double values[7];
    int column = 0, found = 0, good = 1;
    while (1) {
      if (found < 7 && column == columns[found]) {
        const char *after;
        values[found++] = number(at, &after);
        good &= after > at && (*after == ',' || *after == '\n' || *after == '\r');
        at = after;
      }
      while (*at != ',' && *at != '\n') at++;
      column++;
      if (*at++ == '\n') break;
    }
    if (!good || found < 7 || column != column_count) {
      table->result.refused++;
    } else if (!keep(table, values)) {
      return 0;
    }
  }
  return 1;
}

/// Feeds pieces of text to `lines`, each up to its last newline.
struct feed {
  struct table table;
  const int *columns;
  int column_count, skipped_header;
  char *buffer;
  size_t held;
};

static int flush(struct feed *feed) {
  char *last = memrchr(feed->buffer, '\n', feed->held);
  if (!last) return feed->held < BLOCK;
  char *start = feed->buffer;
  if (!feed->skipped_header) {
    start = (char *)memchr(start, '\n', feed->held) + 1;
    feed->skipped_header = 1;
  }
  if (!lines(&feed->table, start, last + 1, feed->columns, feed->column_count)) return 0;
  feed->held -= (size_t)(last + 1 - feed->buffer);
  memmove(feed->buffer, last + 1, feed->held);
  return 1;
}

struct creading_result creading_csv(const char *path, const int columns[7], int column_count,
                                    int digest) {
  struct feed feed = {.columns = columns, .column_count = column_count};
  FILE *file = fopen(path, "rb");
  EVP_MD_CTX *running = digest ? EVP_MD_CTX_new() : NULL;
  if (running) EVP_DigestInit_ex(running, EVP_sha256(), NULL);
  feed.buffer = malloc(2 * BLOCK);
  if (file && feed.buffer) {
    size_t count;
    while ((count = fread(feed.buffer + feed.held, 1, BLOCK, file)) > 0) {
      if (running) EVP_DigestUpdate(running, feed.buffer + feed.held, count);
      feed.held += count;
      if (!flush(&feed)) break;
    }
  }
  if (file) fclose(file);
  free(feed.buffer);
  struct creading_result result = finish(&feed.table);
  if (running) {
    unsigned char sum[EVP_MAX_MD_SIZE];
    EVP_DigestFinal_ex(running, sum, NULL);
    result.checksum += sum[0];
    EVP_MD_CTX_free(running);
  }
  return result;
}

static struct archive *open_zip(const char *path) {
  struct archive *archive = archive_read_new();
  struct archive_entry *entry;
  archive_read_support_format_zip(archive);
  if (archive_read_open_filename(archive, path, BLOCK) == ARCHIVE_OK &&
      archive_read_next_header(archive, &entry) == ARCHIVE_OK)
    return archive;
  archive_read_free(archive);
  return NULL;
}

struct creading_result creading_zip(const char *path, const int columns[7], int column_count) {
  struct feed feed = {.columns = columns, .column_count = column_count};
  struct archive *archive = open_zip(path);
  feed.buffer = malloc(2 * BLOCK);
  if (archive && feed.buffer) {
    la_ssize_t count;
    while ((count = archive_read_data(archive, feed.buffer + feed.held, BLOCK)) > 0) {
      feed.held += (size_t)count;
      if (!flush(&feed)) break;
    }
  }
  if (archive) archive_read_free(archive);
  free(feed.buffer);
  return finish(&feed.table);
}

size_t creading_unpack(const char *path) {
  struct archive *archive = open_zip(path);
  char *buffer = malloc(BLOCK);
  size_t total = 0;
  if (archive && buffer) {
    la_ssize_t count;
    while ((count = archive_read_data(archive, buffer, BLOCK)) > 0) total += (size_t)count;
  }
  if (archive) archive_read_free(archive);
  free(buffer);
  return total;
}

struct creading_result creading_bybit(const char *path) {
  struct table table = {0};
  FILE *file = fopen(path, "rb");
  char *text = NULL;
  size_t count = 0;
  if (file && fseek(file, 0, SEEK_END) == 0) {
    long size = ftell(file);
    rewind(file);
    text = size > 0 ? malloc((size_t)size + 1) : NULL;
    if (text) count = fread(text, 1, (size_t)size, file);
  }
  if (file) fclose(file);
  if (count > 0) {
    text[count] = 0;
    const char *at = strstr(text, "\"list\":[");
    if (at) at += 8;
    while (at && *at == '[') {
      double values[7] = {0};
      int found = 0, good = 1;
      at++;
      while (*at == '"') {
        const char *after;
        double value = number(++at, &after);
        good &= after > at && *after == '"';
        if (found < 7) values[found++] = value;
        at = strchr(after, '"');
        if (!at) break;
        at++;
        if (*at == ',') at++;
      }
      if (!at || *at != ']') break;
      at++;
      if (!good || found < 6) {
        table.result.refused++;
      } else if (!keep(&table, values)) {
        break;
      }
      if (*at == ',') at++;
    }
  }
  free(text);
  return finish(&table);
}
