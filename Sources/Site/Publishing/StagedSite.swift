import Briefing
import Charts
import Market
import Synchronization

/// A site being built beside the live one, and put in its place when it is whole.
///
/// ```swift
/// let site = try StagedSite.begin(configuration, schedule: ["btc": days])
/// for edition in editions { try site.add(edition, charts: …, layers: …) }
/// let report = try site.finish()
/// ```
///
/// Until `finish` returns, readers see the site as it was. A run that fails or is killed leaves it
/// untouched; the next one clears away what was staged.
public final class StagedSite: Sendable {
  private let markets: [MarketConfiguration]
  private let rules: [AlertRule]
  private let schedule: [String: [Day]]
  private let renderer: PageRenderer
  private let ownPages: [OwnPage]
  private let folder: OutputFolder
  let tree: StagedTree
  private let lock: OutputLock
  private let state = Mutex(State())

  private struct State: Sendable {
    /// By market, then by day.
    var days: [String: [Day: DaySummary]] = [:]
    /// The charts of each market's track record.
    var recordFigures: [String: [Figure]] = [:]
    var pages = 0
    var pictures = 0
  }

  /// Checks templates, pages and output, takes the lock and begins an empty site beside the live one.
  ///
  /// - Parameters:
  ///   - configuration: its `output` and `baseURL` are where the site goes and stands.
  ///   - schedule: the days that will be added, by market id, in order. Pages link to the day before
  ///     and after, so that they must be known from the start.
  /// - Throws: `problems` in templates or pages, `foreignOutput`, `locked`, or a failure to write.
  public static func begin(
    _ configuration: Configuration, schedule: [String: [Day]]
  ) throws(SiteError) -> StagedSite {
    let design = try SiteDesign(configuration)
    let folder = OutputFolder(configuration.output)
    try FileSystem.makeFolder(FilePath.folder(of: folder.live))
    let lock = try OutputLock(path: folder.lock)
    try folder.prepare()
    let site = StagedSite(
      configuration: configuration, schedule: schedule, design: design, folder: folder, lock: lock)
    for (path, bytes) in design.assets.files { try site.tree.write(bytes, to: path) }
    for (path, text) in Schemas.files { try site.tree.write(text, to: path) }
    return site
  }

  private init(
    configuration: Configuration, schedule: [String: [Day]], design: SiteDesign,
    folder: OutputFolder, lock: consuming OutputLock
  ) {
    markets = configuration.markets
    rules = configuration.alerts
    self.schedule = schedule
    renderer = design.renderer
    ownPages = design.pages
    self.folder = folder
    tree = StagedTree(folder: folder)
    self.lock = lock
  }

  /// Writes a day: its page, document, tables and pictures. May be called from several tasks; the
  /// files are the same in whatever order days come.
  ///
  /// - Parameters:
  ///   - charts: those that `ChartPainter` drew of the edition.
  ///   - layers: the heatmap's layers as PNG files, each under the name in `LayerReport.file`, and its
  ///     sheets, under that in `MapSheet.file`.
  /// - Returns: what is kept of the day.
  /// - Throws: `unexpectedDay` for a day that was not announced or comes twice, or a failure to
  ///   write.
  @discardableResult
  public func add(
    _ briefing: Briefing, charts: [RenderedChart], layers: [(file: String, png: [UInt8])]
  ) throws(SiteError) -> DaySummary {
    let days = schedule[briefing.market] ?? []
    guard let index = days.firstIndex(of: briefing.date) else {
      throw unexpected(briefing, "the day was not announced")
    }
    let place = "\(briefing.market)/\(briefing.date)/"
    let figures = try write(charts, to: place)
    let summary = DaySummary(briefing, figures: figures, rules: rules)
    let isNew = state.withLock { state in
      guard state.days[briefing.market]?[briefing.date] == nil else { return false }
      state.days[briefing.market, default: [:]][briefing.date] = summary
      return true
    }
    guard isNew else { throw unexpected(briefing, "the day was added twice") }
    for layer in layers where !layer.file.contains("/") {
      try tree.write(layer.png, to: place + layer.file)
    }
    try tree.write(try BriefingJSON.encode(briefing), to: place + "briefing.json")
    try tree.write(
      try JSONText.encode(ExplorerData(briefing), pretty: false), to: place + ExplorerData.file)
    try tree.write(CSV.zones(briefing), to: place + "zones.csv")
    try tree.write(CSV.profile(briefing), to: place + "profile.csv")
    var page = BriefingPage.page(
      briefing, figures: figures, rules: rules, previous: index > 0 ? days[index - 1] : nil,
      next: index + 1 < days.count ? days[index + 1] : nil)
    page.linkedData = .briefing(summary, frame: renderer.frame)
    try write(page)
    return summary
  }

  /// What the charts of a market's track record are made of, once its days are added.
  ///
  /// - Returns: `nil` where no day could be scored.
  public func trackRecord(of market: String) -> TrackRecordInput? {
    let days = state.withLock { $0.days[market] ?? [:] }
    let scored = days.values.filter { $0.scorecard != nil }
    guard let last = scored.max(by: { $0.date < $1.date }) else { return nil }
    return TrackRecordInput(
      marketName: last.marketName, sources: last.sources, cutoff: last.cutoff,
      simulated: days.values.contains(where: \.simulated),
      scorecards: scored.compactMap { day in day.scorecard.map { (day.date, $0) } })
  }

  /// Writes the charts of a market's track record, after its days and before the end.
  ///
  /// - Parameter charts: made of `trackRecord(of:)`.
  /// - Throws: a failure to write.
  public func addTrackRecord(
    of market: String, charts: [RenderedChart]
  ) throws(SiteError) {
    let figures = try write(charts, to: TrackRecordPage.folder(of: market))
    state.withLock { $0.recordFigures[market] = figures }
  }

