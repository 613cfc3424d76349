import Briefing
import Glibc
import Market

extension HeatmapChartInput.Projection {
  /// As many as a quarter of a wide chart can show.
  private static let mostColumns = 56

  /// What a briefing expects to be liquidated: of the profile at the close, column by column, the
  /// chance that a price is first reached in it times what is still held then.
  ///
  /// - Parameter edges: of the map's rows.
  /// - Returns: `nil` where the briefing has no projection or the map no rows.
  /// - Throws: `ChartError` where the projection does not fit together.
  init?(_ briefing: Briefing, edges: [Double]) throws(ChartError) {
    guard let report = briefing.projection, let end = report.hours.last, edges.count > 1 else {
      return nil
    }
    guard end > 0, end < 24 * 366 else {
      throw .impossible(name: "the projection's length in hours", found: end)
    }
    let close = briefing.price.close.value
    let field = try ReachField(report, close: close)
    let pools = try Pools(briefing.profile, edges: edges)
    for survival in report.survival where survival.share.count != report.hours.count {
      throw .seriesLength(
        name: "survival", found: survival.share.count, expected: report.hours.count)
    }
    let columns = min(Self.mostColumns, max(Int(end.rounded()), 1))
    var cells: [Side: [Float]] = [:]
    for side in Side.allCases {
      cells[side] = Self.expected(
        side, pools: pools, field: field, report: report, columns: columns,
        distances: zip(edges, edges.dropFirst()).map { low, high in
          max(-side.sign * log((low * high).squareRoot() / close), 0)
        })
    }
    self.init(
      span: TimeSpan(milliseconds: Int64((end * 3_600_000).rounded())), columns: columns,
      longUSD: cells[.long] ?? [], shortUSD: cells[.short] ?? [], hours: report.hours,
      fan: report.fan.sorted { $0.probability < $1.probability }.map { line in
        FanLine(probability: line.probability, prices: line.price)
      })
    expected = report.expected.map { figure in
      Expected(
        side: figure.side, hours: figure.hours, usd: figure.usd, p10: figure.usdP10,
        p90: figure.usdP90)
    }
  }

  private static func expected(
    _ side: Side, pools: Pools, field: ReachField, report: ProjectionReport, columns: Int,
    distances: [Double]
  ) -> [Float] {
    let end = report.hours.last ?? 0
    let rows = distances.indices.filter { row in
      pools.usd.contains { ($0.key.side == side) && $0.value[row] > 0 }
    }
    let bands = LeverageBand.allCases.compactMap { band -> (pool: [Double], held: [Double])? in
      guard let pool = pools.usd[Pools.Key(side: side, band: band)] else { return nil }
      let survival = report.survival.first { $0.side == side && $0.band == band }
      // What is held in the middle of a column stands for all of it.
      let held = (0..<columns).map { column in
        survival.map {
          Self.value(
            $0.share, report.hours, at: end * (Double(column) + 0.5) / Double(columns))
        } ?? 1
      }
      return (pool, held)
    }
    var cells = [Float](repeating: 0, count: distances.count * columns)
    var reached = [Double](repeating: 0, count: distances.count)
    var forced = reached
    for column in 0..<columns {
      let curve = field.curve(side, hour: end * Double(column + 1) / Double(columns))
      for row in rows {
        // A price once reached stays reached, whatever rounding did to the lines.
        let chance = max(reached[row], curve.chance(distances[row]))
        let held = bands.reduce(0) { $0 + $1.pool[row] * min(max($1.held[column], 0), 1) }
        forced[row] += held * (chance - reached[row])
        reached[row] = chance
        cells[row * columns + column] = Float(forced[row])
      }
    }
    return cells
  }

  /// A share at an hour between its steps, 1 at the close.
  private static func value(_ shares: [Double], _ hours: [Double], at hour: Double) -> Double {
    guard let step = hours.firstIndex(where: { $0 >= hour }) else { return shares.last ?? 1 }
    let (from, start) = step > 0 ? (shares[step - 1], hours[step - 1]) : (1, 0)
    return from + (shares[step] - from) * (hour - start) / max(hours[step] - start, 1e-12)
  }

  /// A profile's dollars in the map's rows, all venues together.
  private struct Pools {
    struct Key: Hashable {
      var side: Side
      var band: LeverageBand
    }

    private(set) var usd: [Key: [Double]] = [:]

    init(_ report: ProfileReport, edges: [Double]) throws(ChartError) {
      guard let first = edges.first, let last = edges.last, !report.series.isEmpty else { return }
      try requirePositive(report.lowestPrice.value, "the profile's lowest price")
      try requirePositive(report.binBps, "the profile's bin width")
      let rows = edges.count - 1
      let step = log(last / first) / Double(rows)
      let width = report.binBps / 1e4 / step
      let offset = log(report.lowestPrice.value / first) / step
      for series in report.series {
        let key = Key(side: series.side, band: series.band)
        var pool = usd[key] ?? Array(repeating: 0, count: rows)
        for (bin, dollars) in series.usd.enumerated() where dollars > 0 {
          let low = offset + Double(bin) * width
          let high = low + width
          guard high > 0, low < Double(rows) else { continue }
          // Where bins and rows are the same a hair over the edge is rounding.
          let end = Double(rows - 1)
          for row in Int(min(max(low + 1e-6, 0), end))...Int(min(max(high - 1e-6, 0), end)) {
            let overlap = min(high, Double(row + 1)) - max(low, Double(row))
            pool[row] += dollars * max(overlap, 0) / width
          }
        }
        usd[key] = pool
      }
    }
  }
}
