import Market
import Testing

@testable import Scoring

@Suite("Labels tested like forecasts")
struct LabelTestTests {
  /// A random walk whose next day's return is moved by a label that holds in runs.
  private static func days(_ count: Int, seed: UInt64, effect: Double, calm: Double = 1)
    -> [LabelledDay]
  {
    var random = SeededGenerator(seed: seed)
    var price = 100.0
    var held = false
    return (0..<count).map { index in
      let sigma = 0.02 * (held ? calm : 1)
      price *= 1 + (held ? effect : 0) + sigma * (random.uniform() + random.uniform() - 1) * 2.4
      if random.uniform() < 0.25 { held = random.uniform() < 0.4 }
      return LabelledDay(
        day: Day(number: 19_000 + index), high: Price(price * (1 + sigma)),
        low: Price(price * (1 - sigma)), close: Price(price), labels: ["label": held])
    }
  }

  @Test("a label that moves the next day's price is found, and one that does not is a null")
  func effect() throws {
    let found = LabelTest(Self.days(400, seed: 3, effect: 0.02)).record(of: "label")
    let day = try #require(found.outcomes.first?.excessReturn)
    #expect(day.standsOut)
    #expect(day.difference.lo > 0.005)
    let null = LabelTest(Self.days(400, seed: 3, effect: 0)).record(of: "label")
    #expect(try #require(null.outcomes.first?.excessReturn).standsOut == false)
  }

  @Test("a label that is followed by calm says so of volatility, not of direction")
  func calm() throws {
    let record = LabelTest(Self.days(400, seed: 8, effect: 0, calm: 0.4)).record(of: "label")
    let day = try #require(record.outcomes.first)
    #expect(try #require(day.excessVolatility).standsOut)
    #expect(try #require(day.excessVolatility).difference.value < -0.2)
    #expect(try #require(day.excessReturn).standsOut == false)
  }

  @Test("nulls are told from effects about as often as the level says")
  func level() {
    let found = (0..<60).count { seed in
      let days = Self.days(150, seed: UInt64(100 + seed), effect: 0)
      let record = LabelTest(days, resamples: 200).record(of: "label")
      return record.outcomes.first?.excessReturn?.standsOut ?? false
    }
    #expect(found <= 8)
  }

  @Test("counts, base rate and runs are those of the days on which it could be told")
  func counts() {
    var days = Self.days(40, seed: 1, effect: 0)
    for index in days.indices { days[index].labels = index < 10 ? [:] : ["x": index % 10 < 3] }
    let record = LabelTest(days).record(of: "x")
    #expect(record.known == 30)
    #expect(record.held == 9)
    #expect(record.episodes == 3)
    #expect(abs(record.baseRate - 0.3) < 1e-12)
    // Too few events for figures, which is said by leaving them out.
    #expect(record.outcomes.allSatisfy { $0.excessReturn == nil })
    #expect(record.outcomes.map(\.hours) == [24, 72, 168])
    #expect(record.outcomes.map(\.events) == [9, 9, 9])
  }

  @Test("a missing day ends the windows that it lies in and no others")
  func gap() {
    var days = Self.days(60, seed: 2, effect: 0)
    for index in days.indices { days[index].labels = ["x": true] }
    days.remove(at: 30)
    let record = LabelTest(days).record(of: "x")
    #expect(record.known == 59)
    #expect(record.outcomes.map(\.events) == [57, 53, 45])
  }

  @Test("a later price changes only the windows that it lies in")
  func future() throws {
    let days = Self.days(100, seed: 4, effect: 0)
    var other = days
    other[99].close = Price(1)
    other[99].low = Price(1)
    let events = [days, other].map { LabelTest(Array($0.dropLast())).record(of: "label") }
    #expect(events[0] == events[1])
  }

  @Test("impossible prices and no days at all are no crash")
  func impossible() {
    var days = Self.days(30, seed: 5, effect: 0)
    days[3].close = .zero
    days[9].high = Price(.nan)
    #expect(LabelTest(days).records().count == 1)
    #expect(LabelTest([]).records().isEmpty)
    #expect(LabelTest([]).record(of: "x").held == 0)
  }

  @Test("equal input, equal figures, whatever the order of the days")
  func deterministic() {
    let days = Self.days(120, seed: 6, effect: 0.01)
    #expect(LabelTest(days).records() == LabelTest(days.reversed()).records())
  }
}
