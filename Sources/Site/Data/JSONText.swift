import FoundationEssentials

/// JSON with its keys in order and a line end: the same bytes for the same values.
enum JSONText {
  /// - Parameter pretty: a line for each value, indented, for people who look into the file.
  static func encode(_ value: some Encodable, pretty: Bool) throws(SiteError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    do {
      return Array(try encoder.encode(value)) + [UInt8(ascii: "\n")]
    } catch {
      throw .unwritableJSON(reason: "\(error)")
    }
  }
}
