import Market
import Testing

@testable import Liquidation

@Suite("Position book")
struct PositionBookTests {
  private func book(
    _ kind: ContractKind = .linear, churn: Double = 0, seedWidth: Double = 0.07,
    hazardExponent: Double = 0
  ) throws -> PositionBook {
    var prior = BookPrior()
    prior.churn = churn
    prior.seedWidth = seedWidth
    prior.hazardExponent = hazardExponent
    return PositionBook(
      instrument: kind == .linear ? Fixtures.linear : Fixtures.inverse,
      margin: try Fixtures.schedule(kind), prior: prior)
  }

  @Test(
    "longs, shorts and open interest are equal after every bar and nothing is negative",
    arguments: [ContractKind.linear, .inverse], [1, 2, 3] as [UInt64])
  func conservation(kind: ContractKind, seed: UInt64) throws {
    var book = try book(kind, churn: 0.12)
    // Of an inverse instrument dollars are what stands still while open interest is unknown.
    var held: Double?
    for bar in Fixtures.wildBars(150, seed: seed) {
      let flows = book.advance(bar, interval: .hour)
      let unit = kind == .linear ? 1 : bar.close.value
      if let given = bar.openInterest { held = given.value * unit }
      #expect(flows.openInterestCarried == (bar.openInterest == nil))
      guard book.start != nil, let held else { continue }
      for side in Side.allCases {
        let cohorts = book.cohorts(side)
        let sum = cohorts.reduce(0) { $0 + $1.quantity.value } * unit
        #expect(abs(sum - held) <= 1e-9 * held, "cells at \(bar.time)")
        #expect(abs(book.quantity(side).value * unit - held) <= 1e-9 * held)
        #expect(cohorts.allSatisfy { $0.quantity.value > 0 && $0.fundingPaid.value.isFinite })
        #expect(flows[side].liquidated.value >= 0 && flows[side].closed.value >= 0)
        #expect(flows[side].opened.value >= 0)
      }
    }
    #expect(held != nil)
  }

  @Test("opened = change + liquidated + closed on each side", arguments: [4, 5] as [UInt64])
  func balance(seed: UInt64) throws {
    var book = try book(churn: 0.12)
    var before = 0.0
    for bar in Fixtures.wildBars(150, seed: seed) {
      let flows = book.advance(bar, interval: .hour)
      let now = book.quantity(.long).value
      if book.start != nil, !flows.seeded {
        for side in Side.allCases {
          let flow = flows[side]
          let change = flow.opened.value - flow.liquidated.value - flow.closed.value
          #expect(abs(change - (now - before)) <= 1e-9 * max(now, before))
        }
      }
      before = now
    }
  }

  @Test("a fall in open interest is removed once", arguments: [0.0, 0.12])
  func fallRemovedOnce(churn: Double) throws {
    var book = try book(churn: churn)
    book.advance(Fixtures.bar(0, open: 50_000), interval: .hour)
    let flows = book.advance(
      Fixtures.bar(1, open: 50_000, low: 47_000, close: 47_500, volume: 100, openInterest: 8_000),
      interval: .hour)
    #expect(flows.long.liquidated.value > 100)
    #expect(flows.long.liquidated.value < 2_000)
    #expect(flows.long.opened.value < 1e-6)
    #expect(abs((flows.long.liquidated + flows.long.closed).value - 2_000) < 1e-6)
    #expect(abs((flows.short.liquidated + flows.short.closed).value - 2_000) < 1e-6)
  }

  @Test("liquidations beyond the fall are opened again by others")
  func liquidatedBeyondFall() throws {
    var book = try book()
    book.advance(Fixtures.bar(0, open: 50_000), interval: .hour)
    let flows = book.advance(
      Fixtures.bar(1, open: 50_000, low: 40_000, close: 41_000, openInterest: 9_999),
      interval: .hour)
    #expect(flows.long.closed == .zero)
    #expect(abs((flows.long.liquidated - flows.long.opened).value - 1) < 1e-6)
  }

