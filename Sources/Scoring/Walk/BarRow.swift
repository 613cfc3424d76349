import Market

/// One bar of an instrument: what the book expects its range to have liquidated, and what was reported.
public struct BarRow: Hashable, Sendable {
  public var time: Timestamp
  public var instrument: Instrument
  public var close: Price
  /// Coins, from the book as it stood before the bar and rates fitted on days before it.
  public var longExpected: Base
  public var shortExpected: Base
  /// Coins; `nil` where the source reports none.
  public var longReported: Base?
  public var shortReported: Base?

  public func expected(_ side: Side) -> Base { side == .long ? longExpected : shortExpected }
  public func reported(_ side: Side) -> Base? { side == .long ? longReported : shortReported }

  /// The header of the CSV.
  public static let header =
    "time,venue,symbol,close,long_expected,short_expected,long_reported,short_reported"

  /// One line of it, without its end. Numbers are the shortest that read back as the same.
  public var line: String {
    func text(_ amount: Base?) -> String { amount.map { String($0.value) } ?? "" }
    return "\(time),\(instrument.venue.rawValue),\(instrument.symbol),\(close),"
      + "\(longExpected),\(shortExpected),\(text(longReported)),\(text(shortReported))"
  }
}

extension Bar {
  /// Coins that the venue reported as liquidated; `nil` where it reports none.
  func reported(_ side: Side) -> Base? {
    side == .long ? longLiquidations : shortLiquidations
  }
}
