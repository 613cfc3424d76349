import Market
import Testing

@testable import Liquidation

@Suite("Measured positions in the map")
struct MeasuredPoolsTests {
  private let openInterest = Base(10_000)

  private func profile() throws -> LiquidationProfile {
    var ensemble = BookEnsemble(
      instrument: Fixtures.linear, margin: try Fixtures.schedule(), members: 4, seed: 1)
    ensemble.advance(
      (0..<60).map { index in
        Fixtures.bar(index, open: 50_000 + 100 * Double(index % 7), openInterest: 10_000)
      }, interval: .hour)
    return ensemble.profile()
  }

  private func position(
    _ side: Side, _ quantity: Double, at liquidation: Double?
  ) -> MeasuredPosition {
    MeasuredPosition(
      side: side, quantity: Base(quantity), entryPrice: Price(50_000),
      liquidationPrice: liquidation.map { Price($0) }, leverage: 20, marginMode: .cross)
  }

  private func total(_ profile: LiquidationProfile, _ side: Side) -> Double {
    LeverageBand.allCases.reduce(0) { $0 + profile.total(side, $1).value }
  }

  @Test("without positions nothing changes, bit for bit")
  func unchanged() throws {
    let plain = try profile()
    for positions in [[], [position(.long, 100, at: 60_000)], [position(.long, 0, at: 40_000)]] {
      let measured = plain.measured(positions, openInterest: openInterest)
      #expect(measured.firstBin == plain.firstBin && measured.binCount == plain.binCount)
      for side in Side.allCases {
        #expect(measured.usd(side) == plain.usd(side))
        #expect(measured.range(side).p10 == plain.range(side).p10)
        #expect(measured.range(side).p90 == plain.range(side).p90)
      }
    }
  }

  @Test("a side holds what is left of the model and what was measured, in every member")
  func conservation() throws {
    let plain = try profile()
    var random = SeededGenerator(seed: 4)
    for _ in 0..<20 {
      let longs = (0..<5).map { _ in
        position(.long, 300 * random.uniform(), at: 20_000 + 29_000 * random.uniform())
      }
      let never = position(.long, 500 * random.uniform(), at: nil)
      let short = position(.short, 800 * random.uniform(), at: 52_000 + 90_000 * random.uniform())
      let measured = plain.measured(longs + [never, short], openInterest: openInterest)
      let held = (longs + [never]).reduce(0) { $0 + $1.quantity.value }
      let added = longs.reduce(0) {
        $0 + $1.quantity.value * ($1.liquidationPrice?.value ?? 0)
      }
      let expected = total(plain, .long) * (1 - held / openInterest.value) + added
      #expect(abs(total(measured, .long) / expected - 1) < 1e-9)
      let shorts =
        total(plain, .short) * (1 - short.quantity / openInterest)
        + short.quantity.value * (short.liquidationPrice?.value ?? 0)
      #expect(abs(total(measured, .short) / shorts - 1) < 1e-9)
      let whole = measured.firstBin..<measured.firstBin + measured.binCount
      for side in Side.allCases {
        let members = measured.members(side, bins: whole)
        #expect(abs(members.reduce(0, +) / 4 / total(measured, side) - 1) < 1e-9)
      }
    }
  }

  @Test("a measured pool stands at its price to the bin, and no member doubts it")
  func place() throws {
    let plain = try profile()
    let far = 180_000.0
    let measured = plain.measured(
      [position(.long, 200, at: 47_123), position(.short, 100, at: far)],
      openInterest: Base(200))
    // All longs are measured: nothing modelled is left of them.
    let bin = measured.grid.bin(of: Price(47_123))
    let longs = measured.usd(.long)
    #expect(abs(longs[bin - measured.firstBin] - 200 * 47_123) < 1e-3)
    #expect(
      longs.enumerated().allSatisfy { $0.offset + measured.firstBin == bin || $0.element == 0 })
    #expect(
      measured.members(.long, bins: bin..<bin + 1).allSatisfy { abs($0 - 200 * 47_123) < 1e-3 })
    let place = measured.grid.bin(of: Price(far)) - measured.firstBin
    #expect(abs(measured.usd(.short)[place] - 100 * far) < 1)
    let range = measured.range(.short)
    #expect(range.p10[place] == range.p90[place])
    #expect(total(plain, .short) / 2 < total(measured, .short))
  }

  @Test("more measured than open interest leaves no negative pool")
  func tooMuch() throws {
    let measured = try profile().measured(
      [position(.short, 50_000, at: 60_000)], openInterest: openInterest)
    #expect(measured.usd(.short).allSatisfy { $0 >= 0 })
    #expect(abs(total(measured, .short) / (50_000 * 60_000) - 1) < 1e-9)
  }

  @Test(
    "the band is that of the leverage that would be liquidated there",
    arguments: [
      (45_000.0, LeverageBand.medium), (48_900, .high), (49_800, .extreme), (30_000, .low),
    ])
  func band(liquidation: Double, band: LeverageBand) throws {
    let plain = try profile()
    let price = liquidation * plain.close.value / 50_000
    let measured = plain.measured([position(.long, 10, at: price)], openInterest: openInterest)
    for other in LeverageBand.allCases {
      let left = plain.total(.long, other).value * (1 - 10 / openInterest.value)
      let added = other == band ? 10 * price : 0
      #expect(abs(measured.total(.long, other).value - left - added) < 1e-6 * (left + added))
    }
  }

  @Test("a measured pool that stands alone is as old as its side")
  func age() throws {
    let plain = try profile()
    let far = Price(170_000)
    let measured = plain.measured(
      [position(.short, 100, at: far.value)], openInterest: openInterest)
    let age = try #require(
      measured.meanAge(.short, .low, bin: measured.grid.bin(of: far)))
    #expect(age.hours > 0 && age.hours < 61)
  }
}
