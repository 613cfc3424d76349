import Archive
import Market

/// Writes a simulated market as Binance's public archive has it.
struct BinanceFiles: VenueFiles {
  private let folders: BinanceFolders
  private let tables: BinanceTables
  private var settlements: [FundingSettlement] = []
  private var month = ""
  private(set) var count = FileCount()

  init(data: String, contract: SimulatedContract) {
    folders = BinanceFolders(data: data, symbol: contract.symbol)
    tables = BinanceTables(contract: contract)
  }

  var marker: String { folders.marker }

  func venueFolder() throws -> String? { try folders.venueFolder() }

  mutating func prepare(marker: String) throws {
    try folders.prepare(marker: marker)
    count.add(bytes: marker.utf8.count)
  }

  mutating func write(_ close: VenueDay) throws {
    let day = close.day
    let date = day.day.description
    if !date.hasPrefix(month) || month.isEmpty {
      try finish()
      month = String(date.prefix(7))
    }
    settlements += day.funding
    try write(.candles, date: date, tables.candles(day))
    try write(.markCandles, date: date, tables.markCandles(day))
    try write(.premiumCandles, date: date, tables.premiumCandles(day))
    try write(.depth, date: date, tables.depth(day))
    try write(.metrics, date: date, tables.metrics(day))
    try write(.liquidations, date: date, tables.liquidations(day))
  }

  mutating func finish() throws {
    guard !settlements.isEmpty else { return }
    try write(.funding, date: month, tables.funding(settlements))
    settlements.removeAll()
  }

  private mutating func write(_ kind: BinanceFolders.Kind, date: String, _ text: [UInt8]) throws {
    let name = folders.name(kind, date: date)
    let path = "\(folders.folder(kind))/\(name).zip"
    // The seed brings a lost file back: nothing here needs to be forced to disk.
    try ZipWriter.write(entry: "\(name).csv", bytes: text, to: path, synced: false)
    let packed = try Files.readAll(path)
    let checksum = "\(SHA256.hexDigest(of: packed))  \(name).zip\n"
    try Files.writeAtomically(checksum, to: "\(path).CHECKSUM", synced: false)
    count.add(bytes: packed.count)
    count.add(bytes: checksum.utf8.count)
  }
}
