/// A file that was read, as a briefing names it: what it held and how to know it again.
public struct InputFile: Hashable, Sendable, Codable {
  /// Relative to the data folder.
  public var file: String
  /// In hexadecimal, of the file's bytes as they are on disk; of one that grows by the day, of what it
  /// held at a close: the first `bytes` bytes of its text, or, of a venue's answer, its rows in order of
  /// time, a line each.
  public var sha256: String
  /// How much of the start of a text that grows by the day is meant, of a packed one as it is unpacked; `nil`
  /// for other files.
  public var bytes: Int?
  /// Rows read, refused ones not counted.
  public var rows: Int
  /// The earliest and the latest time in it.
  public var first: Timestamp
  public var last: Timestamp
  /// Places in the file where rows are missing.
  public var gaps: Int
  public var refused: Int

  public init(
    file: String, sha256: String, bytes: Int? = nil, rows: Int, first: Timestamp, last: Timestamp,
    gaps: Int, refused: Int
  ) {
    self.file = file
    self.sha256 = sha256
    self.bytes = bytes
    self.rows = rows
    self.first = first
    self.last = last
    self.gaps = gaps
    self.refused = refused
  }
}
