/// A page of the site to be: what it is called in the cache, where it goes, and how it is made where
/// the cache does not have it.
struct PlannedPage: Sendable {
  /// Within the site, without a slash at its end; the site's own is the empty text.
  var folder: String
  var name: CacheName
  /// The page and what goes with it, by name.
  var make: @Sendable () throws(SiteError) -> [(name: String, bytes: [UInt8])]

  static let feedsStem = "feeds"

  /// The page's files, with its links and anchors beside it.
  static func files(
    of page: Page, by renderer: PageRenderer
  ) throws(SiteError) -> [(name: String, bytes: [UInt8])] {
    let html = Array(try renderer.render(page).utf8)
    return [
      (FilePath.name(of: page.path), html),
      (PageReferences.file, try PageReferences(html).bytes()),
    ]
  }
}

extension BuildCache {
  /// The entry of a page, which is made where there is none.
  func made(_ page: PlannedPage) throws(SiteError) -> CacheEntry {
    if let entry = entry(page.name) { return entry }
    return try store(page.name, try page.make())
  }
}