  /// Writes the pages about all days, checks every link, and exchanges the sites in one step.
  ///
  /// - Throws: `unexpectedDay` where an announced day was not added, `brokenLinks`, or a failure to
  ///   write. The live site is then as it was.
  public func finish() throws(SiteError) -> SiteReport {
    let days = state.withLock { $0.days }
    var byMarket: [(days: [DaySummary], latest: DaySummary)] = []
    for market in markets {
      let added = (days[market.id] ?? [:]).values.sorted { $0.date < $1.date }
      let announced = schedule[market.id] ?? []
      if let missing = announced.first(where: { day in !added.contains { $0.date == day } }) {
        throw .unexpectedDay(
          market: market.id, day: "\(missing)", reason: "the day was announced and not added")
      }
      if let latest = added.last { byMarket.append((added, latest)) }
    }
    let all = byMarket.flatMap(\.days)
    let board = AlertBoard(rules: rules, markets: byMarket)
    try writeGeneralPages(byMarket, all: all, board: board)
    try writeFeeds(byMarket, all: all, board: board)
    let (links, broken) = try LinkCheck.check(
      folder: folder.staging, basePath: renderer.frame.basePath)
    guard broken.isEmpty else { throw .brokenLinks(broken) }
    try folder.publish()
    let written = tree.written
    let counts = state.withLock { ($0.pages, $0.pictures) }
    return SiteReport(
      days: all.count, pages: counts.0, pictures: counts.1, files: written.files,
      bytes: written.bytes, reused: written.reused, links: links, path: folder.live)
  }

  /// Clears away what was staged; the live site is as it was. For runs that fail.
  public func discard() throws(SiteError) { try FileSystem.remove(folder.staging) }

  private func writeGeneralPages(
    _ markets: [(days: [DaySummary], latest: DaySummary)], all: [DaySummary], board: AlertBoard
  ) throws(SiteError) {
    let simulated = all.contains(where: \.simulated)
    let newest = all.map(\.cutoff).max()
    let latest = markets.map(\.latest)
    try write(
      HomePage.page(
        latest, board: board, frame: renderer.frame, simulated: simulated, cutoff: newest))
    if renderer.frame.hasAlerts {
      try write(AlertPage.page(board, simulated: simulated, cutoff: newest))
    }
    for market in markets {
      var page = MarketPage.page(market.days, latest: market.latest)
      page.linkedData = .market(market.days, latest: market.latest, frame: renderer.frame)
      try write(page)
      try tree.write(
        try JSONText.encode(MarketCatalogue(market.days, latest: market.latest), pretty: false),
        to: "\(market.latest.market)/index.json")
      let figures = state.withLock { $0.recordFigures[market.latest.market] } ?? []
      if let record = TrackRecordPage.page(
        market.days, latest: market.latest, figures: figures)
      {
        try write(record)
      }
    }
    for page in ownPages {
      try write(
        Page(
          kind: .page, template: page.source.name, path: page.path, title: page.matter.title,
          description: page.matter.description, simulated: simulated, cutoff: newest))
    }
  }

  private func writeFeeds(
    _ markets: [(days: [DaySummary], latest: DaySummary)], all: [DaySummary], board: AlertBoard
  ) throws(SiteError) {
    let frame = renderer.frame
    let newestFirst = all.sorted { ($1.date, $0.market) < ($0.date, $1.market) }
    try tree.write(AtomFeed.text(newestFirst, frame: frame), to: "feed.xml")
    try tree.write(try JSONFeed(newestFirst, frame: frame).bytes(), to: "feed.json")
    try tree.write(
      try JSONText.encode(AlertsDocument(board, frame: frame), pretty: true),
      to: AlertsDocument.file)
    try tree.write(
      try JSONText.encode(
        SiteIndex(markets, frame: frame, hasAlerts: frame.hasAlerts), pretty: true),
      to: SiteIndex.file)
    var pages: [(path: String, changed: Day?)] = [("index.html", newestFirst.first?.date)]
    if frame.hasAlerts {
      try tree.write(AlertFeed.text(board, frame: frame), to: AlertFeed.file)
      pages.append((AlertPage.path, newestFirst.first?.date))
    }
    for market in markets {
      pages.append(("\(market.latest.market)/index.html", market.latest.date))
      if TrackRecordPage.isMade(of: market.days) {
        pages.append((TrackRecordPage.path(of: market.latest), market.latest.date))
      }
      pages += market.days.map { ($0.path, $0.date) }
    }
    pages += ownPages.filter { $0.name != "404" }.map { ($0.path, nil) }
    try tree.write(Sitemap.text(pages, baseURL: frame.baseURL), to: "sitemap.xml")
    try tree.write(Sitemap.robots(baseURL: frame.baseURL), to: "robots.txt")
  }

  /// - Parameter folder: with a slash at its end.
  private func write(
    _ charts: [RenderedChart], to folder: String
  ) throws(SiteError) -> [Figure] {
    var figures: [Figure] = []
    for chart in charts {
      let (figure, files) = Figure.of(chart)
      for file in files { try tree.write(file.bytes, to: folder + file.name) }
      figures.append(figure)
      state.withLock { $0.pictures += files.count }
    }
    return figures
  }

  private func write(_ page: Page) throws(SiteError) {
    try tree.write(try renderer.render(page), to: page.path)
    state.withLock { $0.pages += 1 }
  }

  private func unexpected(_ briefing: Briefing, _ reason: String) -> SiteError {
    .unexpectedDay(market: briefing.market, day: "\(briefing.date)", reason: reason)
  }
}
