import Briefing
import Charts
import Foundation
import Market
import Testing

@testable import Site

@Suite struct ExplorerTests {
  /// What the script reads of `map.json`.
  private struct Map: Decodable {
    var date, headline: String
    var close, sigma24h, bottom, top, row, floor: Double
    var first, last, step, columns, rows: Int
    var layers: [Layer]
    var sheets: [Sheet]
    var view: HeatmapView
    var candles: [[Double]]
    var zones: [Zone]

    struct Zone: Decodable { var low, high, usd, distance: Double }
    struct Layer: Decodable { var usd: Double }
    struct Sheet: Decodable { var venue: String?, file: String, ceiling: Double, parts: [Part] }
    struct Part: Decodable, Equatable { var side, band: String }

    enum CodingKeys: String, CodingKey {
      case sigma24h = "sigma_24h"
      case date, headline, close, bottom, top, row, floor, first, last, step, columns, rows
      case layers, sheets, view, candles, zones
    }
  }

  private struct Catalogue: Decodable {
    var market, name: String
    var days: [Entry]

    struct Entry: Decodable {
      var date, folder: String
      var close: Double
      var window: Window
    }
    struct Window: Decodable, Equatable { var low, high: Double }
  }

  @Test("a day's map says where its cells lie, and its layers hold the document's dollars")
  func map() throws {
    let site = try TinySite()
    let briefing = TinyEdition.briefing()
    try site.publish([briefing])
    let map = try JSONDecoder().decode(
      Map.self, from: Data(try #require(try site.contents()["btc/2024-08-05/map.json"])))
    #expect(map.date == "2024-08-05" && map.headline == briefing.headline)
    #expect(map.close == 54_000 && map.sigma24h == 0.04)
    #expect((map.columns, map.rows, map.candles.count) == (3, 2, 3))
    #expect(map.first == Int(briefing.heatmap.firstTime.milliseconds))
    #expect(map.last - map.first == 86_400_000 && map.step == 28_800_000)
    #expect(abs(exp(map.bottom) - 50_000) < 1e-6 && abs(exp(map.top) - 60_000) < 1e-6)
    #expect(abs(map.bottom + 2 * map.row - map.top) < 1e-12)
    #expect(map.layers.map(\.usd) == briefing.heatmap.layers.map(\.usd.value))
    #expect(map.sheets.map(\.file) == ["map.png"] && map.sheets[0].venue == "binance")
    #expect((map.floor, map.sheets[0].ceiling) == (1e4, 1e8))
    let parts = briefing.heatmap.layers.map {
      Map.Part(side: $0.side.rawValue, band: $0.band.rawValue)
    }
    #expect(map.sheets[0].parts.allSatisfy(parts.contains))
    #expect(map.sheets[0].parts.count == parts.count)
    #expect(map.zones.map(\.usd) == [1.5e8, 9e7])
    #expect(map.view.low < map.close && map.close < map.view.high)
  }

  @Test("a market's catalogue has its days in order and leads to each")
  func catalogue() throws {
    let site = try TinySite()
    let days = [-9, -1, 0].map { TinyEdition.day + $0 }
    try site.publish(days.reversed().map { TinyEdition.briefing(day: $0) })
    let files = try site.contents()
    let catalogue = try JSONDecoder().decode(
      Catalogue.self, from: Data(try #require(files["btc/index.json"])))
    #expect(catalogue.market == "btc" && catalogue.name == "Bitcoin")
    #expect(catalogue.days.map(\.date) == days.map(\.description))
    for day in catalogue.days {
      #expect(files["btc/" + day.folder + "map.json"] != nil)
      #expect(day.close == 54_000 && day.window == catalogue.days[0].window)
    }
  }

  @Test("days share a window of prices as long as one holds them all without being too wide")
  func windows() {
    var generator = SeededGenerator(seed: 7)
    var price = 50_000.0
    let views = (0..<400).map { _ in
      price *= exp(Double.random(in: -0.08...0.08, using: &generator))
      return HeatmapView(
        low: price * Double.random(in: 0.6...0.95, using: &generator),
        high: price * Double.random(in: 1.05...1.4, using: &generator))
    }
    let windows = MarketCatalogue.windows(views)
    #expect(windows.count == views.count)
    var changes = 0
    for (index, window) in windows.enumerated() {
      let (low, high) = (window.low.value, window.high.value)
      #expect(low <= views[index].low && views[index].high <= high)
      #expect(high / low <= max(1.6, 1.25 * 1.4 / 0.6) + 1e-9)
      if index > 0, window != windows[index - 1] { changes += 1 }
    }
    #expect((2..<200).contains(changes))
    #expect(MarketCatalogue.windows([]).isEmpty)
  }

  @Test("the explorer stands on a day's page alone, and venues to choose from where there are two")
  func page() throws {
    let site = try TinySite()
    var briefing = TinyEdition.briefing()
    try site.publish([briefing])
    let files = try site.contents()
    let script = try #require(files.keys.first { $0.hasPrefix("assets/explorer.") })
    for (path, bytes) in files where path.hasSuffix(".html") {
      let text = String(decoding: bytes, as: UTF8.self)
      let isDay = path == "btc/2024-08-05/index.html"
      #expect(text.contains("<script src=\"../../\(script)\" defer></script>") == isDay, "\(path)")
      #expect(text.contains("script-src 'self'; connect-src 'self'; img-src 'self'"), "\(path)")
      #expect(!text.contains("data-filter=\"venue\""))
    }
    var other = briefing.heatmap.layers[0]
    other.venue = .okx
    briefing.heatmap.layers.append(other)
    try site.publish([briefing])
    let page = try site.folder.text(of: "public/btc/2024-08-05/index.html")
    #expect(page.contains("data-filter=\"venue\"") && page.contains("value=\"okx\""))
    #expect(page.contains("value=\"high\"") && !page.contains("value=\"extreme\""))
    briefing.heatmap.layers = []
    try site.publish([briefing])
    let bare = try site.folder.text(of: "public/btc/2024-08-05/index.html")
    #expect(!bare.contains(script) && !bare.contains("class=\"explorer\""))
  }
}
