/// How many results a site needed, and how many of them had to be made.
public struct Tally: Hashable, Sendable, Codable {
  public var wanted: Int
  public var made: Int
  /// Those of which only the names of files in them were written anew.
  public var renewed: Int

  public init(wanted: Int = 0, made: Int = 0, renewed: Int = 0) {
    self.wanted = wanted
    self.made = made
    self.renewed = renewed
  }

  /// How many the cache had.
  public var found: Int { wanted - made - renewed }
}

/// What a published site came to.
public struct SiteReport: Hashable, Sendable {
  /// True where the live site was this one already, so that nothing was published.
  public var isUnchanged = false
  /// Briefings.
  public var days = 0
  /// HTML files.
  public var pages = 0
  /// Pictures of charts, each size and theme counted.
  public var pictures = 0
  /// Every file of the site.
  public var files = 0
  public var bytes = 0
  /// Files that are those of the site before.
  public var reused = 0
  /// Links that were followed.
  public var links = 0
  /// Pages, feeds among them, and those of them that were rendered.
  public var rendered = Tally()
  /// The charts of track records, a market's counted as one.
  public var recordCharts = Tally()
  /// The site's folder, from the root.
  public var path: String

  init(path: String) { self.path = path }

  mutating func count(_ contents: SiteContents) {
    files = contents.files
    bytes = contents.bytes
    for (name, file) in contents.folders.values.joined() {
      if name.hasSuffix(".html") { pages += 1 }
      if case .entry(_, let entry) = contents.items[file.item], entry.kind == .charts {
        pictures += 1
      }
    }
  }
}
