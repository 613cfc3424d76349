import Archive
import Briefing
import Charts
import Market

/// What each result depends on: the edges from the data to the site, all of them, and nothing else.
///
/// ```
/// program, market's configuration, files ─> reading   what the data came to, for the next build
/// program, market's configuration ─> beginning
/// day before, day's data ──────────> numbers     (a chain: a revised day changes all that follow),
///                                    checkpoint  the walk's memory at the close
/// numbers, files read ─────────────> edition     briefing.json, layers, CSVs, map.json
/// numbers, fonts, program ─────────> charts      pictures and their alt texts
/// edition, charts, neighbours, rules, templates, frame, program ─> briefing page
/// all of a market's editions and charts, templates, frame, program ─> market page, track record
/// latest editions, templates, frame, program; where there are rules, these and all days ─> home
/// all of the site's, rules, frame, program ─> feeds, sitemap, index, alerts
/// program, market's configuration, files, days asked for, true positions ─> backtest
/// ```
///
/// A template is no part of an edition and no chart, so that a change of one renders and computes
/// nothing; the site's title and address are parts of the frame, which pages and feeds alone have.
public struct ResultKeys: Sendable {
  /// The digest of the program: what it computes, draws and writes.
  let program: String
  /// The digests of the fonts that charts are written with.
  let fonts: String

  /// - Throws: a failure to read the program or a font.
  public init(fonts: FontFiles) throws(SiteError) {
    program = try ProgramDigest.compute()
    var maker = KeyMaker("fonts")
    for file in fonts.regular + fonts.semibold {
      // One that is not there is passed over by the charts as well.
      maker.add("font", Files.isFile(file) ? SHA256.hexDigest(of: try FileSystem.read(file)) : "")
    }
    self.fonts = maker.key.digits
  }

  init(program: String, fonts: String) {
    self.program = program
    self.fonts = fonts
  }

  // MARK: What is computed

  /// How a market's data are read.
  public func source(of market: MarketConfiguration, policy: Policy) -> ContentKey {
    var maker = KeyMaker("source")
    maker.add("program", program)
    maker.add("policy", policy.rawValue)
    for source in market.instruments {
      maker.add("instrument", "\(source.instrument) \(source.instrument.kind.rawValue)")
      maker.add("wallets", source.wallets)
      for tiers in source.marginTiers { maker.add("margin", "\(tiers.from) \(tiers.path)") }
      guard case .series(let series) = source.reader else {
        maker.add("reader", "\(source.reader)")
        continue
      }
      maker.add("series", series.path)
      for column in SeriesColumn.allCases {
        maker.add(column.rawValue, series.columns[column])
      }
    }
    return maker.key
  }

  /// Where a market's chain begins: what bears on every day of it.
  ///
  /// - Parameters:
  ///   - first: the first day published, from which on forecasts of the price's reach are recorded.
  ///   - head: what the data as a whole say, such as the instruments that have any.
  func beginning(
    of market: MarketConfiguration, policy: Policy, first: Day, head: ContentKey
  ) -> ContentKey {
    var maker = KeyMaker("beginning")
    maker.add("program", program)
    maker.add("market", market.id)
    maker.add("name", market.name)
    maker.add("policy", policy.rawValue)
    maker.add("first", first)
    maker.add("head", head)
    return maker.key
  }

  /// A day's figures: all data up to its close.
  func numbers(after before: ContentKey, data: ContentKey) -> ContentKey {
    var maker = KeyMaker("numbers")
    maker.add("before", before)
    maker.add("data", data)
    return maker.key
  }

  /// A day's document: its figures, and the files that it names as their source.
  func edition(_ numbers: ContentKey, files: ContentKey) -> ContentKey {
    var maker = KeyMaker("edition")
    maker.add("numbers", numbers)
    maker.add("files", files)
    return maker.key
  }

  /// A document that was published, of which nothing but its bytes is known.
  public func edition(published digest: String) -> ContentKey {
    var maker = KeyMaker("published edition")
    maker.add("digest", digest)
    return maker.key
  }

