import Foundation
import Liquidation
import Market
import Scoring
import Simulation

/// How many of the bands of 1 % of price hold what their p10 to p90 say, by distance from the close.
enum CoverageTable {
  /// Upper ends of the distances, as a ratio of prices.
  private static let ends = [1.1, 1.2, 1.4, 2]

  /// Seeds 1 to 3, which the ranges were chosen on, then 4 to 13.
  static func print(in folder: String) throws {
    Swift.print("| seeds | side | within 10 % | to 20 % | to 40 % | to 100 % | whole |")
    Swift.print("|---|---|---|---|---|---|---|")
    for seeds in [UInt64(1)...3, 4...13] {
      let markets = try seeds.map { try coverage(seed: $0, in: folder) }
      for side in Side.allCases {
        let sums = markets.compactMap { $0[side] }
        let parts = ends.indices.map { end in mean(sums.map { $0[end].share }) }
        let whole = mean(sums.map { $0.reduce(BandCoverage(), +).share })
        let cells = (parts + [whole]).map { NumberText.fixed($0, decimals: 3) }
        Swift.print(
          "| \(seeds.lowerBound) to \(seeds.upperBound) | \(side.rawValue) | "
            + cells.joined(separator: " | ") + " |")
      }
    }
  }

  private static func coverage(seed: UInt64, in folder: String) throws -> [Side: [BandCoverage]] {
    let market = try BenchmarkMarket(TraderMix(), seed: seed, in: folder)
    var ensemble = BookEnsemble(
      instrument: market.instrument, margin: .builtIn(for: market.instrument))
    let none = [BandCoverage](repeating: BandCoverage(), count: ends.count)
    var sums: [Side: [BandCoverage]] = [:]
    try market.walk { bars, truth in
      ensemble.advance(bars, interval: market.series.interval)
      guard let truth else { return }
      let profile = ensemble.profile()
      for side in Side.allCases {
        let day = TruthComparison.coverage(
          side, truth: truth, profile: profile, close: ensemble.close, upTo: ends.map { log($0) })
        sums[side] = zip(sums[side] ?? none, day).map(+)
      }
    }
    return sums
  }

  private static func mean(_ shares: [Double?]) -> Double {
    let known = shares.compactMap { $0 }
    return known.reduce(0, +) / Double(known.count)
  }
}
