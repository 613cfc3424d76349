import Briefing
import Charts
import Market
import Site

/// Draws and writes editions, several at once, a batch at a time: memory does not grow with the days.
final class Press {
  private let painter: ChartPainter
  private let site: StagedSite
  private let jobs: Int
  private let log: Log
  private var batch: [Edition] = []
  private var done = 0

  init(configuration: Configuration, site: StagedSite, jobs: Int, log: Log) throws {
    painter = try ChartPainter(fonts: configuration.fonts)
    self.site = site
    self.jobs = jobs
    self.log = log
  }

  /// - Parameter total: how many editions there will be, for the progress.
  func add(_ edition: Edition, of total: Int) throws {
    batch.append(edition)
    if batch.count >= 4 * jobs { try flush(of: total) }
  }

  func flush(of total: Int) throws {
    let painter = painter
    let site = site
    let results = forEachConcurrently(&batch, threads: jobs) { edition -> Result<Void, any Error> in
      Result { try Press.print(edition, painter: painter, site: site) }
    }
    for result in results { try result.get() }
    done += batch.count
    batch.removeAll(keepingCapacity: true)
    log.progress("Publishing day", done, of: total)
  }

  /// Draws the charts about all days, after the last of them.
  func drawTrackRecords(of markets: [String]) throws {
    for market in markets {
      guard let record = site.trackRecord(of: market) else { continue }
      try site.addTrackRecord(of: market, charts: try painter.trackRecordCharts(record))
    }
  }

  private static func print(_ edition: Edition, painter: ChartPainter, site: StagedSite) throws {
    let heatmap = edition.briefing.heatmap
    let layers = try edition.layers.map { layer in
      (
        file: layer.file,
        png: try LayerPNG.encode(
          pixels: layer.pixels, columns: heatmap.columns, rows: heatmap.rows)
      )
    }
    let sheets = try MapSheet.sheets(of: heatmap).map { sheet in
      (
        file: sheet.file,
        png: try LayerPNG.encodeSheet(
          pixels: sheet.pixels(of: edition.layers, in: heatmap),
          times: sheet.parts.count * heatmap.columns, prices: heatmap.rows)
      )
    }
    try site.add(
      edition.briefing, charts: try painter.charts(for: edition), layers: layers + sheets)
  }
}
