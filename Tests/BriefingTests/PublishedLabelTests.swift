import Market
import Testing

@testable import Briefing

@Suite("Published labels")
struct PublishedLabelTests {
  private static func briefing() throws -> Briefing {
    var options = ChronicleOptions()
    options.members = 2
    options.binBps = 50
    options.columns = 24
    var last: Briefing?
    try MarketChronicle(
      market: "btc", name: "Bitcoin", instruments: [SyntheticMarket.data(days: 4)],
      options: options
    ).walk { last = $0.briefing }
    return try #require(last)
  }

  @Test("each label is in the list of labels, and one regime at most holds")
  func names() throws {
    let labels = try Self.briefing().labels
    #expect(Set(labels.keys).isSubset(of: Set(PublishedLabel.all.map(\.name))))
    #expect(labels.count { $0.key.hasPrefix("regime_") && $0.value } <= 1)
    #expect(Set(PublishedLabel.all.map(\.name)).count == PublishedLabel.all.count)
  }

  @Test("a label holds from its threshold on", arguments: [0.249, 0.25, 0.6])
  func threshold(share: Double) throws {
    var briefing = try Self.briefing()
    briefing.reading.trappedLongs.share = Estimate(value: share, p10: share, p90: share)
    briefing.reading.squeeze.score = share * 200
    #expect(briefing.labels["trapped_longs"] == (share >= 0.25))
    #expect(briefing.labels["squeeze"] == (share >= 0.25))
  }

  @Test("what could not be told is no label that did not hold")
  func unknown() throws {
    var briefing = try Self.briefing()
    briefing.reading.funding = nil
    briefing.reading.crowding = nil
    briefing.reading.regime = nil
    #expect(
      briefing.labels.keys.sorted() == ["flush", "squeeze", "trapped_longs", "trapped_shorts"])
    briefing.reading.crowding = CrowdingReport(
      gauges: [GaugeReport(name: .longAccounts, value: 0.6, change24h: nil, percentile90d: 0.85)],
      gap: nil, sentences: [])
    #expect(briefing.labels["crowd_long"] == true)
    #expect(briefing.labels["crowd_short"] == false)
  }
}
