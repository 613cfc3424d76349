import Archive
import FoundationEssentials
import Market
import Testing

@testable import Briefing

@Suite("The scorecard")
struct ScorecardTests {
  private func briefings(
    _ data: InstrumentData, days: ClosedRange<Day>? = nil
  ) throws -> [Briefing] {
    var options = MarketChronicleTests.options
    options.binBps = 20
    var briefings: [Briefing] = []
    try MarketChronicle(
      market: "btc", name: "Bitcoin", instruments: [data], options: options
    ).walk(days: days) { briefings.append($0.briefing) }
    return briefings
  }

  @Test("the first day has none, the second scores the first's map, the eighth all three windows")
  func horizons() throws {
    let cards = try briefings(SyntheticMarket.data(days: 9)).map(\.scorecard)
    #expect(
      cards.map { $0?.horizons.map(\.hours) ?? [] } == [
        [], [24], [24], [24, 72], [24, 72], [24, 72], [24, 72], [24, 72, 168], [24, 72, 168],
      ])
    for (index, card) in cards.enumerated() {
      for horizon in card?.horizons ?? [] {
        #expect(horizon.frozen == SyntheticMarket.start + index - horizon.hours / 24)
      }
    }
  }

  @Test("figures keep their bounds and belong together")
  func bounds() throws {
    var count = 0
    for briefing in try briefings(SyntheticMarket.data(days: 14, seed: 3)) {
      guard let card = briefing.scorecard else { continue }
      for horizon in card.horizons {
        for side in Side.allCases {
          let score = horizon.score(side)
          #expect(try score.placedUSD <= #require(score.reportedUSD))
          #expect((score.share25 == nil) == (score.placedUSD == 0))
          #expect(score.events <= score.cells)
          if let share = score.share25, let lift = score.lift25, let tenth = score.share10 {
            #expect((0...1).contains(share) && tenth <= share)
            #expect(abs(lift * card.chance25 - share) < 1e-5)
            count += 1
          }
          #expect(score.running.windows <= briefing.dataHealth.daysOfHistory)
          if score.running.windows < 10 { #expect(score.running.lift25Low == nil) }
        }
      }
    }
    #expect(count > 20)
  }

  @Test("a window's reports are the bars' own, all of them")
  func reported() throws {
    let data = SyntheticMarket.data(days: 5)
    let last = try #require(try briefings(data).last)
    let day = try #require(last.scorecard?.horizons.first)
    let expected = data.series.bars.filter { $0.time.day == last.date }
      .reduce(0) { $0 + (($1.longLiquidations ?? .zero) * $1.close).value }
    #expect(try abs(#require(day.long.reportedUSD) - expected) < 0.01)
  }

  @Test("without reported liquidations there is none")
  func noReports() throws {
    var data = SyntheticMarket.data(days: 3)
    for index in data.series.bars.indices {
      data.series.bars[index].longLiquidations = nil
      data.series.bars[index].shortLiquidations = nil
    }
    #expect(try briefings(data).allSatisfy { $0.scorecard == nil })
  }

  @Test("the record is that of all days, whichever are published, and of none after")
  func record() throws {
    let all = try briefings(SyntheticMarket.data(days: 13))
    let day = SyntheticMarket.start + 11
    let alone = try briefings(SyntheticMarket.data(days: 13, divergeAfter: 12), days: day...day)
    #expect(alone.map(\.scorecard) == [all[11].scorecard])
    #expect(alone[0].scorecard?.horizons.first?.long.running.windows ?? 0 > 5)
  }

  @Test("it survives its JSON, and what could not be scored is no key")
  func roundTrip() throws {
    let side = SideScore(
      cells: 0, events: 0, reportedUSD: 5, placedUSD: 0, share10: nil, share25: nil, lift10: nil,
      lift25: nil, running: RunningScore(windows: 0, lift25: nil))
    let card = Scorecard(
      chance10: 0.1, chance25: 0.25,
      horizons: [
        HorizonScore(
          hours: 24, frozen: SyntheticMarket.start, long: side,
          short: ScorecardTests.scored(windows: 12, lift: 1.5, range: 1.1...2))
      ], sentences: ["One."])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let json = try encoder.encode(card)
    #expect(try JSONDecoder().decode(Scorecard.self, from: json) == card)
    let text = String(decoding: json, as: UTF8.self)
    #expect(!text.contains("null"))
    #expect(
      text.contains("\"long\":{\"cells\":0,\"events\":0,\"placed_usd\":0,\"reported_usd\":5,"))
    for key in ["lift25_lo", "lift25_hi", "share10", "share25", "lift10", "frozen", "chance25"] {
      #expect(text.contains("\"\(key)\":"))
    }
  }

  @Test(
    "the words say better, worse or neither as the range does, and too few below ten windows",
    arguments: [
      (12, 1.1...2.0, "better than chance"), (12, 0.4...0.9, "worse than chance"),
      (12, 0.8...1.4, "not to be told from chance"), (9, nil, "too few to say more"),
    ] as [(Int, ClosedRange<Double>?, String)])
  func words(windows: Int, range: ClosedRange<Double>?, said: String) {
    let score = Self.scored(windows: windows, lift: 1.2, range: range)
    let sentences = ScorecardWording(
      scorecard: Self.card([
        HorizonScore(hours: 24, frozen: SyntheticMarket.start, long: score, short: score)
      ])
    ).sentences
    #expect(sentences.count == 2)
    #expect(sentences[0].contains("50.0\u{202F}% fell in the densest quarter"))
    #expect(sentences[1].contains(said))
    #expect(sentences[1].contains(range == nil ? "nine windows" : "twelve windows"))
  }

  @Test("a day on which nothing was reported on the path says so")
  func nothing() {
    let side = SideScore(
      cells: 4, events: 0, reportedUSD: 0, placedUSD: 0, running: RunningScore(windows: 0))
    let sentences = ScorecardWording(
      scorecard: Self.card([
        HorizonScore(hours: 24, frozen: SyntheticMarket.start, long: side, short: side)
      ])
    ).sentences
    #expect(sentences.count == 1)
    #expect(sentences[0].hasPrefix("Nothing was reported in the 24 hours after the close of "))
  }

  private static func card(_ horizons: [HorizonScore], reach: [ReachRecord]? = nil) -> Scorecard {
    Scorecard(chance10: 0.1, chance25: 0.25, horizons: horizons, reach: reach, sentences: [])
  }

  private static func scored(
    windows: Int, lift: Double, range: ClosedRange<Double>?
  ) -> SideScore {
    SideScore(
      cells: 8, events: 2, reportedUSD: 100, placedUSD: 80, share10: 0.3, share25: 0.5, lift10: 3,
      lift25: 2,
      running: RunningScore(
        windows: windows, lift25: lift, lift25Low: range?.lowerBound,
        lift25High: range?.upperBound))
  }
}
