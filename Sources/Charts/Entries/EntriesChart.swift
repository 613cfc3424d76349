import Briefing
import Market

/// Where positions were entered: longs to the left, shorts to the right, those under water strong.
struct EntriesChart {
  let briefing: Briefing
  let wide: EntriesData
  let narrow: EntriesData
  let coin: String

  init(_ briefing: Briefing) throws(ChartError) {
    self.briefing = briefing
    wide = try EntriesData(briefing, bars: 64)
    narrow = try EntriesData(briefing, bars: 52)
    coin = briefing.coinName
  }

  private var isEmpty: Bool { wide.bins.isEmpty }

  private func underWater(_ side: Side) -> Estimate {
    let reading = briefing.reading
    return (side == .long ? reading.trappedLongs : reading.trappedShorts).underWaterShare
  }

  private func share(_ side: Side) -> String {
    NumberText.percent(underWater(side).value, decimals: 0)
  }

  private func range(_ side: Side) -> String {
    let estimate = underWater(side)
    return
      "\(NumberText.percent(estimate.p10, decimals: 0)) to \(NumberText.percent(estimate.p90, decimals: 0))"
  }

  var titles: [String] {
    guard !isEmpty else { return ["No open positions to show"] }
    return [
      "\(share(.long)) of longs and \(share(.short)) of shorts are under water at \(PriceText.price(wide.close))",
      "\(share(.long)) of longs and \(share(.short)) of shorts are under water",
    ]
  }

  var altText: String {
    guard !isEmpty else { return briefing.altText("Entry prices", ["No open positions."]) }
    var sentences = [
      "\(share(.long)) of longs (\(range(.long))) were entered above the close and are under water; \(share(.short)) of shorts (\(range(.short))) were entered below it."
    ]
    for side in Side.allCases {
      let largest = wide.bins.max { ($0.quantity[side] ?? 0) < ($1.quantity[side] ?? 0) }
      if let largest, let quantity = largest.quantity[side], quantity > 0 {
        sentences.append(
          "Most \(plural(side)) were entered at \(PriceText.price(roundedPrice(largest.low))) to \(PriceText.price(roundedPrice(largest.high))): \(NumberText.compact(quantity)) \(coin)."
        )
      }
    }
    return briefing.altText("Entry prices of open positions", sentences)
  }

  func scene(_ design: DesignSystem, _ typesetter: Typesetter) -> Scene {
    let data = design.isNarrow ? narrow : wide
    var scene = Scene(design, typesetter)
    let unit = NumberText.percent(data.binBps * Double(data.merged) / 1e4, decimals: 2)
    let room = briefing.frame(
      "Entry prices of open positions", titles: titles,
      subtitles: [
        "\(coin) held at the close by entry price, per \(unit) of price. Longs entered above the close and shorts entered below it lose",
        "\(coin) held by entry price, per \(unit) of price",
      ]
    ).add(to: &scene)
    guard !isEmpty else {
      scene.text(
        "No open positions to show", design.label, .muted, x: room.midX, middle: room.midY,
        .middle)
      return scene
    }
    let layout = EntriesLayout(data, coin: coin, room: room, scene: scene)
    for side in Side.allCases {
      layout.addHead(
        side, share: share(side), range: range(side), to: &scene)
    }
    layout.add(to: &scene)
    return scene
  }
}
