/// Gives a palette PNG other colours without touching its compressed pixels.
enum PaletteSwap {
  /// - Parameters:
  ///   - png: with a PLTE chunk of as many bytes as `palette`.
  ///   - palette: RGB triples.
  /// - Throws: `PNGError.refused` where there is no such chunk.
  static func replacingPalette(of png: [UInt8], with palette: [UInt8]) throws(PNGError) -> [UInt8] {
    var offset = 8
    while offset + 12 <= png.count {
      let length = png[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
      let end = offset + 12 + length
      guard end <= png.count else { break }
      if png[offset + 4..<offset + 8].elementsEqual("PLTE".utf8) {
        guard length == palette.count else {
          throw .wrongCount(found: palette.count, expected: length)
        }
        var swapped = png
        swapped.replaceSubrange(offset + 8..<end - 4, with: palette)
        let sum = crc32(swapped[offset + 4..<end - 4])
        for byte in 0..<4 {
          swapped[end - 4 + byte] = UInt8(truncatingIfNeeded: sum >> (24 - 8 * UInt32(byte)))
        }
        return swapped
      }
      offset = end
    }
    throw .refused("no palette to replace")
  }

  /// The checksum of PNG chunks (ISO 3309), bit by bit: a palette is 780 bytes at most.
  static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var sum: UInt32 = 0xffff_ffff
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? 0xedb8_8320 ^ (sum >> 1) : sum >> 1 }
    }
    return ~sum
  }
}
