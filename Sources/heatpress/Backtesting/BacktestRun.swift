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
    let reading = try MarketReading(market, configuration: configuration)
    var remarks = reading.remarks
    FindingLog.tell(
      reading.instruments.map(ReadingRecord.Source.init), of: market.id,
      in: &remarks)
    remarks.tell(in: log)
    var truths: [String: TruthSummary] = [:]
    var backtests: [InstrumentBacktest] = []
    for (index, data) in reading.instruments.enumerated() {
      let instrument = data.series.instrument
      log.info("Walking \(instrument) …")
      var ledger = TruthLedger()
      let backtest = try InstrumentBacktest(
        series: data.series,
        margin: data.marginSchedule ?? .builtIn(for: instrument), days: range,
        options: options.forInstrument(at: index)
      ) { day, profile in
        guard let truth else { return }
        ledger.add(
          truth: try positions(of: instrument, in: truth, day: day),
          profile: profile, close: profile.close)
      }
      guard !backtest.rows.isEmpty else {
        throw Failure(
          .noInput,
          "market '\(market.id)': \(instrument) has no bar in the range asked for.")
      }
      if let summary = ledger.summary() { truths[name(of: instrument)] = summary }
      backtests.append(backtest)
    }
    var scores = MarketScores(market: market.id, backtests: backtests, options: options)
    scores.truth = truths
    outcome.rows += backtests.flatMap(\.rows)
    outcome.scores.append(scores)
  }

  /// Venues other than Binance have folders of their own, since their symbols can be the same.
  private func positions(of instrument: Instrument, in truth: String, day: Day) throws -> TrueMap {
    let folder =
      instrument.venue == .binance ? truth : "\(truth)/\(instrument.venue.rawValue)"
    do {
      return try TrueMap.read(folder: folder, symbol: instrument.symbol, day: day)
    } catch ArchiveError.noInput {
      throw Failure(
        .noInput,
        "--truth \(truth): no positions of \(instrument) at the close of \(day). "
          + "`heatpress simulate --truth` writes them beside a simulated market.")
    }
  }

  /// As `--scores` names it: the symbol, with the venue before it where it is not Binance.
  private func name(of instrument: Instrument) -> String {
    instrument.venue == .binance
      ? instrument.symbol : "\(instrument.venue.rawValue)/\(instrument.symbol)"
  }

  private var range: ClosedRange<Day>? {
    guard from != nil || to != nil else { return nil }
    let first = from ?? Day(number: -1_000_000)
    return first...max(first, to ?? Day(number: 1_000_000))
  }
}
