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
    BacktestOutcome(parts: try configuration.markets.map(part))
  }

  /// A market's part of the table.
  func part(of market: MarketConfiguration) throws -> BacktestStore.Part {
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
    return try BacktestOutcome.part(rows: backtests.flatMap(\.rows), scores: scores)
  }

  /// The digests of a market's true positions, by day; `nil` where none are asked for.
  func truthDigests(of market: MarketConfiguration) throws -> [String]? {
    guard let truth else { return nil }
    return try market.instruments.flatMap { source in
      let folder = folder(of: source.instrument, in: truth)
      guard Files.isFolder(folder) else { return [String]() }
      return try Files.list(folder).filter { $0.hasPrefix(source.instrument.symbol + "-") }.map {
        "\($0) \(SHA256.hexDigest(of: try Files.readAll("\(folder)/\($0)")))"
      }
    }
  }

  /// Venues other than Binance have folders of their own, since their symbols can be the same.
  private func folder(of instrument: Instrument, in truth: String) -> String {
    instrument.venue == .binance ? truth : "\(truth)/\(instrument.venue.rawValue)"
  }

  private func positions(of instrument: Instrument, in truth: String, day: Day) throws -> TrueMap {
    do {
      return try TrueMap.read(
        folder: folder(of: instrument, in: truth), symbol: instrument.symbol, day: day)
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
