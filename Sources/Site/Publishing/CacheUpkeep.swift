import Archive
import Market

/// Clears the cache of what no site needs any more.
///
/// A site that was built from the cache is noted there with its folder, and what its listing names
/// stays. So several sites may share a cache.
struct CacheUpkeep {
  let cache: BuildCache

  /// A file for each site: its folder's path, and the names of what it wants besides its listing.
  private var sites: String { cache.folder + "/.sites" }

  /// Notes a site as one that uses the cache.
  ///
  /// - Parameter kept: what its next build wants to find; `nil` for what was noted before.
  func note(_ site: OutputFolder, keeping kept: [CacheName]?) throws(SiteError) {
    let file = sites + "/" + SHA256.hexDigest(of: Array(site.live.utf8)).prefix(32)
    let before = try? FileSystem.text(of: file)
    guard kept != nil || before == nil else { return }
    let text = site.live + "\n" + (kept ?? []).map { "\($0)\n" }.joined()
    guard text != before else { return }
    try FileSystem.makeFolder(sites)
    try FileSystem.write(Array(text.utf8), to: file)
  }

  /// Removes the entries that no noted site names, and what killed runs left unfinished. Where another
  /// run uses the cache, it is left alone. Nothing goes that does not bear an entry's name.
  func clear(_ scope: BuildScope) throws(SiteError) {
    _ = try cache.alone { () throws(SiteError) in
      let wanted = try named()
      for folder in try FileSystem.names(in: cache.folder) {
        let path = cache.folder + "/" + folder
        guard folder == CacheName.site || !folder.hasPrefix("."), scope.has(folder),
          Files.isFolder(path)
        else { continue }
        for name in try FileSystem.names(in: path) {
          let whole = name.split(separator: ".", maxSplits: 1)
          guard let entry = CacheName(folder + "/" + (whole.first ?? "")) else { continue }
          let isUnfinished = whole.count > 1
          if !isUnfinished, wanted.contains(entry) { continue }
          if !isUnfinished, let day = Day(entry.stem), !scope.has(day) { continue }
          try FileSystem.remove(path + "/" + name)
        }
        FileSystem.removeEmptyFolder(path)
      }
    }
  }

  /// What the sites name that still stand.
  private func named() throws(SiteError) -> Set<CacheName> {
    var names: Set<CacheName> = []
    guard Files.isFolder(sites) else { return names }
    for file in try FileSystem.names(in: sites) {
      guard let text = try? FileSystem.text(of: sites + "/" + file) else { continue }
      let lines = text.split(separator: "\n")
      guard let folder = lines.first, let listing = SiteListing(folder: String(folder)) else {
        try FileSystem.remove(sites + "/" + file)
        continue
      }
      for (_, name) in listing.entries { names.insert(name) }
      for name in lines.dropFirst().compactMap({ CacheName($0) }) { names.insert(name) }
    }
    return names
  }
}

/// Which part of a site a build was asked for.
public struct BuildScope: Sendable {
  /// The ids of the markets; `nil` for all.
  public var markets: Set<String>?
  public var from: Day?
  public var to: Day?

  public init(markets: Set<String>? = nil, from: Day? = nil, to: Day? = nil) {
    self.markets = markets
    self.from = from
    self.to = to
  }

  /// - Parameter folder: of the cache.
  fileprivate func has(_ folder: String) -> Bool {
    folder == CacheName.site || markets?.contains(folder) ?? true
  }

  public func has(_ day: Day) -> Bool { day >= from ?? day && day <= to ?? day }
}
