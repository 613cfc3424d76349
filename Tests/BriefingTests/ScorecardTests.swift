import Archive
import FoundationEssentials
import Market
import Testing

@testable import Briefing

@Suite("The scorecard")
struct ScorecardTests {
  private static let sixteenDays = Result { try briefings(SyntheticMarket.data(days: 16)) }

  private static func briefings(
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
    let cards = try Self.briefings(SyntheticMarket.data(days: 9)).map(\.scorecard)
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
    for briefing in try Self.briefings(SyntheticMarket.data(days: 14, seed: 3)) {
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
    let last = try #require(try Self.briefings(data).last)
    let day = try #require(last.scorecard?.horizons.first)
    let expected = data.series.bars.filter { $0.time.day == last.date }
      .reduce(0) { $0 + (($1.longLiquidations ?? .zero) * $1.close).value }
    #expect(try abs(#require(day.long.reportedUSD) - expected) < 0.01)
  }

  @Test("without reported liquidations there is none")
  func noReports() throws {
    var data = SyntheticMarket.data(days: 3)
    data.series.bars.change { bar in
      bar.longLiquidations = nil
      bar.shortLiquidations = nil
    }
    #expect(try Self.briefings(data).allSatisfy { $0.scorecard == nil })
  }

  @Test("the record is that of all days, whichever are published, and of none after")
  func record() throws {
    let all = try Self.briefings(SyntheticMarket.data(days: 13))
    let day = SyntheticMarket.start + 11
    let alone = try Self.briefings(
      SyntheticMarket.data(days: 13, divergeAfter: 12), days: day...day)
    #expect(alone.map(\.scorecard) == [all[11].scorecard])
    #expect(alone[0].scorecard?.horizons.first?.long.running.windows ?? 0 > 5)
  }

  @Test("what the zones' reach says is what is scored, and they were touched where they were swept")
  func zones() throws {
    let all = try Self.sixteenDays.get()
    #expect(all.prefix(8).allSatisfy { $0.zones.allSatisfy { $0.reach == nil } })
    var scored = 0
    for (index, briefing) in all.enumerated() {
      for horizon in briefing.scorecard?.horizons ?? [] {
        let frozen = all[index - horizon.hours / 24].zones
        let expected = frozen.compactMap { zone in
          zone.reach.map { reach in
            ZoneOutcome(
              side: zone.side, low: zone.low, high: zone.high,
              probability: [24: reach.h24, 72: reach.h72, 168: reach.h168][horizon.hours] ?? -1)
          }
        }
        var given = horizon.zones ?? []
        if horizon.hours == 24 {
          let swept = briefing.reading.sweeps.zones.map(\.low).sorted()
          if !given.isEmpty {
            #expect(given.filter { $0.reached != nil }.map(\.low).sorted() == swept)
          }
        }
        for place in given.indices { given[place].reached = nil }
        #expect(given == expected)
        scored += given.count
      }
    }
    #expect(scored > 10)
  }

  @Test("a zone is the less likely to be touched the farther it lies, and the likelier the longer")
  func reach() throws {
    var count = 0
    for briefing in try Self.sixteenDays.get().dropFirst(9) {
      for side in Side.allCases {
        let zones = briefing.zones.filter { $0.side == side }
          .sorted { abs($0.distance) < abs($1.distance) }
        let reach = try zones.map { try #require($0.reach) }
        #expect(reach.map(\.h24) == reach.map(\.h24).sorted(by: >))
        for figure in reach {
          #expect(0 <= figure.h24 && figure.h24 <= figure.h72)
          #expect(figure.h72 <= figure.h168 && figure.h168 <= 1)
        }
        count += zones.count > 1 ? 1 : 0
      }
    }
    #expect(count > 2)
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
    #expect(sentences[0].contains("50\u{202F}% fell in the densest quarter"))
    #expect(sentences[1].contains(said))
    #expect(sentences[1].contains(range == nil ? "nine windows" : "twelve windows"))
  }

  @Test(
    "the best rule is named with what its range says beside the map's, mirrored map and chance aside",
    arguments: [
      (2.0, 1.7...2.4, "above the map\u{2019}s."), (0.8, 0.6...0.9, "below the map\u{2019}s."),
      (1.3, 0.9...1.6, "above the map\u{2019}s, but the ranges overlap"),
    ] as [(Double, ClosedRange<Double>, String)])
  func rules(lift: Double, range: ClosedRange<Double>, said: String) throws {
    var score = Self.scored(windows: 12, lift: 1.2, range: 1.0...1.5)
    func rule(_ name: String, _ lift: Double) -> BaselineScore {
      BaselineScore(
        name: name, lift25: lift, lift25Low: range.lowerBound, lift25High: range.upperBound)
    }
    score.running.baselines = [
      rule("mirrored", 9), rule("uniform", 8), rule("distance", lift - 0.3), rule("ladder", lift),
    ]
    let other = Self.scored(windows: 9, lift: 1, range: nil)
    let sentences = ScorecardWording(
      scorecard: Self.card([
        HorizonScore(hours: 24, frozen: SyntheticMarket.start, long: score, short: other)
      ])
    ).sentences
    #expect(sentences.count == 3)
    #expect(sentences[2].contains("a ladder of leverages from the close"))
    #expect(sentences[2].contains(said))
    #expect(!sentences[2].contains("shorts"))
  }

  @Test("zones and probabilities are told without a report of liquidations")
  func reachWords() {
    let side = SideScore(
      cells: 4, events: 0, placedUSD: 0, running: RunningScore(windows: 0))
    func zone(_ low: Double, _ probability: Double, _ reached: Bool) -> ZoneOutcome {
      ZoneOutcome(
        side: .long, low: Price(low), high: Price(low + 100), probability: probability,
        reached: reached ? SyntheticMarket.start.start : nil)
    }
    func sentences(_ zones: [ZoneOutcome], _ record: ReachRecord) -> [String] {
      let horizon = HorizonScore(
        hours: 24, frozen: SyntheticMarket.start, long: side, short: side, zones: zones)
      return ScorecardWording(scorecard: Self.card([horizon], reach: [record])).sentences
    }
    let few = sentences(
      [zone(49_000, 0.5, true), zone(48_000, 0.25, false), zone(47_000, 0.05, false)],
      ReachRecord(hours: 24, windows: 9, reliability: []))
    #expect(few.count == 2)
    #expect(few[0].hasPrefix("Of the three zones mapped at the close of "))
    #expect(
      few[0].contains("one was touched within 24 hours (49,000–49,100, given a 50\u{202F}% chance)")
    )
    #expect(few[0].hasSuffix("by the chances given to all, 0.8 were to be expected."))
    #expect(few[1].contains("in nine windows of 24 hours, too few to say more"))
    let bins = [
      ReliabilityReport(
        forecast: 0.35, observed: 0.2, observedLow: 0.1, observedHigh: 0.3, levels: 50),
      ReliabilityReport(
        forecast: 0.95, observed: 0.5, observedLow: 0.5, observedHigh: 0.5, levels: 2),
    ]
    let worse = sentences(
      [zone(49_000, 0.5, false)],
      ReachRecord(
        hours: 24, windows: 40, brierSkill: -0.05, brierSkillLow: -0.1, brierSkillHigh: -0.004,
        reliability: bins))
    #expect(worse[0].contains("The one zone mapped") && worse[0].contains("was not touched"))
    #expect(worse[1].contains("\u{2212}0.050 (\u{2212}0.100 to \u{2212}0.004)"))
    #expect(worse[1].contains("do worse than the share of levels as far away"))
    #expect(worse[1].contains("farthest off where about 35\u{202F}% was given"))
    #expect(worse[1].contains("20\u{202F}% of 50 levels were reached"))
    let unlikely = sentences(
      [zone(49_000, 0.02, false), zone(48_000, 0.01, false)],
      ReachRecord(hours: 24, windows: 9, reliability: []))
    #expect(unlikely[0].hasSuffix("the likeliest had been given a 2\u{202F}% chance."))
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
