import Market

/// One side's pools from the close outward, of all instruments together, member by member.
struct PoolsOnTheWay {
  let members: Int
  /// From the close to the far edge of each bin, in the price's logarithm; the first is 0.
  let distances: [Double]
  private let side: Side
  private let firstBin: Int
  private let shown: [LiquidationProfile]

  init(_ side: Side, profiles: [LiquidationProfile], close: Price) {
    let grid = profiles.first?.grid ?? LogPriceGrid()
    let possible = close.value > 0 && close.value.isFinite
    shown = possible ? profiles.filter { $0.grid == grid && $0.binCount > 0 } : []
    members = max(1, shown.map(\.memberCount).max() ?? 1)
    self.side = side
    let place = possible ? grid.position(of: close) : 0
    firstBin = Int(place.rounded(.down))
    let bins: Int
    if side == .long {
      let lowest = shown.map(\.firstBin).min() ?? firstBin + 1
      bins = max(0, firstBin - lowest + 1)
      let into = place - Double(firstBin)
      distances = [0] + (0..<bins).map { (into + Double($0)) * grid.step }
    } else {
      let highest = shown.map { $0.firstBin + $0.binCount - 1 }.max() ?? firstBin - 1
      bins = max(0, highest - firstBin + 1)
      let left = Double(firstBin + 1) - place
      distances = [0] + (0..<bins).map { (left + Double($0)) * grid.step }
    }
  }

  /// Dollars from the close to each of the distances.
  func flows(_ member: Int) -> [Double] {
    var flows = [Double](repeating: 0, count: distances.count)
    for profile in shown {
      let dollars = profile.memberSlice(side, member % profile.memberCount)
      for place in 1..<max(1, flows.count) {
        let bin = side == .long ? firstBin - place + 1 : firstBin + place - 1
        let index = bin - profile.firstBin
        if index >= 0, index < dollars.count { flows[place] += dollars[dollars.startIndex + index] }
      }
    }
    for place in flows.indices.dropFirst() { flows[place] += flows[place - 1] }
    return flows
  }
}
