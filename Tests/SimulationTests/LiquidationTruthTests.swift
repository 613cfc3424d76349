import Market
import Testing

@testable import Simulation

@Suite("Liquidation prices of the truth")
struct LiquidationTruthTests {
  @Test("each is where the margin is used up by its own venue's rule", arguments: 0..<5)
  func venueRule(index: Int) throws {
    let venue = SimulatedVenue.all[index]
    let contract = SimulatedContract(symbol: "BTCUSDT", on: venue)
    #expect(contract.instrument.venue == venue.venue)
    let table = contract.marginSchedule.table(on: SimulationOptions.defaultStart)
    var checked = 0
    for close in try SmallMarket.everywhere.get()[index] {
      for position in close.positions {
        guard let price = position.liquidationPrice?.value else { continue }
        let notional = position.quantity.value * price
        let equity =
          position.wallet.value
          + position.side.sign * (notional - position.quantity.value * position.entryPrice.value)
        let needed = maintenance(position, at: price, venue.venue, table)
        #expect(abs(equity - needed) <= 1e-9 * notional)
        checked += 1
      }
    }
    #expect(checked > 30)
  }

  @Test("each lies on the losing side of the mark price")
  func rightSide() throws {
    for close in try SmallMarket.plain.get() {
      for position in close.positions {
        guard let price = position.liquidationPrice else { continue }
        #expect(position.side == .long ? price < close.mark : price > close.mark)
      }
    }
  }

  @Test("none was crossed by a bar's mark price since it has been what it is")
  func notCrossed() throws {
    let closes = try SmallMarket.levered.get()
    let bars = closes.flatMap(\.day.bars)
    var compared = 0
    var crossed = 0
    for close in closes {
      // Liquidation prices in the units of the bars' mark prices.
      let standing = bars.filter { $0.time < close.day.day.close }.map { ($0.time, $0.mark) }
      for position in close.positions {
        guard let price = position.liquidationPrice.map({ $0.value * 1_000 }) else { continue }
        // The bar in which it changed may have crossed it before.
        for (time, mark) in standing where time > position.settled {
          compared += 1
          let isCrossed =
            position.side == .long ? Double(mark.low) <= price : Double(mark.high) >= price
          if isCrossed { crossed += 1 }
        }
      }
    }
    #expect(crossed == 0)
    #expect(compared > 1_000)
  }

  @Test("hedged positions have none")
  func hedged() throws {
    let closes = try SmallMarket.plain.get()
    let hedged = closes.flatMap(\.positions).filter(\.isHedged)
    #expect(!hedged.isEmpty)
    #expect(hedged.allSatisfy { $0.liquidationPrice == nil && $0.marginMode == .cross })
  }

  /// US dollars that the venue asks for at a mark price, by its documentation.
  private func maintenance(
    _ position: SimulatedPosition, at price: Double, _ venue: Venue, _ table: MarginTierTable
  ) -> Double {
    let quantity = position.quantity.value
    func tiered(_ notional: Double) -> Double {
      let tier = table.tier(notional: notional)
      return notional * tier.maintenanceMarginRate - tier.maintenanceAmount
    }
    switch (venue, position.marginMode) {
    case (.binance, _), (.hyperliquid, _), (.bybit, .cross): return tiered(quantity * price)
    // Fixed at entry.
    case (.bybit, .isolated): return tiered(quantity * position.entryPrice.value)
    // By size, of the whole position, and the fee for closing it.
    case (.okx, _):
      return quantity * price * (table.tier(notional: quantity).maintenanceMarginRate + 0.0005)
    // Assumed.
    case (.bitfinex, _): return quantity * position.entryPrice.value * 0.005
    }
  }

  @Test("a venue's traders set no more leverage than it allows for the size")
  func leverage() throws {
    for (index, closes) in try SmallMarket.everywhere.get().enumerated() {
      let contract = SimulatedContract(symbol: "BTCUSDT", on: SimulatedVenue.all[index])
      let rule = contract.marginRule(on: SimulationOptions.defaultStart)
      let highest = rule.table.tiers[0].maximumLeverage
      #expect(closes.flatMap(\.positions).allSatisfy { Double($0.leverage) <= highest })
      // Bitfinex's table, an assumption, has one tier.
      let isTiered = rule.table.tiers.count > 1
      let coins = 4_000.0
      #expect((rule.highestLeverage(notional: coins * 50_000, price: 50_000) < highest) == isTiered)
    }
  }
}
