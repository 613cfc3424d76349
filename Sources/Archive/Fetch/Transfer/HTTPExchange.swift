/// What a venue is asked.
struct HTTPRequest: Hashable, Sendable {
  /// Scheme, host and port, without a slash at the end: `https://api.bybit.com`.
  var origin: String
  /// Path and query, from the slash on.
  var target: String
  /// JSON to post; a plain GET where absent.
  var body: String?
  /// Bytes of the answer's body, unpacked; more are not taken.
  var limit: Int
}

/// What a venue answered, whole.
struct HTTPResponse: Hashable, Sendable {
  var status: Int
  var body: [UInt8]
  /// By lower-case name, the last of each.
  var headers: [String: String]
}

/// Why there is no answer, or none that may be used.
public enum TransferFault: Error, Hashable, Sendable {
  /// No connection: no such host, refused, no route. `detail`: the library's words.
  case unreachable(detail: String)
  /// The certificate does not stand for the host, or no secure connection came about.
  case insecure(detail: String)
  /// Nothing, or next to nothing, came for too long.
  case timedOut
  /// The connection ended before the answer did.
  case cutOff
  case tooLarge(limitBytes: Int)
  /// Sent on to another host or scheme, which is not followed.
  case redirectedAway(to: String)
  case tooManyRedirects(limit: Int)
  /// Anything else. `detail`: the library's words.
  case failed(detail: String)
}

/// How long and how much a transfer may take.
public struct TransferLimits: Hashable, Sendable {
  /// Seconds until a connection stands.
  public var connectSeconds = 15
  /// Seconds with less than `slowest` bytes each, after which a transfer is given up.
  public var stallSeconds = 20
  public var slowest = 64
  /// Seconds for a whole transfer.
  public var totalSeconds = 600
  /// Within one host; a venue's loop ends here.
  public var redirects = 3
  /// Connections to one host at once.
  public var connectionsPerHost = 4

  public init() {}
}
