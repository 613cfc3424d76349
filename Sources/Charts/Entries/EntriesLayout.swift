import Market

/// Where things stand on a chart of entries: prices at the left, a spine in the middle, longs growing
/// from it to the left and shorts to the right.
struct EntriesLayout {
  let data: EntriesData
  let coin: String
  let plot: Box
  let legend: Box
  let price: Scale
  let axis: PriceAxis
  let ticks: Ticks
  private let room: Box

  init(_ data: EntriesData, coin: String, room: Box, scene: Scene) {
    self.data = data
    self.coin = coin
    self.room = room
    let design = scene.design
    let axis = PriceAxis(
      low: data.low, high: data.high, close: data.close, edge: .left, scene: scene)
    let legendHeight: Double = design.isNarrow ? 60 : 26
    self.axis = axis
    plot = Box(
      left: (room.left + axis.width).rounded(), top: (room.top + 66).rounded(),
      right: room.right.rounded() - 24,
      bottom: (room.bottom - legendHeight - design.space - 38).rounded())
    legend = Box(
      left: room.left, top: room.bottom - legendHeight, right: room.right, bottom: room.bottom)
    price = Scale(
      .logarithmic, low: data.low, high: data.high, start: plot.bottom, end: plot.top)
    ticks = Ticks.linear(0, max(data.most, 1e-9) * 1.05, most: design.isNarrow ? 3 : 5)
  }

  private func x(_ side: Side, _ quantity: Double) -> Double {
    let reach = (plot.width / 2 - 6) * quantity / (max(data.most, 1e-9) * 1.05)
    return plot.midX.rounded() + (side == .long ? -3 - reach : 3 + reach)
  }

  /// The side's name and the share of it that loses, over its half.
  func addHead(_ side: Side, share: String, range: String, to scene: inout Scene) {
    let design = scene.design
    let name = side == .long ? "Longs" : "Shorts"
    let x = side == .long ? plot.midX - 20 : plot.midX + 20
    let anchor: TextMark.Anchor = side == .long ? .end : .start
    let room = side == .long ? x - room.left : room.right - x
    let head = scene.typesetter.fitted(
      ["\(name): \(share) under water", "\(name): \(share) under"], design.strong, width: room)
    scene.text(
      head.first ?? "", design.strong, .side(side), x: x, baseline: self.room.top + 18, anchor)
    let wordings = ["10th to 90th percentile: \(range)", "p10 to p90: \(range)"]
    let words = wordings.first { scene.typesetter.width($0, design.footer) <= room }
    if let words {
      scene.text(words, design.footer, .muted, x: x, baseline: self.room.top + 48, anchor)
    }
  }

  func add(to scene: inout Scene) {
    let closeY = price(data.close)
    for value in ticks.values.dropFirst() {
      for side in Side.allCases {
        scene.rule(x: x(side, value), from: plot.top, to: plot.bottom, .grid)
      }
    }
    scene.add(.group(name: "bars", clip: plot, data.bins.flatMap(bars)))
    PriceAxis.addCloseLine(to: &scene, from: plot.left, to: plot.right, y: closeY)
    axis.add(to: &scene, x: plot.left, plot: plot, scale: price)
    scene.rule(y: plot.bottom, from: plot.left, to: plot.right, .axis)
    addAmounts(to: &scene)
    addLegend(to: &scene)
  }

  /// A bar for each side. What is under water is strong, the rest pale; a bin that holds the close is
  /// parted there.
  private func bars(_ bin: EntriesData.Bin) -> [Mark] {
    let top = price(bin.high).rounded()
    let bottom = price(bin.low).rounded()
    let gap: Double = bottom - top >= 4 ? 1 : 0
    let closeY = min(max(price(data.close).rounded(), top), bottom)
    return Side.allCases.flatMap { side -> [Mark] in
      guard let quantity = bin.quantity[side], quantity > 0 else { return [] }
      let from = x(side, 0)
      let to = x(side, quantity).rounded()
      let box = { (end: Double, top: Double, bottom: Double) in
        Box(left: min(from, end), top: top, right: max(from, end), bottom: bottom)
      }
      let above = box(to, top + gap, closeY)
      let below = box(to, max(closeY, top + gap), bottom)
      var marks: [Mark] = [
        .box(above, side == .long ? .side(.long) : .pale(.short)),
        .box(below, side == .long ? .pale(.long) : .side(.short)),
      ]
      // The paler part is edged, so that its length can be seen.
      let edge = { (top: Double, bottom: Double) in
        Box(
          left: side == .long ? to : to - 2, top: top, right: side == .long ? to + 2 : to,
          bottom: bottom)
      }
      marks.append(
        .box(
          side == .long ? edge(below.top, bottom) : edge(above.top, closeY), .band(.low, side)))
      let seeded = bin.seeded[side] ?? 0
      if seeded > 0 {
        marks.append(.hatch(box(x(side, min(seeded, quantity)), top + gap, bottom), .ground))
      }
      return marks
    }
  }

  private func addAmounts(to scene: inout Scene) {
    let design = scene.design
    let middle = scene.text(
      scene.typesetter.shortened(coin, design.footer, width: 160), design.footer, .muted,
      x: plot.midX, baseline: plot.bottom + 32, .middle)
    for side in Side.allCases {
      var free = side == .long ? middle.left - 16 : middle.right + 16
      for value in ticks.values.dropFirst() {
        let x = x(side, value)
        scene.rule(x: x, from: plot.bottom, to: plot.bottom + 8, .axis)
        let label = scene.textMark(
          ticks.amountLabel(value), design.footer, .muted, x: x, baseline: plot.bottom + 32,
          .middle)
        let fits =
          side == .long
          ? label.box.right <= free && label.box.left >= room.left
          : label.box.left >= free && label.box.right <= room.right
        guard fits else { continue }
        scene.add(.text(label))
        free = side == .long ? label.box.left - 16 : label.box.right + 16
      }
    }
  }

  private func addLegend(to scene: inout Scene) {
    let design = scene.design
    var x = legend.left
    var y = legend.top
    let items: [(name: String, paints: [Paint], hatched: Bool)] = [
      ("under water", [.long, .short], false),
      ("in profit", [.pale(.long), .pale(.short)], false),
      (
        design.isNarrow
          ? "held before the data began" : "hatched: held before the data began, entry assumed",
        [.long, .short], true
      ),
    ]
    for item in items {
      let width = scene.typesetter.width(item.name, design.footer) + 68
      if x > legend.left, x + width > legend.right {
        x = legend.left
        y += 34
      }
      for (half, paint) in item.paints.enumerated() {
        let box = Box(
          left: x + Double(half) * 29, top: y + 2, right: x + Double(half) * 29 + 27, bottom: y + 22
        )
        scene.box(box, paint)
        if item.hatched { scene.add(.hatch(box, .ground)) }
      }
      scene.text(item.name, design.footer, .muted, x: x + 66, middle: y + 12)
      x += width + 34
    }
  }
}
