import Glibc
import Market
import Testing

@testable import Liquidation

@Suite("The projection")
struct ProjectionTests {
  private static let hours = [1.0, 4, 7, 24, 30, 72, 100, 168]

  @Test(
    "a level is reached less often the farther it is and more often the longer one waits",
    arguments: [(days: 12, price: 50_000.0), (40, 1e-5), (90, 1e6)])
  func monotone(days: Int, price: Double) throws {
    let projection = try #require(WalkedDays(days, from: price, seed: 5).history().projection())
    for side in Side.allCases {
      for hours in Self.hours {
        let chances = (0...200).map {
          projection.reachProbability(
            of: projection.close * exp(-side.sign * Double($0) * 0.004), withinHours: hours)
        }
        #expect(chances[0] == 1)
        #expect(zip(chances, chances.dropFirst()).allSatisfy { $0 >= $1 && $1 > 0 })
      }
      for step in 1...40 {
        let level = projection.close * exp(-side.sign * Double(step) * 0.0075)
        let chances = (1...56).map {
          projection.reachProbability(of: level, withinHours: 3 * Double($0))
        }
        #expect(zip(chances, chances.dropFirst()).allSatisfy { $0 <= $1 })
      }
    }
    let sigmas = Self.hours.map { projection.sigma(hours: $0) }
    #expect(zip(sigmas, sigmas.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("the price that is reached with a probability is reached with that probability")
  func inverse() throws {
    let projection = try #require(WalkedDays(60, seed: 6).history().projection())
    for hours in Self.hours {
      for side in Side.allCases {
        for chance in [0.9, 0.75, 0.5, 0.25, 0.1, 0.05, 0.001] {
          let price = projection.reachedPrice(probability: chance, side: side, hours: hours)
          #expect(side == .long ? price < projection.close : price > projection.close)
          let back = projection.reachProbability(of: price, withinHours: hours)
          #expect(abs(back - chance) < 1e-6)
        }
      }
    }
  }

  @Test("the fan opens about the close, and what is exceeded at the end was reached before")
  func fan() throws {
    let projection = try #require(WalkedDays(60, seed: 7).history().projection())
    for hours in Self.hours {
      let shares = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]
      let prices = shares.map { projection.quantile($0, hours: hours) }
      #expect(zip(prices, prices.dropFirst()).allSatisfy { $0 < $1 })
      #expect(abs(prices[3] / projection.close - 1) < 1e-12)
      for (share, price) in zip(shares, prices) {
        let reached = projection.reachProbability(of: price, withinHours: hours)
        #expect(reached >= min(share, 1 - share) - 1e-9)
      }
    }
    let widths = Self.hours.map {
      projection.quantile(0.9, hours: $0) / projection.quantile(0.1, hours: $0)
    }
    #expect(zip(widths, widths.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("days to come change nothing", arguments: [12, 30])
  func noLookAhead(days: Int) throws {
    let one = WalkedDays(40, seed: 8)
    let other = WalkedDays(40, seed: 8, fork: days)
    let projection = try #require(one.history(days).projection())
    #expect(projection == other.history(days).projection())
    #expect(one.history().projection() != other.history().projection())
  }

  @Test("there is none before the tenth day, and then one that leans on what is assumed")
  func young() throws {
    let walk = WalkedDays(10, seed: 9)
    #expect(PathHistory().projection() == nil)
    #expect(walk.history(9).projection() == nil)
    let projection = try #require(walk.history().projection())
    #expect(projection.windows == 3)
    let half = projection.reachedPrice(probability: 0.5, side: .short, hours: 24)
    let sigmas = log(half / projection.close) / projection.sigma(hours: 24)
    #expect(sigmas > 0.35 && sigmas < 0.8)
  }

  @Test("a price's unit does not matter", arguments: [1e-9, 20])
  func scale(factor: Double) throws {
    let one = try #require(WalkedDays(30, seed: 10).history().projection())
    let other = try #require(
      WalkedDays(30, from: 50_000 * factor, seed: 10).history().projection())
    for distance in [0.9, 0.97, 0.999, 1.002, 1.05] {
      let a = one.reachProbability(of: one.close * distance, withinHours: 72)
      let b = other.reachProbability(of: other.close * distance, withinHours: 72)
      #expect(abs(a - b) < 1e-9)
    }
  }

