import Briefing
import Charts
import Market

@testable import Site

/// A site of one market in a temporary folder, built from tiny briefings.
struct TinySite {
  let folder: TemporaryFolder
  var configuration: Configuration

  init(_ extra: String = "") throws {
    folder = try TemporaryFolder()
    configuration = try Configuration.read(
      text: TinySite.yaml + extra, file: folder.path + "/heatpress.yml")
  }

  static let yaml = """
    title: Tiny
    base_url: https://example.org/tiny
    markets:
      - id: btc
        name: Bitcoin
        instruments:
          - venue: binance
            symbol: BTCUSDT
            source: binance-archive

    """

  /// Builds and publishes the days, each market's in order of time.
  @discardableResult
  func publish(
    _ briefings: [Briefing], charts: [RenderedChart] = TinyEdition.charts,
    recordCharts: [RenderedChart] = TinyEdition.charts, scope: BuildScope = BuildScope(),
    startsAnew: Bool = false, jobs: Int = 1
  ) throws -> SiteReport {
    try BuildCache.mending(configuration.cacheFolder, told: { _ in }) { _ in
      let store = try store(startsAnew: startsAnew)
      let assembly = try begin(store, startsAnew: startsAnew, jobs: jobs)
      var markets: [[PlannedDay]] = []
      for market in configuration.markets {
        markets.append(
          try briefings.filter { $0.market == market.id }.sorted { $0.date < $1.date }
            .map { try keep($0, charts: charts, in: store) })
      }
      return try assembly.publish(markets, scope: scope, keeping: nil) { _, _ in recordCharts }
    }
  }

  func store(startsAnew: Bool = false) throws -> EditionStore {
    EditionStore(try BuildCache(folder: configuration.cacheFolder, startsAnew: startsAnew))
  }

  func begin(
    _ store: EditionStore, startsAnew: Bool = false, jobs: Int = 1
  ) throws -> SiteAssembly {
    try SiteAssembly.begin(
      configuration, design: SiteDesign(configuration), store: store, keys: TinySite.keys(),
      jobs: jobs, startsAnew: startsAnew)
  }

  /// Brings a day into the cache, if it is not there.
  @discardableResult
  func keep(
    _ briefing: Briefing, charts: [RenderedChart] = TinyEdition.charts, in store: EditionStore
  ) throws -> PlannedDay {
    let day = try TinySite.planned(briefing)
    if !store.hasEdition(day) {
      let layers = briefing.heatmap.layers.map {
        LayerPixels(file: $0.file, pixels: TinyEdition.layer)
      }
      try store.keep(Edition(briefing: briefing, layers: layers), as: day)
    }
    if !store.hasCharts(day) { try store.keep(charts, as: day) }
    return day
  }

  /// A day under keys that say what its document holds.
  static func planned(_ briefing: Briefing) throws -> PlannedDay {
    var maker = KeyMaker("tiny")
    maker.add("document", String(decoding: try BriefingJSON.encode(briefing), as: UTF8.self))
    return PlannedDay(
      market: briefing.market, date: briefing.date, numbers: maker.key, edition: maker.key,
      charts: try keys().charts(of: maker.key))
  }

  static func keys() throws -> ResultKeys { ResultKeys(program: "tiny", fonts: "none") }

  /// Every file of the live site with its text or size.
  func contents() throws -> [String: [UInt8]] {
    let root = folder.path + "/public"
    var contents: [String: [UInt8]] = [:]
    for path in try FileSystem.files(below: root) {
      contents[path] = try FileSystem.read(root + "/" + path)
    }
    return contents
  }
}
