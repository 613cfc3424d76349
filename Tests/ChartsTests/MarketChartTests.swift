import Briefing
import Market
import Testing

@testable import Briefing
@testable import Charts

@Suite("Cascade, funding and crowding") struct MarketChartTests {
  static func cascade() throws -> (CascadeReport, Briefing) {
    let briefing = OddEdition.forecast.edition.briefing
    return (try #require(briefing.cascade), briefing)
  }

  @Test("a runaway is in the title, with its side")
  func runaway() throws {
    var (report, briefing) = try Self.cascade()
    let both = try CascadeChart(briefing, report)
    #expect(both.titles[0].hasPrefix("A fall of 3.5\u{202F}% or more would run away"))
    #expect(both.titles[0].contains("a 5\u{202F}% rise would end at +"))
    report.fall.runawayShock = nil
    let none = try CascadeChart(briefing, report)
    #expect(none.titles[0].hasPrefix("A 5\u{202F}% fall would end at \u{2212}"))
    #expect(none.altText.contains("No fall up to 10\u{202F}% would more than double itself"))
  }

  @Test("between two shocks the outcome lies between theirs, past the last there is none")
  func outcome() throws {
    let (report, briefing) = try Self.cascade()
    let data = try CascadeData(report, close: briefing.price.close.value)
    let points = report.rise.points
    let middle = try #require(
      data.outcome(.short, shock: (points[3].shock + points[4].shock) / 2))
    #expect(middle.move >= points[3].finalMove && middle.move <= points[4].finalMove)
    #expect(middle.p10 <= middle.usd && middle.usd <= middle.p90)
    #expect(data.outcome(.short, shock: 0.5) == nil)
  }

  @Test("impossible cascades are refused")
  func refused() throws {
    let (report, briefing) = try Self.cascade()
    var changes: [(inout CascadeReport) -> Void] = []
    changes.append { $0.fall.points[1].shock = $0.fall.points[0].shock }
    changes.append { $0.rise.points[3].usd = -1 }
    changes.append { $0.rise.points[3].finalMove = .infinity }
    changes.append { $0.fall.runawayShock = 0 }
    for change in changes {
      var broken = report
      change(&broken)
      #expect(throws: ChartError.self) { try CascadeChart(briefing, broken) }
    }
  }

  @Test("the usual band holds eight in ten settlements")
  func usual() throws {
    let data = try FundingData(OddEdition.ordinary.edition.briefing)
    let usual = try #require(data.usual)
    let inside = data.points.count { $0.rate >= usual.low && $0.rate <= usual.high }
    #expect(abs(Double(inside) / Double(data.points.count) - 0.8) < 0.02)
    #expect(data.days == 90)
    #expect(data.interval == "8\u{00A0}h")
  }

  @Test("the mean of the week is that of the settlements in it")
  func weekly() throws {
    let data = try FundingData(OddEdition.ordinary.edition.briefing)
    let last = try #require(data.weekly.last)
    let week = data.points.suffix(21)
    #expect(abs(last.rate - week.reduce(0) { $0 + $1.rate } / 21) < 1e-12)
    #expect(data.weekly.count == data.points.count - 21)
  }

  @Test("who pays is said by the sign")
  func payers() throws {
    var briefing = OddEdition.ordinary.edition.briefing
    for (rate, words) in [(0.0001, "Longs pay"), (-0.0001, "Shorts pay"), (0, "Funding is zero")] {
      briefing.history.funding[briefing.history.funding.count - 1].rate = rate
      #expect(try FundingChart(briefing).titles[0].hasPrefix(words))
    }
    briefing.history.funding = []
    #expect(try FundingChart(briefing).titles == ["No funding was settled in 90 days"])
    briefing.history.funding = [FundingReport(time: briefing.cutoff, rate: .nan)]
    #expect(throws: ChartError.self) { try FundingChart(briefing) }
  }

  @Test("figures stand where their percentile says, unknown ones are left out")
  func standings() {
    var briefing = OddEdition.forecast.edition.briefing
    #expect(
      Standing.all(of: briefing).map(\.rank) == [
        "7th", "36th", "highest", "98th", "highest", "46th",
      ])
    for index in briefing.keyNumbers.indices { briefing.keyNumbers[index].percentile90d = nil }
    #expect(Standing.all(of: briefing).isEmpty)
  }

  @Test(
    "tiny prices take the short form",
    arguments: [
      (1.234e-8, "0.0\u{2087}1234"), (1.142e-11, "0.0\u{2081}\u{2080}1142"),
      (9.9996e-9, "0.0\u{2087}10000"), (0.000_012_34, "0.00001234"), (63_940, "63,940"),
    ])
  func tiny(price: Double, words: String) {
    #expect(PriceText.price(price) == words)
  }

  @Test("venues have a chart of their own from two on, and its texts keep apart", arguments: 1...6)
  func venues(count: Int) throws {
    var edition = OddEdition.ordinary.edition
    let venues: [Venue] = [.binance, .bybit, .okx, .bitfinex, .hyperliquid, .binance]
    edition.briefing.reading.funding?.venues = venues.prefix(count).enumerated().map {
      index, venue in
      VenueFundingReport(
        venue: venue, symbol: index == 5 ? "BTCUSD_PERP" : "BTCUSDT",
        rate: 0.0001 * Double(index - 1), intervalHours: index == 4 ? 1 : 8,
        annualised: 0.1095 * Double(index - 1), percentile90d: index == 2 ? nil : Double(index) / 5,
        usualLow: index == 3 ? nil : -0.05 * Double(index), usualHigh: 0.2, openInterestUSD: 1e9,
        cost7dUSD: 1e6)
    }
    let chart = try VenueFundingChart(edition.briefing)
    guard count > 1 else {
      #expect(chart == nil)
      return
    }
    let drawing = try #require(
      try Drawing.all(of: edition).first { $0.name == "funding-venues" })
    try LayoutTests.checkTexts(drawing, "\(count) venues")
    #expect(drawing.title.contains("\u{2212}11.0\u{202F}% a year on Binance"))
    #expect(drawing.altText.contains("Bybit"))
    edition.briefing.reading.funding?.venues?[0].rate = .nan
    #expect(throws: ChartError.self) { try VenueFundingChart(edition.briefing) }
  }
}
