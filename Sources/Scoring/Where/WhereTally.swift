import Glibc

/// How much of what was liquidated in a window fell where a forecast was dense.
struct WhereTally: Hashable, Sendable {
  /// Dollars put down to traversed cells.
  var usd = 0.0
  /// The part of them in the densest tenth and the densest quarter of the traversed cells.
  var densestTenth = 0.0
  var densestQuarter = 0.0
  /// Dollars times the gain in nats over the uniform forecast.
  var gain = 0.0
  /// Windows in which anything was put down, and the sums of their own lifts.
  var windows = 0.0
  var tenthLifts = 0.0
  var quarterLifts = 0.0

  /// No forecast is taken to be surer than this: a tenth of it is spread evenly.
  static let evenShare = 0.1

  init() {}

  /// - Parameters:
  ///   - path: one side of a window.
  ///   - map: the forecast frozen before it.
  init(_ path: WindowPath, map: SideMap) {
    let count = path.cellCount
    guard count > 0 else { return }
    var cells: [(density: Double, usd: Double)] = []
    cells.reserveCapacity(count)
    var total = 0.0
    for step in path.steps {
      let share = step.reportedUSD / Double(step.cells.count)
      for bin in step.cells {
        cells.append((map[bin], share))
        total += map[bin]
      }
      usd += step.reportedUSD
    }
    guard usd > 0 else { return }
    for step in path.steps where step.reportedUSD > 0 {
      let even = Double(step.cells.count) / Double(count)
      let own = total > 0 ? step.cells.reduce(0) { $0 + map[$1] } / total : even
      let forecast = WhereTally.evenShare * even + (1 - WhereTally.evenShare) * own
      gain += step.reportedUSD * log(forecast / even)
    }
    cells.sort { $0.density > $1.density }
    densestTenth = WhereTally.inDensest(0.10, of: cells)
    densestQuarter = WhereTally.inDensest(0.25, of: cells)
    windows = 1
    tenthLifts = densestTenth / usd / 0.10
    quarterLifts = densestQuarter / usd / 0.25
  }

  /// Cells of equal density are taken in equal parts, so that a forecast without an opinion has a
  /// lift of exactly one.
  private static func inDensest(_ share: Double, of cells: [(density: Double, usd: Double)])
    -> Double
  {
    var wanted = share * Double(cells.count)
    var sum = 0.0
    var index = 0
    while index < cells.count, wanted > 0 {
      var end = index
      var usd = 0.0
      while end < cells.count, cells[end].density == cells[index].density {
        usd += cells[end].usd
        end += 1
      }
      let taken = min(1, wanted / Double(end - index))
      sum += usd * taken
      wanted -= Double(end - index)
      index = end
    }
    return sum
  }

  static func + (a: WhereTally, b: WhereTally) -> WhereTally {
    var sum = a
    sum.usd += b.usd
    sum.densestTenth += b.densestTenth
    sum.densestQuarter += b.densestQuarter
    sum.gain += b.gain
    sum.windows += b.windows
    sum.tenthLifts += b.tenthLifts
    sum.quarterLifts += b.quarterLifts
    return sum
  }

  var liftTenth: Double? { usd > 0 ? densestTenth / usd / 0.10 : nil }
  var liftQuarter: Double? { usd > 0 ? densestQuarter / usd / 0.25 : nil }
  var meanLiftTenth: Double? { windows > 0 ? tenthLifts / windows : nil }
  var meanLiftQuarter: Double? { windows > 0 ? quarterLifts / windows : nil }
  var gainPerDollar: Double? { usd > 0 ? gain / usd : nil }
}
