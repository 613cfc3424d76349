/// How the window after a close compares with the map frozen at it, on one side of that close.
///
/// The rules are the backtest's (`Guides/Scoring.md`): cells of the map's grid, each newly traversed
/// once; a bar's reports put down evenly to the cells that it newly traversed.
public struct WindowScore: Hashable, Sendable, Codable {
  /// Cells that the price newly traversed.
  public private(set) var cells = 0
  /// Bars with a report that reached new cells.
  public private(set) var events = 0
  /// Dollars reported in the window; `nil` where the source reports none of whatever amount.
  public private(set) var reportedUSD: Double?
  /// The part of them that could be put down to traversed cells.
  public private(set) var placedUSD = 0.0
  /// Dollars in the densest tenth and the densest quarter of the traversed cells.
  public private(set) var densestTenthUSD = 0.0
  public private(set) var densestQuarterUSD = 0.0

  /// What a map without an opinion has in its densest tenth and quarter.
  public static let chanceTenth = 0.10
  public static let chanceQuarter = 0.25

  init() {}

  init(_ path: WindowPath, map: SideMap) {
    let tally = WhereTally(path, map: map)
    cells = path.cellCount
    events = path.steps.count { $0.reportedUSD > 0 }
    placedUSD = path.steps.reduce(0) { $0 + $1.reportedUSD }
    if path.hasReports { reportedUSD = placedUSD + path.unplacedUSD }
    densestTenthUSD = tally.densestTenth
    densestQuarterUSD = tally.densestQuarter
  }

  /// Shares of the placed dollars; `nil` where none were placed.
  public var shareTenth: Double? { placedUSD > 0 ? densestTenthUSD / placedUSD : nil }
  public var shareQuarter: Double? { placedUSD > 0 ? densestQuarterUSD / placedUSD : nil }

  /// The shares over chance: one is what a map without an opinion has.
  public var liftTenth: Double? { shareTenth.map { $0 / WindowScore.chanceTenth } }
  public var liftQuarter: Double? { shareQuarter.map { $0 / WindowScore.chanceQuarter } }

  static func + (a: WindowScore, b: WindowScore) -> WindowScore {
    var sum = a
    sum.cells += b.cells
    sum.events += b.events
    if let reported = b.reportedUSD { sum.reportedUSD = (a.reportedUSD ?? 0) + reported }
    sum.placedUSD += b.placedUSD
    sum.densestTenthUSD += b.densestTenthUSD
    sum.densestQuarterUSD += b.densestQuarterUSD
    return sum
  }
}
