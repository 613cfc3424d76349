import Liquidation
import Market

/// The map at the close, by price bin, on bins that all instruments share.
struct ProfileAssembly {
  /// One for each instrument, all on one grid.
  let profiles: [LiquidationProfile]

  var report: ProfileReport {
    let shown = profiles.filter { $0.binCount > 0 }
    let first = shown.map(\.firstBin).min() ?? 0
    let end = shown.map { $0.firstBin + $0.binCount }.max() ?? first
    let grid = profiles.first?.grid ?? LogPriceGrid()
    let long = range(.long, shown, bins: first..<end)
    let short = range(.short, shown, bins: first..<end)
    return ProfileReport(
      lowestPrice: grid.lowerEdge(first), binBps: grid.binBps,
      series: shown.flatMap { series(of: $0, bins: first..<end) }, longP10: long.p10,
      longP90: long.p90, shortP10: short.p10, shortP90: short.p90)
  }

  private func series(of profile: LiquidationProfile, bins: Range<Int>) -> [ProfileSeries] {
    Side.allCases.flatMap { side in
      LeverageBand.allCases.compactMap { band in
        guard profile.total(side, band).value > 0 else { return nil }
        let usd = padded(profile.usd(side, band), of: profile, to: bins)
        return ProfileSeries(
          venue: profile.instrument.venue, symbol: profile.instrument.symbol, side: side,
          band: band, usd: usd)
      }
    }
  }

  private func padded(_ values: [Double], of profile: LiquidationProfile, to bins: Range<Int>)
    -> [Double]
  {
    let before = profile.firstBin - bins.lowerBound
    let after = bins.count - before - values.count
    return [Double](repeating: 0, count: before) + values.map(\.roundedToCents)
      + [Double](repeating: 0, count: after)
  }

  /// The 10th and 90th percentile of the side's total over all instruments, member by member.
  private func range(_ side: Side, _ shown: [LiquidationProfile], bins: Range<Int>)
    -> (p10: [Double], p90: [Double])
  {
    if shown.count == 1, let only = shown.first {
      let range = only.range(side)
      return (range.p10.map(\.roundedToCents), range.p90.map(\.roundedToCents))
    }
    var p10: [Double] = []
    var p90: [Double] = []
    let members = shown.map(\.memberCount).min() ?? 0
    for bin in bins where members > 0 {
      var sums = [Double](repeating: 0, count: members)
      for profile in shown {
        for (index, value) in profile.members(side, bins: bin..<bin + 1).prefix(members)
          .enumerated()
        {
          sums[index] += value
        }
      }
      sums.sort()
      p10.append(quantile(sums, 0.1).roundedToCents)
      p90.append(quantile(sums, 0.9).roundedToCents)
    }
    return (p10, p90)
  }
}
