/// Pixels of palette indices, drawn on from the back to the front.
///
/// Whatever falls outside the clip box is not drawn; coordinates may lie anywhere.
struct Canvas: Sendable {
  let width: Int
  let height: Int
  /// `width * height` indices, top row first.
  private(set) var pixels: [UInt8]
  /// Nothing outside is touched. Within the canvas.
  private(set) var clip: Box
  /// To be handed on when the canvas is done.
  private(set) var tools: CanvasTools

  init(width: Int, height: Int, tools: consuming CanvasTools) {
    self.width = width
    self.height = height
    pixels = Array(repeating: Paint.ground.index, count: width * height)
    clip = Box(left: 0, top: 0, right: Double(width), bottom: Double(height))
    self.tools = tools
    self.tools.rasteriser.prepare(width: width, height: height)
  }

  /// Draws with the clip box made smaller.
  mutating func clipped(to box: Box, _ draw: (inout Canvas) -> Void) {
    let outer = clip
    clip = clip.intersection(box)
    if clip.width > 0, clip.height > 0 { draw(&self) }
    clip = outer
  }

  /// Fills whole pixels: edges are rounded, so that bars and grid lines are sharp.
  mutating func fill(_ box: Box, _ paint: Paint) {
    guard let (columns, rows) = wholePixels(of: box) else { return }
    for row in rows {
      let start = row * width
      for place in start + columns.lowerBound..<start + columns.upperBound {
        pixels[place] = paint.index
      }
    }
  }

  /// Diagonal lines through a box, two pixels wide, which leave what is between them.
  mutating func hatch(_ box: Box, _ paint: Paint, spacing: Int) {
    guard let (columns, rows) = wholePixels(of: box), spacing > 0 else { return }
    for row in rows {
      for column in columns where (column + row) % spacing < 2 {
        pixels[row * width + column] = paint.index
      }
    }
  }

  /// Copies a row of indices into each pixel row of a range.
  mutating func fill(rows: Range<Int>, left: Int, indices: [UInt8]) {
    let rows = rows.clamped(to: Int(clip.top)..<max(Int(clip.top), Int(clip.bottom)))
    let columns = (left..<left + indices.count).clamped(
      to: Int(clip.left)..<max(Int(clip.left), Int(clip.right)))
    guard !columns.isEmpty else { return }
    let source = indices[columns.lowerBound - left..<columns.upperBound - left]
    for row in rows {
      let start = row * width
      pixels.replaceSubrange(
        start + columns.lowerBound..<start + columns.upperBound, with: source)
    }
  }

  /// Fills polygons, their union, with smooth edges.
  mutating func fill(_ polygons: [[Point]], _ paint: Paint) {
    for polygon in polygons { tools.rasteriser.add(polygon, clip: clip) }
    tools.blend.mix(paint) { mixtures in
      tools.rasteriser.sweep { row, columns, coverage in
        let step = Int(coverage * Float(BlendTable.fullCoverage) + 0.5)
        guard step > 0 else { return }
        let start = row * width
        for place in start + columns.lowerBound..<start + columns.upperBound {
          pixels[place] = mixtures.index(over: pixels[place], step: step)
        }
      }
    }
  }

  /// Lays a glyph's coverage down with its left edge and baseline at whole pixels.
  mutating func fill(_ glyph: Glyph, x: Int, baseline: Int, _ paint: Paint) {
    let left = x + glyph.left
    let top = baseline - glyph.top
    let inside = pixelsInside
    let rows = (top..<top + glyph.height).clamped(to: inside.rows)
    let columns = (left..<left + glyph.width).clamped(to: inside.columns)
    tools.blend.mix(paint) { mixtures in
      for row in rows {
        let (source, target) = ((row - top) * glyph.width - left, row * width)
        for column in columns {
          let step = Int(glyph.steps[source + column])
          guard step > 0 else { continue }
          pixels[target + column] = mixtures.index(over: pixels[target + column], step: step)
        }
      }
    }
  }

  /// Those whose upper left corner lies in the clip box.
  private var pixelsInside: (columns: Range<Int>, rows: Range<Int>) {
    func range(_ low: Double, _ high: Double) -> Range<Int> {
      let first = Int(low.rounded(.up))
      return first..<max(first, Int(high.rounded(.up)))
    }
    return (range(clip.left, clip.right), range(clip.top, clip.bottom))
  }

  private func wholePixels(of box: Box) -> (columns: Range<Int>, rows: Range<Int>)? {
    let box = Box(
      left: box.left.rounded(), top: box.top.rounded(), right: box.right.rounded(),
      bottom: box.bottom.rounded()
    ).intersection(clip)
    guard box.left < box.right, box.top < box.bottom else { return nil }
    return (Int(box.left)..<Int(box.right), Int(box.top)..<Int(box.bottom))
  }
}
