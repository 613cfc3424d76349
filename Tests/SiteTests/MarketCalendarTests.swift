import Market
import Testing

@testable import Site

@Suite struct MarketCalendarTests {
  private func days(_ changes: [Double?]) -> [DaySummary] {
    changes.enumerated().map { index, change in
      var summary = DaySummary(TinyEdition.briefing(day: TinyEdition.day + index), figures: [])
      summary.change24h = change
      return summary
    }
  }

  @Test("a day is coloured by its place among all days")
  func shades() {
    let shades = MarketCalendar.Shades(days((1...20).map { Double($0) / 100 }))
    #expect(shades.role(0.05) == "rise")
    #expect(shades.role(-0.11) == "fall")
    #expect(shades.role(0.12) == "rise large")
    #expect(shades.role(-0.2) == "fall extreme")
    #expect(MarketCalendar.Shades([]).role(0) == "rise")
  }

  @Test("a month has its weeks from Monday, and leads to the days that have a briefing")
  func table() throws {
    // 5 August 2024 is a Monday.
    let august = days([-0.07, 0.021, nil])
    let month = Month(TinyEdition.day)
    let table = MarketCalendar.table(month, august, shades: MarketCalendar.Shades(august))
    #expect(table.rows.count == 5 && table.rows.allSatisfy { $0.cells.count == 7 })
    let week = table.rows[1].cells
    #expect(week[0].text == "5" && week[0].link == "2024-08-05/index.html")
    #expect(week[0].note == "\u{2212}7.0" && week[0].role?.hasPrefix("fall") == true)
    #expect(week[1].note == "+2.1" && week[1].role == "rise")
    #expect(week[2].note == nil && week[2].link != nil && week[2].role == nil)
    #expect(week[3].link == nil && week[3].text == "8")
    #expect(table.rows[0].cells[0].text.isEmpty && table.rows[0].cells[3].text == "1")
    let html = table.html(caption: nil) { _ in nil }
    #expect(html.contains("<a href=\"2024-08-06/index.html\">6 <small>+2.1</small></a></td>"))
    #expect(html.contains("<td class=\"number rise\">"))
  }
}
