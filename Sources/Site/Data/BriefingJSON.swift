import Briefing
import FoundationEssentials

/// `briefing.json`: the document as bytes, with its keys in order, and back.
enum BriefingJSON {
  static func encode(_ briefing: Briefing) throws(SiteError) -> [UInt8] {
    try JSONText.encode(briefing, pretty: false)
  }

  /// - Parameter path: for messages.
  static func decode(_ bytes: [UInt8], path: String) throws(SiteError) -> Briefing {
    let briefing: Briefing
    do {
      briefing = try JSONDecoder().decode(Briefing.self, from: Data(bytes))
    } catch {
      throw .unreadableDay(path: path, reason: "this is no briefing of this version: \(error)")
    }
    guard briefing.schemaVersion == Briefing.currentSchemaVersion else {
      throw .unreadableDay(
        path: path,
        reason: "schema_version is \(briefing.schemaVersion), expected "
          + "\(Briefing.currentSchemaVersion)")
    }
    return briefing
  }
}
