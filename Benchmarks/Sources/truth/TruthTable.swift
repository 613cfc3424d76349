import Foundation
import Liquidation
import Market
import Scoring
import Simulation

/// Prints the tables of `Guides/Truth.md`: the estimated map against the true positions of simulated
/// markets, ten seeds (4 to 13, which nothing was chosen on) of the market as it is, then three seeds each of markets whose traders differ
/// (five minutes of one core); with `assumptions`, what each of the book's assumptions does to it.
///
///     swift run -c release --package-path Benchmarks truth [assumptions | prior]
///     swift run -c release --package-path Benchmarks truth coverage
///     swift run -c release --package-path Benchmarks truth stability [FOLDER FILE]
///     swift run -c release --package-path Benchmarks truth states [FOLDER FILE]
///
/// With `prior` the same tables for the prior's mix of leverage, not fitted to any report; with
/// `coverage` how much of the truth the ranges hold by distance from the close; with `stability` how much of one close's zones the next still shows, with `states` what the market's state
/// tells of the mix, both on simulated markets or on a file of real bars (`BackedSeries`).
@main
struct TruthTable {
  static let variations: [(name: String, mix: TraderMix)] = [
    ("leverage x 0.5", TraderMix(leverage: 0.5)), ("leverage x 2", TraderMix(leverage: 2)),
    ("isolated x 0.5", TraderMix(isolated: 0.5)), ("isolated x 2", TraderMix(isolated: 2)),
    ("no hedged holders", TraderMix(hedged: 0)), ("hedged x 2", TraderMix(hedged: 2)),
    ("churn x 0.5", TraderMix(churn: 0.5)), ("churn x 2", TraderMix(churn: 2)),
    ("reporting 25 %", TraderMix(reporting: 0.25)),
  ]

