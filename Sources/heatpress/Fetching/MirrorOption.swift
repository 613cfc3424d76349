import Archive
import ArgumentParser
import Market

/// `VENUE=URL`
struct MirrorOption: ExpressibleByArgument {
  var venue: String
  var url: String

  init?(argument: String) {
    let sides = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard sides.count == 2 else { return nil }
    venue = String(sides[0])
    url = String(sides[1])
  }

  /// - Throws: where the venue is none of ours or the address is none.
  static func mirrors(_ options: [MirrorOption], log: Log) throws -> [Venue: FetchMirror] {
    var mirrors: [Venue: FetchMirror] = [:]
    for option in options {
      guard let venue = Venue(rawValue: option.venue) else {
        throw Failure(
          .usage,
          "--mirror \(option.venue)=…: no such venue; there are "
            + Venue.allCases.map(\.rawValue).joined(separator: ", ") + ".")
      }
      guard let mirror = FetchMirror(url: option.url) else {
        throw Failure(
          .usage,
          "--mirror \(venue)=\(option.url): no address such as https://mirror.example.org/\(venue)."
        )
      }
      guard mirrors.updateValue(mirror, forKey: venue) == nil else {
        throw Failure(.usage, "--mirror \(venue)=… is given twice; it takes one address a venue.")
      }
      if mirror.isUnprotected {
        log.warning(
          "--mirror \(venue)=\(option.url): plain http; whoever is on the way can read and change"
            + " what comes.")
      }
    }
    return mirrors
  }
}
