import Briefing
import Charts
import Market

/// The pages about many days, their key and how each is made: home, markets, track records, the site's
/// own pages, feeds.
struct GeneralPages: Sendable {
  let design: SiteDesign
  /// What the site speaks up about.
  let rules: [AlertRule]
  let keys: ResultKeys
  let store: EditionStore
  /// The markets that have days, in the configuration's order; each market's days in order of time.
  let markets: [[PlannedDay]]
  /// The latest day of each.
  let latest: [DaySummary]
  let shelf: SummaryShelf
  /// How many threads make pages, side by side.
  let jobs: Int

  private var simulated: Bool { latest.contains(where: \.simulated) }
  private var newest: Timestamp? { latest.map(\.cutoff).max() }

  var all: [PlannedPage] {
    // What takes longest comes first.
    markets.map(recordPage) + markets.map(marketPage) + [home, feeds] + own
      + (rules.isEmpty ? [] : [alertPage])
  }

  private var home: PlannedPage {
    let (design, latest, simulated, newest) = (design, latest, simulated, newest)
    let (store, last) = (store, markets.compactMap(\.last))
    return PlannedPage(
      folder: "",
      name: site(
        "home",
        keys.generalPage(
          "home", design: design.digest(for: .home), days: markets.flatMap { $0.suffix(2) },
          also: rules.isEmpty ? [] : [alertsKey]))
    ) { () throws(SiteError) in
      var documents: [String] = []
      for day in last { documents.append(try store.documentDigest(day)) }
      let news = EditionNews(documents: documents, path: "index.html", cutoff: newest)
      var page = HomePage.page(
        latest, board: rules.isEmpty ? nil : try board(), frame: design.renderer.frame,
        simulated: simulated, cutoff: newest)
      if !last.isEmpty { page.edition = EditionMark(id: news.edition, source: EditionNews.file) }
      return try PlannedPage.files(of: page, by: design.renderer)
        + [(EditionNews.file, try news.bytes())]
    }
  }

  private var alertPage: PlannedPage {
    let (design, simulated, newest) = (design, simulated, newest)
    return PlannedPage(
      folder: FilePath.folder(of: AlertPage.path),
      name: site(
        "alerts",
        keys.generalPage(
          "alerts", design: design.digest(for: .alerts), days: [], also: [alertsKey]))
    ) { () throws(SiteError) in
      try PlannedPage.files(
        of: AlertPage.page(try board(), simulated: simulated, cutoff: newest), by: design.renderer)
    }
  }

  private var alertsKey: ContentKey {
    keys.alerts(keys.rules(rules), days: markets.flatMap { $0 })
  }

  /// What the rules found, with the days of each market.
  private func board() throws(SiteError) -> AlertBoard {
    AlertBoard(rules: rules, markets: try summaries())
  }

  private func summaries() throws(SiteError) -> [(days: [DaySummary], latest: DaySummary)] {
    var summaries: [(days: [DaySummary], latest: DaySummary)] = []
    for days in markets {
      let days = try shelf.days(of: days[0].market)
      if let latest = days.last { summaries.append((days, latest)) }
    }
    return summaries
  }

  private func marketPage(_ days: [PlannedDay]) -> PlannedPage {
    let (market, design, shelf, store) = (days[0].market, design, shelf, store)
    return PlannedPage(
      folder: market,
      name: name(
        market, "market",
        keys.generalPage("market", design: design.digest(for: .market), days: days))
    ) { () throws(SiteError) in
      let planned = days[days.count - 1]
      let days = try shelf.days(of: market)
      guard let latest = days.last else { return [] }
      let news = EditionNews(
        documents: [try store.documentDigest(planned)], path: "\(latest.date)/index.html",
        cutoff: latest.cutoff)
      let catalogue = MarketCatalogue(days, latest: latest)
      var page = MarketPage.page(days, latest: latest)
      page.linkedData = .market(days, latest: latest, frame: design.renderer.frame)
      page.edition = EditionMark(id: news.edition, source: EditionNews.file)
      return try PlannedPage.files(of: page, by: design.renderer)
        + [
          ("index.json", try JSONText.encode(catalogue, pretty: false)),
          (EditionNews.file, try news.bytes()),
        ]
    }
  }

