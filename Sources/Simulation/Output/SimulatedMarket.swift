import Market

/// A seeded market, written as the venue's archive would have it.
public struct SimulatedMarket: Sendable {
  public let options: SimulationOptions

  public init(_ options: SimulationOptions) { self.options = options }

  /// Simulates and writes the market: candles of five minutes, mark prices, metrics, funding and
  /// reported liquidations, each a `.zip` with its `.CHECKSUM`, and a marker that says that they
  /// are simulated. Files of an earlier simulation of the symbol are replaced, whole.
  ///
  /// - Parameters:
  ///   - data: the data folder; the archive's own layout begins directly below it.
  ///   - truth: where every open position at each close and every forced close are written, if at
  ///     all.
  ///   - progress: called after each day with the days done and their number.
  /// - Throws: `SimulationError` where the symbol's files are not a simulation's; `ArchiveError`
  ///   where the system does not take a file.
  /// - Complexity: linear in days; memory does not grow with them but for the forced closes of the
  ///   truth, some thousand a day.
  public func write(
    data: String, truth: String? = nil, progress: ((_ done: Int, _ total: Int) -> Void)? = nil
  ) throws -> SimulationReport {
    let contract = SimulatedContract(symbol: options.symbol)
    var writer = try MarketWriter(options, contract: contract, data: data, truth: truth)
    var exchange = SimulatedExchange(options)
    var report = SimulationReport(options)
    var liquidations: [ForcedClose] = []
    for done in 1...options.days {
      let day = exchange.runDay()
      try writer.write(day)
      try writer.writeTruth(day, positions: exchange.openPositions)
      if truth != nil { liquidations += day.liquidations }
      report.note(day)
      progress?(done, options.days)
    }
    try writer.finish(liquidations: liquidations)
    report.files = writer.files
    report.bytes = writer.bytes
    return report
  }
}
