#ifndef CREADING_H
#define CREADING_H

#include <stddef.h>

/// What the loops below keep of a row: the same fields as Heatpress keeps of a candle.
struct creading_candle {
  long long time;
  double open, high, low, close, volume, taker;
};

/// Rows that were read, and rows that were refused.
struct creading_result {
  size_t rows, refused;
  double checksum;
};

/// Reads columns of a CSV by their places, in ascending order: time, open, high, low, close, volume
/// and one more. A block at a time, digit by digit, without strtod; prices are checked.
/// Returns rows = 0 where the file cannot be read. With `digest`, the file's SHA-256 is worked out too, as
/// Heatpress does of every file that it reads.
struct creading_result creading_csv(const char *path, const int columns[7], int column_count,
                                    int digest);

/// The same of the one file in a .zip, unpacked by libarchive.
struct creading_result creading_zip(const char *path, const int columns[7], int column_count);

/// Reads the candles of a response of Bybit's: lists of strings in "list":[...].
struct creading_result creading_bybit(const char *path);

/// Bytes that unpacking alone gives of a .zip: what no reader of it can be faster than.
size_t creading_unpack(const char *path);

#endif
