import Briefing
import Glibc
import Market

/// The map at the close, ready to be drawn as bars: bins merged, sides and bands added up over
/// venues, cropped to the prices that matter.
struct ProfileData: Sendable {
  struct Bin: Sendable {
    var low: Double
    var high: Double
    /// Dollars by side, then by band in the order of `LeverageBand.allCases`.
    var bands: [Side: [Double]]
    /// The side's range; of merged bins the sums, which is the widest it can be.
    var p10: [Side: Double]
    var p90: [Side: Double]

    func total(_ side: Side) -> Double { bands[side]?.reduce(0, +) ?? 0 }
  }

  /// From the lowest price up.
  let bins: [Bin]
  let close: Double
  /// All of each side, also beyond the view.
  let totals: [Side: Double]
  let beyond: [Side: Double]
  /// How many of the document's bins make one bar.
  let merged: Int
  let binBps: Double

  var low: Double { bins.first?.low ?? close * 0.94 }
  var high: Double { bins.last?.high ?? close * 1.06 }

  /// - Parameter bars: at most about so many.
  /// - Throws: `ChartError.seriesLength` where series differ in length.
  init(_ briefing: Briefing, bars: Int) throws(ChartError) {
    let report = briefing.profile
    let count = report.longP10.count
    for (name, found) in [
      ("profile.long_p90", report.longP90.count), ("profile.short_p10", report.shortP10.count),
      ("profile.short_p90", report.shortP90.count),
    ] + report.series.map({ ("profile.series of \($0.symbol)", $0.usd.count) })
    where found != count {
      throw .seriesLength(name: name, found: found, expected: count)
    }
    try requirePositive(briefing.price.close.value, "the close")
    let bps = report.binBps
    if count > 0 {
      try requirePositive(report.lowestPrice.value, "the profile's lowest price")
      try requirePositive(bps, "the profile's bin width")
    }
    close = briefing.price.close.value
    binBps = bps
    let edge = { (bin: Int) in report.lowestPrice.value * exp(Double(bin) * bps / 1e4) }

    var sums: [Side: [[Double]]] = [:]
    for side in Side.allCases {
      sums[side] = LeverageBand.allCases.map { band in
        report.series.filter { $0.side == side && $0.band == band }
          .reduce(Array(repeating: 0.0, count: count)) { sum, series in
            zip(sum, series.usd).map(+)
          }
      }
    }
    let totals = sums.mapValues { bands in bands.reduce(0) { $0 + $1.reduce(0, +) } }
    let view = ProfileData.view(briefing, sums: sums, count: count, edge: edge)
    let merged = max(1, Int((Double(view.count) / Double(max(bars, 1))).rounded(.up)))
    bins = stride(from: view.lowerBound, to: view.upperBound, by: merged).map { first in
      let range = first..<min(first + merged, view.upperBound)
      return Bin(
        low: edge(first), high: edge(range.upperBound),
        bands: sums.mapValues { bands in bands.map { $0[range].reduce(0, +) } },
        p10: [
          .long: report.longP10[range].reduce(0, +), .short: report.shortP10[range].reduce(0, +),
        ],
        p90: [
          .long: report.longP90[range].reduce(0, +), .short: report.shortP90[range].reduce(0, +),
        ])
    }
    self.merged = merged
    self.totals = totals
    var shown: [Side: Double] = [:]
    for bin in bins { for side in Side.allCases { shown[side, default: 0] += bin.total(side) } }
    beyond = totals.mapValues { $0 }.merging(shown) { max($0 - $1, 0) }
  }

  /// Out to where nine tenths of each side are, at least 6 % and at most 25 % from the close.
  private static func view(
    _ briefing: Briefing, sums: [Side: [[Double]]], count: Int, edge: (Int) -> Double
  ) -> Range<Int> {
    let close = briefing.price.close.value
    let far = Side.allCases.reduce(0.06) { far, side in
      let bands = sums[side] ?? []
      let usd = (0..<count).map { bin in bands.reduce(0) { $0 + $1[bin] } }
      let order = side == .long ? Array((0..<count).reversed()) : Array(0..<count)
      var left = usd.reduce(0, +) * 0.9
      for bin in order {
        left -= usd[bin]
        if left <= 0 { return max(far, abs(log(edge(bin) / close))) }
      }
      return far
    }
    let reach = min(far * 1.03, 0.25)
    let first = (0..<count).first { edge($0) >= close * exp(-reach) } ?? count
    let last = (0..<count).last { edge($0 + 1) <= close * exp(reach) } ?? -1
    return first <= last ? first..<last + 1 : 0..<0
  }
}
