"""How long zlib alone takes for a chart's pixels, without filter: the floor under encoding it.

    deflate.py CHART.png [LEVEL]

Prints the bytes before and after, and the milliseconds, the median of nine runs.
"""

import struct
import sys
import time
import zlib


def pixels(path):
    with open(path, "rb") as file:
        data = file.read()
    place, parts = 8, []
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        if kind == b"IDAT":
            parts.append(data[place + 8 : place + 8 + length])
        place += 12 + length
    return zlib.decompress(b"".join(parts))


def main():
    raw = pixels(sys.argv[1])
    level = int(sys.argv[2]) if len(sys.argv) > 2 else 6
    times = []
    for _ in range(9):
        begun = time.perf_counter()
        packed = zlib.compress(raw, level)
        times.append(time.perf_counter() - begun)
    print(f"raw_bytes {len(raw)}")
    print(f"packed_bytes {len(packed)}")
    print(f"milliseconds {sorted(times)[4] * 1000:.2f}")


if __name__ == "__main__":
    main()
