/// JSON with its keys in order and a line end: the same bytes for the same values.
enum JSONText {
  /// - Parameter pretty: a line for each value, indented, for people who look into the file.
  static func encode(_ value: some Encodable, pretty: Bool) throws(SiteError) -> [UInt8] {
    let output = JSONOutput(pretty: pretty)
    do {
      try JSONTextEncoder(output: output, depth: 0).write(value)
    } catch {
      throw .unwritableJSON(reason: "\(error)")
    }
    return output.document()
  }
}
