import Archive
import Market

/// Clears the cache of what no site needs any more.
///
/// A site that was built from the cache is noted there with its folder, and what its listing names
/// stays. So several sites may share a cache.
struct CacheUpkeep {
  let cache: BuildCache

  private var sites: SiteNotes { SiteNotes(cache: cache.folder) }

  /// Notes a site as one that uses the cache.
  ///
  /// - Parameter kept: what its next build wants to find; `nil` for what was noted before.
  func note(_ site: OutputFolder, keeping kept: [CacheName]?) throws(SiteError) {
    let file = sites.file(of: site)
    let before = try? FileSystem.text(of: file)
    guard kept != nil || before == nil else { return }
    let text = site.live + "\n" + (kept ?? []).map { "\($0)\n" }.joined()
    guard text != before else { return }
    try FileSystem.makeFolder(sites.folder)
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
        if folder != CacheName.site { try cache.clearStore(of: folder, keeping: wanted) }
      }
    }
  }

  /// What the sites name that still stand.
  private func named() throws(SiteError) -> Set<CacheName> {
    var names: Set<CacheName> = []
    for file in try sites.all() {
      guard let text = try? FileSystem.text(of: file) else { continue }
      let lines = text.split(separator: "\n")
      guard let folder = lines.first, let listing = SiteListing(folder: String(folder)) else {
        try FileSystem.remove(file)
        continue
      }
      for (_, name) in listing.entries { names.insert(name) }
      for name in lines.dropFirst().compactMap({ CacheName($0) }) { names.insert(name) }
    }
    return names
  }
}

/// The sites that use a cache: a file for each, with its folder's path and the names of what it wants
/// besides its listing.
struct SiteNotes {
  let folder: String

  /// - Parameter cache: its folder.
  init(cache: String) { folder = cache + "/.sites" }

  private static let doubtful = ".doubtful"
  private static let linked = ".anchors"

  func file(of site: OutputFolder) -> String {
    folder + "/" + SHA256.hexDigest(of: Array(site.live.utf8)).prefix(32)
  }

  func all() throws(SiteError) -> [String] {
    guard Files.isFolder(folder) else { return [] }
    return try FileSystem.names(in: folder).filter { !$0.contains(".") }
      .map { folder + "/" + $0 }
  }

  /// Notes that a file was damaged which the sites may have under a second name: until each is made
  /// again, nothing is taken over from it, however many runs are killed in between.
  func doubtAll() throws(SiteError) {
    for file in try all() { try FileSystem.write([], to: file + SiteNotes.doubtful) }
  }

  func doubts(_ site: OutputFolder) -> Bool { Files.isFile(file(of: site) + SiteNotes.doubtful) }

  /// The anchors that pages of a site lead to on others, and maybe more; `nil` where that is not known.
  func anchors(of site: OutputFolder) -> Set<String>? {
    (try? FileSystem.text(of: file(of: site) + SiteNotes.linked)).map {
      Set($0.split(separator: "\n").map(String.init))
    }
  }

  func keep(anchors: Set<String>, of site: OutputFolder) throws(SiteError) {
    try FileSystem.makeFolder(folder)
    try FileSystem.write(
      Array(anchors.sorted().map { $0 + "\n" }.joined().utf8), to: file(of: site) + SiteNotes.linked
    )
  }

  func trust(_ site: OutputFolder) throws(SiteError) {
    try FileSystem.remove(file(of: site) + SiteNotes.doubtful)
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
