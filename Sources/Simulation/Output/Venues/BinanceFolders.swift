import Archive
import Market

/// Where a simulated market lies: the venue's own layout below a data folder, and a marker that
/// says that these files are simulated.
struct BinanceFolders {
  let data: String
  let symbol: String

  /// The kinds of files that a simulated market has, by the names in their paths.
  enum Kind: CaseIterable {
    case candles, markCandles, premiumCandles, metrics, depth, funding, liquidations

    /// The folder below `data/futures/um`.
    func folder(symbol: String) -> String {
      switch self {
      case .candles: "daily/klines/\(symbol)/5m"
      case .markCandles: "daily/markPriceKlines/\(symbol)/5m"
      case .premiumCandles: "daily/premiumIndexKlines/\(symbol)/5m"
      case .metrics: "daily/metrics/\(symbol)"
      case .depth: "daily/bookDepth/\(symbol)"
      case .funding: "monthly/fundingRate/\(symbol)"
      case .liquidations: "daily/liquidationSnapshot/\(symbol)"
      }
    }

    /// What stands between symbol and date in a file's name.
    var infix: String {
      switch self {
      case .candles, .markCandles, .premiumCandles: "5m"
      case .depth: "bookDepth"
      case .metrics: "metrics"
      case .funding: "fundingRate"
      case .liquidations: "liquidationSnapshot"
      }
    }
  }

  private static let root = "data/futures/um"

  /// Relative to the data folder.
  var marker: String { "\(Self.root)/simulated/\(symbol).json" }

  func folder(_ kind: Kind) -> String { "\(data)/\(Self.root)/\(kind.folder(symbol: symbol))" }

  /// The name of a table, without extension: the date is a day or a month.
  func name(_ kind: Kind, date: String) -> String { "\(symbol)-\(kind.infix)-\(date)" }

  /// A folder, relative to the data folder, with files of the symbol that no marker accounts for.
  func venueFolder() throws -> String? {
    if Files.isFile("\(data)/\(marker)") { return nil }
    for period in ["daily", "monthly"] {
      let base = "\(Self.root)/\(period)"
      guard Files.isFolder("\(data)/\(base)") else { continue }
      for kind in try Files.list("\(data)/\(base)") {
        let folder = "\(base)/\(kind)/\(symbol)"
        if try holdsFile("\(data)/\(folder)") { return folder }
      }
    }
    return nil
  }

  /// Makes the folders, writes the marker and removes what an earlier simulation left.
  func prepare(marker content: String) throws {
    try Files.makeFolder("\(data)/\(Self.root)/simulated")
    // First of all: whatever ends the run from here on, the files are known to be simulated.
    try Files.writeAtomically(content, to: "\(data)/\(marker)", synced: false)
    for kind in Kind.allCases {
      try Files.makeFolder(folder(kind))
      for file in try Files.list(folder(kind)) where isOurs(file, kind: kind) {
        try Files.removeFile("\(folder(kind))/\(file)")
      }
    }
  }

  private func isOurs(_ file: String, kind: Kind) -> Bool {
    file.hasPrefix("\(symbol)-\(kind.infix)-")
      && (file.hasSuffix(".zip") || file.hasSuffix(".zip.CHECKSUM"))
  }

  private func holdsFile(_ path: String) throws -> Bool {
    if Files.isFile(path) { return true }
    guard Files.isFolder(path) else { return false }
    return try Files.list(path).contains { try holdsFile("\(path)/\($0)") }
  }
}
