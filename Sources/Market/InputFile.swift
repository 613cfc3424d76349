/// A file that was read, as a briefing names it: what it held and how to know it again.
public struct InputFile: Hashable, Sendable, Codable {
  /// Relative to the data folder.
  public var file: String
  /// Of the file's bytes as they are on disk, in hexadecimal.
  public var sha256: String
  /// Rows read, refused ones not counted.
  public var rows: Int
  /// The earliest and the latest time in it.
  public var first: Timestamp
  public var last: Timestamp
  /// Places in the file where rows are missing.
  public var gaps: Int
  public var refused: Int

  public init(
    file: String, sha256: String, rows: Int, first: Timestamp, last: Timestamp, gaps: Int,
    refused: Int
  ) {
    self.file = file
    self.sha256 = sha256
    self.rows = rows
    self.first = first
    self.last = last
    self.gaps = gaps
    self.refused = refused
  }
}
