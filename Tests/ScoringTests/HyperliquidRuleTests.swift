import Liquidation
import Market
import Testing

/// Hyperliquid's rule against the liquidation prices that the venue itself gave for real wallets.
@Suite("Hyperliquid's rule", .enabled(if: TruthWallets.areThere))
struct HyperliquidRuleTests {
  /// How many recorded prices are met to within a tenth of a per cent if the account held nothing
  /// else, at a maintenance rate.
  private static func met(_ positions: [TruthWallets.Position], rate: Double) throws -> Int {
    let table = try MarginTierTable(tiers: [
      MarginTier(
        floor: 0, maintenanceMarginRate: rate, maintenanceAmount: 0, maximumLeverage: 40)
    ])
    return positions.count { position in
      let price = LiquidationPrice.hyperliquid(
        position.side, mark: Price(position.mark), quantity: Base(position.size),
        accountValue: USD(position.account), tiers: table)
      guard let price, let recorded = position.liquidation else { return false }
      return abs(price.value / recorded - 1) < 0.001
    }
  }

  @Test("of all maintenance rates the documented 1.25 % meets most recorded liquidation prices")
  func rate() throws {
    let positions = try TruthWallets().positions.filter { $0.liquidation != nil }
    // Most accounts hold other positions too and cannot be met by any rate.
    let rates = [0.0001, 0.005, 0.01, 0.0125, 0.015, 0.02, 0.025]
    let met = try rates.map { try Self.met(positions, rate: $0) }
    print("of \(positions.count) prices met to 0.1 %, by rate:", zip(rates, met).map { ($0, $1) })
    #expect(met[3] == met.max())
    #expect(met[3] > 150 && met[0] < 30)
  }
}
