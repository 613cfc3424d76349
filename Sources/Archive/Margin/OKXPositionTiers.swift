import Market

/// OKX's `/api/v5/public/position-tiers`: the numbers of contracts between which each tier holds,
/// by instrument family (`BTC-USDT` for `BTC-USDT-SWAP`).
struct OKXPositionTiers: MarginResponse {
  static let shape = "OKX's position-tiers"
  static let rule = MarginTierTable.Rule.wholePosition

  private let list: [Tier]
  /// The venue's words where it refused the request.
  private let refusal: String?

  var symbols: [String] { list.map(\.family) }

  func tiers(of instrument: Instrument) throws(MarginResponseFault) -> [MarginTier]? {
    if let refusal { throw .shape(detail: "the venue answered '\(refusal)'") }
    let family = OKXContractSize.family(of: instrument)
    let found = list.filter { $0.family == family || $0.family == instrument.symbol }
      .sorted { $0.smallest < $1.smallest }
    guard !found.isEmpty else { return nil }
    for (index, tier) in found.enumerated().dropFirst() {
      let last = found[index - 1].largest
      guard tier.smallest > last, tier.smallest <= last + 1 else {
        throw .shape(
          detail: "margin tier \(index + 1): it starts at \(tier.smallest) contracts, expected the"
            + " next size after \(last), where tier \(index) ends")
      }
    }
    return found.map {
      MarginTier(
        floor: $0.smallest, maintenanceMarginRate: $0.rate, maintenanceAmount: 0,
        maximumLeverage: $0.leverage)
    }
  }

  private enum Key: String, CodingKey { case code, msg, data }

  init(from decoder: any Decoder) throws {
    let body = try decoder.container(keyedBy: Key.self)
    // A refusal, such as 50011 for too many requests, comes in a response that looks fine.
    let code = try body.decode(String.self, forKey: .code)
    if code != "0" {
      refusal = code + " " + (try body.decodeIfPresent(String.self, forKey: .msg) ?? "")
      list = []
    } else {
      refusal = nil
      list = try body.decode([Tier].self, forKey: .data)
    }
  }

  private struct Tier: Decodable {
    var family: String
    var smallest: Double
    var largest: Double
    var rate: Double
    var leverage: Double

    enum Key: String, CodingKey { case instFamily, uly, instId, minSz, maxSz, mmr, maxLever }

    init(from decoder: any Decoder) throws {
      let keys = try decoder.container(keyedBy: Key.self)
      // Older responses leave the family empty; it is then the underlying or the instrument.
      family =
        try [Key.instFamily, .uly, .instId].lazy
        .compactMap { try keys.decodeIfPresent(String.self, forKey: $0) }
        .first { !$0.isEmpty } ?? ""
      smallest = try keys.number(.minSz)
      largest = try keys.number(.maxSz)
      rate = try keys.number(.mmr)
      leverage = try keys.number(.maxLever)
    }
  }
}
