import Archive
import Market
import Testing

@testable import Site

@Suite struct ConfigurationTests {
  private func read(_ yaml: String) throws -> Configuration {
    try Configuration.read(text: yaml, file: "mysite/heatpress.yml")
  }

  /// What reading says, a line a problem.
  private func words(_ yaml: String) -> String {
    do {
      _ = try read(yaml)
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test("the file that ships is read, and its values are the defaults")
  func shipped() throws {
    let text = try #require(EmbeddedFiles.all.first { $0.path == "Site/heatpress.yml" }?.text)
    let shipped = try read(text)
    // Rules and markets are a team's own: without the keys there are none.
    var shortest = try read(
      TinySite.yaml.replacing("https://example.org/tiny", with: "https://example.org/briefings/")
        .replacing("title: Tiny\n", with: ""))
    shortest.alerts = shipped.alerts
    #expect(shipped == shortest)
    #expect(shipped.alerts.count == 3)
    #expect(shipped.data == "Data")
    #expect(shipped.output == "mysite/public")
    #expect(shipped.maximumAge == .hours(36))
    #expect(shipped.policy == .strict)
    #expect(
      shipped.markets.map(\.instruments) == [
        [
          InstrumentSource(
            instrument: Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear),
            reader: .binanceArchive)
        ]
      ])
  }

  @Test("every key of the configuration stands in the file that ships")
  func everyKey() throws {
    let text = try #require(EmbeddedFiles.all.first { $0.path == "Site/heatpress.yml" }?.text)
    let keys = [
      "title", "description", "base_url", "data", "output", "policy", "max_age", "templates",
      "pages", "assets", "fonts", "regular", "semibold", "markets", "id", "name", "instruments",
      "venue", "symbol", "kind", "source", "margin_tiers", "from", "path", "columns", "alerts",
      "when", "over", "under", "within", "market", "hours", "holding",
    ]
    for key in keys + SeriesColumn.allCases.map(\.rawValue) {
      #expect(text.contains("\(key):") || text.contains("or \(key)"), "\(key)")
    }
  }

