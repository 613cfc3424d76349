import Market
import Testing

@testable import Simulation

@Suite("Liquidation prices of the truth")
struct LiquidationTruthTests {
  @Test("each obeys the venue's rule at the tier of its own notional")
  func venueRule() throws {
    let options = try SmallMarket.options()
    let table = SimulatedContract(symbol: options.symbol).marginSchedule.table(on: options.start)
    var checked = 0
    for close in try SmallMarket.plain.get() {
      for position in close.positions where !position.isHedged {
        let expected = liquidationPrice(position, table: table)
        if let found = position.liquidationPrice?.value {
          let solution = try #require(expected)
          #expect(abs(found - solution) <= 1e-9 * solution)
          checked += 1
        } else {
          #expect(expected == nil)
        }
      }
    }
    #expect(checked > 300)
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

  /// The rule worked out anew: the tier is iterated from that of the entry until it is stable.
  private func liquidationPrice(_ position: SimulatedPosition, table: MarginTierTable) -> Double? {
    let s = position.side.sign
    let q = position.quantity.value
    var tier = table.tier(notional: q * position.entryPrice.value)
    var price = 0.0
    for _ in 0..<40 {
      price =
        (position.wallet.value + tier.maintenanceAmount - s * q * position.entryPrice.value)
        / (q * tier.maintenanceMarginRate - s * q)
      let next = table.tier(notional: q * max(0, price))
      if next == tier { break }
      tier = next
    }
    return price > 0 ? price : nil
  }
}
