import Archive

/// The name of a result: a digest of everything that it is made from. Equal keys, equal bytes.
public struct ContentKey: Hashable, Sendable, Codable, CustomStringConvertible {
  /// 32 hexadecimal digits: the first half of a SHA-256 digest.
  public let digits: String

  public var description: String { digits }

  /// - Returns: `nil` where the text is no key.
  public init?(digits: some StringProtocol) {
    let isKey =
      digits.utf8.count == ContentKey.length
      && digits.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    guard isKey else { return nil }
    self.digits = String(digits)
  }

  fileprivate init(of bytes: [UInt8]) {
    digits = String(SHA256.hexDigest(of: bytes).prefix(ContentKey.length))
  }

  private static let length = 32

  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let key = ContentKey(digits: text) else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "no key: \(text)"))
    }
    self = key
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(digits)
  }
}

/// Puts a key together from named parts. Names and lengths go in with the parts, so that no two lists
/// of parts run into the same bytes.
public struct KeyMaker: Sendable {
  private var bytes: [UInt8] = []

  /// - Parameter kind: what the key is of; keys of two kinds never meet.
  public init(_ kind: String) { add("kind", kind) }

  public mutating func add(_ name: String, _ value: some StringProtocol) {
    bytes.append(contentsOf: name.utf8)
    bytes.append(0x20)
    bytes.append(decimal: Int64(value.utf8.count))
    bytes.append(0x20)
    bytes.append(contentsOf: value.utf8)
    bytes.append(0x0A)
  }

  public mutating func add(_ name: String, _ key: ContentKey) { add(name, key.digits) }

  public mutating func add(_ name: String, _ value: (some CustomStringConvertible)?) {
    add(name, value.map { "is \($0)" } ?? "none")
  }

  /// The key of all that was added, in its order.
  public var key: ContentKey { ContentKey(of: bytes) }
}
