import Market

/// One file that is not on disk, what to ask the venue for it, and how its answer is judged.
public struct FetchItem: Hashable, Sendable {
  public var host: VenueHost
  /// Path and query.
  public var target: String
  /// What is posted; a plain request where absent.
  public var body: String?
  public var lane: RequestLane
  public var answer: Answer
  /// Where it goes, relative to the data folder, under its final name.
  public private(set) var file: String
  /// The time that it covers; `nil` for snapshots, and for files that the venue closes itself.
  public var window: ResponseWindow?
  /// How soon the venue's having nothing is noted in the data folder and not asked again for a
  /// while; `nil`: at once.
  public var absentFrom: Timestamp?
  /// What to get in its place where the venue does not have it.
  public var standIns: [FetchItem] = []

  /// What a good answer is.
  public enum Answer: Hashable, Sendable {
    /// A `.zip` whose SHA-256 stands in the `.CHECKSUM` beside it.
    case checkedArchive
    case response(ResponseShape, StoredEndpoint, Rows)
  }

  /// How many rows a good list has.
  public enum Rows: Hashable, Sendable {
    /// One for each of its steps: the venue leaves none out.
    case all
    case some
    /// None can be the truth: nothing happened.
    case any
  }

  /// A snapshot is named after the second in which it is asked for.
  mutating func ask(at time: Timestamp) {
    if case .response(_, let stored, _) = answer, stored.window == nil {
      file = stored.file(snapshot: time)
    }
  }

  /// What is refused for one of them is refused for all: the folder.
  var family: String {
    file.lastIndex(of: "/").map { String(file[..<$0]) } ?? file
  }
}
