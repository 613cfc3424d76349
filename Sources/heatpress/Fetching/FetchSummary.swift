import Archive
import Market

/// Puts the outcome of a fetch into words, venue by venue.
enum FetchSummary {
  static func tell(_ report: FetchReport, in log: Log) {
    for venue in Venue.allCases {
      guard let outcome = report.venues[venue] else { continue }
      log.info("\(venue.name): \(words(outcome)).")
      for line in missing(venue, report) { log.error(line) }
    }
  }

  /// `41 files fetched (1.2 MB), 380 there already; 45 requests, 4 of them repeated`
  private static func words(_ outcome: FetchReport.VenueReport) -> String {
    var parts = ["\(files(outcome.stored)) fetched"]
    if outcome.stored > 0 { parts[0] += " (\(FetchProgress.size(outcome.bytes)))" }
    if outcome.present > 0 { parts.append("\(outcome.present) there already") }
    if outcome.absent > 0 { parts.append("\(outcome.absent) that the venue does not have") }
    if outcome.awaited > 0 { parts.append("\(outcome.awaited) not published yet") }
    if outcome.missing > 0 { parts.append("\(outcome.missing) missing") }
    var words = parts.joined(separator: ", ")
    if outcome.requests > 0 {
      words += "; \(outcome.requests) requests"
      if outcome.repeated > 0 { words += ", \(outcome.repeated) of them not answered well" }
    }
    return words
  }

  /// A line for each reason, with the first of its files.
  private static func missing(_ venue: Venue, _ report: FetchReport) -> [String] {
    var reasons: [(words: String, first: String, count: Int)] = []
    for failure in report.failures where failure.venue == venue {
      // Those that were not asked for any more say why the first was not answered.
      let words =
        switch failure.fault {
        case .hostGivenUp(let fault), .familyGivenUp(let fault): fault.description
        default: failure.fault.description
        }
      if let index = reasons.firstIndex(where: { $0.words == words }) {
        reasons[index].count += 1
      } else {
        reasons.append((words, failure.file, 1))
      }
    }
    var lines = reasons.prefix(5).map { reason in
      let others = reason.count > 1 ? " and \(files(reason.count - 1)) more" : ""
      return "\(reason.first)\(others): \(venue.name) \(reason.words)"
    }
    if reasons.count > 5 { lines.append("\(venue.name): and \(reasons.count - 5) other reasons") }
    return lines
  }

  static func files(_ count: Int) -> String { count == 1 ? "1 file" : "\(count) files" }
}
