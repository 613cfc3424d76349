import Glibc
import Market

/// A small seeded market: hourly candles of a random walk, positions opened along the way at many
/// leverages, closed when the price reaches their liquidation. Only what charts need.
struct SyntheticMarket {
  struct Options {
    var seed: UInt64 = 1
    var price = 60_000.0
    /// Standard deviation of an hour's log return.
    var hourly = 0.006
    /// Hours before the window, and in it.
    var warmUp = 96
    var columns = 168
    /// Coins opened an hour on each side.
    var opened = 900.0
    /// A fall of this size at three quarters of the window.
    var crash = 0.12
  }

  struct Cohort {
    var side: Side
    var band: LeverageBand
    var entry: Double
    var liquidation: Double
    var quantity: Double
    var seeded: Bool
  }

  private(set) var generator: SeededGenerator
  private(set) var candles: [(open: Double, high: Double, low: Double, close: Double)] = []
  private(set) var openInterest: [Double] = []
  private(set) var cohorts: [Cohort] = []
  /// The pools after each hour of the window: dollars by side and band, then by bin.
  private(set) var columns: [[PoolKey: [Int: Double]]] = []
  let options: Options

  struct PoolKey: Hashable {
    var side: Side
    var band: LeverageBand
  }

  static let binBps = 10.0

  static func bin(_ price: Double) -> Int { Int((log(price) / (binBps / 1e4)).rounded(.down)) }
  static func edge(_ bin: Int) -> Double { exp(Double(bin) * binBps / 1e4) }

  init(_ options: Options) {
    self.options = options
    generator = SeededGenerator(seed: options.seed)
    var price = options.price
    for _ in 0..<24 { open(at: price * exp(0.05 * normal()), scale: 6, seeded: true) }
    for hour in -options.warmUp..<options.columns {
      price = step(hour, from: price)
    }
  }

  private mutating func step(_ hour: Int, from open: Double) -> Double {
    let shock = hour == options.columns * 3 / 4 ? log(1 - options.crash) : 0
    let close = open * exp(options.hourly * normal() + shock)
    let reach = options.hourly * 0.7
    let high = max(open, close) * exp(reach * generator.uniform())
    let low = min(open, close) * exp(-reach * generator.uniform())
    cohorts.removeAll { cohort in
      cohort.side == .long ? low <= cohort.liquidation : high >= cohort.liquidation
    }
    for index in cohorts.indices { cohorts[index].quantity *= 0.995 }
    self.open(at: (high + low + close) / 3, scale: 0.5 + generator.uniform() * 2, seeded: false)
    guard hour >= 0 else { return close }
    candles.append((open, high, low, close))
    openInterest.append(cohorts.reduce(0) { $0 + $1.quantity } / 2)
    var pools: [PoolKey: [Int: Double]] = [:]
    for cohort in cohorts {
      pools[PoolKey(side: cohort.side, band: cohort.band), default: [:]][
        SyntheticMarket.bin(cohort.liquidation), default: 0] +=
        cohort.quantity * cohort.liquidation
    }
    columns.append(pools)
    return close
  }

  private mutating func open(at price: Double, scale: Double, seeded: Bool) {
    for side in Side.allCases {
      for _ in 0..<6 {
        let leverage = exp(log(3) + generator.uniform() * log(30))
        let distance = (1 / leverage) * 0.96
        cohorts.append(
          Cohort(
            side: side, band: LeverageBand(leverage: leverage), entry: price,
            liquidation: price * (1 - side.sign * distance),
            quantity: options.opened * scale / 6 * (0.3 + generator.uniform()), seeded: seeded))
      }
    }
  }

  /// Irwin and Hall's twelve uniforms: normal enough.
  private mutating func normal() -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + generator.uniform() }
  }
}
