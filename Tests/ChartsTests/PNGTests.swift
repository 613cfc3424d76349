import Market
import Testing

@testable import Charts

@Suite("PNG") struct PNGTests {
  static func noise(_ count: Int, seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  @Test(
    "a layer comes back as it was", arguments: [(1, 1), (1, 300), (300, 1), (168, 260), (4_096, 3)])
  func roundTrip(size: (columns: Int, rows: Int)) throws {
    let pixels = Self.noise(size.columns * size.rows, seed: 7)
    let png = try LayerPNG.encode(pixels: pixels, columns: size.columns, rows: size.rows)
    let back = try LayerPNG.decode(png)
    #expect(back.pixels == pixels)
    #expect(back.columns == size.columns)
    #expect(back.rows == size.rows)
    #expect(try LayerPNG.encode(pixels: pixels, columns: size.columns, rows: size.rows) == png)
  }

  @Test("a layer of the wrong size is refused")
  func wrongSize() {
    #expect(throws: PNGError.wrongCount(found: 5, expected: 6)) {
      try LayerPNG.encode(pixels: [0, 0, 0, 0, 0], columns: 2, rows: 3)
    }
    #expect(throws: PNGError.self) { try LayerPNG.encode(pixels: [], columns: 0, rows: 0) }
    #expect(throws: PNGError.self) {
      try LayerPNG.encode(
        pixels: Array(repeating: 0, count: 5_000), columns: 5_000, rows: 1)
    }
  }

  @Test("a file cut short anywhere is refused")
  func truncated() throws {
    let png = try LayerPNG.encode(pixels: Self.noise(400, seed: 1), columns: 20, rows: 20)
    for count in 0..<png.count {
      #expect(throws: PNGError.self) { try LayerPNG.decode(Array(png[..<count])) }
    }
  }

  @Test("damaged bytes never crash and never change the size silently", arguments: 0..<40)
  func damaged(seed: Int) throws {
    var png = try LayerPNG.encode(pixels: Self.noise(900, seed: 3), columns: 30, rows: 30)
    var generator = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<(1 + seed % 4) {
      png[Int.random(in: 0..<png.count, using: &generator)] ^= UInt8.random(
        in: 1...255, using: &generator)
    }
    if let back = try? LayerPNG.decode(png) {
      #expect(back.pixels.count == back.columns * back.rows)
    }
  }

  @Test("what claims to be huge is refused before memory is taken for it")
  func huge() throws {
    var png = try LayerPNG.encode(pixels: [1, 2, 3, 4], columns: 2, rows: 2)
    // Width and height in IHDR, whose checksum is made right again.
    png.replaceSubrange(16..<24, with: [0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff])
    let sum = PaletteSwap.crc32(png[12..<29])
    png.replaceSubrange(
      29..<33, with: (0..<4).map { UInt8(truncatingIfNeeded: sum >> (24 - 8 * $0)) })
    #expect(
      throws: PNGError.tooLarge(
        maximumWidth: LayerPNG.maximumColumns, maximumHeight: LayerPNG.maximumRows)
    ) { try LayerPNG.decode(png) }
  }

  @Test("a palette picture is no layer")
  func wrongKind() throws {
    let png = try PNGCodec.encode(
      pixels: [0, 1, 1, 0], width: 2, height: 2, palette: [0, 0, 0, 255, 255, 255])
    #expect(throws: PNGError.unsupported) { try LayerPNG.decode(png) }
  }

  @Test(
    "what is packed quickly, at a level, or twice because it came out heavy is read back",
    arguments: [(1, 1), (3, 5), (400, 300), (1600, 900)])
  func efforts(width: Int, height: Int) throws {
    var generator = SeededGenerator(seed: 7)
    let flat = [UInt8](repeating: 9, count: width * height)
    let noise = (0..<width * height).map { _ in UInt8.random(in: 0...255, using: &generator) }
    for pixels in [flat, noise] {
      for filter in [PNGCodec.Filter.none, .left, .above] {
        let files = try [PNGCodec.Effort.quick, .level(4), .level(12)].map {
          try PNGCodec.encodeGrey(
            pixels: pixels, width: width, height: height, effort: $0, filter: filter)
        }
        for file in files {
          let read = try PNGCodec.decodeGrey(file, maximumWidth: width, maximumHeight: height)
          #expect(read.pixels == pixels && read.width == width && read.height == height)
        }
        #expect((files[0] == files[1]) == (files[0].count > PNGCodec.heavy))
      }
    }
  }

  @Test("the checksum is the one PNG uses")
  func checksum() {
    #expect(PaletteSwap.crc32("123456789".utf8) == 0xcbf4_3926)
    #expect(PaletteSwap.crc32("IEND".utf8) == 0xae42_6082)
  }

  @Test("another palette changes the palette alone")
  func swap() throws {
    let light = try PNGCodec.encode(
      pixels: [0, 1, 1, 0], width: 2, height: 2, palette: [0, 0, 0, 255, 255, 255])
    let dark = try PaletteSwap.replacingPalette(of: light, with: [9, 8, 7, 6, 5, 4])
    let direct = try PNGCodec.encode(
      pixels: [0, 1, 1, 0], width: 2, height: 2, palette: [9, 8, 7, 6, 5, 4])
    #expect(dark == direct)
    #expect(throws: PNGError.self) { try PaletteSwap.replacingPalette(of: light, with: [1, 2, 3]) }
    #expect(throws: PNGError.self) {
      try PaletteSwap.replacingPalette(of: Array(light[..<30]), with: [9, 8, 7, 6, 5, 4])
    }
  }
}
