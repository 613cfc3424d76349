import Market

/// What the traders of a market are like as a whole, around 1 for the market as described in
/// the guide. An estimator does not know these; a score varies them.
public struct TraderMix: Hashable, Sendable {
  /// Multiplies every trader's leverage setting.
  public var leverage: Double
  /// Multiplies the share of traders that margin in isolation.
  public var isolated: Double
  /// Multiplies the open interest that hedged holders carry; 0 for a market without them.
  public var hedged: Double
  /// Divides holding times and pauses: 2 turns positions over twice as fast.
  public var churn: Double
  /// Share of forced orders that the venue offers to its report stream, 0 to 1, before the stream's
  /// own limit of one a second.
  public var reporting: Double

  public init(
    leverage: Double = 1, isolated: Double = 1, hedged: Double = 1, churn: Double = 1,
    reporting: Double = 1
  ) {
    self.leverage = leverage
    self.isolated = isolated
    self.hedged = hedged
    self.churn = churn
    self.reporting = reporting
  }

  fileprivate func check() throws(SimulationError) {
    let ranges: [(String, Double, ClosedRange<Double>)] = [
      ("leverage", leverage, 0.1...5), ("isolated", isolated, 0...3), ("hedged", hedged, 0...3),
      ("churn", churn, 0.1...10), ("reporting", reporting, 0...1),
    ]
    for (name, value, range) in ranges where !range.contains(value) {
      throw .mix(name: name, found: value, lowest: range.lowerBound, highest: range.upperBound)
    }
  }
}

/// What is simulated. The same options give the same bytes.
public struct SimulationOptions: Hashable, Sendable {
  public static let defaultDays = 90
  public static let mostDays = 3_650
  /// 2025-01-01, so that the default 90 days end on 2025-03-31.
  public static let defaultStart = Day(number: 20_089)

  public let symbol: String
  public let days: Int
  public let seed: UInt64
  /// The first recorded day.
  public let start: Day
  public let mix: TraderMix
  /// How much of a market is run; tests make it small.
  var extent = Extent()

  struct Extent: Hashable, Sendable {
    /// Days simulated before the first recorded one, so that it starts with a grown book.
    var warmUpDays = 14
    /// Multiplies the number of traders; each is the larger for it.
    var traders = 1.0
  }

  /// - Parameters:
  ///   - symbol: the contract's name, 2 to 20 capital letters and digits.
  ///   - days: 1 to 3,650.
  ///   - seed: another seed is another market.
  /// - Throws: where an option lies outside its range.
  public init(
    symbol: String = "BTCUSDT", days: Int = defaultDays, seed: UInt64 = 1,
    start: Day = defaultStart, mix: TraderMix = TraderMix()
  ) throws(SimulationError) {
    guard (1...Self.mostDays).contains(days) else { throw .days(found: days) }
    guard (2...20).contains(symbol.utf8.count),
      symbol.utf8.allSatisfy({
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
      })
    else { throw .symbol(found: symbol) }
    try mix.check()
    self.symbol = symbol
    self.days = days
    self.seed = seed
    self.start = start
    self.mix = mix
  }

  /// The last recorded day.
  public var end: Day { start + (days - 1) }
}
