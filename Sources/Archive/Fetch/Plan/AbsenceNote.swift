import FoundationEssentials
import Market

/// What is left in the data folder of a file that the venue says it does not have: `<name>.absent`
/// beside where it would be.
struct AbsenceNote: Codable, Hashable, Sendable {
  static let suffix = ".absent"

  /// What was asked for.
  var url: String
  /// What the venue answered.
  var answer: String
  var askedAt: Timestamp
  /// From when on it is asked for again.
  var askAgainFrom: Timestamp

  enum CodingKeys: String, CodingKey {
    case url, answer
    case askedAt = "asked_at"
    case askAgainFrom = "ask_again_from"
  }

  /// The file's text.
  func text() -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = try? encoder.encode(self)
    return String(decoding: data ?? Data(), as: UTF8.self) + "\n"
  }

  /// - Returns: `nil` for a file that is no such note, which then holds nothing back.
  static func read(_ path: String) -> AbsenceNote? {
    guard let bytes = try? Files.readAll(path, limit: 1 << 16) else { return nil }
    return try? JSONDecoder().decode(AbsenceNote.self, from: Data(bytes))
  }
}
