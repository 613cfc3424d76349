/// Markets' parts of a backtest in the cache.
public struct BacktestStore: Sendable {
  /// A market's part as it is written.
  public struct Part: Hashable, Sendable {
    /// Rows of the table of bars, each with its end.
    public var bars: [UInt8]
    /// The market's scores as JSON.
    public var scores: [UInt8]
    /// The main figures in words, a line each.
    public var summary: [String]

    public init(bars: [UInt8], scores: [UInt8], summary: [String]) {
      self.bars = bars
      self.scores = scores
      self.summary = summary
    }
  }

  private let cache: BuildCache

  private static let barsFile = "bars.csv"
  private static let scoresFile = "scores.json"
  private static let summaryFile = "summary.txt"

  public init(_ cache: BuildCache) { self.cache = cache }

  public func has(_ name: CacheName) -> Bool { cache.has(name) }

  /// - Throws: what the common store has failed of.
  public func checkStore() throws(SiteError) { try cache.checkStore() }

  public func keep(_ part: Part, as name: CacheName) throws(SiteError) {
    _ = try cache.store(
      name,
      [
        (Self.barsFile, part.bars), (Self.scoresFile, part.scores),
        (Self.summaryFile, Array(part.summary.map { $0 + "\n" }.joined().utf8)),
      ])
  }

  /// - Throws: `damagedEntry` where it is not there, or not what was kept.
  public func part(_ name: CacheName) throws(SiteError) -> Part {
    let entry = try cache.existing(name)
    let summary = String(decoding: try entry.bytes(of: Self.summaryFile), as: UTF8.self)
    return Part(
      bars: try entry.bytes(of: Self.barsFile), scores: try entry.bytes(of: Self.scoresFile),
      summary: summary.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        .map(String.init))
  }
}
