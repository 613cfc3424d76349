import Archive
import Market

/// A venue's day, as what it publishes is made from.
struct VenueDay {
  var day: SimulatedDay
  /// At the day's start, one-sided, thousandths of a coin.
  var openingInterest: Lots
  /// Those of wallets that anybody can look up, largest first; few venues show any.
  var publicPositions: [WalletPosition]
}

/// A position that a venue shows under its wallet's address.
struct WalletPosition: Hashable, Sendable {
  var wallet: String
  var position: SimulatedPosition
}

/// What one venue publishes of a simulated market, as files.
protocol VenueFiles {
  /// Relative to the data folder: the file that says that the rest is simulated.
  var marker: String { get }
  /// A folder, relative to the data folder, with files of the symbol that no marker accounts for.
  func venueFolder() throws -> String?
  /// Makes the folders, writes the marker and removes what an earlier simulation left.
  mutating func prepare(marker: String) throws
  mutating func write(_ day: VenueDay) throws
  /// Writes what is published of longer spans than a day.
  mutating func finish() throws
  var count: FileCount { get }
}

/// How much was written.
struct FileCount: Hashable, Sendable {
  private(set) var files = 0
  private(set) var bytes = 0

  mutating func add(bytes: Int) {
    files += 1
    self.bytes += bytes
  }

  static func + (a: FileCount, b: FileCount) -> FileCount {
    FileCount(files: a.files + b.files, bytes: a.bytes + b.bytes)
  }
}
