import Market
import Testing

@testable import Liquidation

enum Fixtures {
  static let linear = Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear)
  static let inverse = Instrument(venue: .binance, symbol: "BTCUSD_PERP", kind: .inverse)
  static let start = Timestamp(milliseconds: 1_704_067_200_000)  // 2024-01-01

  /// A table in dollars like that of a liquid coin, its maintenance amounts by the venue's identity.
  static func dollarTiers() throws -> MarginTierTable {
    try tiers(floors: [0, 50_000, 600_000, 3_000_000, 12_000_000, 70_000_000])
  }

  /// The same in coins at a price of 50,000.
  static func coinTiers() throws -> MarginTierTable {
    try tiers(floors: [0, 1, 12, 60, 240, 1_400])
  }

  private static func tiers(floors: [Double]) throws -> MarginTierTable {
    let rates = [0.004, 0.005, 0.0065, 0.01, 0.02, 0.025]
    let leverages = [125.0, 100, 75, 50, 25, 20]
    var amount = 0.0
    var tiers: [MarginTier] = []
    for index in floors.indices {
      if index > 0 { amount += floors[index] * (rates[index] - rates[index - 1]) }
      tiers.append(
        MarginTier(
          floor: floors[index], maintenanceMarginRate: rates[index], maintenanceAmount: amount,
          maximumLeverage: leverages[index]))
    }
    return try MarginTierTable(tiers: tiers)
  }

  static func schedule(_ kind: ContractKind = .linear) throws -> MarginSchedule {
    let table = try kind == .linear ? dollarTiers() : coinTiers()
    let schedule = MarginSchedule([(from: start.day, table: table)])
    return try #require(schedule)
  }

  static func bar(
    _ index: Int, open: Double, high: Double? = nil, low: Double? = nil, close: Double? = nil,
    volume: Double = 1_000, openInterest: Double? = 10_000
  ) -> Bar {
    let close = close ?? open
    return Bar(
      time: start + .hours(Int64(index)), open: Price(open),
      high: Price(high ?? max(open, close)), low: Price(low ?? min(open, close)),
      close: Price(close), volume: Base(volume), openInterest: openInterest.map { Base($0) })
  }

  /// A random walk with gaps, crashes, bars without open interest, and open interest that now and
  /// then all but vanishes.
  static func wildBars(_ count: Int, seed: UInt64) -> [Bar] {
    var random = SeededGenerator(seed: seed)
    var price = 50_000.0
    var held = 20_000.0
    var hour = 0
    return (0..<count).map { _ in
      let open = price
      let crash = random.uniform() < 0.02
      let move = (random.uniform() - 0.5) * (crash ? 0.5 : 0.02)
      price *= 1 + move
      let high = max(open, price) * (1 + 0.005 * random.uniform())
      let low = min(open, price) * (1 - 0.005 * random.uniform())
      held *= 0.95 + 0.1 * random.uniform()
      let shock = random.uniform()
      if shock < 0.01 { held = 0 } else if shock < 0.02 { held *= 1e-9 }
      if held < 1, random.uniform() < 0.3 { held = 20_000 }
      var bar = Fixtures.bar(
        hour, open: open, high: high, low: low, close: price,
        volume: held * random.uniform(), openInterest: random.uniform() < 0.05 ? nil : held)
      bar.takerBuyVolume = bar.volume * random.uniform()
      if hour % 8 == 0 { bar.fundingRate = (random.uniform() - 0.4) * 0.001 }
      hour += random.uniform() < 0.03 ? 1 + Int(random.next() % 30) : 1
      return bar
    }
  }
}
