import Liquidation
import Market
import Testing

@Suite("Liquidation price")
struct LiquidationPriceTests {
  struct LinearCase: Sendable {
    var name: String
    var side: Side
    var entry: Double
    var quantity: Double
    var wallet: Double
    var rate: Double
    var amount: Double
    var cross: (maintenance: Double, unrealised: Double)?
    var expected: Double
  }

  static let linearCases = [
    LinearCase(
      name: "isolated ETH", side: .long, entry: 1456.84, quantity: 3683.979, wallet: 1_535_443.01,
      rate: 0.10, amount: 135_365, expected: 1114.7849637),
    LinearCase(
      name: "isolated BTC", side: .long, entry: 32481.98, quantity: 109.488, wallet: 1_535_443.01,
      rate: 0.025, amount: 16_300, expected: 18778.7259322),
    LinearCase(
      name: "cross ETH", side: .long, entry: 1456.84, quantity: 3683.979, wallet: 1_535_443.01,
      rate: 0.10, amount: 135_365, cross: (71_200.81144, -56_354.57), expected: 1153.2564647),
    LinearCase(
      name: "cross BTC", side: .long, entry: 32481.98, quantity: 109.488, wallet: 1_535_443.01,
      rate: 0.025, amount: 16_300, cross: (356_512.508, -448_192.89), expected: 26316.8933089),
    LinearCase(
      name: "5x short", side: .short, entry: 10, quantity: 1, wallet: 2, rate: 0.01, amount: 0.01,
      expected: 11.8910891),
    LinearCase(
      name: "5x long", side: .long, entry: 10, quantity: 1, wallet: 2, rate: 0.01, amount: 0.01,
      expected: 8.0707071),
  ]

  @Test("the venue's own examples come out", arguments: linearCases)
  func linearVectors(_ test: LinearCase) throws {
    let tier = MarginTier(
      floor: 0, maintenanceMarginRate: test.rate, maintenanceAmount: test.amount,
      maximumLeverage: 125)
    let price = LiquidationPrice.binanceLinear(
      test.side, entry: Price(test.entry), quantity: Base(test.quantity),
      walletBalance: USD(test.wallet), tier: tier,
      cross: test.cross.map {
        LiquidationPrice.CrossAccount(
          otherMaintenance: USD($0.maintenance), otherUnrealised: USD($0.unrealised))
      })
    #expect(abs(try #require(price).value - test.expected) < 1e-7 * test.expected)
  }

  @Test("inverse examples come out", arguments: [(Side.long, 45681.818), (.short, 55277.778)])
  func inverseVectors(side: Side, expected: Double) throws {
    let tier = MarginTier(
      floor: 0, maintenanceMarginRate: 0.005, maintenanceAmount: 0, maximumLeverage: 125)
    let price = LiquidationPrice.binanceInverse(
      side, entry: Price(50_000), contracts: USD(60_000), walletBalance: Base(0.12), tier: tier)
    #expect(abs(try #require(price).value - expected) < 1e-3)
  }

  @Test(
    "distances at a maintenance rate of 0.4 %",
    arguments: [
      (10.0, -0.09639, 0.09562), (25, -0.03614, 0.03586), (50, -0.01606, 0.01594),
      (100, -0.00602, 0.00598),
    ])
  func distances(leverage: Double, long: Double, short: Double) throws {
    let tiers = try Fixtures.dollarTiers()
    for (side, expected) in [(Side.long, long), (.short, short)] {
      let price = LiquidationPrice.binanceLinear(
        side, entry: Price(100), quantity: Base(1), walletBalance: USD(100 / leverage),
        tiers: tiers)
      #expect(abs(try #require(price).value / 100 - 1 - expected) < 1e-5)
    }
  }

  @Test("the tier is the one at the liquidation notional", arguments: Side.allCases)
  func tierAtLiquidation(side: Side) throws {
    let tiers = try Fixtures.dollarTiers()
    var random = SeededGenerator(seed: 11)
    for _ in 0..<500 {
      let entry = Price(10 + 1e5 * random.uniform())
      let notional = 1e3 * pow10(random.uniform() * 5.3)
      let quantity = USD(notional) / entry
      let wallet = USD(notional / (1 + 15 * random.uniform()))
      guard
        let price = LiquidationPrice.binanceLinear(
          side, entry: entry, quantity: quantity, walletBalance: wallet, tiers: tiers)
      else {
        // Only a long whose margin covers a fall to zero.
        #expect(side == .long && wallet.value >= notional * 0.999)
        continue
      }
      let tier = tiers.tier(notional: (quantity * price).value)
      let surplus =
        wallet.value + side.sign * quantity.value * (price - entry).value
        - ((quantity * price).value * tier.maintenanceMarginRate - tier.maintenanceAmount)
      #expect(abs(surplus) < 1e-6 * notional)
    }
  }

  @Test(
    "a tiered inverse position is liquidated where its margin is used up", arguments: Side.allCases)
  func inverseTiers(side: Side) throws {
    let tiers = try Fixtures.coinTiers()
    for contracts in [1e4, 1e5, 1e6, 5e6, 2e7] {
      let entry = Price(50_000)
      let wallet = Base(contracts / 50_000 / 8)
      let found = LiquidationPrice.binanceInverse(
        side, entry: entry, contracts: USD(contracts), walletBalance: wallet, tiers: tiers)
      let price = try #require(found)
      let coins = contracts / price.value
      let tier = tiers.tier(notional: coins)
      let surplus =
        wallet.value + side.sign * (contracts / entry.value - coins)
        - (coins * tier.maintenanceMarginRate - tier.maintenanceAmount)
      #expect(abs(surplus) < 1e-9 * coins)
    }
  }

  @Test("a fully paid long cannot be liquidated, nor can an impossible one")
  func none() throws {
    let tiers = try Fixtures.dollarTiers()
    for (quantity, wallet) in [(1.0, 100.0), (1, 1_000), (0, 10), (-1, 10), (1, .nan)] {
      #expect(
        LiquidationPrice.binanceLinear(
          .long, entry: Price(100), quantity: Base(quantity), walletBalance: USD(wallet),
          tiers: tiers) == nil)
    }
    #expect(
      LiquidationPrice.binanceInverse(
        .short, entry: Price(100), contracts: USD(100), walletBalance: Base(1),
        tiers: try Fixtures.coinTiers()) == nil)
  }

  private func pow10(_ exponent: Double) -> Double {
    var result = 1.0
    for _ in 0..<Int(exponent) { result *= 10 }
    return result * (1 + 9 * (exponent - exponent.rounded(.down)))
  }
}
