import Archive

/// What a site was made from, as one line that whoever builds it chooses. It lies in the site's folder
/// and says whether a build would write the same again.
private let stampFile = ".heatpress-stamp"

extension StagedSite {
  /// Marks the site being built; without it, the next build takes nothing as unchanged.
  public func mark(_ stamp: String) throws(SiteError) {
    try tree.write(stamp + "\n", to: stampFile)
  }
}

extension PublishedDays {
  /// The mark of the site that stands; `nil` where there is no site or it has none.
  public var stamp: String? {
    guard let bytes = try? FileSystem.read(folder + "/" + stampFile), bytes.last == 10 else {
      return nil
    }
    return String(decoding: bytes.dropLast(), as: UTF8.self)
  }
}

extension Configuration {
  /// The team's own templates, pages and assets and the digests of their bytes, sorted. Those built
  /// in belong to the program.
  public func designDigests() throws(SiteError) -> [(path: String, sha256: String)] {
    var digests: [(path: String, sha256: String)] = []
    for folder in [templates, pages, assets] {
      guard let folder else { continue }
      for path in try FileSystem.files(below: folder) {
        let bytes = try FileSystem.read(folder + "/" + path)
        digests.append(("\(folder)/\(path)", SHA256.hexDigest(of: bytes)))
      }
    }
    return digests
  }

  /// Follows every link of the published site, those to pictures among them.
  ///
  /// - Returns: how many there are.
  /// - Throws: `brokenLinks`.
  @discardableResult
  public func checkPublishedLinks() throws(SiteError) -> Int {
    let (links, broken) = try LinkCheck.check(folder: output, basePath: basePath)
    guard broken.isEmpty else { throw .brokenLinks(broken) }
    return links
  }

  /// Follows every link of the published site and reads every day's document and layers.
  ///
  /// - Returns: how many links there are, and how many days.
  /// - Throws: `brokenLinks`, or `unreadableDay`.
  public func checkPublishedSite() throws(SiteError) -> (links: Int, days: Int) {
    let links = try checkPublishedLinks()
    let published = PublishedDays(output: output)
    var count = 0
    for market in markets {
      for day in try published.days(of: market.id) {
        _ = try published.edition(market: market.id, day: day)
        count += 1
      }
    }
    return (links, count)
  }
}
