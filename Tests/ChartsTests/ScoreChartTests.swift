import Briefing
import Market
import Testing

@testable import Briefing
@testable import Charts

@Suite("Score charts") struct ScoreChartTests {
  @Test("running figures become series by day, the last ones the book's")
  func mapping() throws {
    let input = SyntheticRecord.input(days: 20)
    #expect(input.lifts.map(\.hours) == [24, 24, 72, 72, 168, 168])
    #expect(input.lifts.map(\.side) == [.long, .short, .long, .short, .long, .short])
    for series in input.lifts {
      #expect(series.days.count == 21 - series.hours / 24)
      #expect(series.days.map(\.day) == series.days.map(\.day).sorted())
      #expect(series.windows == series.days.count)
      #expect(series.baselines.map(\.name) == SyntheticRecord.rules)
      // Ten windows before an interval is told.
      #expect(series.days.allSatisfy { ($0.lift.low != nil) == ($0.windows >= 10) })
    }
    #expect(input.calibration.map(\.hours) == [24, 72, 168])
    #expect(input.calibration.allSatisfy { $0.bins.count == 10 })
  }

  @Test("the order of the days does not matter, and days without a figure are left out")
  func order() {
    let last = Day(number: 19_940)
    var cards = (0..<6).map { index in
      (
        day: last - (5 - index),
        scorecard: SyntheticRecord.card(day: index, baselines: true, reach: true)
      )
    }
    cards[3].scorecard.horizons[0].long.running.lift25 = nil
    let make = { (cards: [(day: Day, scorecard: Scorecard)]) in
      TrackRecordInput(
        marketName: "Bitcoin", sources: [], cutoff: last.close, simulated: false,
        scorecards: cards)
    }
    #expect(make(cards) == make(cards.reversed()))
    #expect(make(cards).lifts[0].days.count == 5)
    #expect(make(cards).lifts[1].days.count == 6)
  }

  static let broken: [(low: Double?, high: Double?)] = [(nil, 2), (1, nil), (2, 1), (.nan, 2)]

  @Test("an interval is whole or not told", arguments: broken)
  func interval(low: Double?, high: Double?) {
    let figure = ScoreFigure(1.5, low, high)
    #expect(figure?.low == nil && figure?.high == nil)
    #expect(ScoreFigure(nil, 1, 2) == nil)
    #expect(ScoreFigure(.infinity, 1, 2) == nil)
    #expect(ScoreFigure(1.5, 1, 2)?.words == "1.50\u{00A0}(1.00\u{00A0}to\u{00A0}2.00)")
  }

  @Test("below ten windows nothing is claimed", arguments: [1, 5, 9])
  func few(days: Int) throws {
    let drawings = try Drawing.all(of: SyntheticRecord.input(days: days))
    #expect(drawings[0].title.contains("Too few"))
    #expect(!drawings[1].title.contains(" to "))
    #expect(drawings[2].altText.contains("too few windows for an interval"))
  }

  @Test("a whisker ends where its interval does, and chance stands at one")
  func whiskers() throws {
    let input = SyntheticRecord.input(days: 40)
    let drawing = try Drawing.all(of: input)[1]
    let scene = try LayoutTests.painter.get().scene(drawing, .wide)
    var boxes: [Box] = []
    for case .group("lifts", _, let marks) in scene.marks {
      for case .box(let box, _) in marks { boxes.append(box) }
    }
    // A book and nine rules, two sides, three horizons.
    #expect(boxes.count == 60)
    let book = try #require(input.lifts[0].book)
    let chance = try #require(
      scene.marks.compactMap { mark -> Box? in
        if case .box(let box, .ink) = mark, box.height > 100 { box } else { nil }
      }.first)
    let panel = try #require(
      scene.marks.compactMap { mark -> Box? in
        if case .group("lifts", let clip, _) = mark { clip.inset(10, 0) } else { nil }
      }.first)
    let unit = chance.midX - panel.left
    #expect(abs(boxes[0].left - panel.left - unit * (book.low ?? 0)) < 3)
    #expect(abs(boxes[0].right - panel.left - unit * (book.high ?? 0)) < 3)
  }

  @Test("figures that no score can have are refused")
  func refused() throws {
    var input = SyntheticRecord.input(days: 12)
    input.calibration[0].bins[0].observed.value = 1.2
    #expect(throws: ChartError.impossible(name: "a share that was reached", found: 1.2)) {
      try Drawing.all(of: input)
    }
    input = SyntheticRecord.input(days: 12)
    input.lifts[0].days[0].lift.value = -1
    #expect(throws: ChartError.impossible(name: "a lift", found: -1)) {
      try Drawing.all(of: input)
    }
  }

  @Test("the track record's charts are small, light and dark")
  func rendered() throws {
    let charts = try LayoutTests.painter.get().trackRecordCharts(
      SyntheticRecord.input(days: 40), threads: 2)
    #expect(charts.map(\.name) == ["reliability", "lift", "running-lift"])
    for variant in charts.flatMap(\.variants) {
      #expect(variant.light.count < 110_000)
      #expect(variant.light.count == variant.dark.count && variant.light != variant.dark)
    }
  }
}
