import Briefing
import Charts
import Market

/// What is kept of a day once its page is written: enough for home, archive and feeds.
public struct DaySummary: Hashable, Sendable, Codable {
  public var market: String
  public var marketName: String
  public var date: Day
  public var cutoff: Timestamp
  /// Whether the day was still open: nothing is scored or raised by its edition.
  public var provisional: Bool
  public var simulated: Bool
  /// Where its figures are from, the longest wording first.
  public var sources: [String]
  public var headline: String
  public var summary: [String]
  public var methodVersion: String
  public var keyNumbers: [KeyNumber]
  /// The coin's symbol.
  public var coin: String
  /// Complete days of data before this one.
  public var daysOfHistory: Int
  /// What the site's rules found, in the order of the rules.
  public var alerts: [AlertFinding]
  public var close: Price
  public var high: Price
  public var low: Price
  /// What was said of the day in a word: by the label's name whether it held.
  public var labels: [String: Bool]
  public var change24h: Double?
  /// The largest zones, at most three a side.
  public var zones: [ZoneReport]
  /// What the maps of earlier days scored at its close; absent where nothing could be scored.
  public var scorecard: Scorecard?
  /// The prices that its heatmap shows.
  public var view: HeatmapView
  /// The day's charts, in its own folder.
  public var figures: [Figure]

  init(_ briefing: Briefing, figures: [Figure], rules: [AlertRule] = []) {
    market = briefing.market
    marketName = briefing.marketName
    date = briefing.date
    cutoff = briefing.cutoff
    provisional = briefing.isProvisional
    simulated = briefing.simulated
    sources = briefing.sourceWordings
    headline = briefing.headline
    summary = briefing.summary
    methodVersion = briefing.methodVersion
    keyNumbers = briefing.keyNumbers
    coin = BriefingTables.coin(briefing)
    daysOfHistory = briefing.dataHealth.daysOfHistory
    alerts = briefing.isProvisional ? [] : rules.compactMap { $0.finding(in: briefing) }
    close = briefing.price.close
    high = briefing.price.high
    low = briefing.price.low
    labels = briefing.labels
    change24h = briefing.price.change24h
    zones = Side.allCases.flatMap { side in briefing.zones.filter { $0.side == side }.prefix(3) }
    scorecard = briefing.scorecard
    view = HeatmapView(briefing)
    self.figures = figures
  }

  /// The page of the day, within the site.
  var path: String { "\(market)/\(date)/index.html" }

  /// What the picture for sharing shows.
  var cardAlt: String? { figures.first { $0.name == "card" }?.alt }

  /// Within the site: the day's picture for sharing.
  var card: String? {
    figures.first { $0.name == "card" }?.pictures.first.map { "\(market)/\(date)/\($0.light)" }
  }

  /// `Bitcoin, 5 August 2024: longs swept down to 49,000`
  var title: String {
    "\(marketName), \(date.longDescription)"
      + (provisional ? ", provisional at \(Wording.clock(cutoff)) UTC" : "") + ": \(headline)"
      + (simulated ? " (simulated market)" : "")
  }

  static let shape = TemplateShape.group([
    "id": .text, "name": .text, "link": .text, "market_link": .text, "date": .text,
    "date_long": .text, "weekday": .text, "cutoff": .text, "headline": .text, "summary": .texts,
    "close": .text, "change_24h": .text, "provisional": .flag, "clock": .text,
    "simulated": .flag,
    "score": .group(["sentences": .texts, "link": .text]),
  ])

  /// - Parameter root: from the page to the site's folder.
  func data(root: String) -> TemplateValue {
    .group([
      "id": .text(market), "name": .text(marketName), "link": .text(root + path),
      "market_link": .text("\(root)\(market)/index.html"), "date": .text("\(date)"),
      "date_long": .text(date.longDescription), "weekday": .text(Wording.weekday(date)),
      "cutoff": .text(Wording.cutoff(cutoff)), "headline": .text(headline),
      "summary": .texts(summary), "close": .text(NumberText.price(close.value)),
      "change_24h": .optional(change24h.map { Wording.change($0) }),
      "provisional": .flag(provisional), "clock": .text(Wording.clock(cutoff)),
      "simulated": .flag(simulated),
      // Of the scorecard what it says first: the last map, and all maps so far.
      "score": scorecard.map {
        .group([
          "sentences": .texts(Array($0.sentences.prefix(2))),
          "link": .text(root + TrackRecordPage.path(of: self)),
        ])
      } ?? .absent,
    ])
  }

  /// The price and what lies above and below it, from the top down as on a chart.
  var ladder: DataTable { ZoneTables.ladder(zones: zones, close: close, isOpen: provisional) }

  var keyNumberTable: DataTable? {
    BriefingTables.keyNumbers(
      keyNumbers, coin: coin, daysOfHistory: daysOfHistory, isOpen: provisional)
  }
}
