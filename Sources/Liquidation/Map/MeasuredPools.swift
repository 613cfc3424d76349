import Glibc
import Market

extension LiquidationProfile {
  /// A pool whose price is farther from the close than this, in the price's logarithm, is taken for one
  /// that is never liquidated: a fifth of the close, or five times it.
  static let farthest = 1.609

  /// The map in which positions that the venue itself shows stand as they are.
  ///
  /// They are part of the open interest that the books hold already: each side's modelled pools shrink
  /// by the share of the side that is measured, and every measured position that can be liquidated is
  /// put where the venue says, to the bin, in every member alike and spread over nothing.
  ///
  /// - Parameters:
  ///   - positions: of the profile's instrument. One that the close has passed the liquidation price of
  ///     is gone, and left out.
  ///   - openInterest: what each side of the instrument holds.
  /// - Returns: the same profile, bit for bit, without positions.
  /// - Complexity: linear in bins times members.
  public func measured(_ positions: [MeasuredPosition], openInterest: Base) -> LiquidationProfile {
    let standing = positions.filter(isStanding)
    guard !standing.isEmpty, openInterest.value > 0, close.value > 0 else { return self }
    let pools = standing.compactMap(pool)
    var profile = self
    let bins = pools.map(\.bin)
    if let low = bins.min(), let high = bins.max() { profile.widen(to: low...high) }
    for side in Side.allCases {
      let held = standing.reduce(0) { $1.side == side ? $0 + $1.quantity.value : $0 }
      guard held > 0 else { continue }
      // Nobody says since when a measured position stands: it is as old as its side.
      let age = meanAgeDays(side)
      profile.scale(side, by: max(0, 1 - held / openInterest.value))
      for pool in pools where pool.side == side {
        profile.add(pool.usd, ageDays: age, side, pool.band, bin: pool.bin)
      }
    }
    return profile
  }

  private func isStanding(_ position: MeasuredPosition) -> Bool {
    guard position.quantity.value > 0, position.quantity.value.isFinite else { return false }
    guard let price = position.liquidationPrice else { return true }
    return position.side == .long ? price < close : price > close
  }

  private struct Pool {
    var side: Side
    var band: LeverageBand
    var bin: Int
    var usd: Double
  }

  /// `nil` where nothing would liquidate it.
  private func pool(_ position: MeasuredPosition) -> Pool? {
    guard let price = position.liquidationPrice, price.value > 0,
      abs(log(price / close)) <= LiquidationProfile.farthest
    else { return nil }
    let worth = position.quantity * (instrument.kind == .linear ? price : close)
    return Pool(
      side: position.side, band: band(position.side, liquidated: price), bin: grid.bin(of: price),
      usd: worth.value)
  }

  /// The band of the leverage whose positions, entered at the close, would be liquidated nearest to a
  /// price: what is set says little of a position that a whole account stands behind.
  private func band(_ side: Side, liquidated price: Price) -> LeverageBand {
    let distance = log(price / close) / grid.step
    let lanes =
      side == .long
      ? margins.prefix(LeverageLadder.count)[...] : margins.dropFirst(LeverageLadder.count)
    let nearest = lanes.filter { $0.ratio != nil }
      .min { abs($0.shift - distance) < abs($1.shift - distance) }
    return nearest.map { LeverageBand(leverage: $0.leverage) } ?? .low
  }
}
