import Archive
import Market

/// Writes a simulated market's files and counts them.
struct MarketWriter {
  private let folders: VenueFolders
  private let tables: VenueTables
  private let truth: TruthFolder?
  private var settlements: [FundingSettlement] = []
  private var month = ""
  private(set) var files = 0
  private(set) var bytes = 0

  init(_ options: SimulationOptions, contract: SimulatedContract, data: String, truth: String?)
    throws
  {
    folders = VenueFolders(data: data, symbol: options.symbol)
    tables = VenueTables(contract: contract)
    if let folder = try folders.venueFolder() {
      throw SimulationError.wouldReplaceVenueFiles(
        symbol: options.symbol, folder: folder, marker: folders.marker)
    }
    let marker = SimulationMarker.text(options)
    try folders.prepare(marker: marker)
    files = 1
    bytes = marker.utf8.count
    self.truth = try truth.map { try TruthFolder($0, contract: contract) }
  }

  mutating func write(_ day: SimulatedDay) throws {
    let date = day.day.description
    if !date.hasPrefix(month) || month.isEmpty {
      try finishMonth()
      month = String(date.prefix(7))
    }
    settlements += day.funding
    try write(.candles, date: date, tables.candles(day))
    try write(.markCandles, date: date, tables.markCandles(day))
    try write(.metrics, date: date, tables.metrics(day))
    try write(.liquidations, date: date, tables.liquidations(day))
  }

  /// Writes the day's truth where it was asked for.
  ///
  /// - Parameter positions: those open at the day's close; not worked out unless they are wanted.
  mutating func writeTruth(
    _ day: SimulatedDay, positions: @autoclosure () -> [SimulatedPosition]
  ) throws {
    guard let truth else { return }
    try truth.write(day, positions: positions())
  }

  mutating func finish(liquidations: [ForcedClose]) throws {
    try finishMonth()
    try truth?.finish(liquidations: liquidations)
  }

  private mutating func finishMonth() throws {
    guard !settlements.isEmpty else { return }
    try write(.funding, date: month, tables.funding(settlements))
    settlements.removeAll()
  }

  private mutating func write(_ kind: VenueFolders.Kind, date: String, _ text: [UInt8]) throws {
    let name = folders.name(kind, date: date)
    let path = "\(folders.folder(kind))/\(name).zip"
    // The seed brings a lost file back: nothing here needs to be forced to disk.
    try ZipWriter.write(entry: "\(name).csv", bytes: text, to: path, synced: false)
    let packed = try Files.readAll(path)
    let checksum = "\(SHA256.hexDigest(of: packed))  \(name).zip\n"
    try Files.writeAtomically(checksum, to: "\(path).CHECKSUM", synced: false)
    files += 2
    bytes += packed.count + checksum.utf8.count
  }
}