  /// Without files where no day could be scored.
  private func recordPage(_ days: [PlannedDay]) -> PlannedPage {
    let (market, design, shelf, store) = (days[0].market, design, shelf, store)
    let charts = recordCharts(days)
    let threads = threadsEach(of: markets.count, sharing: jobs)
    return PlannedPage(
      folder: "\(market)/\(TrackRecordPage.stem)",
      name: name(
        market, TrackRecordPage.stem,
        keys.generalPage(
          TrackRecordPage.stem, design: design.digest(for: .trackRecord), days: days,
          also: [charts.key]))
    ) { () throws(SiteError) in
      let days = try shelf.days(of: market)
      guard let latest = days.last,
        let page = TrackRecordPage.page(
          days, latest: latest, figures: try store.figures(charts), threads: threads)
      else {
        return [(PageReferences.file, try PageReferences([]).bytes())]
      }
      return try PlannedPage.files(of: page, by: design.renderer)
    }
  }

  /// The entry of the charts of a market's track record.
  func recordCharts(_ days: [PlannedDay]) -> CacheName {
    CacheName(
      folder: days[0].market, stem: TrackRecordPage.stem, kind: .charts,
      key: keys.recordCharts(days))
  }

  private var own: [PlannedPage] {
    design.pages.map { page in
      let (design, simulated, newest) = (design, simulated, newest)
      return PlannedPage(
        folder: page.name == "404" ? "" : page.name,
        name: site(
          page.name,
          keys.ownPage(
            page, design: design.digest(of: page), newest: newest,
            simulated: simulated))
      ) { () throws(SiteError) in
        try PlannedPage.files(
          of: Page(
            kind: .page, template: page.source.name, path: page.path, title: page.matter.title,
            description: page.matter.description, simulated: simulated, cutoff: newest),
          by: design.renderer)
      }
    }
  }

  private var feeds: PlannedPage {
    let design = design
    var frameKey = KeyMaker("feeds")
    frameKey.add("frame", design.renderer.frame.digest)
    for page in design.pages { frameKey.add("page", page.name) }
    return PlannedPage(
      folder: "",
      name: site(
        PlannedPage.feedsStem,
        keys.generalPage("feeds", design: frameKey.key, days: [], also: [alertsKey]))
    ) { () throws(SiteError) in try feedFiles() }
  }

  private func feedFiles() throws(SiteError) -> [(name: String, bytes: [UInt8])] {
    let frame = design.renderer.frame
    let summaries = try summaries()
    let board = AlertBoard(rules: rules, markets: summaries)
    let newestFirst = summaries.flatMap(\.days)
      .sorted { ($1.date, $0.market) < ($0.date, $1.market) }
    var files: [(name: String, bytes: [UInt8])] = [
      ("feed.xml", Array(AtomFeed.text(newestFirst, frame: frame).utf8)),
      ("feed.json", try JSONFeed(newestFirst, frame: frame).bytes()),
      (
        AlertsDocument.file,
        try JSONText.encode(AlertsDocument(board, frame: frame), pretty: true)
      ),
      (
        SiteIndex.file,
        try JSONText.encode(
          SiteIndex(summaries, frame: frame, hasAlerts: frame.hasAlerts), pretty: true)
      ),
      ("sitemap.xml", Array(Sitemap.text(listed(summaries), baseURL: frame.baseURL).utf8)),
      ("robots.txt", Array(Sitemap.robots(baseURL: frame.baseURL).utf8)),
    ]
    if frame.hasAlerts {
      files.append((AlertFeed.file, Array(AlertFeed.text(board, frame: frame).utf8)))
    }
    return files
  }

  /// The pages that search engines are told of, with the day on which each has changed.
  private func listed(
    _ summaries: [(days: [DaySummary], latest: DaySummary)]
  ) -> [(path: String, changed: Day?)] {
    let newest = summaries.map(\.latest.date).max()
    var pages: [(path: String, changed: Day?)] = [("index.html", newest)]
    if !rules.isEmpty { pages.append((AlertPage.path, newest)) }
    for (days, latest) in summaries {
      pages.append(("\(latest.market)/index.html", latest.date))
      if TrackRecordPage.isMade(of: days) {
        pages.append((TrackRecordPage.path(of: latest), latest.date))
      }
      pages += days.map { ($0.path, $0.date) }
    }
    return pages + design.pages.filter { $0.name != "404" }.map { ($0.path, nil) }
  }

  private func site(_ stem: String, _ key: ContentKey) -> CacheName {
    name(CacheName.site, stem, key)
  }

  private func name(_ folder: String, _ stem: String, _ key: ContentKey) -> CacheName {
    CacheName(folder: folder, stem: stem, kind: .page, key: key)
  }
}
