import Briefing
import Glibc
import Market

/// Entry prices by bin, cropped to where entries are and merged for the plot's height.
struct EntriesData: Sendable {
  struct Bin: Sendable {
    var low: Double
    var high: Double
    /// Coins, and of them those that were held before the first bar.
    var quantity: [Side: Double]
    var seeded: [Side: Double]
  }

  /// From the lowest price up.
  let bins: [Bin]
  let close: Double
  let merged: Int
  let binBps: Double

  var low: Double { min(bins.first?.low ?? close * 0.95, close * 0.99) }
  var high: Double { max(bins.last?.high ?? close * 1.05, close * 1.01) }
  /// Of the fullest bin's fuller side.
  let most: Double

  /// - Throws: `ChartError.seriesLength` where series differ in length.
  init(_ briefing: Briefing, bars: Int) throws(ChartError) {
    let report = briefing.entries
    let count = report.longBase.count
    for (name, found) in [
      ("entries.short_base", report.shortBase.count),
      ("entries.seeded_long_base", report.seededLongBase.count),
      ("entries.seeded_short_base", report.seededShortBase.count),
    ] where found != count {
      throw .seriesLength(name: name, found: found, expected: count)
    }
    try requirePositive(briefing.price.close.value, "the close")
    let bps = report.binBps
    if count > 0 {
      try requirePositive(report.lowestPrice.value, "the entries' lowest price")
      try requirePositive(bps, "the entries' bin width")
    }
    close = briefing.price.close.value
    binBps = bps
    let edge = { (bin: Int) in report.lowestPrice.value * exp(Double(bin) * bps / 1e4) }
    let view = EntriesData.view(zip(report.longBase, report.shortBase).map(+))
    let merged = max(1, Int((Double(view.count) / Double(max(bars, 1))).rounded(.up)))
    bins = stride(from: view.lowerBound, to: view.upperBound, by: merged).map { first in
      let range = first..<min(first + merged, view.upperBound)
      return Bin(
        low: edge(first), high: edge(range.upperBound),
        quantity: [
          .long: report.longBase[range].reduce(0, +), .short: report.shortBase[range].reduce(0, +),
        ],
        seeded: [
          .long: report.seededLongBase[range].reduce(0, +),
          .short: report.seededShortBase[range].reduce(0, +),
        ])
    }
    most = bins.reduce(0) { max($0, $1.quantity[.long] ?? 0, $1.quantity[.short] ?? 0) }
    self.merged = merged
  }

  /// All but a hundredth of what is held, half of that at each end.
  private static func view(_ quantities: [Double]) -> Range<Int> {
    let total = quantities.reduce(0, +)
    guard total > 0 else { return 0..<0 }
    var sum = 0.0
    var first = 0
    var last = quantities.count - 1
    for (bin, quantity) in quantities.enumerated() {
      if sum <= total * 0.005 { first = bin }
      sum += quantity
      if sum >= total * 0.995 {
        last = bin
        break
      }
    }
    return first..<max(last, first) + 1
  }
}
