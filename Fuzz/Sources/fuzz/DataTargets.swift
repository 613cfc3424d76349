import Archive
import Briefing
import Market

extension FuzzTarget {
  /// The first byte chooses policy and packing, the rest is the file.
  func feedSeries(_ bytes: [UInt8], _ folder: Workshop) {
    guard let choice = bytes.first else { return }
    let name = ["in.csv", "in.csv.gz", "in.zip"][Int(choice >> 1) % 3]
    folder.write(Array(bytes.dropFirst()), to: name)
    var columns: [SeriesColumn: String] = [:]
    for column in SeriesColumn.allCases where !column.rawValue.hasSuffix("_usd") {
      guard column != .fundingRatePercent else { continue }
      columns[column] = column.rawValue
    }
    read(
      InstrumentSource(
        instrument: Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear),
        reader: .series(SeriesSource(path: name, columns: columns))),
      of: bytes, in: folder.path, policy: choice & 1 == 0 ? .strict : .lenient)
  }

  /// The first byte chooses policy and whether the rest stands for the zip or is a CSV to be zipped.
  func feedArchive(_ bytes: [UInt8], _ folder: Workshop) {
    guard let choice = bytes.first, let base = folder.base else { return }
    let zips = folder.files.filter { $0.hasSuffix(".zip") }
    guard !zips.isEmpty else { return }
    let file = zips[Int(choice >> 2) % zips.count]
    let rest = Array(bytes.dropFirst())
    let source = InstrumentSource(
      instrument: Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear),
      reader: .binanceArchive)
    let policy: Policy = choice & 1 == 0 ? .strict : .lenient
    let entry = (file.split(separator: "/").last.map { $0.dropLast(4) } ?? "in") + ".csv"
    if choice & 2 != 0 {
      folder.replacing(file, by: rest) { read(source, of: bytes, in: base, policy: policy) }
    } else {
      folder.replacing(
        file,
        writing: {
          try? ZipWriter.write(
            entry: String(entry), bytes: rest, to: base + "/" + file, synced: false)
        }
      ) { read(source, of: bytes, in: base, policy: policy) }
    }
  }

  /// The first two bytes choose policy and file, the rest is the answer.
  func feedResponses(_ bytes: [UInt8], _ folder: Workshop) {
    guard bytes.count > 2, let base = folder.base else { return }
    let answers = folder.files.filter { $0.hasSuffix(".json") && !$0.hasPrefix("data/") }
    guard !answers.isEmpty else { return }
    let file = answers[(Int(bytes[0]) << 7 | Int(bytes[1] >> 1)) % answers.count]
    let sources: [(String, Venue, String, InstrumentSource.Reader)] = [
      ("bybit/", .bybit, "BTCUSDT", .bybit), ("okx/", .okx, "BTC-USDT-SWAP", .okx),
      ("bitfinex/", .bitfinex, "tBTCF0:USTF0", .bitfinex),
      ("hyperliquid/", .hyperliquid, "BTC", .hyperliquid),
    ]
    guard let (_, venue, symbol, reader) = sources.first(where: { file.hasPrefix($0.0) }) else {
      return
    }
    folder.replacing(file, by: Array(bytes.dropFirst(2))) {
      read(
        InstrumentSource(
          instrument: Instrument(venue: venue, symbol: symbol, kind: .linear), reader: reader),
        of: bytes, in: base, policy: bytes[1] & 1 == 0 ? .strict : .lenient)
    }
  }

  private func read(
    _ source: InstrumentSource, of input: [UInt8], in data: String, policy: Policy
  ) {
    guard let read = try? ArchiveReader(dataFolder: data, policy: policy).read(source) else {
      return
    }
    // What the reader lets through, the model has to bear. A walk takes far longer than the reading,
    // so one input in eight goes on.
    guard input.reduce(0, &+) % 8 == 0, read.series.bars.count < 5_000,
      let chronicle = try? MarketChronicle(market: "btc", name: "Bitcoin", instruments: [read]),
      let last = chronicle.days.last
    else { return }
    chronicle.walk(days: last...last) { (edition: Edition) throws(Never) in
      check(edition.briefing)
    }
  }

  /// Nothing published may be other than finite and add up.
  private func check(_ briefing: Briefing) {
    let total = briefing.heatmap.totalUSD.value
    let sum = briefing.heatmap.layers.reduce(0) { $0 + $1.usd.value }
    precondition(total.isFinite && sum.isFinite, "a map that is not finite")
    precondition(abs(total - sum) <= 1e-6 * max(1, abs(total)), "layers that do not add up")
  }
}
