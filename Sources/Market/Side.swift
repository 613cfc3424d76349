/// Which way a position gains.
public enum Side: String, Hashable, Sendable, Codable, CaseIterable {
  case long, short

  /// +1 for a long, -1 for a short: the sign of the gain when the price rises.
  public var sign: Double { self == .long ? 1 : -1 }
  public var opposite: Side { self == .long ? .short : .long }
}