  /// A market's part of a backtest.
  ///
  /// - Parameters:
  ///   - truth: the digests of the files of true positions that the map is held against; `nil` where
  ///     there is none.
  public func backtest(
    of market: MarketConfiguration, policy: Policy, survey: SurveyDigest, from: Day?, to: Day?,
    truth: [String]?
  ) -> CacheName {
    var maker = KeyMaker("backtest")
    maker.add("source", source(of: market, policy: policy))
    maker.add("survey", survey.key)
    maker.add("from", from)
    maker.add("to", to)
    maker.add("truth", truth)
    return CacheName(
      folder: CacheName.backtests, stem: market.id, kind: .backtest, key: maker.key)
  }

  // MARK: What is drawn

  /// A day's pictures. The program counts again: it may be newer than the one that wrote the edition.
  public func charts(of numbers: ContentKey) -> ContentKey {
    var maker = KeyMaker("charts")
    maker.add("numbers", numbers)
    maker.add("fonts", fonts)
    maker.add("program", program)
    return maker.key
  }

  /// The pictures of a market's track record.
  func recordCharts(_ days: [PlannedDay]) -> ContentKey {
    var maker = KeyMaker("track record's charts")
    maker.add("days", chain(days))
    maker.add("fonts", fonts)
    maker.add("program", program)
    return maker.key
  }

  // MARK: What is rendered

  /// - Parameters:
  ///   - design: of the templates that the page uses and the frame around it.
  ///   - rules: those of the site's alerts, which are held against the day's document.
  ///   - previous: the day before that has a page, and the one after.
  func briefingPage(
    _ day: PlannedDay, design: ContentKey, rules: ContentKey, previous: Day?, next: Day?
  ) -> ContentKey {
    var maker = page("briefing", design)
    maker.add("rules", rules)
    maker.add("edition", day.edition)
    maker.add("charts", day.charts)
    maker.add("previous", previous)
    maker.add("next", next)
    return maker.key
  }

  /// A page about many days: home, market, track record, feeds.
  func generalPage(
    _ name: String, design: ContentKey, days: [PlannedDay], also parts: [ContentKey] = []
  ) -> ContentKey {
    var maker = page(name, design)
    maker.add("days", chain(days))
    for part in parts { maker.add("part", part) }
    return maker.key
  }

  /// A page of the site's own, which knows of the days only how new they are.
  func ownPage(
    _ page: OwnPage, design: ContentKey, newest: Timestamp?, simulated: Bool
  ) -> ContentKey {
    var maker = self.page("own page", design)
    maker.add("path", page.path)
    maker.add("title", page.matter.title)
    maker.add("description", page.matter.description)
    maker.add("newest", newest)
    maker.add("simulated", simulated)
    return maker.key
  }

  private func page(_ name: String, _ design: ContentKey) -> KeyMaker {
    var maker = KeyMaker(name)
    maker.add("program", program)
    maker.add("design", design)
    return maker
  }

  /// What the site's alerts found: the rules, and the days that they are held against.
  func alerts(_ rules: ContentKey, days: [PlannedDay]) -> ContentKey {
    var maker = KeyMaker("alerts")
    maker.add("rules", rules)
    maker.add("days", chain(days))
    return maker.key
  }

  func rules(_ rules: [AlertRule]) -> ContentKey {
    var maker = KeyMaker("rules")
    for rule in rules { maker.add("rule", "\(rule)") }
    return maker.key
  }

  private func chain(_ days: [PlannedDay]) -> ContentKey {
    var maker = KeyMaker("days")
    for day in days {
      maker.add("market", day.market)
      maker.add("day", day.date)
      maker.add("edition", day.edition)
      maker.add("charts", day.charts)
    }
    return maker.key
  }
}

/// A day of the site and the results that it is put together from.
public struct PlannedDay: Hashable, Sendable {
  public var market: String
  public var date: Day
  public var numbers: ContentKey
  public var edition: ContentKey
  public var charts: ContentKey

  public init(
    market: String, date: Day, numbers: ContentKey, edition: ContentKey, charts: ContentKey
  ) {
    self.market = market
    self.date = date
    self.numbers = numbers
    self.edition = edition
    self.charts = charts
  }
}
