/// Colours the pixels of a scene.
extension Canvas {
  /// Draws a whole scene on fresh ground.
  init(_ scene: Scene, tools: consuming CanvasTools) {
    self.init(width: scene.design.size.width, height: scene.design.size.height, tools: tools)
    draw(scene.marks, scene.typesetter)
  }

  private mutating func draw(_ marks: [Mark], _ typesetter: Typesetter) {
    for mark in marks {
      switch mark {
      case .box(let box, let paint): fill(box, paint)
      case .hatch(let box, let paint): hatch(box, paint, spacing: 7)
      case .line(let points, let stroke, let paint): fill(stroke.outlines(of: points), paint)
      case .area(let points, let paint): fill([points], paint)
      case .text(let text): draw(text, typesetter)
      case .cells(let grid): draw(grid)
      case .candles(let row): draw(row)
      case .group(_, let clip, let inner):
        clipped(to: clip) { $0.draw(inner, typesetter) }
      }
    }
  }

  private mutating func draw(_ text: TextMark, _ typesetter: Typesetter) {
    let line = typesetter.line(text.text, text.style, tabular: text.tabular)
    for placed in line.glyphs {
      let pen = text.origin.x + placed.x
      let whole = pen.rounded(.down)
      let phase = min(
        Int((pen - whole) * Double(FontFace.phases)), FontFace.phases - 1)
      let glyph = typesetter.glyph(placed, text.style, phase: phase)
      fill(glyph, x: Int(whole), baseline: Int(text.origin.y), text.paint)
    }
  }

  private mutating func draw(_ grid: CellGrid) {
    let columns = grid.columnEdges.count - 1
    guard columns > 0, let left = grid.columnEdges.first, let right = grid.columnEdges.last,
      right > left
    else { return }
    var pixelRow = [UInt8](repeating: Paint.ground.index, count: right - left)
    for row in 0..<max(grid.rowEdges.count - 1, 0) {
      let pixelRows = grid.rowEdges[row]..<max(grid.rowEdges[row], grid.rowEdges[row + 1])
      guard !pixelRows.isEmpty else { continue }
      for column in 0..<columns {
        let index = grid.indices[row * columns + column]
        let start = grid.columnEdges[column] - left
        let end = grid.columnEdges[column + 1] - left
        for pixel in start..<end { pixelRow[pixel] = index }
        if let parted = grid.partedFrom, index >= parted, end - start > 3 {
          pixelRow[end - 1] = max(parted, index < 6 ? 0 : index - 6)
        }
      }
      fill(rows: pixelRows, left: left, indices: pixelRow)
    }
  }

  /// Hollow where the price rose, filled where it fell: readable without colour.
  private mutating func draw(_ row: CandleRow) {
    let half = (row.bodyWidth / 2).rounded(.down)
    let wick: Double = row.bodyWidth >= 9 ? 2 : 1
    for candle in row.candles {
      let middle = candle.x.rounded(.down)
      let high = candle.high.rounded()
      let low = max(candle.low.rounded(), high + 1)
      guard row.bodyWidth >= 3 else {
        fill(
          Box(
            left: middle, top: high, right: middle + max(1, row.bodyWidth.rounded()), bottom: low),
          .ink)
        continue
      }
      let top = min(candle.open, candle.close).rounded()
      let bottom = max(max(candle.open, candle.close).rounded(), top + 1)
      let body = Box(
        left: middle - half, top: top, right: middle - half + row.bodyWidth, bottom: bottom)
      let wickLeft = middle - half + ((row.bodyWidth - wick) / 2).rounded(.down)
      fill(Box(left: wickLeft, top: high, right: wickLeft + wick, bottom: low), .ink)
      fill(body, .ink)
      if candle.close < candle.open {
        fill(body.inset(wick, wick), .ground)
      }
    }
  }
}
