import Market
import Testing

@testable import Liquidation

@Suite("Liquidation price by venue")
struct VenueLiquidationTests {
  static func flat(_ rate: Double, _ rule: MarginTierTable.Rule = .marginal) throws
    -> MarginTierTable
  {
    try MarginTierTable(
      tiers: [
        MarginTier(
          floor: 0, maintenanceMarginRate: rate, maintenanceAmount: 0, maximumLeverage: 125)
      ], rule: rule)
  }

  @Test(
    "further examples of Binance come out",
    arguments: [
      (Side.long, 10.0, 1.0, 10.0 / 3, 6.7239057), (.short, 10, 1, 10.0 / 3, 13.2112211),
      (.long, 8, 1, 1.6, 6.4545455), (.long, 10, 0.6, 1.2, 8.0639731),
    ])
  func binance(
    side: Side, entry: Double, quantity: Double, wallet: Double, expected: Double
  ) throws {
    let tier = MarginTier(
      floor: 0, maintenanceMarginRate: 0.01, maintenanceAmount: 0.01, maximumLeverage: 125)
    let price = LiquidationPrice.binanceLinear(
      side, entry: Price(entry), quantity: Base(quantity), walletBalance: USD(wallet), tier: tier)
    #expect(abs(try #require(price).value - expected) < 6e-8)
  }

  @Test(
    "Bybit's linear examples come out",
    arguments: [
      (Side.long, 20_000.0, 50.0, 0.005, 19_700.0), (.long, 10, 3, 0.01, 6.7666667),
      (.long, 10, 5, 0.01, 8.1), (.long, 10, 10, 0.01, 9.1), (.short, 10, 3, 0.01, 13.2333333),
      (.short, 10, 5, 0.01, 11.9), (.short, 10, 10, 0.01, 10.9),
    ])
  func bybit(
    side: Side, entry: Double, leverage: Double, rate: Double, expected: Double
  ) throws {
    let price = LiquidationPrice.bybitLinear(
      side, entry: Price(entry), quantity: Base(1), margin: USD(entry / leverage),
      tiers: try Self.flat(rate))
    #expect(abs(try #require(price).value - expected) < 6e-8)
  }

  @Test("Bybit takes the tier at the entry value, and added margin moves the price by its share")
  func bybitTier() throws {
    let tiers = try Fixtures.dollarTiers()
    // 60 at 10,000: 0.65 % and 950 of deduction from exactly 600,000 on, 0.5 % and 50 just below.
    let at = LiquidationPrice.bybitLinear(
      .long, entry: Price(10_000), quantity: Base(60), margin: USD(60_000), tiers: tiers)
    #expect(abs(try #require(at).value - (10_000 - (60_000 - (3_900 - 950)) / 60)) < 1e-9)
    let more = LiquidationPrice.bybitLinear(
      .long, entry: Price(10_000), quantity: Base(60), margin: USD(66_000), tiers: tiers)
    #expect(abs(try #require(more).value - (try #require(at).value - 100)) < 1e-9)
  }

  @Test(
    "Bybit's newer inverse formula gives its examples",
    arguments: [(Side.long, 45_681.82), (.short, 55_277.78)])
  func bybitInverse(side: Side, expected: Double) throws {
    let price = LiquidationPrice.bybitInverse(
      side, entry: Price(50_000), contracts: USD(60_000), margin: Base(0.12),
      tiers: try Self.flat(0.005))
    #expect(abs(try #require(price).value - expected) < 0.005)
  }

  @Test(
    "OKX's linear examples come out",
    arguments: [
      (Side.long, 5.0, 8.0857085), (.long, 3, 6.7380904), (.short, 5, 11.8741342),
      (.short, 3, 13.1934824),
    ])
  func okx(side: Side, leverage: Double, expected: Double) throws {
    let price = LiquidationPrice.okxLinear(
      side, entry: Price(10), quantity: Base(1), margin: USD(10 / leverage), takerFee: 0.0006,
      tiers: try Self.flat(0.01, .wholePosition))
    #expect(abs(try #require(price).value - expected) < 6e-8)
  }

