import Market
import Psychology
import Testing

@Suite("Funding by venue")
struct VenueFundingTests {
  private static let binance = Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear)
  private static let hyperliquid = Instrument(venue: .hyperliquid, symbol: "BTC", kind: .linear)

  @Test("hourly and eight-hourly venues compare over a year, each among its own settlements")
  func compare() throws {
    let eight = try #require(
      VenueFunding(
        Self.binance,
        settlements: Samples.settlements((0..<120).map { Double($0) * 1e-6 }), cutoff: Samples.end))
    let hourly = try #require(
      VenueFunding(
        Self.hyperliquid,
        settlements: Samples.settlements([Double](repeating: -1e-5, count: 1_000), hours: 1),
        cutoff: Samples.end))
    #expect(abs(eight.annualised - 119e-6 * 3 * 365) < 1e-12)
    #expect(abs(hourly.annualised + 1e-5 * 24 * 365) < 1e-12)
    #expect(eight.rank == HistoryRank(share: 1, days: 40))
    #expect(hourly.rank == HistoryRank(share: 0.5, days: 41))
    let usual = try #require(eight.usual)
    #expect(abs(usual.low - 11.9e-6 * 3 * 365) < 1e-12)
    #expect(abs(usual.high - 107.1e-6 * 3 * 365) < 1e-12)
    #expect(abs(hourly.cost7d.value + 168 * 10) < 1e-6)
  }

  @Test("a venue that settled nothing in a day is left out, one that is young has no range")
  func absent() throws {
    let old = Samples.settlements([1e-4], end: Samples.end - .days(2))
    #expect(VenueFunding(Self.binance, settlements: old, cutoff: Samples.end) == nil)
    #expect(VenueFunding(Self.binance, settlements: [], cutoff: Samples.end) == nil)
    let young = try #require(
      VenueFunding(
        Self.binance, settlements: Samples.settlements([1e-4, 1e-4]), cutoff: Samples.end))
    #expect(young.usual == nil)
    #expect(young.rank == nil)
  }

  @Test("one venue has no sentence of its own, several say how far they are apart")
  func wording() throws {
    var funding = try #require(
      FundingPosition(instruments: [Samples.settlements([1e-4, 1e-4])], cutoff: Samples.end))
    let count = FundingWording.sentences(funding).count
    funding.venues = [Self.binance, Self.hyperliquid].enumerated().compactMap { index, instrument in
      VenueFunding(
        instrument, settlements: Samples.settlements([1e-4 + 2e-4 * Double(index)]),
        cutoff: Samples.end)
    }
    let sentences = FundingWording.sentences(funding)
    #expect(sentences.count == count + 1)
    #expect(
      sentences.last?.replacing("\u{202F}", with: " ")
        == "Over two venues it runs from +11.0 % a year on Binance to +32.9 % on Hyperliquid, "
        + "22 points apart.")
  }
}
