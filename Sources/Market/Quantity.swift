/// A number with a unit. Two quantities of different units neither add nor compare.
public protocol Quantity: Hashable, Comparable, Sendable, Codable, AdditiveArithmetic,
  CustomStringConvertible
{
  /// The number in the type's unit.
  var value: Double { get set }
  init(_ value: Double)
}

extension Quantity {
  public static var zero: Self { Self(0) }
  public var magnitude: Self { Self(abs(value)) }
  public var description: String { String(describing: value) }

  public static func + (a: Self, b: Self) -> Self { Self(a.value + b.value) }
  public static func - (a: Self, b: Self) -> Self { Self(a.value - b.value) }
  public static prefix func - (a: Self) -> Self { Self(-a.value) }
  public static func * (a: Self, factor: Double) -> Self { Self(a.value * factor) }
  public static func * (factor: Double, a: Self) -> Self { Self(a.value * factor) }
  public static func / (a: Self, divisor: Double) -> Self { Self(a.value / divisor) }
  /// The ratio of two quantities of one unit, without unit.
  public static func / (a: Self, b: Self) -> Double { a.value / b.value }
  public static func < (a: Self, b: Self) -> Bool { a.value < b.value }

  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(Double.self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}

/// An amount of US dollars (or of a coin pegged to it, as the venues count).
public struct USD: Quantity {
  public var value: Double
  @inlinable public init(_ value: Double) { self.value = value }
}

/// An amount of the underlying coin.
public struct Base: Quantity {
  public var value: Double
  @inlinable public init(_ value: Double) { self.value = value }
}

/// A price, in US dollars for one coin.
public struct Price: Quantity {
  public var value: Double
  @inlinable public init(_ value: Double) { self.value = value }
}

extension Base {
  /// What the amount is worth at a price.
  public static func * (amount: Base, price: Price) -> USD { USD(amount.value * price.value) }
}

extension USD {
  /// How much of the coin the amount buys at a price.
  public static func / (amount: USD, price: Price) -> Base { Base(amount.value / price.value) }
  /// The mean price at which an amount of coins was worth this much.
  public static func / (amount: USD, quantity: Base) -> Price {
    Price(amount.value / quantity.value)
  }
}