  @Test("OKX's rate holds for the whole position, by its size alone", arguments: Side.allCases)
  func okxTier(side: Side) throws {
    let tiers = MarginSchedule.builtIn(
      for: Instrument(venue: .okx, symbol: "BTC-USDT-SWAP", kind: .linear)
    ).tables[0].table
    for (quantity, rate) in [(10.0, 0.004), (11, 0.005), (19_500, 0.4875)] {
      for entry in [1_000.0, 100_000] {
        let found = LiquidationPrice.okxLinear(
          side, entry: Price(entry), quantity: Base(quantity), margin: USD(quantity * entry),
          takerFee: 0, tiers: tiers)
        let expected = entry * (1 - side.sign) / (1 - side.sign * rate)
        #expect(side == .long ? found == nil : abs((found?.value ?? 0) / expected - 1) < 1e-12)
      }
    }
  }

  @Test(
    "OKX's inverse margin ratio is 100 % at the liquidation price", arguments: Side.allCases)
  func okxInverse(side: Side) throws {
    let rate = 0.01
    let found = LiquidationPrice.okxInverse(
      side, entry: Price(50_000), contracts: USD(60_000), margin: Base(0.12),
      tiers: try Self.flat(rate, .wholePosition))
    let price = try #require(found)
    let equity = 0.12 + side.sign * 60_000 * (1 / 50_000 - 1 / price.value)
    #expect(abs(equity - 60_000 / price.value * rate) < 1e-12)
  }

  @Test(
    "Hyperliquid's example comes out",
    arguments: [(Side.long, 91_139.2405), (.short, 108_641.9753)]
  )
  func hyperliquid(side: Side, expected: Double) throws {
    let tiers = MarginSchedule.builtIn(
      for: Instrument(venue: .hyperliquid, symbol: "BTC", kind: .linear)
    ).tables[0].table
    let price = LiquidationPrice.hyperliquid(
      side, mark: Price(100_000), quantity: Base(1), accountValue: USD(10_000), tiers: tiers)
    #expect(abs(try #require(price).value - expected) < 6e-5)
  }

  @Test("a cross account on Hyperliquid is liquidated where its value is its maintenance margin")
  func hyperliquidCross() throws {
    let tiers = MarginSchedule.builtIn(
      for: Instrument(venue: .hyperliquid, symbol: "BTC", kind: .linear)
    ).tables[0].table
    for side in Side.allCases {
      let quantity = Base(3_000)
      let found = LiquidationPrice.hyperliquid(
        side, mark: Price(80_000), quantity: quantity, accountValue: USD(60e6),
        otherMaintenance: USD(5e6), tiers: tiers)
      let price = try #require(found)
      let notional = (quantity * price).value
      let tier = tiers.tier(notional: notional)
      let value = 60e6 + side.sign * quantity.value * (price.value - 80_000)
      let maintenance = notional * tier.maintenanceMarginRate - tier.maintenanceAmount + 5e6
      #expect(abs(value - maintenance) < 1e-3)
      #expect(tier.maximumLeverage == 20)
    }
  }

  @Test("Bitfinex's is assumed, and only Bitfinex's")
  func bitfinex() throws {
    let long = LiquidationPrice.bitfinexAssumed(.long, entry: Price(100), leverage: 10, rate: 0.005)
    let short = LiquidationPrice.bitfinexAssumed(
      .short, entry: Price(100), leverage: 10, rate: 0.005)
    #expect(abs(try #require(long).value - 90.5) < 1e-12)
    #expect(abs(try #require(short).value - 109.5) < 1e-12)
    #expect(Venue.allCases.filter(LiquidationPrice.isAssumed(on:)) == [.bitfinex])
  }

