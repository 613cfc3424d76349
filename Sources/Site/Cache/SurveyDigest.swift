import Archive
import Market

/// A market's files as digests, by the first day whose data they can change.
///
/// Nothing is read but the files' bytes, so that a build knows at once from which day on it has to look
/// into them.
public struct SurveyDigest: Hashable, Sendable, Codable {
  /// Of the files that concern all days.
  private(set) var general: ContentKey
  private(set) var days: [Day: ContentKey]

  enum CodingKeys: String, CodingKey { case general, days }

  public enum Difference: Hashable, Sendable {
    case none
    /// Days before this one have the same data.
    case from(Day)
    case everything
  }

  /// - Parameter surveys: of a market's instruments, in their order.
  public init(_ surveys: [(instrument: Instrument, parts: [SourceSurvey.Part])]) {
    var all = KeyMaker("all days")
    var byDay: [Day: KeyMaker] = [:]
    for (place, survey) in surveys.enumerated() {
      all.add("instrument", "\(survey.instrument) \(survey.instrument.kind.rawValue)")
      // An instrument without files is told from one that has some.
      all.add("is there", !survey.parts.isEmpty)
      for part in survey.parts {
        let text = "\(place) \(part.sha256) \(part.file)"
        if let day = part.from {
          byDay[day, default: KeyMaker("day")].add("part", text)
        } else {
          all.add("part", text)
        }
      }
    }
    general = all.key
    days = byDay.mapValues(\.key)
  }

  /// A day and the digest of its parts, as it is kept: the keys of an object have no order.
  private struct Line: Codable {
    var day: Day
    var key: ContentKey
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    general = try container.decode(ContentKey.self, forKey: .general)
    let lines = try container.decode([Line].self, forKey: .days)
    days = Dictionary(lines.map { ($0.day, $0.key) }, uniquingKeysWith: { $1 })
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(general, forKey: .general)
    try container.encode(
      days.sorted { $0.key < $1.key }.map { Line(day: $0.key, key: $0.value) }, forKey: .days)
  }

  public func difference(from other: SurveyDigest) -> Difference {
    guard general == other.general else { return .everything }
    let differing = Set(days.keys).union(other.days.keys).filter { days[$0] != other.days[$0] }
    return differing.min().map { .from($0) } ?? .none
  }

  /// The digest of all of it.
  var key: ContentKey {
    var maker = KeyMaker("survey")
    maker.add("general", general)
    for (day, key) in days.sorted(by: { $0.key < $1.key }) { maker.add("\(day)", key) }
    return maker.key
  }
}
