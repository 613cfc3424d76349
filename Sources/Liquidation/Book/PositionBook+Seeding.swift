import Glibc
import Market

extension PositionBook {
  /// Open interest from before the first bar: entries spread normally about the first price, for each
  /// bucket as wide as it is likely to have been held, thinned where the liquidation price is so near
  /// that the price would have found it.
  mutating func seed(_ amount: Double, bar: Bar) {
    let grid = store.grid
    let center = grid.position(of: bar.open)
    let low = grid.position(of: bar.reachedLow)
    let high = grid.position(of: bar.reachedHigh)
    let widest = min(0.5, max(0.005, prior.seedWidth) * 1.3) / grid.step
    let reach = Int(widest * 3) + 2
    let middle = Int(center.rounded(.down))
    store.reserve(middle - reach...middle + reach)
    for side in [Side.long, .short] {
      let holdings = prior.holdings(side)
      for bucket in 0..<LeverageLadder.count {
        let lane = CohortStore.lane(side, bucket)
        let margin = margins[lane]
        let age = pow(hazards[bucket] / pow(3, prior.hazardExponent), -0.5)
        let width = max(0.5, min(widest, prior.seedWidth * age / grid.step))
        var weights: [Double] = []
        for bin in middle - reach...middle + reach {
          let place = Double(bin) + 0.5
          let gap =
            margin.ratio == nil
            ? Double.infinity
            : side == .long ? low - place - margin.shift : place + margin.shift - high
          let z = (place - center) / width
          let survival = gap > 0 ? -expm1(-gap * grid.step / Volatility.priorSigma) : 0
          weights.append(exp(-z * z / 2) * survival)
        }
        var sum = weights.reduce(0, +)
        if sum <= 0 {
          // Everything near was crossed within the first bar: what is held was entered at its close.
          weights = weights.map { _ in 0 }
          let bin = min(middle + reach, max(middle - reach, grid.bin(of: bar.close)))
          weights[bin - middle + reach] = 1
          sum = 1
        }
        let unit = CohortStore.Cell(1, fundingIndex, bar.time.dayNumber, 1)
        for (index, weight) in weights.enumerated() where weight > 1e-12 * sum {
          store.add(
            unit * (amount * holdings[bucket] * weight / sum), lane: lane,
            bin: middle - reach + index)
        }
      }
      store.settle(side, at: amount)
    }
    peakSinceSettling = amount
  }
}
