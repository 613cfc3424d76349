import Briefing

/// The links and anchors of a page, kept beside it so that nobody has to look for them again.
struct PageReferences: Codable, Sendable {
  var links: [String]
  var ids: [String]

  static let file = ".references"

  init(_ html: [UInt8]) {
    let found = HTMLReferences(html)
    links = found.links
    ids = found.ids.sorted()
  }

  func bytes() throws(SiteError) -> [UInt8] {
    do {
      return try BinaryForm.bytes(of: self)
    } catch {
      throw .unwritableJSON(reason: "\(error)")
    }
  }

  /// - Throws: `damagedEntry`.
  init(of page: CacheEntry) throws(SiteError) {
    let bytes = try page.bytes(of: PageReferences.file)
    guard let value = try? BinaryForm.value(PageReferences.self, from: bytes) else {
      throw .damagedEntry(path: page.path, file: PageReferences.file)
    }
    self = value
  }
}
