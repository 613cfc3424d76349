import Market

/// Why a venue's answer is not taken.
public enum FetchFault: Error, Hashable, Sendable {
  /// There is no answer.
  case transfer(TransferFault)
  /// A status that says nothing more.
  case status(Int)
  /// Too many requests. `seconds`: after which the venue wants to be asked again, if it says so.
  case rateLimited(seconds: Int?)
  /// The address is shut out for a while.
  case banned(seconds: Int?)
  /// The venue does not answer this address or country (403, 451).
  case blocked(VenueHost, status: Int)
  /// The venue's own words for why it does not answer this request.
  case refused(code: String, message: String)
  /// The venue's own words for why it cannot answer now.
  case busy(code: String, message: String)
  /// The body is no JSON; its first bytes.
  case notJSON(start: String)
  /// JSON, but not the venue's envelope.
  case shape(detail: String)
  /// No row, where something must have been.
  case empty
  /// A row of another time than was asked for.
  case outsideWindow(found: Timestamp, window: String)
  /// Fewer rows than the time has, of an endpoint that leaves none out.
  case gaps(found: Int, expected: Int)
  /// Two rows of one time, where there is one a time.
  case doubledRow(Timestamp)
  /// The venue's clock says that what was asked for is not over.
  case clock(venue: Timestamp, end: Timestamp)
  case checksum(found: String, expected: String)
  case checksumUnreadable(found: String)
  /// Not asked for any more, since the host has answered nothing for long, or shuts us out.
  indirect case hostGivenUp(because: FetchFault)
  /// Not asked for any more, since its like for other times was refused or not to be had.
  indirect case familyGivenUp(because: FetchFault)

  /// What is to be done about it.
  enum Remedy: Hashable, Sendable {
    /// Ask again, soon.
    case again
    /// Ask again, and take it where the venue says the same word for word.
    case confirm
    /// Leave the host alone for a while: the seconds that it asks for, if it does.
    case pause(seconds: Int?)
    /// It will be refused however often it is asked.
    case leave
    /// No request to this host makes sense.
    case leaveHost
  }

  var remedy: Remedy {
    switch self {
    case .transfer(.redirectedAway), .transfer(.insecure): .leaveHost
    case .transfer(.tooLarge): .leave
    case .transfer, .status, .busy, .notJSON, .shape, .outsideWindow, .clock, .checksum,
      .checksumUnreadable:
      .again
    case .empty, .gaps, .doubledRow: .confirm
    case .rateLimited(let seconds), .banned(let seconds): .pause(seconds: seconds)
    case .blocked, .hostGivenUp: .leaveHost
    case .refused, .familyGivenUp: .leave
    }
  }

  /// Whether it tells of the host rather than of the one request.
  var isOfHost: Bool {
    switch self {
    case .transfer, .status, .rateLimited, .banned, .blocked, .busy, .notJSON: true
    default: false
    }
  }
}
