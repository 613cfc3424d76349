import Archive
import Market

/// A venue's day, as what it publishes is made from.
struct VenueDay {
  var day: SimulatedDay
  /// The bar that ended when the day began.
  var before: SimulatedBar?
  /// Those of wallets that anybody can look up, largest first; few venues show any.
  var publicPositions: [WalletPosition]
}

extension VenueDay {
  /// What stood at each full five minutes, the day's start and end included: the bar that ended then.
  var moments: [(time: Timestamp, bar: SimulatedBar)] {
    ((before.map { [$0] } ?? []) + day.bars).map { ($0.time + .minutes(5), $0) }
  }

  /// What stood at each full minute, the day's start included and its end not.
  var minutes: [(time: Timestamp, sample: MinuteSample)] {
    let start = day.day.start
    let samples = (before?.minutes.suffix(1) ?? []) + day.bars.flatMap(\.minutes).dropLast()
    let first = before == nil ? 1 : 0
    return samples.enumerated().map { (start + .minutes(Int64($0.offset + first)), $0.element) }
  }

  /// When a nightly job asks for what can only be asked for as it stands.
  var asked: Timestamp { day.day.close + .seconds(5) }

  /// The moments that one response holds, its window's end included.
  func moments(in window: ResponseWindow) -> [(time: Timestamp, bar: SimulatedBar)] {
    moments.filter { $0.time >= window.start && $0.time <= window.end }
  }

  func bars(in window: ResponseWindow) -> [SimulatedBar] {
    day.bars.filter { $0.time >= window.start && $0.time < window.end }
  }

  /// The responses of one endpoint for the windows that begin within the day.
  func responses(_ endpoint: StoredEndpoint, body: (ResponseWindow) -> [UInt8]) -> [VenueResponse] {
    guard let length = endpoint.window else { return [] }
    return ResponseWindow.covering(length, from: day.day.start, to: day.day.close).map {
      VenueResponse(file: endpoint.file($0), body: body($0))
    }
  }
}

/// A response's body and where it lies, relative to the data folder.
struct VenueResponse: Hashable, Sendable {
  var file: String
  var body: [UInt8]
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
