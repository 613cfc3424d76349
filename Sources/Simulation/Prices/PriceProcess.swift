import Market

/// Where the price goes: news move the value, orders move the price, and part of what orders
/// moved stays.
///
/// All levels are natural logarithms of US dollars a coin. The perpetual trades at
/// `value + fast + slow + lasting + basis`: value takes in news alone; impact fades within minutes,
/// within hours and, where the market takes the orders for news, within days; the basis is what
/// market makers ask for the inventory they carry. The index follows the perpetual with a lag, the
/// mark price is the index plus a moving average of the premium, as the venue's is.
struct PriceProcess {
  /// How strongly orders and news move the price, in log units.
  private enum Scale {
    /// Standard deviation of a normal day's small news.
    static let newsPerDay = 0.0145
    /// Impact of a net order as large as a normal day's volume.
    static let impact = 0.0085
    /// Share of the impact that stays for days.
    static let lasting = 0.3
    /// Share of the transient impact that fades within hours and not within minutes.
    static let slowShare = 0.35
    /// Basis when makers are short the whole open interest.
    static let basis = 0.008
    static let jumpsPerDay = 1.1
    static let jumpMedian = 0.0028
  }

  private(set) var value: Double
  private var fast = 0.0
  private var slow = 0.0
  private var lasting = 0.0
  private var basis = 0.0
  private var indexLog: Double
  private(set) var premiumAverage = 0.0
  private let home: Double
  private var drift = 0.0
  private var logVolatility = 0.0
  /// Recent squared returns over their norm, about 1 in a normal market.
  private(set) var turbulence = 1.0
  private var news: NewsCalendar
  private var generator: SeededGenerator
  private let normalVolume: Double
  private var lastLog: Double

  private static let step = 1 / Double(SimulationClock.stepsPerDay)
  private static let stepRoot = step.squareRoot()
  private static let fastDecay = PortableMath.remaining(after: 1, halfLife: 28)
  private static let slowDecay = PortableMath.remaining(after: 1, halfLife: 2_000)
  private static let lastingDecay = PortableMath.remaining(after: 1, halfLife: 28_800)
  private static let basisDecay = PortableMath.remaining(after: 1, halfLife: 160)
  private static let indexDecay = PortableMath.remaining(after: 1, halfLife: 3)
  private static let premiumDecay = PortableMath.remaining(after: 1, halfLife: 7)
  private static let turbulenceDecay = PortableMath.remaining(after: 1, halfLife: 300)
  private static let driftDecay = PortableMath.remaining(after: 5_760, halfLife: 5 * 5_760)
  private static let volatilityDecay = PortableMath.remaining(after: 240, halfLife: 5 * 5_760)

  /// - Parameters:
  ///   - start: the first price, US dollars a coin.
  ///   - normalVolume: a normal day's volume, base.
  ///   - firstRecordedStep: the warm-up before it has no large news.
  init(start: Double, normalVolume: Double, firstRecordedStep: Int, generator: SeededGenerator) {
    let log = PortableMath.log(start)
    self.value = log
    self.indexLog = log
    self.home = log
    self.lastLog = log
    self.normalVolume = normalVolume
    self.news = NewsCalendar(firstStep: firstRecordedStep, generator: generator.fork(1))
    self.generator = generator.fork(2)
  }

  /// Log price of the perpetual.
  var perpetual: Double { value + fast + slow + lasting + basis }
  /// Log price that liquidations and the venue's margin go by.
  var mark: Double { indexLog + premiumAverage }
  /// The perpetual over the index, as a fraction.
  var premium: Double { perpetual - indexLog }
  /// How wide the market quotes: 1 in a normal market, more when it is turbulent.
  var thinness: Double { min(2.5, max(0.65, volatility)) }

  /// The volatility of small news over its norm.
  private var volatility: Double {
    PortableMath.exp(logVolatility) * (0.6 + 0.4 * min(turbulence, 12)).squareRoot()
  }

