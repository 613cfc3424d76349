import Market
import Psychology
import Testing

@Suite("Sweeps of the day")
struct ZoneSweepTests {
  /// Down from 100 to 91 in the second hour, back to 98 in the sixth.
  static let bars = [
    Samples.bar(0, open: 100, high: 101, low: 99, close: 100),
    Samples.bar(1, open: 100, high: 100, low: 91, close: 92),
    Samples.bar(2, open: 92, high: 94, low: 92, close: 93),
    Samples.bar(3, open: 93, high: 95, low: 93, close: 94),
    Samples.bar(4, open: 94, high: 96, low: 94, close: 95),
    Samples.bar(5, open: 95, high: 98, low: 95, close: 98),
  ]

  @Test("a zone is entered at its near edge and gone through at its far one")
  func through() throws {
    let zones = [
      Samples.zone(.long, 90, 93, usd: 5), Samples.zone(.long, 95, 97, usd: 7),
      Samples.zone(.long, 80, 85, usd: 9), Samples.zone(.short, 101, 103, usd: 1),
      Samples.zone(.short, 104, 105, usd: 2),
    ]
    let sweeps = ZoneSweep.sweeps(of: zones, by: Self.bars, interval: .hour)
    #expect(sweeps.map(\.usd.value) == [1, 7, 5])
    #expect(sweeps.map(\.through) == [false, true, false])
    #expect(sweeps.map { $0.time.clockTime } == ["00:00", "01:00", "01:00"])
  }

  @Test("returns count from the entering bar's close and end at the cut-off")
  func returns() throws {
    let sweep = try #require(
      ZoneSweep.sweeps(of: [Samples.zone(.long, 90, 93, usd: 5)], by: Self.bars, interval: .hour)
        .first)
    #expect(abs((sweep.return1h ?? 0) - (93.0 / 92 - 1)) < 1e-12)
    #expect(abs((sweep.return4h ?? 0) - (98.0 / 92 - 1)) < 1e-12)
    let late = try #require(
      ZoneSweep.sweeps(
        of: [Samples.zone(.short, 97, 99.5, usd: 5)], by: Self.bars.dropFirst(), interval: .hour
      ).first)
    #expect(late.return4h != nil)
    let last = try #require(
      ZoneSweep.sweeps(
        of: [Samples.zone(.long, 90, 93, usd: 5)], by: Self.bars.prefix(2), interval: .hour
      ).first)
    #expect(last.return1h == nil)
    #expect(last.return4h == nil)
  }

  @Test("the mark price triggers where it is known")
  func markPrice() {
    var bar = Self.bars[1]
    bar.markLow = Price(94)
    bar.markHigh = Price(100)
    let zones = [Samples.zone(.long, 90, 93, usd: 5)]
    #expect(ZoneSweep.sweeps(of: zones, by: [bar], interval: .hour).isEmpty)
  }
}
