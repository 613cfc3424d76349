import Glibc
import Market
import Testing

@testable import Liquidation

@Suite("Calibration of the mix")
struct MixCalibrationTests {
  private static let shares =
    BookPrior().openings(taker: false)

  /// Hours whose reports follow a law and a mix: the factor of a bucket is its edge to a power.
  private static func samples(
    _ count: Int, law: ReportingLaw, long: Double, short: Double, noise: Double
  ) -> [ReportSample] {
    var random = SeededGenerator(seed: 5)
    let lean = lean(long: long, short: short)
    return (0..<count).map { _ in
      let wide = exp(2 * random.uniform() - 1)
      let crossed = shares.map { $0 * 400 * wide * pow(random.uniform(), 3) }
      func reported(_ side: Side) -> Double {
        let first = CohortStore.lane(side, 0)
        let lanes = first..<first + LeverageLadder.count
        let factors = lean.factors(side, shares: shares[lanes])
        let amount = zip(factors, crossed[lanes]).dropFirst().reduce(0) { $0 + $1.0 * $1.1 }
        let unit = ReportingLaw.unit
        return law.reported(amount * unit, hours: 1) / unit
          * exp(noise * (random.uniform() - 0.5))
      }
      return ReportSample(
        day: 0, hours: 1, crossed: crossed, exposedLong: 0, exposedShort: 0,
        reportedLong: reported(.long), reportedShort: reported(.short))
    }
  }

  private static func lean(long: Double, short: Double) -> MixLean {
    func logs(_ power: Double) -> [Double] {
      [0] + LeverageLadder.edges.dropLast().map { power * log($0) }
    }
    return MixLean(logs: logs(long) + logs(short))
  }

  @Test("mixes that lean opposite ways are found again, and the reporting law with them")
  func recovers() {
    let law = ReportingLaw(completeness: 0.45, knee: 6, exponent: 0.55, fresh: 0.001)
    var fit = MixFit()
    for _ in 0..<6 {
      fit.fit(
        Self.samples(1_400, law: law, long: 0.4, short: -0.3, noise: 0.6), shares: Self.shares)
    }
    for (side, power) in [(Side.long, 0.4), (.short, -0.3)] {
      // Seven times the leverage, between buckets that are crossed.
      let logs = Array(fit.lean.logs(side))
      let found = (logs[10] - logs[5]) / log(LeverageLadder.edges[9] / LeverageLadder.edges[4])
      #expect(abs(found - power) < 0.15)
    }
    #expect(abs(log(fit.law.completeness / law.completeness)) < 0.3)
    #expect(abs(fit.law.exponent - law.exponent) < 0.1)
  }

  @Test("whatever is reported, shares stay positive and sum to one, and the law is finite")
  func robust() {
    var wild = Self.samples(40, law: .prior, long: 0, short: 0, noise: 1)
    wild[3].reportedLong = 1e9
    wild[5].crossed = wild[5].crossed.map { $0 * 1e9 }
    wild[7].crossed = wild[7].crossed.map { _ in 0 }
    wild[9].reportedShort = 0
    var fit = MixFit()
    fit.fit(wild, shares: Self.shares)
    for side in Side.allCases {
      let first = CohortStore.lane(side, 0)
      let shares = Self.shares[first..<first + LeverageLadder.count]
      let mix = zip(shares, fit.lean.factors(side, shares: shares)).map { $0 * $1 }
      #expect(mix.allSatisfy { $0 > 0 && $0.isFinite })
      #expect(abs(mix.reduce(0, +) - 1) < 1e-12)
    }
    #expect(fit.law.completeness > 0 && fit.law.completeness <= 1)
    #expect(fit.law.reported(1e3, hours: 1).isFinite)
  }

  @Test("a law shows most of little and little of much, more of it in a longer time")
  func law() {
    let law = ReportingLaw.prior
    #expect(law.reported(0, hours: 1) == 0)
    #expect(law.reported(.nan, hours: 1) == 0)
    #expect(abs(law.reported(1e-9, hours: 1) / 1e-9 / law.completeness - 1) < 1e-3)
    #expect(law.reported(1e-2, hours: 1) < 0.1 * 1e-2)
    #expect(law.reported(1e-2, hours: 8) > law.reported(1e-2, hours: 1))
  }

  // MARK: In the ensemble

