/// A list of numbers in a document.
///
/// Written and read as an array is, but as numbers: a document has forty thousand, and arrays of the
/// standard library let coders ask each element anew of which type it is (`Guides/Speed.md`, "Where the
/// time goes").
@propertyWrapper
public struct NumberList: Hashable, Sendable, Codable {
  public var wrappedValue: [Double]

  public init(wrappedValue: [Double]) {
    self.wrappedValue = wrappedValue
  }

  public init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    wrappedValue = []
    wrappedValue.reserveCapacity(list.count ?? 0)
    while !list.isAtEnd { wrappedValue.append(try list.decode(Double.self)) }
  }

  public func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    try list.encode(contentsOf: wrappedValue)
  }
}
