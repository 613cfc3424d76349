import Foundation
import Liquidation
import Market
import Scoring
import Simulation

/// How many of the bands of 1 % of price hold what their p10 to p90 say, by distance from the close.
enum CoverageTable {
  /// Upper ends of the distances, as a ratio of prices.
  private static let ends = [1.1, 1.2, 1.4, 2]
  private static let band = 0.01

  /// Seeds 1 to 3, which the ranges were chosen on, then 4 to 13.
  static func print(in folder: String) throws {
    Swift.print("| seeds | side | within 10 % | to 20 % | to 40 % | to 100 % | whole |")
    Swift.print("|---|---|---|---|---|---|---|")
    for seeds in [UInt64(1)...3, 4...13] {
      let tallies = try seeds.map { try tally(seed: $0, in: folder) }
      for side in Side.allCases {
        let sums = tallies.compactMap { $0[side] }
        let parts = ends.indices.map { end in mean(sums.map { $0[end].share }) }
        let whole = mean(sums.map { $0.reduce(Tally(), +).share })
        let cells = (parts + [whole]).map { NumberText.fixed($0, decimals: 3) }
        Swift.print(
          "| \(seeds.lowerBound) to \(seeds.upperBound) | \(side.rawValue) | "
            + cells.joined(separator: " | ") + " |")
      }
    }
  }

  private struct Tally {
    var bands = 0
    var covered = 0

    var share: Double { bands > 0 ? Double(covered) / Double(bands) : .nan }

    static func + (a: Tally, b: Tally) -> Tally {
      Tally(bands: a.bands + b.bands, covered: a.covered + b.covered)
    }
  }

  private static func tally(seed: UInt64, in folder: String) throws -> [Side: [Tally]] {
    let market = try BenchmarkMarket(TraderMix(), seed: seed, in: folder)
    var ensemble = BookEnsemble(
      instrument: market.instrument, margin: .builtIn(for: market.instrument))
    let none = [Tally](repeating: Tally(), count: ends.count)
    var tallies = Dictionary(uniqueKeysWithValues: Side.allCases.map { ($0, none) })
    try market.walk { bars, truth in
      ensemble.advance(bars, interval: market.series.interval)
      guard let truth else { return }
      let profile = ensemble.profile()
      for side in Side.allCases {
        tallies[side] = zip(tallies[side] ?? none, day(truth, profile, side)).map { $0 + $1 }
      }
    }
    return tallies
  }

  private static func day(_ truth: TrueMap, _ profile: LiquidationProfile, _ side: Side) -> [Tally]
  {
    let grid = profile.grid
    let home = grid.bin(of: profile.close)
    let outward = -Int(side.sign)
    let height = max(1, Int((band / grid.step).rounded()))
    let reach = Int(
      (min(log(ends[ends.count - 1]), profile.mappedReach(side)) / grid.step).rounded())
    var real = [Double](repeating: 0, count: reach)
    for position in truth.positions where position.side == side {
      guard let price = position.liquidationPrice, price.value > 0 else { continue }
      let distance = outward * (grid.bin(of: price) - home)
      if real.indices.contains(distance) { real[distance] += (position.quantity * price).value }
    }
    var tallies = [Tally](repeating: Tally(), count: ends.count)
    for start in stride(from: 0, to: reach, by: height) {
      let distances = start..<min(reach, start + height)
      let bins =
        side == .long
        ? home - distances.upperBound + 1..<home - distances.lowerBound + 1
        : home + distances.lowerBound..<home + distances.upperBound
      let estimate = Estimate(members: profile.members(side, bins: bins))
      let held = real[distances].reduce(0, +)
      guard held > 0 || estimate.p90 > 0 else { continue }
      let end =
        ends.firstIndex { Double(start) * grid.step < log($0) - 1e-9 } ?? ends.count - 1
      tallies[end].bands += 1
      if held >= estimate.p10, held <= estimate.p90 { tallies[end].covered += 1 }
    }
    return tallies
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }
}
