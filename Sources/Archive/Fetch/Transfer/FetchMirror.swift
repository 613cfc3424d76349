import Market

/// A copy of a venue's files and interface, asked in the venue's place: all of its paths follow the
/// given address.
public struct FetchMirror: Hashable, Sendable {
  /// Scheme, host and port.
  var origin: String
  /// What precedes the venue's own paths; empty or from a slash on, without one at the end.
  var prefix: String

  /// - Returns: `nil` where the text is no address of a web folder.
  public init?(url: String) {
    guard let scheme = ["https://", "http://"].first(where: url.hasPrefix) else { return nil }
    let rest = url.dropFirst(scheme.count)
    let allowed = rest.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || "-._~:/[]%".utf8.contains(byte)
    }
    let host = rest.prefix { $0 != "/" }
    guard allowed, let first = host.first, first != ":" else { return nil }
    origin = scheme + host
    var path = rest.dropFirst(host.count)
    while path.last == "/" { path = path.dropLast() }
    prefix = String(path)
  }

  /// Whether what it sends could be read and changed on the way.
  public var isUnprotected: Bool { origin.hasPrefix("http://") && !isLoopback(origin) }
}

/// Whether an address is this machine's own.
func isLoopback(_ origin: String) -> Bool {
  let rest = origin.dropFirst(origin.hasPrefix("https") ? 8 : 7)
  if rest.hasPrefix("[::1]") { return true }
  let host = rest.prefix { $0 != ":" && $0 != "/" }
  return host == "localhost" || host.hasPrefix("127.")
}
