/// Something that was wrong with the data and how it was dealt with: a line of a briefing's data health.
public struct DataFinding: Hashable, Sendable, Codable {
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Bars or observations that should be there and are not.
    case gap
    /// The same row, or another row for the same time, came again.
    case duplicate
    /// A row came before one that is earlier.
    case disorder
    /// A row that could not be read or is impossible; it was left out.
    case refused
    /// A file or a kind of data that is not there at all.
    case missing
  }

  public var kind: Kind
  /// The file's path relative to the data folder, where one file is to blame.
  public var file: String?
  /// Line in the file, from 1, its header included.
  public var row: Int?
  /// The time the finding is about; findings without one concern the whole file.
  public var time: Timestamp?
  /// How many rows or bars.
  public var count: Int
  /// One sentence: what was found and what was done about it.
  public var message: String

  public init(
    kind: Kind, file: String? = nil, row: Int? = nil, time: Timestamp? = nil, count: Int = 1,
    message: String
  ) {
    self.kind = kind
    self.file = file
    self.row = row
    self.time = time
    self.count = count
    self.message = message
  }
}
