import Archive
import Market

/// The way back to the site that was live before.
public enum Rollback {
  /// Exchanges the live site and the one before it in one step. A second time brings the first back.
  ///
  /// - Returns: the newest day of the site that is live now, and of the one that was.
  /// - Throws: `noEarlierSite`, `locked`, `foreignOutput`, or a failure to write. The live site is then as
  ///   it was.
  public static func run(
    _ configuration: Configuration
  ) throws(SiteError) -> (now: Day?, before: Day?) {
    let folder = OutputFolder(configuration.output)
    guard Files.isFolder(FilePath.folder(of: folder.live)) else {
      throw .noEarlierSite(path: folder.live)
    }
    let lock = try OutputLock(path: folder.lock)
    let before = try newest(configuration)
    try folder.rollBack()
    _ = consume lock
    return (try newest(configuration), before)
  }

  private static func newest(_ configuration: Configuration) throws(SiteError) -> Day? {
    let published = PublishedDays(output: configuration.output)
    var newest: Day?
    for market in configuration.markets {
      if let day = try published.days(of: market.id).last { newest = max(newest ?? day, day) }
    }
    return newest
  }
}
