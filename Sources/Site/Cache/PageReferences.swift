import FoundationEssentials

/// The links and anchors of a page, kept beside it so that nobody has to look for them again.
struct PageReferences: Codable, Sendable {
  var links: [String]
  var ids: [String]

  static let file = ".references.json"

  init(_ html: [UInt8]) {
    let found = HTMLReferences(html)
    links = found.links
    ids = found.ids.sorted()
  }

  /// - Throws: `damagedEntry`.
  init(of page: CacheEntry) throws(SiteError) {
    let bytes = try page.bytes(of: PageReferences.file)
    guard let value = try? JSONDecoder().decode(PageReferences.self, from: Data(bytes)) else {
      throw .damagedEntry(path: page.path, file: PageReferences.file)
    }
    self = value
  }
}
