import Market

/// One side's dollars by price near the close, as ground whose peaks are looked for.
struct Terrain {
  struct Band: Equatable {
    var bins: Range<Int>
    var peak: Int
    var prominence: Double
  }

  let side: Side
  let grid: LogPriceGrid
  let firstBin: Int
  /// Dollars a bin from `firstBin`.
  let raw: [Double]
  /// The same smoothed.
  let heights: [Double]
  /// The heights over the slope of their surroundings: 1 on even ground, however steep.
  let relief: [Double]
  /// The places in `heights` where peaks are looked for. What lies beyond them on the far side only
  /// serves to measure the outermost ones.
  let searched: Range<Int>

  /// - Parameter reach: how far from the close peaks are looked for, as a fraction of it.
  init(
    side: Side, profiles: [LiquidationProfile], grid: LogPriceGrid, close: Price, reach: Double
  ) {
    let middle = grid.bin(of: close)
    let margin = Int(ZoneFinder.surroundings / grid.step) + Terrain.kernel.count
    let far = grid.bin(of: close * (side == .long ? 1 - reach : 1 + reach))
    let low = side == .long ? far - margin : middle
    let high = side == .long ? middle : far + margin
    var sum = [Double](repeating: 0, count: high - low + 1)
    for profile in profiles {
      let dollars = profile.usd(side)
      for index in sum.indices {
        let place = low + index - profile.firstBin
        if place >= 0, place < dollars.count { sum[index] += dollars[place] }
      }
    }
    self.init(side: side, grid: grid, firstBin: low, raw: sum, margin: margin)
  }

  /// - Parameter margin: bins at the far end in which no peak is looked for.
  init(side: Side, grid: LogPriceGrid, firstBin: Int, raw: [Double], margin: Int = 0) {
    self.side = side
    self.grid = grid
    self.firstBin = firstBin
    self.raw = raw
    heights = Terrain.smoothed(raw)
    relief = Terrain.relief(of: heights, window: max(2, Int(ZoneFinder.surroundings / grid.step)))
    let left = max(0, raw.count - margin)
    searched = side == .long ? raw.count - left..<raw.count : 0..<left
  }

  private static let kernel = [1.0, 2, 3, 2, 1]

  /// A triangle over five bins, cut at the ends.
  static func smoothed(_ values: [Double]) -> [Double] {
    values.indices.map { index in
      var sum = 0.0
      var mass = 0.0
      for (offset, weight) in kernel.enumerated() {
        let place = index + offset - 2
        guard values.indices.contains(place) else { continue }
        sum += weight * values[place]
        mass += weight
      }
      return sum / mass
    }
  }

  /// Each height over the straight line that fits its surroundings best, there. Pools grow with the
  /// distance from the close almost everywhere: what stands out is what rises over that.
  static func relief(of heights: [Double], window: Int) -> [Double] {
    let mean = heights.reduce(0, +) / Double(max(1, heights.count))
    guard mean > 0 else { return heights }
    // Sums over all places before each: of the heights, and of the heights times their place.
    var sums = [0.0]
    var moments = [0.0]
    for (place, height) in heights.enumerated() {
      sums.append(sums[place] + height)
      moments.append(moments[place] + height * Double(place))
    }
    return heights.indices.map { place in
      let first = max(0, place - window)
      let end = min(heights.count, place + window + 1)
      let count = Double(end - first)
      let middle = Double(first + end - 1) / 2
      let sum = sums[end] - sums[first]
      let slope =
        count > 1
        ? (moments[end] - moments[first] - middle * sum) / (count * (count * count - 1) / 12) : 0
      let line = sum / count + slope * (Double(place) - middle)
      // Where next to nothing stands the line may fall below the ground, and dust is no mountain.
      return heights[place] / max(line, 0.02 * mean)
    }
  }

  func dollars(in bins: Range<Int>) -> Double {
    bins.reduce(0) { $0 + raw[$1 - firstBin] }
  }

  /// Bands about the peaks that stand out, highest peak first; none overlaps another.
  func bands() -> [Band] {
    let reach = max(1, Int(ZoneFinder.halfWidth / grid.step))
    var taken = [Bool](repeating: false, count: heights.count)
    var bands: [Band] = []
    for peak in peaks() where !taken[peak.index] {
      guard peak.prominence >= ZoneFinder.leastProminence else { continue }
      let edge = relief[peak.index] * (1 - ZoneFinder.edgeFall * peak.prominence)
      var low = peak.index
      var high = peak.index
      while low > 0, peak.index - low < reach, !taken[low - 1], relief[low - 1] >= edge {
        low -= 1
      }
      while high + 1 < heights.count, high - peak.index < reach, !taken[high + 1],
        relief[high + 1] >= edge
      {
        high += 1
      }
      for index in low...high { taken[index] = true }
      bands.append(
        Band(
          bins: firstBin + low..<firstBin + high + 1, peak: firstBin + peak.index,
          prominence: peak.prominence))
    }
    return bands
  }

  /// Local maxima with their prominence within their surroundings, as a share of their height, highest
  /// first. Of a flat top the middle bin counts.
  func peaks() -> [(index: Int, prominence: Double)] {
    let window = max(2, Int(ZoneFinder.surroundings / grid.step))
    var found: [(index: Int, prominence: Double)] = []
    for index in heights.indices {
      let height = relief[index]
      guard height > 0, index == 0 || relief[index - 1] < height else { continue }
      var end = index
      while end + 1 < heights.count, relief[end + 1] == height { end += 1 }
      guard end + 1 == heights.count || relief[end + 1] < height else { continue }
      let saddle = max(
        saddle(from: index, step: -1, window: window), saddle(from: end, step: 1, window: window))
      let top = (index + end) / 2
      if searched.contains(top) { found.append((top, 1 - saddle / height)) }
    }
    return found.sorted {
      relief[$0.index] != relief[$1.index]
        ? relief[$0.index] > relief[$1.index] : $0.index < $1.index
    }
  }

  /// The lowest ground on the way to higher ground or to the surroundings' end. At the close the
  /// side ends and its ground with it; at the far end the ground is taken to go on.
  private func saddle(from index: Int, step: Int, window: Int) -> Double {
    let height = relief[index]
    let towardsClose = side == .long ? 1 : -1
    var lowest = height
    var place = index + step
    for _ in 0..<window {
      guard heights.indices.contains(place) else { return step == towardsClose ? 0 : lowest }
      if relief[place] > height { return lowest }
      lowest = min(lowest, relief[place])
      place += step
    }
    return lowest
  }
}
