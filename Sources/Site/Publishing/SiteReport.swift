/// What a published site came to.
public struct SiteReport: Hashable, Sendable {
  /// Briefings.
  public var days: Int
  /// HTML files.
  public var pages: Int
  /// Pictures of charts, each size and theme counted.
  public var pictures: Int
  /// Every file of the site.
  public var files: Int
  public var bytes: Int
  /// Files that had not changed and were taken over from the site before.
  public var reused: Int
  /// Links that were followed.
  public var links: Int
  /// The site's folder, from the root.
  public var path: String
}
