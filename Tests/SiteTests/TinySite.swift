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

  /// Builds and publishes the days, in the order given.
  @discardableResult
  func publish(_ briefings: [Briefing]) throws -> SiteReport {
    let site = try begin(briefings.map(\.date).sorted())
    for briefing in briefings { try add(briefing, to: site) }
    return try site.finish()
  }

  func begin(_ days: [Day]) throws -> StagedSite {
    try StagedSite.begin(configuration, schedule: ["btc": days])
  }

  func add(_ briefing: Briefing, to site: StagedSite) throws {
    try TinySite.add(briefing, to: site)
  }

  static func add(_ briefing: Briefing, to site: StagedSite) throws {
    try add(briefing, charts: TinyEdition.charts, to: site)
  }

  static func add(_ briefing: Briefing, charts: [RenderedChart], to site: StagedSite) throws {
    let layers = try briefing.heatmap.layers.map {
      (
        file: $0.file,
        png: try LayerPNG.encode(
          pixels: TinyEdition.layer, columns: briefing.heatmap.columns,
          rows: briefing.heatmap.rows)
      )
    }
    try site.add(briefing, charts: charts, layers: layers)
  }

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
