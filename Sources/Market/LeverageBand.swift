/// The four bands that maps and filters tell apart, by effective leverage.
public enum LeverageBand: String, Hashable, Sendable, Codable, CaseIterable {
  /// Below 10x.
  case low
  /// 10x to below 25x.
  case medium
  /// 25x to 60x.
  case high
  /// Above 60x.
  case extreme

  public init(leverage: Double) {
    switch leverage {
    case ..<10: self = .low
    case ..<25: self = .medium
    case ...60: self = .high
    default: self = .extreme
    }
  }

  /// `below 10x`, as legends and tables say it.
  public var rangeDescription: String {
    switch self {
    case .low: "below 10x"
    case .medium: "10x to 25x"
    case .high: "25x to 60x"
    case .extreme: "above 60x"
    }
  }
}
