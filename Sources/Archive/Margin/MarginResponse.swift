import Market

/// A venue's response that holds maintenance-margin tables.
protocol MarginResponse: Decodable {
  /// The response's name, for messages.
  static var shape: String { get }
  static var rule: MarginTierTable.Rule { get }
  /// What it holds tables of, as the venue names it.
  var symbols: [String] { get }

  /// - Returns: the tiers, smallest first; `nil` where the response has none for the instrument.
  /// - Throws: where the figures contradict each other.
  func tiers(of instrument: Instrument) throws(MarginResponseFault) -> [MarginTier]?
}

extension MarginResponse {
  static var rule: MarginTierTable.Rule { .marginal }
}

/// Why a response gives no table.
enum MarginResponseFault: Error {
  case symbolMissing(present: [String])
  case shape(detail: String)
  case table(MarginTierFault)
}

extension [MarginTier] {
  /// The same with the amounts that make the margin continuous, for responses that leave them out.
  func withAmountsFromContinuity() -> [MarginTier] {
    var tiers = self
    for index in tiers.indices.dropFirst() {
      let previous = tiers[index - 1]
      tiers[index].maintenanceAmount =
        previous.maintenanceAmount + tiers[index].floor
        * (tiers[index].maintenanceMarginRate - previous.maintenanceMarginRate)
    }
    return tiers
  }
}

/// A number that a venue writes as a text, or plainly.
struct NumberInText: Decodable {
  /// `nil` for an empty text.
  var value: Double?

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      value = number
      return
    }
    let text = try container.decode(String.self)
    guard !text.isEmpty else { return }
    guard let number = Double(text), number.isFinite else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is no number")
    }
    value = number
  }
}

extension KeyedDecodingContainer {
  /// A number that must be there, written as a text or plainly.
  func number(_ key: Key) throws -> Double {
    guard let value = try decode(NumberInText.self, forKey: key).value else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self, debugDescription: "an empty text")
    }
    return value
  }
}
