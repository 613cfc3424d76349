import Archive

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

  init(_ items: [Item]) { self.items = items.sorted { $0.line < $1.line } }

  /// The listing of a site on disk.
  ///
  /// - Returns: `nil` where there is none, or it was cut or changed.
  init?(folder: String) {
    guard let bytes = try? FileSystem.read(folder + "/" + SiteListing.file) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.hasSuffix("\n"), let end = text.range(of: "\nend ") else { return nil }
    let body = text[...end.lowerBound]
    guard text[end.upperBound...].dropLast() == SHA256.hexDigest(of: Array(body.utf8)) else {
      return nil
    }
    let lines = body.split(separator: "\n")
    guard lines.first == SiteListing.title[...] else { return nil }
    var items: [Item] = []
    for line in lines.dropFirst() {
      guard let item = Item(line: line) else { return nil }
      items.append(item)
    }
    self.items = items
  }

  var bytes: [UInt8] {
    var text = SiteListing.title + "\n"
    for item in items { text += item.line + "\n" }
    return Array((text + "end \(SHA256.hexDigest(of: Array(text.utf8)))\n").utf8)
  }

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

  fileprivate init?(line: Substring) {
    let parts = line.split(separator: " ", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    if parts[0] == "entry" {
      let words = parts[1].split(separator: " ")
      guard words.count == 2, let name = CacheName(words[1]) else { return nil }
      self = .entry(folder: words[0] == "." ? "" : String(words[0]), name: name)
    } else {
      let words = parts[1].split(separator: " ", maxSplits: 2)
      guard parts[0] == "file", words.count == 3, let size = Int(words[0]) else { return nil }
      self = .file(path: String(words[2]), size: size, sha256: String(words[1]))
    }
  }
}
