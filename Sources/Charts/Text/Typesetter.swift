import Synchronization

/// Sets lines of text: which glyph goes where, and how wide it all is.
final class Typesetter: Sendable {
  private let faces: [[FontFace]]
  /// Lines that have been set; the same words come back in every size, theme and chart.
  private let lines = Mutex<[LineKey: TextLine]>([:])

  /// - Throws: `ChartError.fontMissing` with every path tried where a weight has no font at all, or
  ///   what is wrong with a font that is there.
  init(_ files: FontFiles) throws(ChartError) {
    self.faces = [try Typesetter.open(files.regular), try Typesetter.open(files.semibold)]
  }

  private static func open(_ paths: [String]) throws(ChartError) -> [FontFace] {
    var faces: [FontFace] = []
    for path in paths {
      do throws(ChartError) {
        faces.append(try FontFace(path: path))
      } catch {
        guard case .fontMissing = error else { throw error }
      }
    }
    guard !faces.isEmpty else { throw .fontMissing(paths: paths) }
    return faces
  }

  /// A line of text, set.
  ///
  /// - Parameter tabular: gives every digit the width of the widest, so that columns of figures
  ///   stand in line.
  func line(_ text: String, _ style: TextStyle, tabular: Bool = false) -> TextLine {
    let key = LineKey(text: text, style: style, tabular: tabular)
    if let known = lines.withLock({ $0[key] }) { return known }
    let line = set(key)
    lines.withLock { lines in
      // Bounded: the words of years of charts need not be kept.
      if lines.count >= 4_096 { lines.removeAll(keepingCapacity: true) }
      lines[key] = line
    }
    return line
  }

  func width(_ text: String, _ style: TextStyle, tabular: Bool = false) -> Double {
    line(text, style, tabular: tabular).width
  }

  func glyph(_ placed: TextLine.PlacedGlyph, _ style: TextStyle, phase: Int) -> Glyph {
    faces[style.weight.rawValue][placed.face].glyph(placed.glyph, size: style.size, phase: phase)
  }

  private func set(_ key: LineKey) -> TextLine {
    let faces = faces[key.style.weight.rawValue]
    let digitWidth = key.tabular ? widestDigit(faces[0], size: key.style.size) : 0
    var glyphs: [TextLine.PlacedGlyph] = []
    var pen = 0.0
    var previous: (face: Int, glyph: UInt32)?
    for character in key.text.unicodeScalars {
      let (face, glyph) = find(character, in: faces)
      if let previous, previous.face == face {
        pen += faces[face].kerning(previous.glyph, glyph, size: key.style.size)
      }
      let advance = faces[face].advance(of: glyph, size: key.style.size)
      if key.tabular, ("0"..."9").contains(character) {
        glyphs.append(.init(face: face, glyph: glyph, x: pen + (digitWidth - advance) / 2))
        pen += digitWidth
        previous = nil
      } else {
        glyphs.append(.init(face: face, glyph: glyph, x: pen))
        pen += advance
        previous = (face, glyph)
      }
    }
    return TextLine(glyphs: glyphs, width: pen)
  }

  private func find(_ character: Unicode.Scalar, in faces: [FontFace]) -> (Int, UInt32) {
    for (index, face) in faces.enumerated() {
      let glyph = face.glyphIndex(of: character)
      if glyph != 0 { return (index, glyph) }
    }
    return (0, 0)
  }

  private func widestDigit(_ face: FontFace, size: Int) -> Double {
    ("0123456789" as String).unicodeScalars.reduce(0) { widest, digit in
      max(widest, face.advance(of: face.glyphIndex(of: digit), size: size))
    }
  }
}

/// A line whose glyphs have their places, in pixels from its start.
struct TextLine: Sendable {
  struct PlacedGlyph: Sendable {
    /// Which of the weight's faces has it.
    var face: Int
    var glyph: UInt32
    var x: Double
  }

  var glyphs: [PlacedGlyph]
  var width: Double
}

private struct LineKey: Hashable {
  var text: String
  var style: TextStyle
  var tabular: Bool
}
