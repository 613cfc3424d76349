import Market

/// The windows of one length and side that are over: what was reported on the path, and how much of it
/// each forecast had in its densest quarter. Sixteen numbers a window are kept.
struct LiftRecord: Sendable {
  /// What is scored every day: the book and all that needs no second book.
  static let kinds = ForecastKind.allCases.filter { $0 != .prior }

  /// The first lane holds the dollars placed, the others those of each kind, in their order.
  private var windows: [SIMD16<Double>] = []

  /// - Parameter sums: over the instruments of the market.
  mutating func append(_ sums: Sums) { windows.append(sums.lanes) }

  /// - Parameter bootstrap: of so many days.
  func running(bootstrap: (Int) -> BlockBootstrap) -> RunningLift {
    let count = windows.count { $0[0] > 0 }
    let values = lifts(windows.reduce(.zero, +))
    var ranges: [Interval?] = []
    if count >= ForecastLog.fewestWindows {
      ranges = bootstrap(windows.count).intervals { chosen in
        var sum = SIMD16<Double>.zero
        for index in chosen { sum += windows[index] }
        return lifts(sum)
      }
    }
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

  private func lifts(_ sum: SIMD16<Double>) -> [Double?] {
    LiftRecord.kinds.indices.map {
      sum[0] > 0 ? sum[$0 + 1] / sum[0] / WindowScore.chanceQuarter : nil
    }
  }
}

extension LiftRecord {
  /// One window's numbers, one instrument or several.
  struct Sums: Sendable {
    fileprivate var lanes = SIMD16<Double>.zero

    init() {}

    /// - Parameter forecast: what was frozen at the start of the path.
    init(_ path: WindowPath, forecast: FrozenForecast, side: Side) {
      lanes[0] = path.steps.reduce(0) { $0 + $1.reportedUSD }
      for (index, kind) in LiftRecord.kinds.enumerated() {
        guard let map = forecast.map(kind, side) else { continue }
        lanes[index + 1] = WhereTally(path, map: map).densestQuarter
      }
    }

    static func += (a: inout Sums, b: Sums) { a.lanes += b.lanes }
  }
}
