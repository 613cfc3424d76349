import Glibc
import Market
import Testing

@testable import Psychology

@Suite("The record of sweeps")
struct SweepLogTests {
  /// A day of hourly bars at one price, with a wick in one hour.
  private static func day(_ number: Int, price: Double, wick: (hour: Int, low: Double)? = nil)
    -> [Bar]
  {
    (0..<24).map { hour in
      let low = wick?.hour == hour ? wick?.low ?? price : price
      return Samples.bar(24 * number + hour, open: price, high: price, low: low, close: price)
    }
  }

  private static func close(_ number: Int) -> Timestamp {
    Timestamp(milliseconds: 0) + .days(Int64(number + 1))
  }

  private let zones = [
    Samples.zone(.long, 90, 93, usd: 5), Samples.zone(.long, 80, 82, usd: 5),
    Samples.zone(.short, 110, 112, usd: 5),
  ]

  @Test("a sweep is known once its 24 hours are over, and never before")
  func outcome() throws {
    var log = SweepLog()
    let first = Self.day(0, price: 100, wick: (6, 89))
    log.settle(first, interval: .hour, close: Self.close(0))
    log.note(zones, sweptBy: first, interval: .hour)
    #expect(log.record(of: .long) == nil)
    log.settle(Self.day(1, price: 103), interval: .hour, close: Self.close(1))
    let record = try #require(log.record(of: .long))
    #expect(record.count == 1)
    #expect(abs(record.median - 0.03) < 1e-12)
    #expect(record.range == nil)
    #expect(log.record(of: .short) == nil)
  }

  @Test("a zone that is only entered is no sweep")
  func entered() {
    var log = SweepLog()
    log.note(zones, sweptBy: Self.day(0, price: 100, wick: (6, 91)), interval: .hour)
    log.settle(Self.day(1, price: 103), interval: .hour, close: Self.close(1))
    #expect(log.record(of: .long) == nil)
  }

  @Test(
    "zones of a side that fall together are one event, counted from the bar that broke the first")
  func together() throws {
    var log = SweepLog()
    log.note(zones, sweptBy: Self.day(0, price: 100, wick: (6, 70)), interval: .hour)
    log.settle(Self.day(1, price: 99), interval: .hour, close: Self.close(1))
    #expect(try #require(log.record(of: .long)).count == 1)
  }

  @Test("what a gap swallowed is no outcome, and is not waited for")
  func gap() {
    var log = SweepLog()
    log.note(zones, sweptBy: Self.day(0, price: 100, wick: (6, 70)), interval: .hour)
    let holed = Self.day(1, price: 99).filter { $0.time.clockTime != "06:00" }
    log.settle(holed, interval: .hour, close: Self.close(1))
    log.settle(Self.day(2, price: 120), interval: .hour, close: Self.close(2))
    #expect(log.record(of: .long) == nil)
  }

  @Test(
    "the median's range is that of the sign test",
    arguments: [(5, nil), (6, 0), (8, 0), (9, 1), (20, 5), (100, 39), (2_000, 956)]
      as [(Int, Int?)])
  func order(count: Int, place: Int?) { #expect(SweepRecord.order(of: count) == place) }

  @Test("the range holds the median as often as it says", arguments: [7, 15, 40])
  func coverage(count: Int) throws {
    var random = SeededGenerator(seed: 9)
    var held = 0
    for _ in 0..<400 {
      // Skewed, with a median of ln 2.
      let returns = (0..<count).map { _ in -log(1 - random.uniform()) }
      let range = try #require(SweepRecord(side: .long, returns: returns)?.range)
      if range.contains(0.693_147) { held += 1 }
    }
    #expect(held >= 372)
  }
}
