/// What a site on disk is put together from, as it lies in the site's own folder: for the next build
/// to tell what has changed.
///
/// It is a part of the site like any other: equal inputs, equal bytes.
struct SiteListing: Hashable, Sendable {
  enum Item: Hashable, Sendable {
    /// The files of a result in the cache, in a folder of the site; the site's own is the empty text.
    case entry(folder: String, name: CacheName)
    /// A file that is made anew in every build: style, script, icon.
    case file(path: String, size: Int, sha256: String)
  }

  /// In the order of their places.
  let items: [Item]

  static let file = ".heatpress-site"
  private static let title = "heatpress site 1"

  init(_ items: [Item]) {
    self.items = items.map { ($0, $0.line) }.sorted { $0.1 < $1.1 }.map(\.0)
  }

  /// The listing of a site on disk.
  ///
  /// - Returns: `nil` where there is none, or it was cut or changed.
  init?(folder: String) {
    guard let bytes = try? FileSystem.read(folder + "/" + SiteListing.file),
      let lines = SealedLines.lines(of: bytes, title: SiteListing.title)
    else { return nil }
    var items: [Item] = []
    items.reserveCapacity(lines.count)
    for line in lines {
      guard let item = Item(line: line) else { return nil }
      items.append(item)
    }
    self.items = items
  }

  var bytes: [UInt8] { SealedLines.bytes(items.map(\.line), title: SiteListing.title) }

  /// The results that the site is made of.
  var entries: [(folder: String, name: CacheName)] {
    items.compactMap { if case .entry(let folder, let name) = $0 { (folder, name) } else { nil } }
  }
}

extension SiteListing.Item {
  /// `entry btc/2024-08-05 btc/2024-08-05-edition-9f86…`, `file 1234 9f86… assets/site.css`
  fileprivate var line: String {
    switch self {
    case .entry(let folder, let name): "entry \(folder.isEmpty ? "." : folder) \(name)"
    case .file(let path, let size, let sha256): "file \(size) \(sha256) \(path)"
    }
  }

  fileprivate init?(line: ArraySlice<UInt8>) {
    func text(_ part: ArraySlice<UInt8>) -> String { String(decoding: part, as: UTF8.self) }
    let space = UInt8(ascii: " ")
    let words = line.split(separator: space, maxSplits: 3)
    switch words.first.map(text) {
    case "entry":
      guard words.count == 3, let name = CacheName(utf8: words[2]) else { return nil }
      let folder = text(words[1])
      self = .entry(folder: folder == "." ? "" : folder, name: name)
    case "file":
      guard words.count == 4, let size = Int(text(words[1])) else { return nil }
      self = .file(path: text(words[3]), size: size, sha256: text(words[2]))
    default: return nil
    }
  }
}
