import CPNG

/// The one place that talks to libpng.
enum PNGCodec {
  /// What is written of a pixel: its difference from another, where that is mostly small.
  enum Filter: Int32 {
    case none, left, above
  }

  /// How hard deflate tries.
  enum Effort {
    /// ISA-L: a sixth of the time, a sixth more bytes. A picture that takes more than `heavy` bytes then
    /// is packed again at libdeflate's fourth level: nobody should wait for those few longer than need be.
    case quick
    /// libdeflate's, 1 to 12.
    case level(Int)
  }

  /// In bytes of a file.
  static let heavy = 80_000
  private static let heavyLevel: Int32 = 4

  /// Encodes palette pixels, quickly.
  ///
  /// - Parameters:
  ///   - pixels: `width * height` indices, top row first, each below the number of colours.
  ///   - palette: RGB triples, 1 to 256 of them.
  static func encode(
    pixels: [UInt8], width: Int, height: Int, palette: [UInt8]
  ) throws(PNGError) -> [UInt8] {
    guard palette.count % 3 == 0, (3...768).contains(palette.count) else {
      throw .wrongCount(found: palette.count, expected: 768)
    }
    try check(count: pixels.count, width: width, height: height)
    return try packed(.quick) { level in
      // Differences between indices mean nothing; measured, they gain nothing either.
      cpng_encode(
        pixels, UInt32(width), UInt32(height), palette, Int32(palette.count / 3), level,
        Filter.none.rawValue)
    }
  }

  /// Encodes 8-bit grey.
  static func encodeGrey(
    pixels: [UInt8], width: Int, height: Int, effort: Effort, filter: Filter
  ) throws(PNGError) -> [UInt8] {
    try check(count: pixels.count, width: width, height: height)
    return try packed(effort) { level in
      cpng_encode(pixels, UInt32(width), UInt32(height), nil, 0, level, filter.rawValue)
    }
  }

  /// Decodes 8-bit grey of bounded size.
  static func decodeGrey(
    _ png: [UInt8], maximumWidth: Int, maximumHeight: Int
  ) throws(PNGError) -> (pixels: [UInt8], width: Int, height: Int) {
    let result = cpng_decode_grey(
      png, png.count, UInt32(clamping: maximumWidth), UInt32(clamping: maximumHeight))
    if result.status == CPNG_TOO_LARGE {
      throw .tooLarge(maximumWidth: maximumWidth, maximumHeight: maximumHeight)
    }
    return (try bytes(of: result), Int(result.width), Int(result.height))
  }

  /// - Parameter encode: at a level of libdeflate, or `CPNG_QUICKLY`.
  private static func packed(
    _ effort: Effort, _ encode: (Int32) -> cpng_result
  ) throws(PNGError) -> [UInt8] {
    switch effort {
    case .level(let level): return try bytes(of: encode(Int32(level)))
    case .quick:
      let quick = try bytes(of: encode(Int32(CPNG_QUICKLY)))
      return quick.count <= heavy ? quick : try bytes(of: encode(heavyLevel))
    }
  }

  private static func check(count: Int, width: Int, height: Int) throws(PNGError) {
    guard (1...0x7fff).contains(width), (1...0x7fff).contains(height) else {
      throw .tooLarge(maximumWidth: 0x7fff, maximumHeight: 0x7fff)
    }
    guard count == width * height else {
      throw .wrongCount(found: count, expected: width * height)
    }
  }

  private static func bytes(of result: cpng_result) throws(PNGError) -> [UInt8] {
    var result = result
    defer { cpng_release(&result) }
    switch result.status {
    case CPNG_OK: return Array(UnsafeBufferPointer(start: result.bytes, count: result.count))
    case CPNG_OUT_OF_MEMORY: throw .outOfMemory
    case CPNG_UNSUPPORTED: throw .unsupported
    default:
      let words = withUnsafeBytes(of: result.message) { raw in
        String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
      }
      throw .refused(words)
    }
  }
}
