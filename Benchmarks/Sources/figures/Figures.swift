import Archive
import Briefing
import Charts
import Foundation
import Liquidation
import Market
import Simulation
import Site

/// Prints the README's figures: on a simulated market of 30 days in a scratch folder, each the median
/// of several runs in one process.
///
///     swift run -c release --package-path Benchmarks figures
///
/// `Benchmarks/compare` asks for a part of them: `figures book`; `figures charts FOLDER`, which also
/// writes the charts of 1600 x 900 there; `figures day FOLDER`, which leaves all of its files there.
@main
struct Figures {
  static func main() throws {
    let arguments = CommandLine.arguments
    let part = arguments.count > 1 ? arguments[1] : "all"
    let leavesFiles = part == "day" && arguments.count > 2
    let folder = leavesFiles ? arguments[2] : "/tmp/heatpress-figures-\(getpid())"
    defer { if !leavesFiles { try? FileManager.default.removeItem(atPath: folder) } }
    let data = folder + "/data"
    let options = try SimulationOptions(days: 30)
    let simulated = try seconds(runs: 1) {
      _ = try SimulatedMarket(options).write(data: data)
    }
    row("simulate a day, bars of 5 minutes, files written", simulated / 30 * 1_000, "ms")

    let instrument = Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear)
    let reader = ArchiveReader(dataFolder: data, policy: .strict)
    let source = InstrumentSource(instrument: instrument, reader: .binanceArchive)
    var market = try reader.read(source)
    row(
      "read and check a day of the venue's archive",
      try seconds(runs: 5) { market = try reader.read(source) } / 30 * 1_000, "ms")
    let bars = Array(market.series.bars)
    let interval = market.series.interval
    let margin = MarginSchedule.builtIn(for: instrument)

    let one = seconds(runs: 9) {
      var book = PositionBook(
        instrument: instrument, grid: LogPriceGrid(), margin: margin, prior: BookPrior())
      for bar in bars { _ = book.advance(bar, interval: interval) }
    }
    row("position book, both sides, 12 leverage buckets", Double(bars.count) / one, "bars/s a core")
    if part == "book" { return }

    var ensemble = BookEnsemble(instrument: instrument, margin: margin)
    ensemble.advance(bars, interval: interval)
    let profile = ensemble.profile()
    let impact = MarketImpact.squareRoot(dailyVolume: USD(1e10), dailySigma: 0.03)
    row(
      "cascade curves of both sides and voids of a day, ensemble of 16",
      seconds(runs: 9) {
        _ = Cascade(profiles: [profile], close: profile.close, impact: impact)
        _ = PriceVoid.voids(in: [profile], close: profile.close, sigma: 0.03)
      } * 1_000, "ms")

    var editions: [Edition] = []
    let chronicle = try MarketChronicle(market: "btc", name: "Bitcoin", instruments: [market])
    let walking = seconds(runs: part == "all" ? 3 : 1) {
      editions.removeAll()
      chronicle.walk { (edition: Edition) throws(Never) in editions.append(edition) }
    }
    row(
      "a day's briefing, ensemble of 16, heatmap of 336 columns",
      walking / Double(editions.count) * 1_000, "ms")

    let painter = try ChartPainter()
    guard let last = editions.last else { return }
    var charts: [RenderedChart] = []
    let drawing = try seconds(runs: 9) { charts = try painter.charts(for: last) }
    let pictures = charts.flatMap(\.variants)
    row(
      "a chart, drawn and encoded, light and dark (\(pictures.count) charts a day)",
      drawing / Double(pictures.count) * 1_000, "ms")
    for chart in charts {
      for variant in chart.variants where variant.size == .wide {
        row("  \(chart.name), 1600 x 900", Double(variant.light.count) / 1_000, "KB")
      }
    }

    if part == "charts" {
      let pixels = pictures.reduce(0) { $0 + $1.width * $1.height }
      row(
        "1600 x 900 pixels of them, drawn and encoded, light and dark",
        drawing / Double(pixels) * 1_600 * 900 * 1_000, "ms")
      return try write(charts, to: arguments.count > 2 ? arguments[2] : folder)
    }

    let configuration = try Configuration.read(
      text: """
        data: \(data)
        output: \(folder)/site
        markets:
          - id: btc
            name: Bitcoin
            instruments:
              - venue: binance
                symbol: BTCUSDT
                source: binance-archive
        """, file: folder + "/heatpress.yml")
    let publishing = try seconds(runs: 1) {
      let keys = try ResultKeys(fonts: configuration.fonts)
      let store = EditionStore(try BuildCache(folder: configuration.cacheFolder, startsAnew: true))
      let site = try SiteAssembly.begin(
        configuration, design: SiteDesign(configuration), store: store, keys: keys, jobs: 1)
      let days = editions.map { edition in
        let key = keys.edition(published: "\(edition.briefing.date)")
        return PlannedDay(
          market: "btc", date: edition.briefing.date, numbers: key, edition: key,
          charts: keys.charts(of: key))
      }
      // As a build does it: a page is rendered while its day is at hand.
      for (place, edition) in editions.enumerated() {
        try store.keep(try painter.charts(for: edition), as: days[place])
        try store.keep(edition, as: days[place])
        try site.render(place, of: days, showing: edition.briefing)
      }
      _ = try site.publish(
        [days], scope: BuildScope(), keeping: nil, drawing: painter.trackRecordCharts)
    }
    row(
      "a day published, one core: charts, layers, page, tables, link check",
      publishing / Double(editions.count) * 1_000, "ms")
    row("peak memory of all the above", peakMemory(), "MB")
  }

  private static func write(_ charts: [RenderedChart], to folder: String) throws {
    try Files.makeFolder(folder)
    for chart in charts {
      for variant in chart.variants where variant.size == .wide {
        try Files.writeAtomically(
          variant.light, to: "\(folder)/\(chart.name).png", synced: false)
      }
    }
  }

  private static func row(_ what: String, _ value: Double, _ unit: String) {
    let number = NumberText.fixed(value, decimals: value < 10 ? 2 : value < 1_000 ? 1 : 0)
    let dots = String(repeating: ".", count: max(2, 74 - what.count - number.count))
    print("\(what) \(dots) \(number) \(unit)")
  }

  /// The median of several runs.
  private static func seconds(runs: Int, _ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<runs {
      let time = try clock.measure(body)
      times.append(
        Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18)
    }
    return times.sorted()[runs / 2]
  }

  /// The most memory that was in use at once, in megabytes.
  private static func peakMemory() -> Double {
    var usage = rusage()
    getrusage(numericCast(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_maxrss) / 1_024
  }
}
