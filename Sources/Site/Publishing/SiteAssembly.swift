import Briefing
import Charts
import Market

/// Puts a site together from the results in the cache, and puts it in the place of the live one.
///
/// ```swift
/// let assembly = try SiteAssembly.begin(
///   configuration, design: SiteDesign(configuration), store: store, keys: keys, jobs: 2)
/// … every planned day's edition and charts come into the store …
/// let report = try assembly.publish(markets, scope: BuildScope(), keeping: nil) { … }
/// ```
///
/// Until `publish` returns, readers see the site as it was. A run that fails or is killed leaves it
/// untouched.
public final class SiteAssembly: Sendable {
  private let configuration: Configuration
  private let design: SiteDesign
  private let store: EditionStore
  private let keys: ResultKeys
  private let jobs: Int
  private let startsAnew: Bool
  private let folder: OutputFolder
  private let lock: OutputLock
  private let dayPages: DayPages
  private let ahead = SummariesAhead()

  /// Checks the output and takes the lock.
  ///
  /// - Parameters:
  ///   - configuration: its `output` is where the site goes.
  ///   - design: what `configuration` says of templates and pages.
  ///   - startsAnew: take nothing over from the sites before.
  /// - Throws: `foreignOutput`, `locked`, or a failure to write.
  public static func begin(
    _ configuration: Configuration, design: SiteDesign, store: EditionStore, keys: ResultKeys,
    jobs: Int, startsAnew: Bool = false
  ) throws(SiteError) -> SiteAssembly {
    let folder = OutputFolder(configuration.output)
    try folder.refuseForeign()
    try FileSystem.makeFolder(FilePath.folder(of: folder.live))
    let lock = try OutputLock(path: folder.lock)
    return SiteAssembly(
      configuration: configuration, design: design, store: store, keys: keys, jobs: jobs,
      startsAnew: startsAnew, folder: folder, lock: lock)
  }

  private init(
    configuration: Configuration, design: SiteDesign, store: EditionStore, keys: ResultKeys,
    jobs: Int, startsAnew: Bool, folder: OutputFolder, lock: consuming OutputLock
  ) {
    self.configuration = configuration
    self.design = design
    self.store = store
    self.keys = keys
    self.jobs = jobs
    self.startsAnew = startsAnew
    self.folder = folder
    self.lock = lock
    dayPages = DayPages(design: design, store: store, keys: keys, rules: configuration.alerts)
  }

  /// Renders a day's page while its document is at hand, so that `publish` need not read it again. Its
  /// charts are in the cache.
  ///
  /// - Parameters:
  ///   - index: of the day among the market's days.
  ///   - days: as they will be given to `publish`.
  /// - Throws: a fault of a template, or a failure to write.
  public func render(
    _ index: Int, of days: [PlannedDay], showing briefing: Briefing
  ) throws(SiteError) {
    _ = try store.cache.made(dayPages.page(index, of: days, showing: briefing))
  }

  /// Reads what the pages about all days say of one, for threads that have nothing else to do before
  /// `publish`. Its edition and charts are in the cache.
  public func readAhead(_ day: PlannedDay) { ahead.read(day, from: store) }

  /// Renders what the cache does not have, checks links, and exchanges the sites in one step.
  ///
  /// - Parameters:
  ///   - markets: each market's days, in order of time, whose editions and charts are in the cache; in
  ///     the configuration's order.
  ///   - kept: what the next build wants to find in the cache, besides what the site is made of; `nil`
  ///     for what the one before said.
  ///   - drawing: draws the charts of a track record, with so many threads; called from several.
  ///   - scope: what was asked for; the cache is cleared of other results of that alone.
  /// - Throws: `brokenLinks`, `damagedEntry`, or a failure to write. The live site is then as it was.
  public func publish(
    _ markets: [[PlannedDay]], scope: BuildScope, keeping kept: [CacheName]?,
    drawing: @Sendable (TrackRecordInput, _ threads: Int) throws -> [RenderedChart]
  ) throws -> SiteReport {
    let markets = markets.filter { !$0.isEmpty }
    var report = SiteReport(path: folder.live)
    report.days = markets.reduce(0) { $0 + $1.count }
    // General pages tell what alerts the days' own pages were found to have.
    let (shown, madeDays) = try render(
      markets.flatMap { days in days.indices.map { dayPages.page($0, of: days) } })
    let general = try generalPages(markets, dayPages: shown)
    report.recordCharts = try drawRecords(markets, general: general, drawing)
    let planned = general.all
    let (pages, made) = try render(planned)
    report.rendered = Tally(wanted: shown.count + pages.count, made: madeDays + made)
    let contents = try contents(markets, general: general, planned, pages: shown + pages)
    report.count(contents)
    let notes = SiteNotes(cache: store.cache.folder)
    let startsAnew = startsAnew || notes.doubts(folder)
    let live = startsAnew ? nil : SiteListing(folder: folder.live)
    let fresh = Set(
      contents.items.filter { item in
        if case .entry(_, let name) = item { store.cache.hasMade(name) } else { false }
      })
    if live == contents.listing, fresh.isEmpty, contents.isWhole(at: folder.live, threads: jobs) {
      report.isUnchanged = true
      try folder.tidy()
      // Another reading may have come to the same.
      if store.cache.hasMadeAnything { try clearCache(keeping: kept, scope) }
      return report
    }
    let standing = contents.places(of: Set(live?.items ?? []).subtracting(fresh))
    report.reused = contents.folders.values.reduce(0) {
      $0 + $1.values.reduce(0) { $0 + (standing.contains($1.item) ? 1 : 0) }
    }
    let anchors = notes.anchors(of: folder)
    let links = try SiteLinks(
      contents: contents, cache: store.cache, basePath: design.renderer.frame.basePath,
      threads: jobs
    ).check(since: live, anchors: anchors)
    guard links.broken.isEmpty else { throw SiteError.brokenLinks(links.broken) }
    report.links = links.links
    let linked = links.anchors.union(anchors ?? [])
    // From here on the site before gives way: what can be found out is found out by now.
    let tree = try StagedTree(folder: folder, startsAnew: startsAnew)
    try tree.fill(with: contents, fresh: fresh, threads: jobs)
    // Those of the site that stands as well as those of the one to come: this run may be killed.
    if anchors != nil, linked != anchors { try notes.keep(anchors: linked, of: folder) }
    try folder.publish(
      keepsEarlier: FileSystem.share(store.cache.folder, folder.staging),
      trustsEarlier: !startsAnew)
    try notes.trust(folder)
    if anchors == nil { try notes.keep(anchors: linked, of: folder) }
    try clearCache(keeping: kept, scope)
    return report
  }

