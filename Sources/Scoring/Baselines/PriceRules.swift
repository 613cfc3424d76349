import Glibc
import Liquidation
import Market

/// Baselines that need the last close alone.
struct PriceRules: Sendable {
  let grid: LogPriceGrid
  let close: Price
  /// One standard deviation of the daily log return.
  let sigma: Double

  func distance(_ bin: Int) -> Double { exp(-abs(log(grid.center(bin) / close)) / sigma) }

  /// 3 where the cell holds a multiple of a tenth of the price's power of ten, 2 of half of that, 1 of
  /// a tenth of it, else a tenth: for Bitcoin the multiples of 1,000, 500 and 100 dollars.
  func roundness(_ bin: Int) -> Double {
    let step = pow(10, floor(log10(close.value)) - 1)
    for (part, weight) in [(1.0, 3.0), (0.5, 2.0), (0.1, 1.0)]
    where holdsMultiple(of: step * part, bin) {
      return weight
    }
    return 0.1
  }

  private func holdsMultiple(of step: Double, _ bin: Int) -> Bool {
    floor(grid.upperEdge(bin).value / step) > floor(grid.lowerEdge(bin).value / step)
  }

  /// The leverages and shares of the open-interest rule, entered at the close; each rung a bell a
  /// tenth of its distance wide.
  func ladder(_ bin: Int) -> Double {
    let distance = abs(log(grid.center(bin) / close))
    var sum = 0.0
    for (leverage, share) in OpenInterestRule.weights {
      let rung = 1 / leverage
      let z = (distance - rung) / (0.1 * rung)
      sum += share / rung * exp(-z * z / 2)
    }
    return sum
  }
}
