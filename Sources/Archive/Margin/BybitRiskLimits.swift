import Market

/// Bybit's `/v5/market/risk-limit`: for each symbol the notional up to which a tier holds, its
/// margins and its deduction, in dollars or, for inverse contracts, in coins.
///
/// The first tier's deduction is an empty text. Older responses have no deductions, and give the
/// margins in percent.
struct BybitRiskLimits: MarginResponse {
  static let shape = "Bybit's risk-limit"

  private let list: [Limit]
  /// The venue's words where it refused the request.
  private let refusal: String?

  var symbols: [String] { list.map(\.symbol) }

  func tiers(of instrument: Instrument) throws(MarginResponseFault) -> [MarginTier]? {
    if let refusal { throw .shape(detail: "the venue answered '\(refusal)'") }
    let limits = list.filter { $0.symbol == instrument.symbol }.sorted { $0.cap < $1.cap }
    guard !limits.isEmpty else { return nil }
    let withDeductions = limits.contains { $0.deduction != nil }
    var tiers: [MarginTier] = []
    var floor = 0.0
    for (index, limit) in limits.enumerated() {
      // Initial margin times highest leverage is one; only so is it plain which unit the margins
      // are in.
      let product = limit.initialMargin * limit.leverage
      let unit = product > 10 ? 100.0 : 1
      guard abs(product / unit - 1) < 0.02 else {
        throw .shape(
          detail: "margin tier \(index + 1): initial margin times maximum leverage is \(product),"
            + " expected 1 (or 100 in percent)")
      }
      tiers.append(
        MarginTier(
          floor: floor, maintenanceMarginRate: limit.maintenanceMargin / unit,
          maintenanceAmount: limit.deduction ?? 0, maximumLeverage: limit.leverage))
      floor = limit.cap
    }
    return withDeductions ? tiers : tiers.withAmountsFromContinuity()
  }

  private enum Key: String, CodingKey { case retCode, retMsg, result, list }

  init(from decoder: any Decoder) throws {
    let body = try decoder.container(keyedBy: Key.self)
    if try body.decode(Int.self, forKey: .retCode) != 0 {
      refusal = try body.decodeIfPresent(String.self, forKey: .retMsg) ?? ""
      list = []
    } else {
      refusal = nil
      list = try body.nestedContainer(keyedBy: Key.self, forKey: .result)
        .decode([Limit].self, forKey: .list)
    }
  }

  private struct Limit: Decodable {
    var symbol: String
    var cap: Double
    var maintenanceMargin: Double
    var initialMargin: Double
    var leverage: Double
    var deduction: Double?

    enum Key: String, CodingKey {
      case symbol, riskLimitValue, maintenanceMargin, initialMargin, maxLeverage, mmDeduction
    }

    init(from decoder: any Decoder) throws {
      let keys = try decoder.container(keyedBy: Key.self)
      symbol = try keys.decode(String.self, forKey: .symbol)
      cap = try keys.number(.riskLimitValue)
      maintenanceMargin = try keys.number(.maintenanceMargin)
      initialMargin = try keys.number(.initialMargin)
      leverage = try keys.number(.maxLeverage)
      deduction = try keys.decodeIfPresent(NumberInText.self, forKey: .mmDeduction)?.value
    }
  }
}
