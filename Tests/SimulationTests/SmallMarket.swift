import Market

@testable import Simulation

/// Markets that are quick to run without optimisation: fewer traders, a short warm-up.
enum SmallMarket {
  static func options(
    days: Int = 3, seed: UInt64 = 7, symbol: String = "BTCUSDT", mix: TraderMix = TraderMix(),
    warmUpDays: Int = 1
  ) throws -> SimulationOptions {
    var options = try SimulationOptions(symbol: symbol, days: days, seed: seed, mix: mix)
    options.extent = SimulationOptions.Extent(warmUpDays: warmUpDays, traders: 0.06)
    return options
  }

  /// A close of a market: the day, every position open at its end, the mark price.
  struct Close {
    var day: SimulatedDay
    var positions: [SimulatedPosition]
    var mark: Price
  }

  /// The market of the default options, run once for all tests that only look at it.
  static let plain = Result { closes(try options()) }
  /// Five venues, with the options of `levered`.
  static let everywhere = Result {
    closes(try options(mix: TraderMix(leverage: 3)), venues: SimulatedVenue.all)
  }
  /// One of high leverage, in which much is liquidated.
  static let levered = Result { closes(try options(mix: TraderMix(leverage: 3))) }

  static func closes(_ options: SimulationOptions) -> [Close] {
    closes(options, venues: [.binance]).flatMap { $0 }
  }

  /// The closes of each venue.
  static func closes(_ options: SimulationOptions, venues: [SimulatedVenue]) -> [[Close]] {
    var market = LinkedExchanges(options, venues: venues)
    var closes = venues.map { _ in [Close]() }
    for _ in 0..<options.days {
      for (index, day) in market.runDay().enumerated() {
        let exchange = market.exchanges[index]
        closes[index].append(
          Close(day: day, positions: exchange.openPositions, mark: exchange.markPrice))
      }
    }
    return closes
  }
}