  @Test("a price that never moves and levels that are no price give numbers all the same")
  func degenerate() throws {
    var history = PathHistory()
    for offset in 0..<20 {
      let day = WalkedDays.start + offset
      let bars = (0..<24).map { Fixtures.bar(offset * 24 + $0, open: 100) }
      history.endDay(day, bars: bars, interval: .hour)
    }
    let projection = try #require(history.projection())
    #expect(projection.sigma(hours: 24) > 0)
    for level in [0, -1, Double.nan, .infinity] {
      #expect(projection.reachProbability(of: Price(level), withinHours: 24) == 0)
    }
    #expect(projection.reachProbability(of: Price(100), withinHours: 24) == 1)
    #expect(projection.reachProbability(of: Price(101), withinHours: 0) == 0)
    for hours in [0, -3, 168, 1e9] {
      for share in [0, 0.5, 1, 1.5, -1, Double.nan] {
        #expect(projection.quantile(share, hours: hours).value.isFinite)
        let price = projection.reachedPrice(probability: share, side: .short, hours: hours)
        #expect(price.value.isFinite && price.value > 0)
      }
    }
  }

  @Test("finer bars of the same path give the same projection")
  func interval() throws {
    let walk = WalkedDays(30, seed: 11)
    var fine = PathHistory()
    for (day, bars) in walk.days {
      // Each hour in two halves: to its low and close-to-be, then to its high.
      let halves = bars.flatMap { bar in
        let middle = max(bar.low, min(bar.high, (bar.open + bar.close) / 2))
        var first = bar
        first.high = max(bar.open, middle)
        first.close = middle
        var second = bar
        second.time = bar.time + .minutes(30)
        second.open = middle
        second.low = min(middle, bar.close)
        return [first, second]
      }
      fine.endDay(day, bars: halves, interval: .minutes(30))
    }
    let projection = try #require(fine.projection())
    #expect(projection == walk.history().projection())
  }

  @Test("bars longer than a step still give one")
  func coarse() throws {
    let walk = WalkedDays(60, seed: 12)
    var coarse = PathHistory()
    for (day, bars) in walk.days {
      var bar = bars[0]
      bar.high = bars.map(\.high).max() ?? bar.high
      bar.low = bars.map(\.low).min() ?? bar.low
      bar.close = bars[23].close
      coarse.endDay(day, bars: [bar], interval: .day)
    }
    let projection = try #require(coarse.projection())
    let fine = try #require(walk.history().projection())
    #expect(abs(log(projection.sigma(hours: 24) / fine.sigma(hours: 24))) < 0.25)
    #expect(projection.windows == fine.windows)
  }

  @Test("a missing day ends the windows that it is part of, a cut day gives no projection")
  func gaps() throws {
    let walk = WalkedDays(40, seed: 13)
    var history = walk.history(30)
    let windows = try #require(history.projection()).windows
    let (day, bars) = walk.days[31]
    history.endDay(day, bars: bars, interval: .hour)
    #expect(try #require(history.projection()).windows == windows)
    let (next, all) = walk.days[32]
    history.endDay(next, bars: all.prefix(10), interval: .hour)
    #expect(history.projection() == nil)
    // Out of order: passed over.
    history.endDay(day, bars: bars, interval: .hour)
    #expect(history.days == 31)
  }

  @Test("calm weekends are learned")
  func weekends() throws {
    let walk = WalkedDays(84, seed: 14) { $0.weekday >= 5 ? 0.01 : 0.03 }
    func tomorrow(after weekday: Int) throws -> Double {
      let count = try #require(
        walk.days.indices.last { walk.days[$0].day.weekday == weekday })
      return try #require(walk.history(count + 1).projection()).sigma(hours: 24)
    }
    #expect(try tomorrow(after: 4) < 0.6 * tomorrow(after: 1))
  }
}
