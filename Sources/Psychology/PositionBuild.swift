import Market

/// Open interest that grew while the price moved against one side, over the trailing seven days.
///
/// Each contract has a long and a short, so a rise in open interest while the price rises means
/// shorts that were opened into strength and now lose, as well as longs that gain. Days on which
/// open interest fell take nothing away: the fall is not known to concern the same positions.
public struct PositionBuild: Hashable, Sendable {
  /// Added on days on which the price rose, as a share of the open interest a week before.
  public var againstShorts: Double
  /// Added on days on which the price fell.
  public var againstLongs: Double
  /// The days looked at: up to seven.
  public var days: Int

  /// - Parameters:
  ///   - closes: daily closes, oldest first, today's last.
  ///   - openInterest: at the same closes, in coins; 0 or below where unknown.
  public init(closes: [Double], openInterest: [Double]) {
    let count = min(closes.count, openInterest.count, 8)
    let closes = Array(closes.suffix(count))
    let held = Array(openInterest.suffix(count))
    againstShorts = 0
    againstLongs = 0
    days = max(0, count - 1)
    guard let base = held.first, base > 0 else { return }
    for index in closes.indices.dropFirst() where held[index - 1] > 0 && held[index] > 0 {
      let added = max(0, held[index] - held[index - 1]) / base
      if closes[index] > closes[index - 1] { againstShorts += added }
      if closes[index] < closes[index - 1] { againstLongs += added }
    }
  }

  func share(against side: Side) -> Double {
    side == .long ? againstLongs : againstShorts
  }
}
