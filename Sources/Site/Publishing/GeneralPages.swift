import Charts
import Market

/// The pages about many days, their key and how each is made: home, markets, track records, the site's
/// own pages, feeds.
struct GeneralPages: Sendable {
  let design: SiteDesign
  let keys: ResultKeys
  let store: EditionStore
  /// The markets that have days, in the configuration's order; each market's days in order of time.
  let markets: [[PlannedDay]]
  /// The latest day of each.
  let latest: [DaySummary]
  let shelf: SummaryShelf

  private var simulated: Bool { latest.contains(where: \.simulated) }
  private var newest: Timestamp? { latest.map(\.cutoff).max() }

  var all: [PlannedPage] {
    markets.map(marketPage) + markets.map(recordPage) + [home, feeds] + own
  }

  private var home: PlannedPage {
    let (design, latest, simulated, newest) = (design, latest, simulated, newest)
    return PlannedPage(
      folder: "",
      name: site(
        "home",
        keys.generalPage(
          "home", design: design.digest(for: .home), days: markets.compactMap(\.last)))
    ) { () throws(SiteError) in
      try PlannedPage.files(
        of: HomePage.page(
          latest, frame: design.renderer.frame, simulated: simulated, cutoff: newest),
        by: design.renderer)
    }
  }

  private func marketPage(_ days: [PlannedDay]) -> PlannedPage {
    let (market, design, shelf) = (days[0].market, design, shelf)
    return PlannedPage(
      folder: market,
      name: name(
        market, "market",
        keys.generalPage("market", design: design.digest(for: .market), days: days))
    ) { () throws(SiteError) in
      let days = try shelf.days(of: market)
      guard let latest = days.last else { return [] }
      let catalogue = MarketCatalogue(days, latest: latest)
      return try PlannedPage.files(of: MarketPage.page(days, latest: latest), by: design.renderer)
        + [("index.json", try JSONText.encode(catalogue, pretty: false))]
    }
  }

  /// Without files where no day could be scored.
  private func recordPage(_ days: [PlannedDay]) -> PlannedPage {
    let (market, design, shelf, store) = (days[0].market, design, shelf, store)
    let charts = recordCharts(days)
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
          days, latest: latest, figures: try store.figures(charts))
      else {
        return [(PageReferences.file, try JSONText.encode(PageReferences([]), pretty: false))]
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
            page, design: design.digest(for: .page, own: page.source), newest: newest,
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
    let (markets, design, shelf) = (markets, design, shelf)
    let frame = design.renderer.frame
    var frameKey = KeyMaker("feeds")
    frameKey.add("frame", frame.digest)
    for page in design.pages { frameKey.add("page", page.name) }
    return PlannedPage(
      folder: "",
      name: site(
        PlannedPage.feedsStem,
        keys.generalPage("feeds", design: frameKey.key, days: markets.flatMap { $0 }))
    ) { () throws(SiteError) in
      var summaries: [[DaySummary]] = []
      for days in markets { summaries.append(try shelf.days(of: days[0].market)) }
      let newestFirst = summaries.flatMap { $0 }
        .sorted { ($1.date, $0.market) < ($0.date, $1.market) }
      var pages: [(path: String, changed: Day?)] = [("index.html", newestFirst.first?.date)]
      for days in summaries {
        guard let latest = days.last else { continue }
        pages.append(("\(latest.market)/index.html", latest.date))
        if TrackRecordPage.isMade(of: days) {
          pages.append((TrackRecordPage.path(of: latest), latest.date))
        }
        pages += days.map { ($0.path, $0.date) }
      }
      pages += design.pages.filter { $0.name != "404" }.map { ($0.path, nil) }
      return [
        ("feed.xml", Array(AtomFeed.text(newestFirst, frame: frame).utf8)),
        ("feed.json", try JSONFeed(newestFirst, frame: frame).bytes()),
        ("sitemap.xml", Array(Sitemap.text(pages, baseURL: frame.baseURL).utf8)),
        ("robots.txt", Array(Sitemap.robots(baseURL: frame.baseURL).utf8)),
      ]
    }
  }

  private func site(_ stem: String, _ key: ContentKey) -> CacheName {
    name(CacheName.site, stem, key)
  }

  private func name(_ folder: String, _ stem: String, _ key: ContentKey) -> CacheName {
    CacheName(folder: folder, stem: stem, kind: .page, key: key)
  }
}
