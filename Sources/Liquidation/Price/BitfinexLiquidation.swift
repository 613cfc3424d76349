import Market

extension LiquidationPrice {
  /// Bitfinex: `E (1 - s/L + s m)`. An **assumption**: the venue publishes no formula (its support
  /// article 360035475374 names rules only).
  ///
  /// - Parameter rate: the maintenance rate `m`, assumed too.
  public static func bitfinexAssumed(
    _ side: Side, entry: Price, leverage: Double, rate: Double
  ) -> Price? {
    guard entry.value > 0, leverage > 0 else { return nil }
    return possible(entry.value * (1 - side.sign / leverage + side.sign * rate))
  }
}