  static let instruments = Venue.allCases.flatMap { venue in
    ContractKind.allCases.map { Instrument(venue: venue, symbol: "ETH", kind: $0) }
  }

  @Test(
    "a book's buckets stand where the venue's own rule puts them",
    arguments: [
      (Venue.binance, "BTCUSDT", ContractKind.linear, 0.9 / 0.996),
      (.binance, "BTCUSD_PERP", .inverse, 1.004 / 1.1), (.bybit, "BTCUSDT", .linear, 0.905),
      (.bybit, "BTCUSD", .inverse, 1.005 / 1.1), (.okx, "BTC-USDT-SWAP", .linear, 0.9 / 0.9955),
      (.okx, "BTC-USD-SWAP", .inverse, 1.004 / 1.1),
      (.hyperliquid, "BTC", .linear, 0.9 / 0.9875), (.bitfinex, "tBTCF0:USTF0", .linear, 0.905),
    ])
  func buckets(venue: Venue, symbol: String, kind: ContractKind, expected: Double) throws {
    let instrument = Instrument(venue: venue, symbol: symbol, kind: kind)
    let margin = BucketMargin(
      side: .long, leverage: 10, size: 20_000, instrument: instrument,
      tiers: MarginSchedule.builtIn(for: instrument).table(on: Fixtures.start.day),
      price: Price(60_000), grid: LogPriceGrid())
    #expect(abs(try #require(margin.ratio) - expected) < 1e-12)
  }

  @Test("a position larger than its leverage permits is brought down, in the table's own unit")
  func permitted() throws {
    // OKX permits 100x up to 10 BTC, which its table says in coins.
    let okx = Instrument(venue: .okx, symbol: "BTC-USDT-SWAP", kind: .linear)
    let margin = BucketMargin(
      side: .long, leverage: 100, size: 50e6, instrument: okx,
      tiers: MarginSchedule.builtIn(for: okx).table(on: Fixtures.start.day), price: Price(60_000),
      grid: LogPriceGrid())
    #expect(abs(try #require(margin.ratio) - 0.99 / 0.9955) < 1e-9)
  }

  @Test(
    "on every venue a price is on the losing side, nearer at higher leverage, scales with the entry",
    arguments: instruments, Side.allCases)
  func everyVenue(instrument: Instrument, side: Side) throws {
    let rule: MarginTierTable.Rule = instrument.venue == .okx ? .wholePosition : .marginal
    let tiers = try Self.flat(0.005, rule)
    var last = Double.infinity
    for leverage in [1.5, 3, 10, 25, 50, 100] {
      func ratio(entry: Double) throws -> Double {
        let found = LiquidationPrice.isolated(
          side, of: instrument, entry: Price(entry), notional: USD(10_000), leverage: leverage,
          tiers: tiers)
        return try #require(found).value / entry
      }
      let low = try ratio(entry: 100)
      let high = try ratio(entry: 70_000)
      let distance = side.sign * (1 - low)
      #expect(distance > 0 && distance < last)
      #expect(abs(high - low) < 1e-12)
      last = distance
    }
  }

  @Test("what no price liquidates, or is no position, has none", arguments: instruments)
  func none(instrument: Instrument) throws {
    let rule: MarginTierTable.Rule = instrument.venue == .okx ? .wholePosition : .marginal
    let tiers = try Self.flat(0.005, rule)
    let safe: Side = instrument.kind == .linear || instrument.venue == .bitfinex ? .long : .short
    for (notional, leverage) in [(10_000.0, 0.5), (0, 10), (-10, 10), (.nan, 10), (10_000, .nan)] {
      let found = LiquidationPrice.isolated(
        safe, of: instrument, entry: Price(100), notional: USD(notional), leverage: leverage,
        tiers: tiers)
      // Bitfinex's ratio does not depend on the size.
      let ratioOnly = instrument.venue == .bitfinex && leverage == 10
      #expect(ratioOnly || found == nil)
    }
  }
}
