import Liquidation
import Market

/// What one instrument's bars have brought since the day began.
struct DayTape: Sendable {
  private(set) var bars: [Bar] = []
  private(set) var volume = USD.zero
  /// As reported; `nil` while no bar of the day reports any.
  private(set) var reportedLong: USD?
  private(set) var reportedShort: USD?
  private(set) var longShortRatio: Double?
  private(set) var topTraderRatio: Double?
  /// Coins in which the buyer took the price, and everything traded in the bars that say so.
  private(set) var takerBuys = Base.zero
  private(set) var takerVolume = Base.zero
  /// Dollars liquidated by the books, one value for each member of the ensemble.
  private(set) var longLiquidated: [Double]
  private(set) var shortLiquidated: [Double]
  /// Bars that gave no open interest, so that the last known was carried on.
  private(set) var openInterestCarried = 0
  /// Intervals without a bar, bridged by the books.
  private(set) var missedIntervals = 0

  init(members: Int) {
    longLiquidated = [Double](repeating: 0, count: members)
    shortLiquidated = longLiquidated
  }

  mutating func record(_ slice: ArraySlice<Bar>, flows: [EnsembleFlows]) {
    bars += slice
    for bar in slice {
      volume += bar.volume * bar.typicalPrice
      if let long = bar.longLiquidations {
        reportedLong = (reportedLong ?? .zero) + long * bar.typicalPrice
      }
      if let short = bar.shortLiquidations {
        reportedShort = (reportedShort ?? .zero) + short * bar.typicalPrice
      }
      if let ratio = bar.longShortRatio { longShortRatio = ratio }
      if let ratio = bar.topTraderRatio { topTraderRatio = ratio }
      if let buys = bar.takerBuyVolume {
        takerBuys += buys
        takerVolume += bar.volume
      }
    }
    recordLiquidated(flows)
    for flow in flows {
      guard let first = flow.members.first else { continue }
      if first.openInterestCarried { openInterestCarried += 1 }
      missedIntervals += first.missedIntervals
    }
  }

  /// Notes what the books lost to prices that are another instrument's.
  mutating func recordCarried(_ flows: [EnsembleFlows]) { recordLiquidated(flows) }

  private mutating func recordLiquidated(_ flows: [EnsembleFlows]) {
    for flow in flows {
      for (index, member) in flow.members.enumerated() where index < longLiquidated.count {
        longLiquidated[index] += member.long.liquidatedUSD.value
        shortLiquidated[index] += member.short.liquidatedUSD.value
      }
    }
  }
}
