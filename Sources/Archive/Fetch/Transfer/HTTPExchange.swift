/// What is done with what an address names.
enum HTTPMethod: Hashable, Sendable {
  case get
  /// JSON to answer to.
  case post(String)
  /// What stands there from now on.
  case put([UInt8])
  case delete

  /// The request's body.
  var bytes: [UInt8] {
    switch self {
    case .get, .delete: []
    case .post(let text): Array(text.utf8)
    case .put(let bytes): bytes
    }
  }
}

/// How a request to an S3-compatible store is signed.
struct AWSSignature: Hashable, Sendable {
  /// `aws:amz:REGION:s3`
  var scope: String
  /// The key's id and the secret, with a colon between them.
  var user: String
}

/// What a server is asked.
struct HTTPRequest: Hashable, Sendable {
  /// Scheme, host and port, without a slash at the end: `https://api.bybit.com`.
  var origin: String
  /// Path and query, from the slash on.
  var target: String
  /// Bytes of the answer's body, unpacked; more are not taken.
  var limit: Int
  var method = HTTPMethod.get
  /// Lines of the form `name: value`.
  var headers: [String] = []
  var signature: AWSSignature?
}

/// What a server answered, whole.
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