  @Test("crossing removes exactly the crossed cells", arguments: Side.allCases)
  func crossing(side: Side) throws {
    var book = try book()
    for index in 0..<20 {
      let price = 50_000 + 100 * Double(index)
      book.advance(
        Fixtures.bar(
          index, open: price, high: price * 1.002, low: price * 0.998,
          openInterest: 10_000 + 200 * Double(index)), interval: .hour)
    }
    let last = 51_900.0
    let edge = side == .long ? last * 0.93 : last * 1.07
    let before = book.cohorts(side)
    let crossed = before.filter { cohort in
      guard let price = cohort.liquidationPrice?.value else { return false }
      return side == .long ? price >= edge : price <= edge
    }
    let amount = crossed.reduce(0) { $0 + $1.quantity.value }
    let dollars = crossed.reduce(0) {
      $0 + $1.quantity.value * ($1.liquidationPrice?.value ?? 0)
    }
    try #require(amount > 0)
    let flows = book.advance(
      Fixtures.bar(
        20, open: last, high: max(last, edge), low: min(last, edge), volume: 0,
        openInterest: 13_800 - amount), interval: .hour)
    #expect(abs(flows[side].liquidated.value - amount) < 1e-9 * amount)
    #expect(abs(flows[side].liquidatedUSD.value - dollars) < 1e-9 * dollars)
    let after = book.cohorts(side)
    #expect(after.count == before.count - crossed.count)
    let kept = before.filter { !crossed.contains($0) }
    for (old, new) in zip(kept, after) {
      #expect(old.entryPrice == new.entryPrice && old.leverage == new.leverage)
      #expect(abs(old.quantity.value - new.quantity.value) <= 1e-9 * old.quantity.value)
    }
  }

  @Test("the mark price liquidates, not the last price")
  func markPrice() throws {
    var book = try book()
    book.advance(Fixtures.bar(0, open: 50_000), interval: .hour)
    var wick = Fixtures.bar(1, open: 50_000, high: 56_000, low: 44_000)
    wick.markLow = Price(49_999.9)
    wick.markHigh = Price(50_000.1)
    var marked = book
    let spared = marked.advance(wick, interval: .hour)
    let struck = book.advance(
      Fixtures.bar(1, open: 50_000, high: 56_000, low: 44_000), interval: .hour)
    for side in Side.allCases {
      #expect(struck[side].liquidated.value > 500)
      #expect(spared[side].liquidated.value < 1)
    }
  }

