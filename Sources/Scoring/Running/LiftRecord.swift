import Market

/// The windows of one length and side that are over: what was reported on the path, and how much of it
/// each forecast had in its densest quarter. Eleven numbers a window are kept.
struct LiftRecord: Sendable, Codable {
  /// What is scored every day: the book and all that needs no second book.
  static let kinds = ForecastKind.allCases.filter { $0 != .prior }

  private static let lanes = kinds.count + 1

  /// Window by window the dollars placed, then those of each kind, in their order.
  private var table: [Double] = []

  /// - Parameter sums: over the instruments of the market.
  mutating func append(_ sums: Sums) { table += sums.lanes }

  /// - Parameter bootstrap: of so many days.
  func running(bootstrap: (Int) -> BlockBootstrap) -> RunningLift {
    let lanes = LiftRecord.lanes
    let days = table.count / lanes
    let count = (0..<days).count { table[$0 * lanes] > 0 }
    let values = LiftRecord.lifts(BlockBootstrap.sums(of: table, lanes: lanes))
    let ranges =
      count < ForecastLog.fewestWindows
      ? [] : bootstrap(days).intervals(ofSums: table, lanes: lanes, LiftRecord.lifts)
    func lift(_ kind: ForecastKind) -> KindLift? {
      guard let place = LiftRecord.kinds.firstIndex(of: kind), let value = values[place] else {
        return nil
      }
      return KindLift(
        kind: kind, lift: value, range: ranges.indices.contains(place) ? ranges[place] : nil)
    }
    let book = lift(.book)
    return RunningLift(
      windows: count, lift: book?.lift, range: book?.range,
      baselines: LiftRecord.kinds.filter { $0 != .book }.compactMap(lift))
  }

  private static func lifts(_ sum: [Double]) -> [Double?] {
    kinds.indices.map {
      sum[0] > 0 ? sum[$0 + 1] / sum[0] / WindowScore.chanceQuarter : nil
    }
  }
}

extension LiftRecord {
  /// One window's numbers, one instrument or several.
  struct Sums: Sendable {
    fileprivate var lanes = [Double](repeating: 0, count: LiftRecord.lanes)

    init() {}

    /// - Parameter forecast: what was frozen at the start of the path.
    init(_ path: WindowPath, forecast: FrozenForecast, side: Side) {
      lanes[0] = path.steps.reduce(0) { $0 + $1.reportedUSD }
      for (index, kind) in LiftRecord.kinds.enumerated() {
        guard let map = forecast.map(kind, side) else { continue }
        lanes[index + 1] = WhereTally(path, map: map).densestQuarter
      }
    }

    static func += (a: inout Sums, b: Sums) {
      for lane in a.lanes.indices { a.lanes[lane] += b.lanes[lane] }
    }
  }
}