  private func clearCache(keeping kept: [CacheName]?, _ scope: BuildScope) throws(SiteError) {
    let upkeep = CacheUpkeep(cache: store.cache)
    try upkeep.note(folder, keeping: kept)
    try upkeep.clear(scope)
  }

  /// - Parameter dayPages: of all days, in their order.
  private func generalPages(
    _ markets: [[PlannedDay]], dayPages: [CacheEntry]
  ) throws(SiteError) -> GeneralPages {
    var latest: [DaySummary] = []
    for days in markets {
      var day = try store.summary(days[days.count - 1])
      // Nothing is scored on an open day; what was scored last still stands.
      if day.provisional, days.count > 1 {
        day.scorecard = try store.summary(days[days.count - 2]).scorecard
      }
      latest.append(day)
    }
    let rules = configuration.alerts
    let pages =
      rules.isEmpty ? nil : Dictionary(zip(markets.joined(), dayPages)) { first, _ in first }
    return GeneralPages(
      design: design, rules: rules, keys: keys, store: store, markets: markets, latest: latest,
      shelf: SummaryShelf(
        store: store, markets: markets, pages: pages, ahead: ahead, threads: jobs),
      jobs: jobs)
  }

  /// Draws the track records that the cache does not have.
  private func drawRecords(
    _ markets: [[PlannedDay]], general: GeneralPages,
    _ drawing: @Sendable (TrackRecordInput, _ threads: Int) throws -> [RenderedChart]
  ) throws -> Tally {
    let store = store
    var missing = markets.filter { store.cache.entry(general.recordCharts($0)) == nil }
    let tally = Tally(wanted: markets.count, made: missing.count)
    let threads = threadsEach(of: missing.count, sharing: jobs)
    let results = forEachConcurrently(&missing, threads: jobs) { days in
      Result {
        let input = TrackRecord.chartInput(try general.shelf.days(of: days[0].market))
        let charts = try input.map { try drawing($0, threads) } ?? []
        try store.keep(charts, as: general.recordCharts(days))
      }
    }
    for result in results { try result.get() }
    return tally
  }

  /// Makes the pages that the cache does not have, several at once.
  ///
  /// - Returns: the entry of each page in order, and how many this run has made.
  private func render(_ planned: [PlannedPage]) throws(SiteError) -> ([CacheEntry], made: Int) {
    let cache = store.cache
    var planned = planned
    cache.find(planned.map(\.name), threads: jobs)
    let results = forEachConcurrently(&planned, threads: jobs) { page in
      Result { () throws(SiteError) in try cache.made(page) }
    }
    var entries: [CacheEntry] = []
    for result in results { entries.append(try result.get()) }
    return (entries, entries.reduce(0) { $0 + (cache.hasMade($1.name) ? 1 : 0) })
  }

  private func contents(
    _ markets: [[PlannedDay]], general: GeneralPages, _ planned: [PlannedPage],
    pages: [CacheEntry]
  ) throws(SiteError) -> SiteContents {
    var contents = SiteContents()
    for (path, bytes) in design.assets.files { contents.add(bytes, at: path) }
    for (path, text) in Schemas.files { contents.add(Array(text.utf8), at: path) }
    var rest = pages[...]
    for day in markets.joined() {
      contents.add(try store.cache.existing(day.editionName), to: day.folder)
      contents.add(try store.cache.existing(day.chartsName), to: day.folder)
      if let page = rest.popFirst() { contents.add(page, to: day.folder) }
    }
    for days in markets {
      contents.add(
        try store.cache.existing(general.recordCharts(days)),
        to: "\(days[0].market)/\(TrackRecordPage.stem)")
    }
    for (page, entry) in zip(planned, rest) { contents.add(entry, to: page.folder) }
    return contents
  }
}
