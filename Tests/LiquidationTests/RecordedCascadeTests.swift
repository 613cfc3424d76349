import Glibc
import Market
import Testing

@testable import Liquidation

/// The figures of `Guides/Cascade.md`: the curve at the close of 4 August 2024 against the day after.
@Suite("Recorded cascade", .enabled(if: RecordedBars.isThere))
struct RecordedCascadeTests {
  @Test("the curve before the crash of 5 August 2024 against what happened")
  func crash() throws {
    let days = try Self.days(try RecordedBars.load())
    let crash = try #require(Day("2024-08-05"))
    let before = days.filter { $0.day < crash }
    var ensemble = BookEnsemble(
      instrument: Fixtures.linear, margin: .builtIn(for: Fixtures.linear), seed: 1)
    ensemble.advance(before.flatMap(\.bars), interval: .hour)
    let profile = ensemble.profile()
    let (sigma, volume) = Self.market(before)
    let impact = MarketImpact.squareRoot(dailyVolume: volume, dailySigma: sigma)
    let clock = ContinuousClock()
    var cascade = Cascade(profiles: [profile], close: profile.close, impact: impact)
    var voids: [PriceVoid] = []
    let time = clock.measure {
      cascade = Cascade(profiles: [profile], close: profile.close, impact: impact)
      voids = PriceVoid.voids(in: [profile], close: profile.close, sigma: sigma)
    }
    print("close \(profile.close), sigma \(sigma), volume \(volume.value / 1e9) bn, \(time)")
    print("10 M move \(impact.typicalMove(USD(10e6))), 100 M \(impact.typicalMove(USD(100e6)))")
    let threefold = Cascade(
      profiles: [profile], close: profile.close,
      impact: .squareRoot(dailyVolume: volume, dailySigma: 3 * sigma))
    print("shock, move, of it p10, p90, USD M, p10, p90; move with threefold impact")
    for (curve, strong) in [(cascade.fall, threefold.fall), (cascade.rise, threefold.rise)] {
      for (point, other) in zip(curve.points, strong.points).enumerated().filter({
        $0.offset % 5 == 0
      }).map(\.element) {
        let move = point.finalMove
        let usd = point.usd.map { $0 / 1e6 }
        print(
          curve.side, point.shock, move.value, move.p10, move.p90, usd.value, usd.p10, usd.p90,
          other.finalMove.value)
      }
    }
    for void in voids { print(void) }

    let after = try #require(days.first { $0.day == crash })
    let low = after.range.low
    let fall = 1 - low / profile.close
    let flows = ensemble.advance(after.bars, interval: .hour)
    let crossed = flows.map { $0.liquidatedUSD(.long).value }.reduce(0, +)
    let lost = flows.map { $0.liquidated(.long).value }.reduce(0, +)
    let source = try #require(cascade.fall.points.last { $0.finalMove.value <= fall })
    print("fell by \(fall) to \(low), closed at \(after.range.close)")
    print("crossed in the day \(lost) coins, \(crossed / 1e6) M; curve \(source)")

    // By this law forced trades alone do not make such a day.
    #expect(cascade.fall.runawayShock == nil && cascade.rise.runawayShock == nil)
    #expect(source.shock > 0.9 * fall)
    // What the fall crossed was standing there the day before, within a factor of two.
    #expect(source.usd.value > crossed / 2 && source.usd.value < crossed * 2)
  }

  @Test("over the record no shock of 1 to 10 % is doubled")
  func closes() throws {
    let days = try Self.days(try RecordedBars.load())
    var ensemble = BookEnsemble(
      instrument: Fixtures.linear, margin: .builtIn(for: Fixtures.linear), members: 4, seed: 1)
    let shocks = [0.01, 0.03, 0.1]
    var amplifications: [[Double]] = shocks.map { _ in [] }
    for (index, today) in days.enumerated() {
      ensemble.advance(today.bars, interval: .hour)
      guard index >= 7 else { continue }
      let (sigma, volume) = Self.market(days[...index])
      let cascade = Cascade(
        profiles: [ensemble.profile()], close: ensemble.close,
        impact: .squareRoot(dailyVolume: volume, dailySigma: sigma), shocks: shocks)
      for curve in [cascade.fall, cascade.rise] {
        for (index, point) in curve.points.enumerated() {
          amplifications[index].append(point.amplification)
        }
      }
    }
    for (shock, values) in zip(shocks, amplifications) {
      let sorted = values.sorted()
      print(
        "amplification of \(shock): median \(quantile(sorted, 0.5)), nine tenths below",
        quantile(sorted, 0.9), "largest \(quantile(sorted, 1)) of \(values.count)")
      #expect(quantile(sorted, 1) < 2)
    }
  }

  @Test("an hour's surplus of takers moves the price as the square root, some three times as far")
  func takers() throws {
    let days = try Self.days(try RecordedBars.load())
    var products = 0.0
    var squares = 0.0
    var count = 0
    for (index, today) in days.enumerated().dropFirst(7) {
      let (sigma, volume) = Self.market(days[..<index])
      for bar in today.bars {
        guard let bought = bar.takerBuyVolume else { continue }
        let surplus = bought * 2 - bar.volume
        let size = (surplus.magnitude * bar.close / volume).squareRoot() * sigma
        let scale = surplus.value < 0 ? -size : size
        products += scale * log(bar.close / bar.open)
        squares += scale * scale
        count += 1
      }
    }
    let prefactor = products / squares
    print("Y of an hour's taker surplus, \(count) hours: \(prefactor)")
    // News moves takers and price together, so that this is more than trades alone do.
    #expect(prefactor > MarketImpact.prefactor && prefactor < 5)
  }

  /// One day of bars, and what it says of the market.
  struct DayOfBars {
    var day: Day
    var bars: [Bar]
    var range: DailyRange
    var volume: USD
  }

  static func days(_ bars: [Bar]) throws -> [DayOfBars] {
    try Dictionary(grouping: bars, by: \.time.day).sorted { $0.key < $1.key }.map { day, bars in
      DayOfBars(
        day: day, bars: bars,
        range: DailyRange(
          high: try #require(bars.map(\.high).max()), low: try #require(bars.map(\.low).min()),
          close: try #require(bars.last).close),
        volume: bars.reduce(.zero) { $0 + $1.volume * $1.close })
    }
  }

  /// Daily sigma, and the mean volume of the last seven days.
  static func market(_ days: some BidirectionalCollection<DayOfBars>) -> (
    sigma: Double, volume: USD
  ) {
    let week = days.suffix(7)
    return (
      Volatility.dailySigma(days.map(\.range)),
      week.reduce(.zero) { $0 + $1.volume } / Double(max(1, week.count))
    )
  }
}
