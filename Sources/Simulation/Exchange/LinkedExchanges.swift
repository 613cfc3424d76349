import Market

/// Exchanges that trade one coin: each has its own traders, makers, rules and reports, all share
/// the price that their orders together make.
///
/// News and impact are the first exchange's; the others follow and add the basis that their own makers
/// ask for. So a cascade on one venue moves the mark price of all, as it does where arbitrage is quick.
struct LinkedExchanges: Sendable {
  private(set) var exchanges: [SimulatedExchange]

  /// Draws the traders of all venues and lets the market run to the first recorded day.
  ///
  /// - Parameter venues: at least one; the order decides whose news they are.
  init(_ options: SimulationOptions, venues: [SimulatedVenue]) {
    var seeded = SeededGenerator(seed: options.seed)
    for byte in options.symbol.utf8 { seeded = seeded.fork(UInt64(byte)) }
    let contracts = venues.map { SimulatedContract(symbol: options.symbol, on: $0) }
    let marketVolume = contracts.reduce(0) { $0 + $1.normalVolume }
    exchanges = zip(venues, contracts).map { venue, contract in
      // A venue's traders are the same whichever others stand beside it.
      let place = UInt64(Venue.allCases.firstIndex(of: venue.venue) ?? 0)
      return SimulatedExchange(
        options, contract: contract, mix: options.mix.multiplied(by: venue.mix),
        marketVolume: marketVolume, seeds: place == 0 ? seeded : seeded.fork(1_000 + place))
    }
    for _ in 0..<options.extent.warmUpDays { _ = runDay() }
  }

  /// Simulates the next day on all exchanges, in their order.
  mutating func runDay() -> [SimulatedDay] {
    let days = exchanges.indices.map { exchanges[$0].beginDay() }
    for _ in 0..<SimulationClock.stepsPerDay {
      for index in exchanges.indices {
        exchanges[index].beginStep(following: index == 0 ? nil : exchanges[0].prices)
      }
      let flow = exchanges.reduce(0) { $0 + $1.netOrders }
      for index in exchanges.indices { exchanges[index].endStep(marketFlow: flow) }
    }
    return zip(exchanges, days).map { $0.endDay($1) }
  }
}