  @Test("no position stands beyond its liquidation price", arguments: [6, 7] as [UInt64])
  func nothingOnTheWrongSide(seed: UInt64) throws {
    var book = try book(churn: 0.12)
    for bar in Fixtures.wildBars(100, seed: seed) {
      book.advance(bar, interval: .hour)
      for cohort in book.cohorts(.long) {
        if let price = cohort.liquidationPrice { #expect(price <= book.close) }
      }
      for cohort in book.cohorts(.short) {
        if let price = cohort.liquidationPrice { #expect(price >= book.close) }
      }
    }
  }

  @Test("hedged positions outlive any move")
  func hedged() throws {
    var book = try book()
    book.advance(Fixtures.bar(0, open: 50_000), interval: .hour)
    let hedged = book.hedgedQuantity(.long)
    #expect(hedged.value > 500)
    let flows = book.advance(
      Fixtures.bar(1, open: 50_000, low: 1, close: 49_000, openInterest: 10_000), interval: .hour)
    #expect(abs(flows.long.liquidated.value + hedged.value - 10_000) < 1e-6)
    #expect(book.hedgedQuantity(.long) >= hedged)
  }

  @Test("funding paid is quantity times rate times price at each settlement since entry")
  func funding() throws {
    var book = try book()
    book.advance(Fixtures.bar(0, open: 50_000), interval: .hour)
    var paying = Fixtures.bar(1, open: 50_001, openInterest: 10_000)
    paying.fundingRate = 0.0001
    book.advance(paying, interval: .hour)
    // Opened in a bar with a settlement at its start, so without a part in it.
    var second = Fixtures.bar(2, open: 50_002, openInterest: 12_000)
    second.fundingRate = -0.0003
    book.advance(second, interval: .hour)
    var third = Fixtures.bar(3, open: 50_003, openInterest: 12_000)
    third.fundingRate = 0.0002
    book.advance(third, interval: .hour)
    let first = 10_000 * (0.0001 * 50_001 - 0.0003 * 50_002 + 0.0002 * 50_003)
    let expected = first + 2_000 * 0.0002 * 50_003
    for side in Side.allCases {
      let paid = book.cohorts(side).reduce(0) { $0 + $1.fundingPaid.value }
      #expect(abs(paid - side.sign * expected) < 1e-6 * abs(expected))
    }
  }

  @Test("funding of inverse contracts is rate times their dollars")
  func inverseFunding() throws {
    var book = try book(.inverse)
    book.advance(Fixtures.bar(0, open: 50_000, openInterest: 100), interval: .hour)
    // 100 coins at 50,000 are 5,000,000 dollars; the same dollars are 125 coins at 40,000.
    var bar = Fixtures.bar(1, open: 50_000, openInterest: 100)
    bar.fundingRate = 0.0001
    book.advance(bar, interval: .hour)
    let paid = book.cohorts(.long).reduce(0) { $0 + $1.fundingPaid.value }
    #expect(abs(paid - 500) < 1e-6)
  }

  @Test("an inverse book keeps its dollars when only the price moves")
  func inverseCarries() throws {
    var book = try book(.inverse)
    book.advance(Fixtures.bar(0, open: 50_000, openInterest: 100), interval: .hour)
    let flows = book.advance(
      Fixtures.bar(1, open: 50_000, close: 49_900, volume: 0, openInterest: nil), interval: .hour)
    #expect(flows.openInterestCarried && flows.bridged)
    #expect(abs(book.quantity(.long).value - 5_000_000 / 49_900) < 1e-9)
  }

  @Test("missing bars are bridged in one step that says so")
  func gap() throws {
    var book = try book(churn: 0.12)
    var unbroken = book
    for index in 0..<4 {
      book.advance(Fixtures.bar(index, open: 50_000), interval: .hour)
      unbroken.advance(Fixtures.bar(index, open: 50_000), interval: .hour)
    }
    let bridged = book.advance(Fixtures.bar(9, open: 50_500), interval: .hour)
    let usual = unbroken.advance(Fixtures.bar(4, open: 50_500), interval: .hour)
    #expect(bridged.missedIntervals == 5 && bridged.bridged)
    #expect(usual.missedIntervals == 0 && !usual.bridged)
    #expect(bridged.long.closed.value > 4 * usual.long.closed.value)
    #expect(bridged.long.closed.value < 6.5 * usual.long.closed.value)
  }

  @Test("the last known open interest is carried on and flagged")
  func unknownOpenInterest() throws {
    var book = try book(churn: 0.12)
    #expect(book.advance(Fixtures.bar(0, open: 50_000, openInterest: nil), interval: .hour).bridged)
    #expect(book.start == nil && book.quantity(.long) == .zero)
    #expect(book.advance(Fixtures.bar(1, open: 50_000), interval: .hour).seeded)
    let flows = book.advance(
      Fixtures.bar(2, open: 50_000, openInterest: nil), interval: .hour)
    #expect(flows.openInterestCarried && flows.bridged)
    #expect(abs(book.quantity(.short).value - 10_000) < 1e-6)
  }

  @Test("an impossible bar leaves the book as it was and says so")
  func impossibleBars() throws {
    var book = try book(churn: 0.12)
    book.advance(Fixtures.bar(5, open: 50_000), interval: .hour)
    let before = book.cohorts(.long)
    var wrong = [
      Fixtures.bar(6, open: .nan), Fixtures.bar(6, open: 0), Fixtures.bar(6, open: -1),
      Fixtures.bar(6, open: .infinity), Fixtures.bar(6, open: 50_000, high: 49_000),
      Fixtures.bar(6, open: 50_000, low: 50_001), Fixtures.bar(3, open: 50_000),
    ]
    wrong[0].close = Price(50_000)
    for path in [\Bar.open, \.high, \.low, \.close] {
      var bar = Fixtures.bar(6, open: 50_000)
      bar[keyPath: path] = Price(.nan)
      wrong.append(bar)
    }
    for path in [\Bar.markHigh, \.markLow] {
      var bar = Fixtures.bar(6, open: 50_000)
      bar[keyPath: path] = Price(.nan)
      wrong.append(bar)
    }
    for bar in wrong {
      #expect(book.advance(bar, interval: .hour).ignored)
    }
    #expect(
      book.advance(Fixtures.bar(6, open: 50_000), interval: TimeSpan(milliseconds: 0)).ignored)
    #expect(book.cohorts(.long) == before)
  }

  @Test("what was there at the start loses its share as positions change hands")
  func seededShare() throws {
    var book = try book(churn: 0.12)
    book.advance(Fixtures.bar(0, open: 50_000), interval: .hour)
    #expect(book.seededShare(.long) > 0.999999)
    var last = 1.0
    for index in 1..<30 {
      book.advance(Fixtures.bar(index, open: 50_000), interval: .hour)
      let share = book.seededShare(.long)
      #expect(share < last)
      last = share
    }
    #expect(last > 0.5 && last < 0.9)
  }

  @Test("what churn has all but dissolved is forgotten, and open interest stays whole")
  func dust() throws {
    var book = try book(churn: 0.5)
    book.advance(Fixtures.bar(0, open: 50_000), interval: .hour)
    let seededBins = book.occupiedBins
    for index in 1...1_100 {
      book.advance(Fixtures.bar(index, open: 60_000, volume: 2_000), interval: .hour)
    }
    #expect(seededBins > 100 && book.occupiedBins < 5)
    #expect(book.seededShare(.long) < 1e-15)
    let oldest = try #require(book.oldestEntry)
    #expect(oldest > Fixtures.start + .hours(1_000))
    for side in Side.allCases {
      let sum = book.cohorts(side).reduce(0) { $0 + $1.quantity.value }
      #expect(abs(sum - 10_000) < 1e-5)
    }
  }

  @Test("takers are more levered than makers")
  func takerTilt() throws {
    func leveredLongs(takerBuyShare: Double) throws -> Double {
      var book = try book()
      book.advance(Fixtures.bar(0, open: 50_000, openInterest: 1), interval: .hour)
      var bar = Fixtures.bar(1, open: 50_000, openInterest: 10_000)
      bar.takerBuyVolume = bar.volume * takerBuyShare
      book.advance(bar, interval: .hour)
      return book.cohorts(.long).reduce(0) { $0 + ($1.leverage > 10 ? $1.quantity.value : 0) }
    }
    #expect(try leveredLongs(takerBuyShare: 1) > 1.2 * leveredLongs(takerBuyShare: 0))
  }

  @Test("closing in proportion to hazard takes more of the highly levered")
  func hazards() throws {
    var book = try book(hazardExponent: 0.5)
    book.advance(Fixtures.bar(0, open: 50_000), interval: .hour)
    func held(_ levered: Bool) -> Double {
      book.cohorts(.short).reduce(0) {
        $0 + (($1.leverage > 10) == levered ? $1.quantity.value : 0)
      }
    }
    let before = (held(true), held(false))
    book.advance(Fixtures.bar(1, open: 50_000, openInterest: 9_000), interval: .hour)
    #expect(held(true) / before.0 < held(false) / before.1)
    #expect(held(true) > 0)
  }

  @Test("prices that span many orders of magnitude are survived")
  func vastRange() throws {
    var book = try book(churn: 0.12)
    for (index, price) in [50_000, 1e-6, 1e9, 0.3, 50_000].enumerated() {
      book.advance(
        Fixtures.bar(index, open: price, openInterest: 10_000 + Double(index)), interval: .hour)
      for side in Side.allCases {
        let sum = book.cohorts(side).reduce(0) { $0 + $1.quantity.value }
        #expect(abs(sum / (10_000 + Double(index)) - 1) < 1e-9)
      }
    }
    #expect(book.store.bins <= CohortStore.maximumBins)
  }
}
