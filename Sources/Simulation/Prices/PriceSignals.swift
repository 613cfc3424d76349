/// What traders see of the past: how far the price stands from its averages over six horizons.
struct PriceSignals {
  /// Half-lives of the averages, in steps: 10 minutes to 6 days.
  static let halfLives: [Double] = [40, 180, 720, 2_880, 11_520, 34_560]

  private var averages: [Double]
  private let decays: [Double]
  private(set) var price: Double

  /// - Parameter price: natural logarithm of US dollars a coin.
  init(price: Double) {
    self.price = price
    self.averages = Self.halfLives.map { _ in price }
    self.decays = Self.halfLives.map { PortableMath.remaining(after: 1, halfLife: $0) }
  }

  mutating func observe(_ price: Double) {
    self.price = price
    for index in averages.indices {
      averages[index] = price + (averages[index] - price) * decays[index]
    }
  }

  /// The price over its average, in standard deviations of such a distance for a market that moves
  /// 2.7 % a day; positive when the price has risen.
  func trend(horizon: Int) -> Double {
    let deviation =
      0.027 * (Self.halfLives[horizon] / Double(SimulationClock.stepsPerDay)).squareRoot()
    return (price - averages[horizon]) / deviation
  }
}
