import Glibc
import Synchronization

/// A place in a bucket of an S3-compatible store: objects that are written whole and not changed.
///
/// Requests are signed by libcurl (signature version 4) and go to the bucket by its path, which every
/// compatible server takes. It may be used from several threads at once.
public final class S3Bucket: Sendable {
  /// Where the store is and who asks.
  public struct Access: Hashable, Sendable {
    /// Scheme, host and port, without a slash at the end.
    public var endpoint: String
    public var region: String
    public var keyID: String
    public var secret: String
    /// Of temporary credentials.
    public var sessionToken: String?

    public init(
      endpoint: String, region: String, keyID: String, secret: String, sessionToken: String? = nil
    ) {
      self.endpoint = endpoint
      self.region = region
      self.keyID = keyID
      self.secret = secret
      self.sessionToken = sessionToken
    }
  }

  private let access: Access
  private let bucket: String
  /// With a slash at its end, or empty.
  private let prefix: String
  private let limits: TransferLimits
  /// Connections that nobody uses at the moment.
  private let idle = Mutex<[Connection]>([])

  /// One that is taken out of the pool is used by one thread until it is put back.
  private struct Connection: @unchecked Sendable {
    let curl: Curl
  }

  /// Bytes of an object at most: 256 MiB.
  private static let largest = 256 << 20
  private static let attempts = 5

  /// - Parameters:
  ///   - bucket: its name, with a path below it where that is wanted: `bucket/some/where`.
  public init(_ bucket: String, access: Access, limits: TransferLimits = TransferLimits()) {
    let parts = bucket.split(separator: "/")
    self.bucket = parts.first.map(String.init) ?? ""
    prefix = parts.dropFirst().map { $0 + "/" }.joined()
    self.access = access
    self.limits = limits
  }

  /// Names a place for messages: `s3://bucket/some/where`.
  public var description: String { "s3://\(bucket)/\(prefix)" }

  /// An object's bytes; `nil` where there is none of the name.
  ///
  /// - Throws: where the store cannot be reached or refuses.
  public func object(_ name: String) throws(S3Error) -> [UInt8]? {
    let response = try exchange(.get, target(name))
    switch response.status {
    case 200: return response.body
    case 404 where !response.says("NoSuchBucket"): return nil
    default: throw refusal(response)
    }
  }

  /// Writes an object, whole or not at all.
  ///
  /// - Throws: where the store cannot be reached or refuses.
  public func put(_ bytes: [UInt8], as name: String) throws(S3Error) {
    let response = try exchange(.put(bytes), target(name))
    guard response.status == 200 else { throw refusal(response) }
  }

  /// Removes an object; one that is not there is no error.
  ///
  /// - Throws: where the store cannot be reached or refuses.
  public func remove(_ name: String) throws(S3Error) {
    let response = try exchange(.delete, target(name))
    guard response.status == 204 || response.status == 200 else { throw refusal(response) }
  }

  /// The names of all objects that begin with a text, without that text.
  ///
  /// - Throws: where the store cannot be reached or refuses.
  public func names(after start: String) throws(S3Error) -> [String] {
    var names: [String] = []
    var token: String?
    repeat {
      // In the order of their names, as the signature goes by them.
      var query = token.map { "continuation-token=\(S3Listing.escaped($0))&" } ?? ""
      query += "list-type=2&prefix=\(S3Listing.escaped(prefix + start))"
      let response = try exchange(.get, "/\(bucket)?\(query)")
      guard response.status == 200 else { throw refusal(response) }
      let listing = S3Listing(response.body)
      names += listing.keys.map { String($0.dropFirst(prefix.count + start.count)) }
      token = listing.next
    } while token != nil
    return names
  }

  private func target(_ name: String) -> String {
    "/\(bucket)/\(S3Listing.escaped(prefix + name, keeps: "/"))"
  }

  private func refusal(_ response: HTTPResponse) -> S3Error {
    .refused(status: response.status, code: S3Listing.first("Code", in: response.body))
  }

  /// Asks until there is an answer; what is of the moment is tried again.
  private func exchange(_ method: HTTPMethod, _ target: String) throws(S3Error) -> HTTPResponse {
    var attempt = 1
    while true {
      let outcome = try once(method, target)
      switch outcome {
      case .success(let response)
      where response.status < 500 && response.status != 429 || attempt == Self.attempts:
        return response
      case .failure(let fault) where !fault.isPassing || attempt == Self.attempts:
        throw .transfer(fault)
      default:
        usleep(UInt32(100_000 << attempt))
        attempt += 1
      }
    }
  }

  private func once(
    _ method: HTTPMethod, _ target: String
  ) throws(S3Error) -> Result<HTTPResponse, TransferFault> {
    var request = HTTPRequest(
      origin: access.endpoint, target: target, limit: Self.largest, method: method)
    request.signature = AWSSignature(
      scope: "aws:amz:\(access.region):s3", user: "\(access.keyID):\(access.secret)")
    request.headers = ["x-amz-content-sha256: \(SHA256.hexDigest(of: method.bytes))"]
    if let token = access.sessionToken { request.headers.append("x-amz-security-token: \(token)") }
    do throws(TransferFault) {
      let waiting = idle.withLock { $0.popLast() }
      let connection = if let waiting { waiting } else { try connect() }
      defer { idle.withLock { $0.append(connection) } }
      try connection.curl.start(request, id: 0)
      while true {
        if let ended = connection.curl.wait(milliseconds: 1_000).first { return ended.outcome }
      }
    } catch {
      throw .transfer(error)
    }
  }

  private func connect() throws(TransferFault) -> Connection {
    Connection(curl: try Curl(limits: limits, authorities: nil))
  }
}

/// Why a bucket did not do what was asked.
public enum S3Error: Error, Hashable, Sendable {
  /// There was no answer.
  case transfer(TransferFault)
  /// `code`: the store's own word, such as `NoSuchBucket`.
  case refused(status: Int, code: String?)
}

extension TransferFault {
  /// Whether another attempt may come through.
  fileprivate var isPassing: Bool {
    switch self {
    case .unreachable, .timedOut, .cutOff: true
    case .insecure, .tooLarge, .redirectedAway, .tooManyRedirects, .failed: false
    }
  }
}

extension HTTPResponse {
  /// Whether an error's code is this one.
  fileprivate func says(_ code: String) -> Bool { S3Listing.first("Code", in: body) == code }
}
