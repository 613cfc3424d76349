/// What is wrong with a maintenance-margin table. Tiers count from 1, as the venues count.
public enum MarginTierFault: Error, Hashable, Sendable {
  case empty
  case tier(Int, Figure, found: Double, expected: Expectation)

  /// The figure of a tier that is wrong.
  public enum Figure: String, Hashable, Sendable {
    case floor
    case rate = "maintenance rate"
    case leverage = "maximum leverage"
    case amount = "maintenance amount"
  }

  /// What it should be.
  public enum Expectation: Hashable, Sendable {
    case exactly(Double)
    case above(Double)
    case atLeast(Double)
    case atMost(Double)
    case betweenZeroAndOne
  }
}

extension MarginTierFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty: "the margin table has no tier"
    case .tier(let number, let figure, let found, let expected):
      "margin tier \(number): \(figure.rawValue) is \(found), expected \(expected)"
    }
  }
}

extension MarginTierFault.Expectation: CustomStringConvertible {
  public var description: String {
    switch self {
    case .exactly(let value): "\(value)"
    case .above(let value): "more than \(value)"
    case .atLeast(let value): "at least \(value)"
    case .atMost(let value): "at most \(value)"
    case .betweenZeroAndOne: "a share between 0 and 1"
    }
  }
}
