import Glibc
import Market
import Testing

@testable import Scoring

@Suite("Reach of a price alone")
struct PriceReachTests {
  /// A walk whose volatility wanders, sleeps at weekends and has wild days; bars of two hours.
  private static let reach: PriceReach = {
    var random = SeededGenerator(seed: 31)
    func normal() -> Double {
      (0..<12).reduce(-6) { sum, _ in sum + random.uniform() }
    }
    var reach = PriceReach()
    let source = BarSeries(
      instrument: SyntheticSeries.instrument, interval: .hours(2), bars: [])
    var price = 100.0
    var mood = 0.0
    for offset in 0..<320 {
      let day = SyntheticSeries.start.day + offset
      mood = 0.95 * mood + 0.12 * normal()
      let sigma = 0.025 * exp(mood + 0.5 * normal()) * (day.weekday >= 5 ? 0.6 : 1)
      var bars: [Bar] = []
      for index in 0..<12 {
        let open = price
        var high = price
        var low = price
        for _ in 0..<6 {
          price *= exp(sigma / 72.0.squareRoot() * normal())
          high = max(high, price)
          low = min(low, price)
        }
        bars.append(
          Bar(
            time: day.start + .hours(Int64(2 * index)), open: Price(open), high: Price(high),
            low: Price(low), close: Price(price), volume: Base(1)))
      }
      reach.endDay(day, bars: bars[...], of: source)
    }
    return reach
  }()

  private static let options: ScoringOptions = {
    var options = ScoringOptions()
    options.resamples = 60
    return options
  }()

  @Test("on a walk whose volatility wanders, what is given a probability comes as often")
  func calibrated() throws {
    let record = try #require(Self.reach.record(days: 1, options: Self.options))
    #expect(record.windows == 309)
    for bin in record.reliability where bin.windows >= 60 {
      #expect(abs(bin.observed - bin.forecast) < 0.06)
      #expect(bin.levels >= bin.windows)
    }
    #expect(record.reliability.count { $0.windows >= 60 } >= 7)
    let levels = record.reliability.reduce(0) { $0 + $1.levels }
    let off = record.reliability.reduce(0) {
      $0 + abs($1.observed - $1.forecast) * Double($1.levels)
    }
    #expect(off / Double(levels) < 0.02)
  }

  @Test("knowing the volatility beats knowing the distance alone")
  func skill() throws {
    let record = try #require(Self.reach.record(days: 1, options: Self.options))
    #expect(try #require(record.brierSkillRange).lo > 0)
  }

  @Test("windows that are not over are not scored, and none before ten are")
  func windows() {
    #expect(Self.reach.record(days: 7, options: Self.options)?.windows == 320 - 7 - 16)
    #expect(Self.reach.record(days: 2) == nil)
    #expect(PriceReach().record(days: 1) == nil)
  }
}