  static func main() throws {
    let folder = "/tmp/heatpress-truth-\(ProcessInfo.processInfo.processIdentifier)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    guard !CommandLine.arguments.contains("assumptions") else {
      return try AssumptionTable.print(in: folder)
    }
    let arguments = CommandLine.arguments.dropFirst()
    let data = BackedSeries(arguments.dropFirst())
    switch arguments.first {
    case "coverage": return try CoverageTable.print(in: folder)
    case "stability":
      return try data.map { try StabilityTable.printTable(of: $0) }
        ?? StabilityTable.printSimulated(in: folder)
    case "states":
      StateTable.printHeader()
      return try data.map { try StateTable.printTable(of: $0) }
        ?? StateTable.printSimulated(in: folder)
    default: break
    }
    let plain = try (1...13).map { try score(TraderMix(), seed: $0, in: folder) }
    printSeeds(Array(plain.dropFirst(3)))
    printRows(name: "as it is, seeds 4 to 13", Array(plain.dropFirst(3)), header: true)
    for (name, mix) in variations {
      printRows(
        name: name, try (1...3).map { try score(mix, seed: $0, in: folder) }, header: false)
    }
  }

  /// One seed's market, its book walked to each close that is scored.
  static func score(_ mix: TraderMix, seed: UInt64, in folder: String) throws -> TruthSummary.Mean {
    let market = try BenchmarkMarket(mix, seed: seed, in: folder)
    var ensemble = BookEnsemble(
      instrument: market.instrument, margin: .builtIn(for: market.instrument),
      calibrates: !CommandLine.arguments.contains("prior"))
    var ledger = TruthLedger()
    try market.walk { bars, truth in
      ensemble.advance(bars, interval: market.series.interval)
      guard let truth else { return }
      ledger.add(truth: truth, profile: ensemble.profile(), close: ensemble.close)
    }
    guard let summary = ledger.summary() else { throw NothingScored() }
    return summary.mean
  }

  struct NothingScored: Error {}

  /// One row for each range, side and map: mean over the seeds, lowest to highest seed.
  private static func printSeeds(_ markets: [TruthSummary.Mean]) {
    print("| range | side | map | emd, bps | lift10 | lift25 | ours better in |")
    print("|---|---|---|---|---|---|---|")
    for range in TruthRange.allCases {
      for side in Side.allCases {
        let scores = markets.map { $0[range][side] }
        let maps =
          [("**ours**", scores.map(\.fit))]
          + TruthBaseline.allCases.map { baseline in
            (baseline.rawValue, scores.compactMap { $0.baselines[baseline] })
          }
        for (name, fits) in maps {
          print(
            "| \(range.rawValue) | \(side.rawValue) | \(name) | \(spread(fits.map(\.emd), 0)) "
              + "| \(spread(fits.map(\.lift10), 2)) | \(spread(fits.map(\.lift25), 2)) "
              + "| \(name == "**ours**" ? "" : won(scores.map(\.fit), against: fits)) |")
        }
      }
    }
    for range in TruthRange.allCases {
      let fits = markets.map { $0[range].both }
      print(
        "| \(range.rawValue) | both | **ours** | \(spread(fits.map(\.emd), 0)) "
          + "| \(spread(fits.map(\.lift10), 2)) | \(spread(fits.map(\.lift25), 2)) | |")
    }
    print("")
  }

  /// One row for each range and side: means over the seeds.
  private static func printRows(name: String, _ markets: [TruthSummary.Mean], header: Bool) {
    if header {
      print(
        """
        | traders | range | side | true | map / true | in p10 to p90 | emd: ours, mirrored, typical \
        | lift10: ours, mirrored, typical | lift25: ours, mirrored, typical | better than uniform, distance, ladder in |
        |---|---|---|---|---|---|---|---|---|---|
        """)
    }
    for range in TruthRange.allCases {
      for side in Side.allCases {
        let scores = markets.map { $0[range][side] }
        let truth = mean(scores.map(\.trueUSD.value))
        func figure(_ part: KeyPath<TruthFit, Double?>, _ decimals: Int) -> String {
          ([scores.map(\.fit)]
            + [TruthBaseline.mirrored, .typical].map { baseline in
              scores.compactMap { $0.baselines[baseline] }
            }).map { fits in
              NumberText.fixed(mean(fits.compactMap { $0[keyPath: part] }), decimals: decimals)
            }.joined(separator: ", ")
        }
        print(
          "| \(name) | \(range.rawValue) | \(side.rawValue) | \(NumberText.usd(truth)) "
            + "| \(NumberText.fixed(mean(scores.map(\.mapUSD.value)) / truth, decimals: 2)) "
            + "| \(NumberText.fixed(mean(scores.compactMap(\.coverage)), decimals: 2)) "
            + "| \(figure(\.emd, 0)) | \(figure(\.lift10, 2)) | \(figure(\.lift25, 2)) "
            + "| \(won(scores)) |")
      }
    }
  }

  /// In how many comparisons with what can be drawn without a book our map has the shorter distance
  /// and the higher lifts.
  private static func won(_ scores: [TruthRangeScore]) -> String {
    var ours: [TruthFit] = []
    var theirs: [TruthFit] = []
    for score in scores {
      for baseline in [TruthBaseline.uniform, .distance, .ladder] {
        guard let fit = score.baselines[baseline] else { continue }
        ours.append(score.fit)
        theirs.append(fit)
      }
    }
    return won(ours, against: theirs) + " of \(ours.count)"
  }

  private static func won(_ ours: [TruthFit], against theirs: [TruthFit]) -> String {
    let pairs = Array(zip(ours, theirs))
    let counts = [
      pairs.count { ($0.emd ?? .infinity) < ($1.emd ?? .infinity) },
      pairs.count { ($0.lift10 ?? 0) > ($1.lift10 ?? 0) },
      pairs.count { ($0.lift25 ?? 0) > ($1.lift25 ?? 0) },
    ]
    return counts.map { String($0) }.joined(separator: ", ")
  }

  private static func spread(_ values: [Double?], _ decimals: Int) -> String {
    let known = values.compactMap { $0 }
    guard let low = known.min(), let high = known.max() else { return "n/a" }
    let texts = [mean(known), low, high].map { NumberText.fixed($0, decimals: decimals) }
    return "\(texts[0]) (\(texts[1]) to \(texts[2]))"
  }

  private static func mean(_ values: [Double]) -> Double {
    values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
  }
}
