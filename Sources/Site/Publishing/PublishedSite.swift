import Archive
import Market

extension PublishedDays {
  /// The days of a market with the results that they were put together from.
  ///
  /// - Returns: `nil` in the place of a day of which the cache does not know the document.
  public func planned(
    _ days: [Day], of market: String, store: EditionStore, keys: ResultKeys
  ) -> [PlannedDay?] {
    var editions: [String: CacheName] = [:]
    for (place, name) in SiteListing(folder: folder)?.entries ?? [] where name.kind == .edition {
      editions[place] = name
    }
    return days.map { day in
      guard let name = editions["\(market)/\(day)"], let numbers = store.numbers(name) else {
        return nil
      }
      return PlannedDay(
        market: market, date: day, numbers: numbers, edition: name.key,
        charts: keys.charts(of: numbers))
    }
  }

  /// The digest of a published day's document and of the layers beside it.
  public func digest(market: String, day: Day) throws(SiteError) -> String {
    let place = "\(folder)/\(market)/\(day)"
    var text = ""
    for name in try FileSystem.names(in: place)
    where name == EditionStore.documentFile || name.hasSuffix(".png") {
      text += "\(name) \(SHA256.hexDigest(of: try FileSystem.read(place + "/" + name)))\n"
    }
    return SHA256.hexDigest(of: Array(text.utf8))
  }
}

extension Configuration {
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
