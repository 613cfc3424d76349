import CFreeType
import Synchronization

/// One font file, and the one place that talks to FreeType.
///
/// Glyphs are drawn when they are first asked for and kept. A face may be used from several threads;
/// what it answers does not depend on the order of the questions.
final class FontFace: Sendable {
  /// Whole glyph positions would space text unevenly, so each glyph is drawn at four.
  static let phases = 4

  private let state: Mutex<State>

  /// - Throws: `ChartError.fontMissing` where the file cannot be opened, `.fontRefused` where it is
  ///   no scalable font.
  init(path: String) throws(ChartError) {
    var library: FT_Library?
    var code = FT_Init_FreeType(&library)
    guard code == 0, let library else { throw .fontRefused(path: path, code: Int(code)) }
    var face: FT_Face?
    code = FT_New_Face(library, path, 0, &face)
    guard code == 0, let face else {
      FT_Done_FreeType(library)
      // FT_Err_Cannot_Open_Resource and FT_Err_Cannot_Open_Stream
      if code == 0x01 || code == 0x51 { throw .fontMissing(paths: [path]) }
      throw .fontRefused(path: path, code: Int(code))
    }
    guard cfreetype_is_scalable(face) != 0 else {
      FT_Done_Face(face)
      FT_Done_FreeType(library)
      throw .fontRefused(path: path, code: 0)
    }
    state = Mutex(State(library: library, face: face))
  }

  deinit {
    state.withLock { state in
      FT_Done_Face(state.face)
      FT_Done_FreeType(state.library)
    }
  }

  /// The glyph of a character, 0 where the face has none.
  func glyphIndex(of character: Unicode.Scalar) -> UInt32 {
    state.withLock { state in UInt32(FT_Get_Char_Index(state.face, FT_ULong(character.value))) }
  }

  /// A glyph's advance in pixels at a size.
  func advance(of glyph: UInt32, size: Int) -> Double {
    state.withLock { state in
      state.advance(of: glyph, size: size)
    }
  }

  /// What the font moves the second of two glyphs by, in pixels.
  func kerning(_ first: UInt32, _ second: UInt32, size: Int) -> Double {
    state.withLock { state in
      guard cfreetype_has_kerning(state.face) != 0 else { return 0 }
      state.select(size)
      var delta = FT_Vector()
      let code = FT_Get_Kerning(
        state.face, first, second, FT_UInt(FT_KERNING_UNFITTED.rawValue), &delta)
      return code == 0 ? Double(delta.x) / 64 : 0
    }
  }

  /// A glyph's coverage at a size and horizontal phase.
  func glyph(_ glyph: UInt32, size: Int, phase: Int) -> Glyph {
    state.withLock { state in state.glyph(glyph, size: size, phase: phase) }
  }
}

/// How much of each pixel a glyph covers, as FreeType drew it.
struct Glyph: Sendable {
  /// From the pen's whole pixel to the left column, and from the baseline up to the top row.
  var left = 0
  var top = 0
  var width = 0
  var height = 0
  /// `width * height` steps of `BlendTable.fullCoverage`.
  var steps: [UInt8] = []
}

private struct State {
  let library: FT_Library
  let face: FT_Face
  var selected = 0
  var glyphs: [GlyphKey: Glyph] = [:]
  var advances: [GlyphKey: Double] = [:]

  init(library: FT_Library, face: FT_Face) {
    self.library = library
    self.face = face
  }

  mutating func select(_ size: Int) {
    guard size != selected else { return }
    FT_Set_Pixel_Sizes(face, 0, FT_UInt(size))
    selected = size
  }

  mutating func advance(of glyph: UInt32, size: Int) -> Double {
    let key = GlyphKey(glyph: glyph, size: size, phase: 0)
    if let known = advances[key] { return known }
    select(size)
    var advance = 0.0
    if FT_Load_Glyph(face, glyph, cfreetype_load_flags()) == 0 {
      advance = Double(face.pointee.glyph.pointee.linearHoriAdvance) / 65_536
    }
    advances[key] = advance
    return advance
  }

  mutating func glyph(_ glyph: UInt32, size: Int, phase: Int) -> Glyph {
    let key = GlyphKey(glyph: glyph, size: size, phase: phase)
    if let known = glyphs[key] { return known }
    let drawn = draw(key)
    glyphs[key] = drawn
    return drawn
  }

  private mutating func draw(_ key: GlyphKey) -> Glyph {
    select(key.size)
    guard FT_Load_Glyph(face, key.glyph, cfreetype_load_flags()) == 0,
      let slot = face.pointee.glyph
    else { return Glyph() }
    if slot.pointee.format == FT_GLYPH_FORMAT_OUTLINE {
      FT_Outline_Translate(&slot.pointee.outline, FT_Pos(key.phase * 64 / FontFace.phases), 0)
    }
    guard FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) == 0 else { return Glyph() }
    let bitmap = slot.pointee.bitmap
    let (width, height) = (Int(bitmap.width), Int(bitmap.rows))
    guard width > 0, height > 0, let buffer = bitmap.buffer, bitmap.pitch >= 0 else {
      return Glyph()
    }
    var steps: [UInt8] = []
    steps.reserveCapacity(width * height)
    for row in 0..<height {
      for byte in UnsafeBufferPointer(start: buffer + row * Int(bitmap.pitch), count: width) {
        steps.append(UInt8((Int(byte) * BlendTable.fullCoverage + 127) / 255))
      }
    }
    return Glyph(
      left: Int(slot.pointee.bitmap_left), top: Int(slot.pointee.bitmap_top), width: width,
      height: height, steps: steps)
  }
}

private struct GlyphKey: Hashable {
  var glyph: UInt32
  var size: Int
  var phase: Int
}
