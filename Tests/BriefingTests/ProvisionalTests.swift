import Archive
import Briefing
import Market
import Testing

@Suite("A day that is still open")
struct ProvisionalTests {
  private static let last = SyntheticMarket.start + 11

  /// Twelve days, of which the last has come so far.
  private func data(
    until hours: Int64, seed: UInt64 = 1, interval: TimeSpan = .hour, days: Int = 12
  ) -> InstrumentData {
    var data = SyntheticMarket.data(days: days, seed: seed, interval: interval)
    let end = Self.last.start + .hours(hours)
    data.series.bars.removeAll { $0.time + interval > end }
    return data
  }

  private struct Outcome {
    var editions: [Edition] = []
    var checkpoints: [WalkCheckpoint] = []
  }

  private func walk(
    _ instruments: [InstrumentData], provisional: Bool = true,
    from checkpoint: WalkCheckpoint? = nil
  ) throws -> Outcome {
    var outcome = Outcome()
    try MarketChronicle(
      market: "btc", name: "Bitcoin", instruments: instruments,
      options: MarketChronicleTests.options, resuming: checkpoint
    ).walk(
      provisional: provisional, keep: { _ in true }, kept: { outcome.checkpoints.append($0) },
      publish: { outcome.editions.append($0) })
    return outcome
  }

  @Test("it is published as of its last whole hour, scored nowhere, and changes nothing before")
  func edition() throws {
    let closed = try walk([data(until: 13)], provisional: false)
    let open = try walk([data(until: 13)])
    #expect(open.editions.dropLast() == closed.editions[...])
    let isSame = open.checkpoints == closed.checkpoints
    #expect(isSame, "nothing of the open day is remembered")
    let briefing = try #require(open.editions.last?.briefing)
    #expect(briefing.date == Self.last && briefing.isProvisional)
    #expect(briefing.cutoff == Self.last.start + .hours(13))
    #expect(briefing.scorecard == nil)
    #expect(closed.editions.last?.briefing.scorecard != nil)
    #expect(closed.editions.allSatisfy { $0.briefing.provisional == nil })
    #expect(briefing.heatmap.lastTime == briefing.cutoff)
    #expect(briefing.history.candles.close.last == briefing.price.close.value)
    // Ranges are worked out at any cut-off.
    #expect(briefing.zones.contains { $0.usdP90.value > $0.usdP10.value })
  }

  @Test(
    "what may come begins where the price stands, and sums of half a day are compared with none")
  func figures() throws {
    let briefing = try #require(try walk([data(until: 13)]).editions.last?.briefing)
    let projection = try #require(briefing.projection)
    let fan = projection.fan.compactMap(\.price.first)
    let close = briefing.price.close.value
    #expect(try #require(fan.min()) < close && close < (try #require(fan.max())))
    let volume = try #require(briefing.keyNumbers.first { $0.name == .volumeUSD })
    #expect(volume.change24h == nil && volume.percentile90d == nil)
    let held = try #require(briefing.keyNumbers.first { $0.name == .openInterestBase })
    #expect(held.change24h != nil)
    #expect(!briefing.summary[0].contains("close"), "\(briefing.summary[0])")
  }

  @Test("it goes on from the last close as from the start", arguments: [1, 2, 3] as [UInt64])
  func resumed(seed: UInt64) throws {
    let whole = data(until: 17, seed: seed)
    let outcome = try walk([whole])
    let checkpoint = try #require(outcome.checkpoints.last { $0.day == Self.last - 1 })
    var rest = whole
    rest.series.bars.removeAll { $0.time + .hour <= checkpoint.day.close }
    let again = try walk([rest], from: try WalkCheckpoint(bytes: checkpoint.bytes))
    #expect(again.editions.count == 1)
    #expect(again.editions.last == outcome.editions.last)
  }

  @Test("the final edition is that of a walk that never saw the day open")
  func closes() throws {
    let night = try walk([data(until: 24)])
    let final = try #require(night.editions.last?.briefing)
    #expect(final.date == Self.last && !final.isProvisional && final.cutoff == Self.last.close)
    #expect(night.editions == (try walk([data(until: 24)], provisional: false)).editions)
  }

  @Test("bars of part of an hour wait for its end, bars longer than an hour for theirs")
  func columns() throws {
    var quarters = data(until: 14, interval: .minutes(15))
    quarters.series.bars.removeLast()
    #expect(
      try walk([quarters]).editions.last?.briefing.cutoff == Self.last.start + .hours(13))
    let long = data(until: 13, interval: .hours(4))
    #expect(try walk([long]).editions.last?.briefing.cutoff == Self.last.start + .hours(12))
  }

  @Test(
    "a day cut short within the history stays unpublished, and so does one before any closed day")
  func others() throws {
    var hole = SyntheticMarket.data(days: 12)
    let day = SyntheticMarket.start + 5
    hole.series.bars.removeAll { $0.time >= day.start + .hours(9) && $0.time < day.close }
    #expect(!(try walk([hole])).editions.contains { $0.briefing.date == day })
    var first = SyntheticMarket.data(days: 1)
    first.series.bars.removeAll { $0.time >= SyntheticMarket.start.start + .hours(9) }
    #expect(try walk([first]).editions.isEmpty)
  }

  @Test("of several venues the one that has come furthest counts, the others are carried along")
  func venues() throws {
    var second = SyntheticMarket.data(days: 12, seed: 5, venue: .bybit)
    second.series.bars.removeAll { $0.time + .hour > Self.last.start + .hours(9) }
    let briefing = try #require(try walk([data(until: 13), second]).editions.last?.briefing)
    #expect(briefing.cutoff == Self.last.start + .hours(13))
    #expect(briefing.instruments.map(\.dataThrough).contains(Self.last.start + .hours(9)))
    #expect(briefing.dataHealth.findings.contains { $0.message.contains("carried along") })
  }
}
