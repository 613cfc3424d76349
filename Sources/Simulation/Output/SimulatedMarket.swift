import Market

/// A seeded market, written as the venues would have it.
public struct SimulatedMarket: Sendable {
  public let options: SimulationOptions
  public let venues: [SimulatedVenue]

  /// - Parameter venues: the first one's news are the market's.
  /// - Throws: `SimulationError.venues` where there is none, or one twice.
  public init(_ options: SimulationOptions, venues: [SimulatedVenue] = [.binance])
    throws(SimulationError)
  {
    guard !venues.isEmpty, Set(venues.map(\.venue)).count == venues.count else {
      throw .venues(found: venues.map(\.venue))
    }
    self.options = options
    self.venues = venues
  }

  /// Simulates and writes the market, for each venue a marker that says that its files are simulated
  /// and what the venue publishes: for Binance the files of its archive, each a `.zip` with its
  /// `.CHECKSUM`, for the others the responses of their interfaces. Files of an earlier simulation of
  /// the symbol are replaced, whole.
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
    let contracts = venues.map { SimulatedContract(symbol: options.symbol, on: $0) }
    var writer = try MarketWriter(options, contracts: contracts, data: data, truth: truth)
    var market = LinkedExchanges(options, venues: venues)
    var report = SimulationReport(options, venues: venues.count)
    var liquidations = venues.map { _ in [ForcedClose]() }
    for done in 1...options.days {
      let before = market.exchanges.map { $0.recorder.bars.last }
      for (index, day) in market.runDay().enumerated() {
        let exchange = market.exchanges[index]
        try writer.write(
          VenueDay(
            day: day, before: before[index],
            publicPositions: venues[index].showsWallets ? wallets(of: exchange) : []),
          of: index)
        try writer.writeTruth(day, of: index, positions: exchange.openPositions)
        if truth != nil { liquidations[index] += day.liquidations }
        report.note(day, isReference: index == 0)
      }
      progress?(done, options.days)
    }
    try writer.finish(liquidations: liquidations)
    report.files = writer.count.files
    report.bytes = writer.count.bytes
    return report
  }

  /// What a reader who follows the largest wallets sees at a close.
  private func wallets(of exchange: SimulatedExchange) -> [WalletPosition] {
    exchange.largestPositions(SimulatedMarket.followedWallets).map { trader, position in
      WalletPosition(
        wallet: WalletAddress.of(trader: trader, seed: options.seed), position: position)
    }
  }

  private static let followedWallets = 25
}
