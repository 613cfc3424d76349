import Market

/// What a run came to, venue by venue.
public struct FetchReport: Hashable, Sendable {
  public struct Failure: Hashable, Sendable {
    public var venue: Venue
    /// Relative to the data folder.
    public var file: String
    public var fault: FetchFault
  }

  public struct VenueReport: Hashable, Sendable {
    /// Files that were there before.
    public var present = 0
    public var stored = 0
    /// Of what was stored.
    public var bytes = 0
    /// Files that the venue says it does not have.
    public var absent = 0
    /// Files that the venue has not published yet.
    public var awaited = 0
    public var missing = 0
    public var requests = 0
    /// Answers that were no good, most of which were asked for again.
    public var repeated = 0

    public init() {}
  }

  public var venues: [Venue: VenueReport] = [:]
  /// What is still missing and why, in the order of the files' names.
  public var failures: [Failure] = []

  public var isComplete: Bool { failures.isEmpty }

  public init() {}
}

/// How far a venue has come.
public struct VenueProgress: Hashable, Sendable {
  public var venue: Venue
  /// Of the files that were not there.
  public var done: Int
  public var total: Int
  /// Of what has been stored.
  public var bytes: Int
  /// Files a second, from the beginning on.
  public var rate: Double
  /// Seconds that are left at the pace so far and at the venue's own; `nil` before anything has come.
  public var secondsLeft: Double?
}

/// What whoever watches a run is told.
public enum FetchEvent: Sendable {
  case progress([VenueProgress])
  /// A host is left alone for so long.
  case pause(VenueHost, seconds: Double, FetchFault)
  /// A host is not asked any more in this run.
  case givenUp(VenueHost, FetchFault)
  /// An answer has as many rows as the venue gives at most: what came after them is not in it.
  case fullPage(file: String, Venue, limit: Int)
  /// A venue does not offer any more what lies further back.
  case outOfReach(FetchPlan.OutOfReach)
}
