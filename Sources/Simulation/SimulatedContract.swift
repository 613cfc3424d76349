import Market

/// The contract that is traded: prices, sizes and margin rules by venue and coin.
public struct SimulatedContract: Hashable, Sendable {
  public let instrument: Instrument
  /// Price at the start of the warm-up, US dollars a coin.
  public let startPrice: Double
  /// Decimals of a traded price; the tick is one in the last of them.
  public let priceDecimals: Int
  /// Open interest that the market is built for, US dollars, one-sided.
  public let openInterest: Double
  /// The venue's size against Binance's.
  public let share: Double
  /// The venue's tables by date; positions are judged by that of the day.
  public let marginSchedule: MarginSchedule

  /// Hours between settlements of funding.
  let fundingHours: Int
  /// Whether the rate of a settlement is fixed an interval before it.
  let fixesFundingAhead: Bool

  /// The venue's rule with its table of a day.
  func marginRule(on day: Day) -> MarginRule {
    MarginRule(venue: instrument.venue, table: marginSchedule.table(on: day))
  }

  /// The venue's own name for it.
  public var symbol: String { instrument.symbol }
  /// A normal day's volume on the venue, base.
  var normalVolume: Double { openInterest / startPrice * SimulatedContract.turnover }

  /// Ticks in a dollar.
  var ticksPerDollar: Double { (0..<priceDecimals).reduce(1) { scale, _ in scale * 10 } }

  /// Mark prices are a hundred times finer than a tick.
  var markDecimals: Int { priceDecimals + 2 }
  /// US dollars a coin of a traded price in ticks.
  func price(_ ticks: Int64) -> Double { Double(ticks) / ticksPerDollar }
  /// US dollars a coin of a mark price in hundredths of a tick.
  func markPrice(_ units: Int64) -> Double { Double(units) / 100 / ticksPerDollar }

  /// US dollars of thousandths of a coin times ticks.
  func dollars(_ turnover: Double) -> Double { turnover / (1_000 * ticksPerDollar) }

  /// A normal day's volume over the open interest.
  private static let turnover = 3.1

  /// - Parameters:
  ///   - symbol: Binance's name for the contract. Known coins start near their price of 2024 with the
  ///     venue's tick; any other starts at 10 dollars with a tick of 0.001 and an open interest of 150
  ///     million dollars.
  ///   - venue: where it is traded.
  public init(symbol: String, on venue: SimulatedVenue = .binance) {
    let known: (Double, Int, Double)
    switch symbol {
    case "BTCUSDT": known = (60_000, 1, 4.8e9)
    case "ETHUSDT": known = (3_000, 2, 3.2e9)
    case "SOLUSDT": known = (150, 2, 1.1e9)
    case "BNBUSDT": known = (550, 2, 4.5e8)
    case "XRPUSDT": known = (0.6, 4, 5e8)
    case "DOGEUSDT": known = (0.12, 5, 4e8)
    case "ADAUSDT": known = (0.4, 4, 2e8)
    case "LINKUSDT": known = (14, 3, 2e8)
    default: known = (10, 3, 1.5e8)
    }
    self.startPrice = known.0
    self.priceDecimals = known.1
    self.share = venue.size
    self.fundingHours = venue.fundingHours
    self.fixesFundingAhead = venue.fixesFundingAhead
    self.openInterest = known.2 * venue.size
    self.instrument = venue.instrument(symbol: symbol)
    self.marginSchedule = MarginSchedule.builtIn(for: instrument)
  }
}
