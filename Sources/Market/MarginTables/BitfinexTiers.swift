extension MarginTierTable {
  /// Bitfinex: 100x, the highest leverage that its derivatives page names, at 0.5 % for every size.
  /// The rate is an **assumption**: the venue publishes neither a table nor a formula.
  static let bitfinex = MarginTierTable(builtIn: [BuiltInTier(upTo: .infinity, 100, 0.005)])
}
