import Liquidation
import Market
import Testing

@Suite("Volatility")
struct VolatilityTests {
  private func days(_ count: Int, sigma: Double, seed: UInt64) -> [DailyRange] {
    var random = SeededGenerator(seed: seed)
    var price = 100.0
    return (0..<count).map { _ in
      var high = price
      var low = price
      for _ in 0..<288 {
        // The sum of three uniforms is near enough to a normal of variance 1/4.
        let step = random.uniform() + random.uniform() + random.uniform() - 1.5
        price *= 1 + sigma * 2 * step / 288.0.squareRoot()
        high = max(high, price)
        low = min(low, price)
      }
      return DailyRange(high: Price(high), low: Price(low), close: Price(price))
    }
  }

  @Test("a random walk's own volatility comes out", arguments: [0.01, 0.03, 0.08])
  func recovers(sigma: Double) {
    let found = Volatility.dailySigma(days(120, sigma: sigma, seed: 3))
    #expect(found > 0.75 * sigma && found < 1.3 * sigma)
  }

  @Test("with no day or one it is near the assumption, never zero")
  func fewDays() {
    #expect(Volatility.dailySigma([]) == Volatility.priorSigma)
    let still = DailyRange(high: Price(100), low: Price(100), close: Price(100))
    #expect(Volatility.dailySigma([still]) > 0.02)
    #expect(Volatility.dailySigma([DailyRange](repeating: still, count: 500)) >= Volatility.floor)
  }

  @Test("impossible days are passed over")
  func impossible() {
    let good = days(20, sigma: 0.03, seed: 4)
    let bad = [
      DailyRange(high: Price(.nan), low: Price(1), close: Price(1)),
      DailyRange(high: Price(1), low: Price(2), close: Price(1)),
      DailyRange(high: Price(1), low: Price(0), close: Price(1)),
    ]
    #expect(Volatility.dailySigma(good + bad) == Volatility.dailySigma(good))
  }
}
