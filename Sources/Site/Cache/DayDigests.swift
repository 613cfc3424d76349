import Archive
import Market

/// The digests of a market's data, day by day: what may enter a day's figures.
struct DayDigests: Sendable {
  /// Everything that bears on each day.
  let head: ContentKey
  private var days: [Day: [UInt8]] = [:]
  /// The day of the first bar.
  let firstDay: Day?

  /// - Parameters:
  ///   - instruments: those that the market is computed from, in their order.
  ///   - absent: configured, and nowhere in the data.
  init(_ instruments: [InstrumentData], absent: [Instrument]) {
    firstDay = instruments.compactMap(\.series.bars.first?.time.day).min()
    var maker = KeyMaker("head")
    for instrument in absent { maker.add("absent", "\(instrument) \(instrument.kind.rawValue)") }
    for (place, data) in instruments.enumerated() {
      let series = data.series
      maker.add("instrument", "\(series.instrument) \(series.instrument.kind.rawValue)")
      maker.add("interval", series.interval.milliseconds)
      maker.add("simulated", data.simulated)
      // One that never has any is passed over on all days.
      maker.add("held", series.bars.contains { ($0.openInterest?.value ?? 0) > 0 })
      maker.add("margin", data.marginSchedule.map { "\($0.tables[0].table)" })
      // What was joined and concerns no time is told on every day.
      for finding in data.findings where finding.time == nil && finding.file == nil {
        maker.add("finding", "\(finding)")
      }
      days = DayDigests.adding(data, place: place, from: firstDay, to: days)
    }
    head = maker.key
  }

  /// The digest of what a day's data add to those of the days before.
  func data(of day: Day) -> ContentKey {
    var maker = KeyMaker("data")
    maker.add("digest", days[day].map { SHA256.hexDigest(of: $0) })
    return maker.key
  }

  /// The days that the data say anything of, ascending.
  var known: [Day] { days.keys.sorted() }

  private static func adding(
    _ data: InstrumentData, place: Int, from first: Day?, to days: [Day: [UInt8]]
  ) -> [Day: [UInt8]] {
    var days = days
    func note(_ day: Day, _ mark: String, _ write: (inout ByteWriter) -> Void) {
      var writer = ByteWriter(days.removeValue(forKey: max(day, first ?? day)) ?? [])
      writer.text("\(place) \(mark)")
      write(&writer)
      days[max(day, first ?? day)] = writer.bytes
    }
    let bars = data.series.bars
    for range in bars.rangesByDay {
      note(bars[range.lowerBound].time.day, "bars") { writer in
        for bar in bars[range] { writer.bar(bar) }
      }
    }
    // A look at the very close is known at the close: it counts to the day that ends with it.
    let moment = TimeSpan(milliseconds: 1)
    for depth in data.depth { note((depth.time - moment).day, "depth") { $0.text("\(depth)") } }
    for wallet in data.wallets { note((wallet.time - moment).day, "wallet") { $0.wallet(wallet) } }
    for (from, table) in data.marginSchedule?.tables.dropFirst() ?? [] {
      note(from, "margin") { $0.text("\(table)") }
    }
    for finding in data.findings {
      if let time = finding.time {
        note(time.day, "finding") { $0.text("\(finding)") }
      } else if let file = finding.file {
        // Told from the file's first day on.
        let from = data.inputs.first { $0.file == file }?.first.day ?? first
        if let from { note(from, "finding") { $0.text("\(finding)") } }
      }
    }
    return days
  }
}

/// Figures as bytes, for digests.
private struct ByteWriter {
  private(set) var bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func text(_ text: String) {
    number(UInt64(text.utf8.count))
    bytes += Array(text.utf8)
  }

  mutating func bar(_ bar: Bar) {
    number(UInt64(bitPattern: bar.time.milliseconds))
    figures([
      bar.open.value, bar.high.value, bar.low.value, bar.close.value, bar.markHigh?.value,
      bar.markLow?.value, bar.volume.value, bar.takerBuyVolume?.value, bar.openInterest?.value,
      bar.longLiquidations?.value, bar.shortLiquidations?.value, bar.fundingRate,
      bar.longShortRatio, bar.topTraderRatio, bar.premium,
    ])
  }

  mutating func wallet(_ look: WalletSnapshot) {
    number(UInt64(bitPattern: look.time.milliseconds))
    text(look.wallet)
    if let position = look.position {
      text("\(position.side.rawValue) \(position.marginMode.rawValue)")
      figures([
        position.quantity.value, position.entryPrice.value, position.liquidationPrice?.value,
        position.leverage,
      ])
    }
    figures([look.accountValue.value])
  }

  private mutating func figures(_ values: [Double?]) {
    // No figure that was read has the bits of an absent one: they are those of no number.
    for value in values { number(value?.bitPattern ?? UInt64.max) }
  }

  private mutating func number(_ number: UInt64) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

extension Bars {
  /// Runs of neighbours that begin on the same day; none is empty.
  fileprivate var rangesByDay: [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = startIndex
    while start < endIndex {
      let end = firstIndex(at: self[start].time.day.close)
      ranges.append(start..<end)
      start = end
    }
    return ranges
  }
}
