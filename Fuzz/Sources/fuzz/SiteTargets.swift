import Briefing
import Charts
import Market
import Site

extension FuzzTarget {
  func feedConfiguration(_ bytes: [UInt8]) {
    _ = try? Configuration.read(
      text: String(decoding: bytes, as: UTF8.self), file: "/dev/null/heatpress.yml")
  }

  /// The whole way of a page; the site has no day.
  func feedPages(_ bytes: [UInt8], _ folder: Workshop) {
    folder.write(bytes, to: "pages/fuzzed.md")
    guard
      let configuration = try? Configuration.read(
        text: """
          data: data
          output: public
          pages: pages
          markets:
            - {id: btc, name: Bitcoin, instruments: [{venue: binance, symbol: BTCUSDT, source: binance-archive}]}
          """, file: folder.path + "/heatpress.yml"),
      let keys = FuzzTarget.keys,
      let cache = try? BuildCache(folder: configuration.cacheFolder),
      let site = try? SiteAssembly.begin(
        configuration, design: SiteDesign(configuration), store: EditionStore(cache), keys: keys,
        jobs: 1)
    else { return }
    _ = try? site.publish([], scope: BuildScope(), keeping: nil) { _, _ in [] }
  }

  func feedBriefing(_ bytes: [UInt8], _ folder: Workshop) {
    guard let base = folder.base,
      let file = folder.files.first(where: { $0.hasSuffix("/briefing.json") })
    else { return }
    let parts = file.split(separator: "/").map(String.init)
    guard parts.count == 3, let day = Day(parts[1]) else { return }
    folder.replacing(file, by: bytes) {
      guard let edition = try? PublishedDays(output: base).edition(market: parts[0], day: day),
        let painter = FuzzTarget.painter
      else { return }
      _ = try? painter.charts(for: edition)
    }
  }

  func feedLayer(_ bytes: [UInt8]) {
    guard let layer = try? LayerPNG.decode(bytes) else { return }
    precondition(layer.pixels.count == layer.columns * layer.rows, "a layer of another size")
  }

  private static let painter = try? ChartPainter()
  private static let keys = try? ResultKeys(fonts: FontFiles(regular: [], semibold: []))
}
