import Archive
import Market

/// Shows how far each venue has come: a table on a terminal, lines elsewhere, records in JSON.
final class FetchProgress {
  private let log: Log
  private var told: ContinuousClock.Instant?

  init(log: Log) { self.log = log }

  func show(_ venues: [VenueProgress]) {
    let now = ContinuousClock.now
    let isDue = told.map { now - $0 >= .seconds(10) } ?? false
    switch log.progressForm {
    case .none: break
    case .table:
      // Nothing to do leaves nothing to draw.
      let open = venues.filter { $0.total > 0 }
      log.table(open.map { Self.bar($0) + Self.words($0) })
    case .lines:
      if isDue {
        for venue in venues where venue.done < venue.total { log.info(Self.words(venue)) }
      }
    case .records:
      if isDue { for venue in venues { log.record(ProgressRecord(venue)) } }
    }
    if isDue || told == nil { told = now }
  }

  private static func bar(_ venue: VenueProgress) -> String {
    let width = 20
    let filled = width * venue.done / max(1, venue.total)
    return String(repeating: "█", count: filled) + String(repeating: "·", count: width - filled)
      + " "
  }

  /// `Bybit: 120 of 480 files, 3.1 MB, 12 files/s, 30 s left`
  static func words(_ venue: VenueProgress) -> String {
    var words = "\(venue.venue.name): \(venue.done) of \(venue.total) files"
    words += ", " + size(venue.bytes)
    guard venue.done < venue.total else { return words }
    if venue.done > 0 { words += ", \(NumberText.fixed(venue.rate, decimals: 1)) files/s" }
    if let left = venue.secondsLeft { words += ", \(duration(left)) left" }
    return words
  }

  static func size(_ bytes: Int) -> String {
    bytes < 1_000_000
      ? "\((bytes + 999) / 1_000) kB" : NumberText.fixed(Double(bytes) / 1e6, decimals: 1) + " MB"
  }

  private static func duration(_ seconds: Double) -> String {
    if seconds < 90 { return "\(Int(seconds.rounded(.up))) s" }
    if seconds < 5_400 { return "\(Int((seconds / 60).rounded())) min" }
    return NumberText.fixed(min(seconds / 3_600, 9_999), decimals: 1) + " h"
  }
}

/// A line of JSON on one venue's progress.
private struct ProgressRecord: Encodable {
  var level = "progress"
  var venue: String
  var done: Int
  var total: Int
  var bytes: Int
  var filesPerSecond: Double
  var secondsLeft: Double?

  enum CodingKeys: String, CodingKey {
    case level, venue, done, total, bytes
    case filesPerSecond = "files_per_second"
    case secondsLeft = "seconds_left"
  }

  init(_ progress: VenueProgress) {
    venue = progress.venue.rawValue
    done = progress.done
    total = progress.total
    bytes = progress.bytes
    filesPerSecond = progress.rate
    secondsLeft = progress.secondsLeft
  }
}
