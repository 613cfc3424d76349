import Market

/// The link check of a site that is being put together.
///
/// The live site's links were followed when it was published. Where nothing that a page could lead to
/// has gone since, only pages that have changed are looked at.
struct SiteLinks {
  let contents: SiteContents
  let cache: BuildCache
  let basePath: String
  let threads: Int

  struct Result {
    /// How many links were followed.
    var links: Int
    var broken: [BrokenLink]
    /// The anchors that one of the followed pages leads to on another: `glossary/index.html#venue`.
    var anchors: Set<String>
  }

  /// - Parameters:
  ///   - live: the listing of the live site; `nil` where its links may not be relied on.
  ///   - anchors: those that pages of the live site lead to on others, and maybe more; `nil` where that
  ///     is not known.
  func check(since live: SiteListing?, anchors: Set<String>?) throws(SiteError) -> Result {
    let pages = self.pages(of: contents.listing)
    var changed = pages
    if let live {
      let old = self.pages(of: live)
      let differing = pages.filter { old[$0.key] != $0.value }
      if !hasLost(since: live, old: old, changed: differing, anchors: anchors) {
        changed = differing
      }
    }
    var places = changed.keys.sorted()
    let (cache, names) = (cache, changed)
    let read = forEachConcurrently(&places, threads: threads) { path in
      Swift.Result { () throws(SiteError) in
        guard let name = names[path] else { return PageReferences([]) }
        return try PageReferences(of: try cache.existing(name))
      }
    }
    var references: [String: PageReferences] = [:]
    for (path, result) in zip(places, read) { references[path] = try result.get() }
    var damage: SiteError?
    var found: Set<String> = []
    let (links, broken) = LinkCheck.follow(
      places.map { ($0, references[$0]?.links ?? []) }, basePath: basePath, threads: threads,
      exists: { [contents] in contents.has($0) }
    ) { page, anchor, from in
      if page != from { found.insert(SiteLinks.place(of: anchor, on: page)) }
      if references[page] == nil, let name = pages[page] {
        do throws(SiteError) {
          references[page] = try PageReferences(of: try cache.existing(name))
        } catch {
          damage = error
        }
      }
      return references[page]?.ids.contains(anchor) == true
    }
    if let damage { throw damage }
    return Result(links: links, broken: broken, anchors: found)
  }

  private static func place(of anchor: String, on page: String) -> String { page + "#" + anchor }

  /// Whether anything is gone that an unchanged page may lead to: a file, or an anchor of a page.
  private func hasLost(
    since live: SiteListing, old: [String: CacheName], changed: [String: CacheName],
    anchors: Set<String>?
  ) -> Bool {
    let standing = Set(contents.items)
    for item in live.items where !standing.contains(item) {
      switch item {
      case .file(let path, _, _):
        if !contents.has(path) { return true }
      case .entry(let folder, let name):
        guard let entry = CacheEntry(name: name, path: cache.path(of: name)) else { return true }
        let place = folder.isEmpty ? "" : folder + "/"
        let isGone = entry.files.contains { $0.isPublished && !contents.has(place + $0.name) }
        if isGone { return true }
      }
    }
    return changed.contains { path, name in
      guard let before = old[path] else { return false }
      guard let was = try? PageReferences(of: cache.existing(before)),
        let now = try? PageReferences(of: cache.existing(name))
      else { return true }
      return Set(was.ids).subtracting(now.ids).contains { id in
        anchors?.contains(SiteLinks.place(of: id, on: path)) ?? true
      }
    }
  }

  /// The entries of pages, by the page's path within the site.
  private func pages(of listing: SiteListing) -> [String: CacheName] {
    var pages: [String: CacheName] = [:]
    for (folder, name) in listing.entries where name.kind == .page {
      // In the site's own folder lie the home page, the 404 page and the feeds, told by their stems.
      if !folder.isEmpty {
        pages[folder + "/index.html"] = name
      } else if name.stem != PlannedPage.feedsStem {
        pages[name.stem == "404" ? "404.html" : "index.html"] = name
      }
    }
    return pages
  }
}
