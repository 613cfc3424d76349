import Archive
import Market

/// The folder that the truth is written to.
struct TruthFolder {
  private let path: String
  private let symbol: String
  private let tables: TruthTables

  /// Makes the folder and removes the symbol's tables of an earlier simulation.
  init(_ path: String, contract: SimulatedContract) throws {
    self.path = path
    self.symbol = contract.symbol
    self.tables = TruthTables(contract: contract)
    try Files.makeFolder(path)
    for file in try Files.list(path) where isOurs(file) {
      try Files.removeFile("\(path)/\(file)")
    }
  }

  func write(_ day: SimulatedDay, positions: [SimulatedPosition]) throws {
    try write(tables.positions(positions), name: day.day.description)
  }

  func finish(liquidations: [ForcedClose]) throws {
    try write(
      Array(TruthTables.liquidationHeader.utf8) + tables.liquidations(liquidations),
      name: "liquidations")
  }

  private func write(_ text: [UInt8], name: String) throws {
    try GzipWriter.write(text, to: "\(path)/\(symbol)-\(name).csv.gz", synced: false)
  }

  private func isOurs(_ file: String) -> Bool {
    guard file.hasPrefix("\(symbol)-"), file.hasSuffix(".csv.gz") else { return false }
    let middle = file.dropFirst(symbol.utf8.count + 1).dropLast(7)
    return middle == "liquidations" || Day(String(middle)) != nil
  }
}
