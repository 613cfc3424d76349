import Liquidation
import Market
import Scoring
import Simulation

/// What one book scores against the truth when one of its assumptions is changed and the others stay.
enum AssumptionTable {
  static let changes: [(name: String, change: @Sendable (inout BookPrior) -> Void)] = [
    ("centre of the prior", { _ in }),
    ("share held as large wallets 0.3", { $0.measuredShare = 0.3 }),
    ("the same 1", { $0.measuredShare = 1 }),
    ("smaller accounts' median 3x", { $0.retailMedian = 3 }),
    ("the same 8x", { $0.retailMedian = 8 }),
    ("mix x leverage^-0.4", { $0.leverageTilt = -0.4 }),
    ("mix x leverage^0.4", { $0.leverageTilt = 0.4 }),
    ("takers as levered as makers", { $0.takerTilt = 0 }),
    ("takers' lean 0.4", { $0.takerTilt = 0.4 }),
    ("churn 0.06", { $0.churn = 0.06 }), ("churn 0.24", { $0.churn = 0.24 }),
    ("closing rate x leverage^0", { $0.hazardExponent = 0 }),
    ("closing rate x leverage^1", { $0.hazardExponent = 1 }),
    ("entries all at the typical price", { $0.entryUniformShare = 0 }),
    ("entries all even", { $0.entryUniformShare = 1 }),
    ("odds of hedged x 0.5", { $0.hedgedFactor = 0.5 }),
    ("odds of hedged x 2", { $0.hedgedFactor = 2 }),
  ]

  static func print(in folder: String) throws {
    var scores = [[TruthRange: [Side: [TruthRangeScore]]]](repeating: [:], count: changes.count)
    for seed: UInt64 in 1...3 {
      let market = try BenchmarkMarket(TraderMix(), seed: seed, in: folder)
      var books = changes.map { _, change in
        var prior = BookPrior()
        change(&prior)
        return PositionBook(
          instrument: market.instrument, grid: LogPriceGrid(),
          margin: .builtIn(for: market.instrument), prior: prior)
      }
      try market.walk { bars, truth in
        for index in books.indices {
          for bar in bars { _ = books[index].advance(bar, interval: market.series.interval) }
          guard let truth, let close = bars.last?.close else { continue }
          for side in Side.allCases {
            let positions = books[index].cohorts(side).map {
              TrueMap.Position(
                side: side, quantity: $0.quantity, liquidationPrice: $0.liquidationPrice)
            }
            for range in TruthRange.allCases {
              scores[index][range, default: [:]][side, default: []].append(
                TruthComparison.score(
                  of: positions, against: truth, side, range, close: close, grid: LogPriceGrid()))
            }
          }
        }
      }
    }
    Swift.print(
      """
      | assumption | near longs | near shorts | all longs | all shorts |
      |---|---|---|---|---|
      """)
    for (index, (name, _)) in changes.enumerated() {
      let cells = TruthRange.allCases.flatMap { range in
        Side.allCases.map { text(scores[index][range]?[$0] ?? []) }
      }
      Swift.print("| \(name) | \(cells.joined(separator: " | ")) |")
    }
  }

  /// Distance, lift of the densest tenth, and dollars over true dollars.
  private static func text(_ scores: [TruthRangeScore]) -> String {
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    let amounts = mean(scores.map(\.mapUSD.value)) / mean(scores.map(\.trueUSD.value))
    return [
      (mean(scores.compactMap(\.fit.emd)), 0), (mean(scores.compactMap(\.fit.lift10)), 2),
      (amounts, 2),
    ].map { NumberText.fixed($0.0, decimals: $0.1) }.joined(separator: ", ")
  }
}