  @Test(
    "a venue's own files are a source of its instruments",
    arguments: [
      (Venue.bybit, "BTCUSDT", InstrumentSource.Reader.bybit), (.okx, "BTC-USDT-SWAP", .okx),
      (.bitfinex, "tBTCF0:USTF0", .bitfinex), (.hyperliquid, "BTC", .hyperliquid),
    ])
  func venueSources(venue: Venue, symbol: String, reader: InstrumentSource.Reader) throws {
    let yaml = """
      markets:
        - id: btc
          name: Bitcoin
          instruments:
            - venue: \(venue.rawValue)
              symbol: "\(symbol)"
              source: \(venue.rawValue)
      """
    let configuration = try read(yaml)
    #expect(
      configuration.markets.first?.instruments == [
        InstrumentSource(
          instrument: Instrument(venue: venue, symbol: symbol, kind: .linear), reader: reader)
      ])
  }

  @Test("a series with dated margin tables is read")
  func series() throws {
    let yaml = """
      max_age: 2d
      markets:
        - id: eth
          name: Ethereum
          instruments:
            - venue: binance
              symbol: ETHUSDT
              source: series
              path: eth.csv.gz
              columns: { time: t, open: o, high: h, low: l, close: c, volume: v, open_interest_usd: oi }
              margin_tiers:
                - from: 2024-01-01
                  path: tiers/a.json
                - from: "2024-06-01"
                  path: tiers/b.json
      """
    let configuration = try read(yaml)
    let source = try #require(configuration.markets.first?.instruments.first)
    #expect(configuration.maximumAge == .days(2))
    #expect(source.marginTiers.map(\.from.description) == ["2024-01-01", "2024-06-01"])
    guard case .series(let series) = source.reader else {
      Issue.record("no series")
      return
    }
    #expect(series.path == "eth.csv.gz")
    #expect(series.columns[.openInterestUSD] == "oi")
  }

  struct Mistake: CustomTestStringConvertible, Sendable {
    var find: String
    var put: String
    var words: [String]
    var testDescription: String { put }
  }

  static let mistakes = [
    Mistake(
      find: "title: Tiny", put: "titel: Tiny",
      words: ["heatpress.yml:1: unknown key 'titel'", "did you mean 'title'?"]),
    Mistake(find: "title: Tiny", put: "title: 5", words: [":1: 'title' is '5'", "expected text"]),
    Mistake(find: "title: Tiny", put: "title:", words: [":1: 'title' has no value"]),
    Mistake(find: "title: Tiny", put: "title: ''", words: [":1: 'title' is empty"]),
    Mistake(find: "title: Tiny", put: "title: [a]", words: [":1: 'title' is a list"]),
    Mistake(
      find: "title: Tiny", put: "max_age: 36",
      words: [":1: 'max_age' is '36'", "expected text"]),
    Mistake(
      find: "title: Tiny", put: "max_age: 36x",
      words: [":1: 'max_age' is '36x'", "90m, 36h or 2d"]),
    Mistake(
      find: "title: Tiny", put: "max_age: 99999999999999999999h", words: [":1: 'max_age'"]),
    Mistake(
      find: "title: Tiny", put: "policy: stric",
      words: [":1: 'policy' is 'stric'; expected strict or lenient; did you mean 'strict'?"]),
    Mistake(
      find: "title: Tiny", put: "templates: nowhere",
      words: [":1: 'templates' names mysite/nowhere, which is not there"]),
    Mistake(
      find: "title: Tiny", put: "fonts: { regular: none.otf }",
      words: ["'fonts' has no 'semibold'", "none.otf, which is not there"]),
    Mistake(
      find: "https://example.org/tiny", put: "example.org",
      words: [":2: 'base_url' is 'example.org'", "https://example.org/briefings/"]),
    Mistake(
      find: "id: btc", put: "id: ../btc", words: [":4: 'id' is '../btc'", "lower-case letters"]),
    Mistake(find: "id: btc", put: "id: assets", words: [":4: 'id' is 'assets'"]),
    Mistake(
      find: "id: btc", put: "ids: btc", words: ["a market has no 'id'", "unknown key 'ids'"]),
    Mistake(find: "name: Bitcoin", put: "", words: [":4: a market has no 'name'"]),
    Mistake(
      find: "venue: binance", put: "venue: binanse",
      words: [":7: 'venue' is 'binanse'", "did you mean 'binance'?"]),
    Mistake(
      find: "venue: binance", put: "venue: okx",
      words: ["'binance-archive' for an instrument of OKX"]),
    Mistake(
      find: "symbol: BTCUSDT", put: "symbol: ../../etc", words: [":8: 'symbol' is '../../etc'"]),
    Mistake(
      find: "source: binance-archive", put: "source: bitmex",
      words: [
        ":9: 'source' is 'bitmex'; expected binance-archive, bybit, okx, bitfinex, hyperliquid"
          + " or series"
      ]),
    Mistake(
      find: "source: binance-archive", put: "source: hyperliquid",
      words: ["source 'hyperliquid' for an instrument of Binance; expected venue hyperliquid"]),
    Mistake(
      find: "source: binance-archive", put: "kind: quanto",
      words: [":9: 'kind' is 'quanto'; expected linear or inverse", "has no 'source'"]),
    Mistake(
      find: "source: binance-archive", put: "source: series",
      words: ["has no 'path'", "has no 'columns'"]),
    Mistake(
      find: "source: binance-archive",
      put: "source: series\n        path: /etc/passwd\n        columns: { time: t }",
      words: [":10: 'path' is '/etc/passwd'", "'columns' has no 'open'"]),
    Mistake(
      find: "source: binance-archive",
      put: "source: series\n        path: x.csv\n        columns: { time: t, open: o, high: h, "
        + "low: l, close: c, volume: v, taker_volume: x, funding_rate: f, funding_rate_percent: g }",
      words: [
        ":11: unknown key 'taker_volume'", "did you mean 'taker_buy_volume'",
        "both funding_rate and funding_rate_percent",
      ]),
    Mistake(
      find: "source: binance-archive",
      put: "source: binance-archive\n        margin_tiers: [{ from: soon, path: a }]",
      words: [":10: 'from' is 'soon'", "2024-08-05"]),
  ]

  @Test("a mistake is named with file, line and what is expected", arguments: mistakes)
  func mistake(_ mistake: Mistake) {
    let said = words(TinySite.yaml.replacing(mistake.find, with: mistake.put))
    for expected in mistake.words {
      #expect(said.contains(expected), "'\(expected)' not in:\n\(said)")
    }
  }

  @Test("all mistakes are named at once, in the order of their lines")
  func allAtOnce() {
    let said = words(
      TinySite.yaml.replacing("title: Tiny", with: "titel: Tiny")
        .replacing("binance-archive", with: "bitmex").replacing("id: btc", with: "id: B"))
    #expect(said.split(separator: "\n").count == 3)
    let lines = said.split(separator: "\n").compactMap { line in
      line.split(separator: ":").dropFirst().first.flatMap { Int($0) }
    }
    #expect(lines == lines.sorted() && lines.count == 3)
  }

  @Test("ids and instruments stand once")
  func duplicates() {
    let market = TinySite.yaml.split(separator: "markets:\n")[1]
    #expect(words(TinySite.yaml + market).contains("the id 'btc' is given to two markets"))
    let instrument = market.split(separator: "instruments:\n")[1]
    #expect(words(TinySite.yaml + instrument).contains("Binance BTCUSDT stands twice"))
    #expect(words("title: a\ntitle: b\nmarkets: []").contains("key given twice: title"))
  }

  @Test(
    "what is no configuration at all is refused", arguments: ["", "- a", "a: [", "markets: []"])
  func nonsense(_ yaml: String) {
    #expect(words(yaml).contains("mysite/heatpress.yml"))
  }

  @Test("a file that is not there is no input")
  func noFile() {
    #expect(throws: SiteError.noConfiguration(file: "nowhere/heatpress.yml")) {
      try Configuration.read("nowhere/heatpress.yml")
    }
    #expect(SiteError.noConfiguration(file: "").kind == .noInput)
  }
}
