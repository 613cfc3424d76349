import Market

/// What a result is called in the cache: `btc/2024-08-05-edition-9f86d081884c7d659a2feaa0c55ad015`.
///
/// The key is a part of the name, so that whoever makes a result writes to a name of its own: two
/// machines that make the same one write the same bytes to it, and nothing is ever changed in place.
public struct CacheName: Hashable, Sendable, CustomStringConvertible {
  public enum Kind: String, Sendable, CaseIterable {
    /// A day's document, its tables and the layers of its map.
    case edition
    /// Pictures, and what pages say of them.
    case charts
    /// A page and what goes with it.
    case page
    /// What a reading of a market's data came to.
    case reading
    /// The memory of a walk through a market at a day's close.
    case checkpoint
    /// A market's part of a backtest.
    case backtest

    /// Whether machines leave it for each other. A page is rendered where the site is put together.
    var isShared: Bool { self != .page }
  }

  /// A market's id, or `.site` for what is of no market.
  public let folder: String
  /// A day, or a page's name.
  public let stem: String
  public let kind: Kind
  public let key: ContentKey

  static let site = ".site"
  static let backtests = ".backtests"

  init(folder: String, stem: String, kind: Kind, key: ContentKey) {
    self.folder = folder
    self.stem = stem
    self.kind = kind
    self.key = key
  }

  /// Reads back what `description` wrote.
  init?(_ text: some StringProtocol) { self.init(utf8: Array(text.utf8)[...]) }

  /// The same of bytes: a site of three years has some thousand names.
  init?(utf8 bytes: ArraySlice<UInt8>) {
    func text(_ part: ArraySlice<UInt8>) -> String { String(decoding: part, as: UTF8.self) }
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    let name = bytes[(slash + 1)...]
    guard let last = name.lastIndex(of: CacheName.dash),
      let middle = name[..<last].lastIndex(of: CacheName.dash),
      !name.contains(UInt8(ascii: "/")),
      let kind = Kind(rawValue: text(name[(middle + 1)..<last])),
      let key = ContentKey(digits: text(name[(last + 1)...]))
    else { return nil }
    let folder = text(bytes[..<slash])
    guard !["", ".", ".."].contains(folder) else { return nil }
    self.init(folder: folder, stem: text(name[..<middle]), kind: kind, key: key)
  }

  private static let dash = UInt8(ascii: "-")

  public var description: String { "\(folder)/\(stem)-\(kind.rawValue)-\(key)" }
}

extension PlannedDay {
  var editionName: CacheName { name(.edition, edition) }
  var chartsName: CacheName { name(.charts, charts) }

  func name(_ kind: CacheName.Kind, _ key: ContentKey) -> CacheName {
    CacheName(folder: market, stem: "\(date)", kind: kind, key: key)
  }

  /// Where it stands on the site, without a slash at its end.
  var folder: String { "\(market)/\(date)" }
}
