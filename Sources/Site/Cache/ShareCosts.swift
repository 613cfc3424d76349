import Archive

/// What each market cost when it was last computed, kept in the cache so that shares can be made alike.
///
/// Shares that run at the same time have to split the markets in the same way, so they go by one file
/// that does not change while they run, the agreed costs. What they measure they write beside it, each
/// market's in a file of its own; whoever puts the shares together makes that the next agreement.
public struct ShareCosts: Sendable {
  private let folder: String

  private static let agreement = ".agreed"
  /// Costs above this, some thirty years, are no costs.
  private static let largest = 1_000_000_000_000

  /// - Parameter cache: its folder.
  public init(cache: String) { folder = cache + "/.costs" }

  /// Milliseconds by market; empty where nothing was agreed on yet.
  public var agreed: [String: Int] {
    guard let text = try? FileSystem.text(of: folder + "/" + Self.agreement) else { return [:] }
    var costs: [String: Int] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 2, let cost = Self.cost(words[1]) else { continue }
      costs[String(words[0])] = cost
    }
    return costs
  }

  /// Notes what a market cost.
  ///
  /// - Throws: a failure to write.
  public func note(_ milliseconds: Int, of market: String) throws(SiteError) {
    try FileSystem.makeFolder(folder)
    try FileSystem.write(
      Array("\(min(max(milliseconds, 1), Self.largest))\n".utf8), to: folder + "/" + market)
  }

  /// Makes what was noted the costs that the next shares go by.
  ///
  /// - Throws: a failure to write.
  public func agree() throws(SiteError) {
    guard Files.isFolder(folder) else { return }
    var text = ""
    for market in try FileSystem.names(in: folder) where !market.contains(".") {
      guard let noted = try? FileSystem.text(of: folder + "/" + market),
        let cost = Self.cost(noted.prefix { $0 != "\n" })
      else { continue }
      text += "\(market) \(cost)\n"
    }
    try FileSystem.write(Array(text.utf8), to: folder + "/" + Self.agreement)
  }

  private static func cost(_ text: some StringProtocol) -> Int? {
    Int(text).flatMap { (1...largest).contains($0) ? $0 : nil }
  }
}