  /// Takes in a step's news and lets transients fade.
  ///
  /// - Parameters:
  ///   - activity: 1 in an average hour.
  ///   - makerShare: net inventory of market makers over open interest; positive when long.
  mutating func advance(step: Int, activity: Double, makerShare: Double) {
    if step % 240 == 0 {
      logVolatility =
        logVolatility * Self.volatilityDecay
        + 0.32 * (1 - Self.volatilityDecay * Self.volatilityDecay).squareRoot() * generator.normal()
    }
    if step % SimulationClock.stepsPerDay == 0 {
      let kick = 0.0085 * (1 - Self.driftDecay * Self.driftDecay).squareRoot()
      drift = drift * Self.driftDecay + kick * generator.normal()
      // A faint pull home keeps ten simulated years within a decade of price.
      drift -= 0.0008 * (value - home)
    }
    let deviation = Scale.newsPerDay * volatility * Self.stepRoot * activity
    value += deviation * generator.normal() + drift * Self.step + news.drift(step: step)
    if generator.chance(Scale.jumpsPerDay * Self.step * activity) {
      let size = generator.heavyTailed(median: Scale.jumpMedian, tail: 3.2)
      value += (generator.chance(0.5) ? 1 : -1) * min(size, 0.03)
    }
    fast *= Self.fastDecay
    slow *= Self.slowDecay
    lasting *= Self.lastingDecay
    basis = Self.basis(after: basis, makerShare: makerShare)
    let spot = value + fast + slow + lasting
    indexLog = spot + (indexLog - spot) * Self.indexDecay
    premiumAverage = premium + (premiumAverage - premium) * Self.premiumDecay
    let change = perpetual - lastLog
    lastLog = perpetual
    let norm = 0.021 * Self.stepRoot
    turbulence =
      turbulence * Self.turbulenceDecay
      + (1 - Self.turbulenceDecay) * min(400, change * change / (norm * norm))
  }

  /// Takes over what all exchanges of a market share, value, impact and index, and keeps what is
  /// this one's own: the basis that its makers ask for, and the premium in its mark price.
  mutating func follow(_ reference: PriceProcess, makerShare: Double) {
    let own = (basis: basis, premiumAverage: premiumAverage)
    self = reference
    basis = Self.basis(after: own.basis, makerShare: makerShare)
    premiumAverage = premium + (own.premiumAverage - premium) * Self.premiumDecay
  }

  private static func basis(after basis: Double, makerShare: Double) -> Double {
    basis * basisDecay - (1 - basisDecay) * Scale.basis * makerShare
  }

  /// Moves the price by a step's net market orders: linear where they are small, by the square
  /// root where they are large, more where the market is thin.
  ///
  /// - Parameter flow: bought minus sold, base.
  mutating func absorb(flow: Double) {
    let size = abs(flow)
    guard size > 0 else { return }
    let share = size / (normalVolume * (size + rounding)).squareRoot()
    let change = (flow > 0 ? 1 : -1) * Scale.impact * thinness * share
    lasting += Scale.lasting * change
    let transient = (1 - Scale.lasting) * change
    slow += Scale.slowShare * transient
    fast += (1 - Scale.slowShare) * transient
  }

  /// Orders well below this one move the price in proportion to their size, base.
  private var rounding: Double { normalVolume / 12_000 }

  /// How much can be traded at once before the price has gone some distances: `absorb` the other
  /// way round, by distance.
  ///
  /// - Parameter share: of the market that is one exchange's.
  func depth(share: Double) -> [DepthLevel] {
    (Self.depthDistances.map { -$0 } + Self.depthDistances).sorted().map { distance in
      let change = abs(PortableMath.log(1 + Double(distance) / 10_000))
      return DepthLevel(
        distance: distance, lots: Lots(min(1e15, size(moving: change) * share * 1_000)))
    }
  }

  /// The venue records what lies within these, hundredths of a per cent.
  private static let depthDistances: [Int64] = [20, 100, 200, 300, 400, 500]

  /// The net order, base, that moves the log price by so much.
  func size(moving change: Double) -> Double {
    let ratio = change / (Scale.impact * thinness)
    let large = ratio * ratio * normalVolume
    return (large + (large * (large + 4 * rounding)).squareRoot()) / 2
  }
}