  /// A plain walk whose reports fall on hours with a wide range.
  private static func bars(_ count: Int, longPart: Double = 1, reports: Bool = true) -> [Bar] {
    var random = SeededGenerator(seed: 8)
    var price = 50_000.0
    return (0..<count).map { index in
      let open = price
      price *= 1 + 0.02 * (random.uniform() - 0.5)
      let low = min(open, price) * (1 - 0.01 * random.uniform())
      let high = max(open, price) * (1 + 0.01 * random.uniform())
      var bar = Fixtures.bar(index, open: open, high: high, low: low, close: price)
      if reports {
        bar.longLiquidations = Base(40 * longPart * log(open / low) * 100)
        bar.shortLiquidations = Base(2 * log(high / open) * 100)
      }
      return bar
    }
  }

  private static func ensemble(calibrates: Bool = true, threads: Int = 1) throws -> BookEnsemble {
    BookEnsemble(
      instrument: Fixtures.linear, margin: try Fixtures.schedule(), members: 3, seed: 2,
      threads: threads, calibrates: calibrates)
  }

  @Test("without reports the prior stands")
  func prior() throws {
    var fitted = try Self.ensemble()
    var plain = try Self.ensemble(calibrates: false)
    fitted.advance(Self.bars(100, reports: false), interval: .hour)
    plain.advance(Self.bars(100, reports: false), interval: .hour)
    #expect(fitted.reporting == nil && fitted.lean == MixLean())
    for side in Side.allCases {
      #expect(fitted.profile().usd(side) == plain.profile().usd(side))
    }
  }

  @Test("days without any report, and hours that lack one, are gaps of the feed")
  func gaps() throws {
    var ensemble = try Self.ensemble()
    var silent = Self.bars(72)
    for index in 0..<48 {
      silent[index].longLiquidations = .zero
      silent[index].shortLiquidations = index < 24 ? .zero : nil
    }
    ensemble.advance(silent[..<48], interval: .hour)
    #expect(ensemble.reporting == nil)
    ensemble.advance(silent[48...], interval: .hour)
    #expect(ensemble.reporting != nil)
  }

  @Test("a side that is reported more leans to leverage, and holds what it held")
  func leans() throws {
    var ensemble = try Self.ensemble()
    var plain = try Self.ensemble(calibrates: false)
    let bars = Self.bars(24 * 20)
    ensemble.advance(bars, interval: .hour)
    plain.advance(bars, interval: .hour)
    #expect(try #require(ensemble.lean.logs(.long).last) > 0.1)
    #expect(try #require(ensemble.lean.logs(.short).last) < -0.1)
    for member in ensemble.members {
      for side in Side.allCases {
        #expect(abs(member.quantity(side).value / 10_000 - 1) < 1e-9)
        #expect(member.cohorts(side).allSatisfy { $0.quantity.value >= 0 })
      }
    }
    func levered(_ ensemble: BookEnsemble) -> Double {
      ensemble.profile().total(.long, .high).value
    }
    #expect(levered(ensemble) > levered(plain))
  }

  @Test("what a day reports changes nothing before its end")
  func noForesight() throws {
    let day = Self.bars(24 * 6)
    var other = day
    for index in 24 * 5..<24 * 6 { other[index].longLiquidations = Base(5_000) }
    var a = try Self.ensemble()
    var b = try Self.ensemble()
    a.advance(day[..<(24 * 6 - 1)], interval: .hour)
    b.advance(other[..<(24 * 6 - 1)], interval: .hour)
    #expect(a.profile().usd(.long) == b.profile().usd(.long))
    a.advance(day[(24 * 6 - 1)...], interval: .hour)
    b.advance(other[(24 * 6 - 1)...], interval: .hour)
    #expect(a.profile().usd(.long) != b.profile().usd(.long))
  }

  @Test("a fit is the same however bars are divided among calls and threads")
  func slices() throws {
    let bars = Self.bars(24 * 4 + 7)
    var whole = try Self.ensemble(threads: 3)
    var single = try Self.ensemble()
    let expected = whole.advance(bars, interval: .hour)
    let found = bars.flatMap { single.advance(CollectionOfOne($0), interval: .hour) }
    #expect(found == expected)
    #expect(whole.lean == single.lean && whole.reporting == single.reporting)
    #expect(whole.lean != MixLean())
  }
}
