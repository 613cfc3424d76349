import Market

/// One venue of a simulated market: its size and what its traders are like beside Binance's.
public struct SimulatedVenue: Hashable, Sendable {
  public let venue: Venue
  /// Open interest and number of traders against Binance's. Magnitudes of Bitcoin's in 2025.
  let size: Double
  /// Multiplies the market's mix.
  let mix: TraderMix
  /// Hours between settlements of funding.
  let fundingHours: Int
  /// Whether the rate of a settlement is fixed an interval before it.
  var fixesFundingAhead = false
  /// Whether anybody can look up what a wallet holds.
  let showsWallets: Bool
  /// The contract's name where the coin's name is `BASE`.
  private let name: String

  public static let binance = SimulatedVenue(
    venue: .binance, size: 1, mix: TraderMix(), fundingHours: 8, showsWallets: false,
    name: "BASEUSDT")

  /// Binance first; its files are the same whatever other venues are simulated beside it only where
  /// it is simulated alone.
  public static let all: [SimulatedVenue] = [
    .binance,
    SimulatedVenue(
      venue: .bybit, size: 0.55, mix: TraderMix(leverage: 1.25, hedged: 0.8, churn: 1.2),
      fundingHours: 8, showsWallets: false, name: "BASEUSDT"),
    SimulatedVenue(
      venue: .okx, size: 0.4, mix: TraderMix(leverage: 1.1, isolated: 0.8),
      fundingHours: 8, showsWallets: false, name: "BASE-USDT-SWAP"),
    SimulatedVenue(
      venue: .bitfinex, size: 0.12, mix: TraderMix(leverage: 0.6, hedged: 1.5, churn: 0.6),
      fundingHours: 8, fixesFundingAhead: true, showsWallets: false, name: "tBASEF0:USTF0"),
    SimulatedVenue(
      venue: .hyperliquid, size: 0.3, mix: TraderMix(leverage: 0.9, isolated: 0.5),
      fundingHours: 1, showsWallets: true, name: "BASE"),
  ]

  public static func named(_ venue: Venue) -> SimulatedVenue? { all.first { $0.venue == venue } }

  /// - Parameter symbol: Binance's name for the contract.
  func instrument(symbol: String) -> Instrument {
    // Binance's name stays what it is, also where no coin can be told from it.
    guard venue != .binance else {
      return Instrument(venue: .binance, symbol: symbol, kind: .linear)
    }
    let hasQuote = symbol.hasSuffix("USDT") && symbol.utf8.count > 4
    let base = hasQuote ? String(symbol.dropLast(4)) : symbol
    let parts = name.split(separator: "BASE", omittingEmptySubsequences: false)
    return Instrument(venue: venue, symbol: parts.joined(separator: base), kind: .linear)
  }
}

extension TraderMix {
  /// The mix of one venue's traders in a market of this mix.
  func multiplied(by other: TraderMix) -> TraderMix {
    TraderMix(
      leverage: leverage * other.leverage, isolated: isolated * other.isolated,
      hedged: hedged * other.hedged, churn: churn * other.churn,
      reporting: reporting * other.reporting)
  }
}
