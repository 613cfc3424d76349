import Archive
import Liquidation
import Market
import Scoring
import Site

/// From the venues' files to the scored table.
struct BacktestRun {
  var configuration: Configuration
  var from: Day?
  var to: Day?
  /// The folder of a simulated market's true positions.
  var truth: String?
  var log: Log

  func outcome() throws -> BacktestOutcome {
    var outcome = BacktestOutcome()
    for market in configuration.markets {
      try score(market, into: &outcome)
    }
    return outcome
  }

  private func score(_ market: MarketConfiguration, into outcome: inout BacktestOutcome) throws {
    let options = ScoringOptions()
    let reader = ArchiveReader(dataFolder: configuration.data, policy: configuration.policy)
    var truths: [String: TruthSummary] = [:]
    var backtests: [InstrumentBacktest] = []
    for (index, source) in market.instruments.enumerated() {
      log.info("Walking \(source.instrument) …")
      let data = try reader.read(source)
      FindingLog.tell(data, in: log)
      var ledger = TruthLedger()
      let backtest = try InstrumentBacktest(
        series: data.series,
        margin: data.marginSchedule ?? .builtIn(for: data.series.instrument), days: range,
        options: options.forInstrument(at: index)
      ) { day, profile in
        guard let truth else { return }
        ledger.add(
          truth: try positions(in: truth, symbol: source.instrument.symbol, day: day),
          profile: profile, close: profile.close)
      }
      guard !backtest.rows.isEmpty else {
        throw Failure(
          .noInput,
          "market '\(market.id)': \(source.instrument) has no bar in the range asked for.")
      }
      if let summary = ledger.summary() { truths[source.instrument.symbol] = summary }
      backtests.append(backtest)
    }
    var scores = MarketScores(market: market.id, backtests: backtests, options: options)
    scores.truth = truths
    outcome.rows += backtests.flatMap(\.rows)
    outcome.scores.append(scores)
  }

  private func positions(in folder: String, symbol: String, day: Day) throws -> TrueMap {
    do {
      return try TrueMap.read(folder: folder, symbol: symbol, day: day)
    } catch ArchiveError.noInput {
      throw Failure(
        .noInput,
        "--truth \(folder): no positions of \(symbol) at the close of \(day). "
          + "`heatpress simulate --truth` writes them beside a simulated market.")
    }
  }

  private var range: ClosedRange<Day>? {
    guard from != nil || to != nil else { return nil }
    let first = from ?? Day(number: -1_000_000)
    return first...max(first, to ?? Day(number: 1_000_000))
  }
}
