import Briefing
import Glibc
import Market
import Testing

@testable import Briefing
@testable import Charts

@Suite("Projection") struct ProjectionTests {
  static func report() throws -> (ProjectionReport, close: Double) {
    let briefing = OddEdition.forecast.edition.briefing
    return (try #require(briefing.projection), briefing.price.close.value)
  }

  @Test("on a line the chance is the line's, at the close certain", arguments: Side.allCases)
  func onLines(side: Side) throws {
    let (report, close) = try Self.report()
    let field = try ReachField(report, close: close)
    for (step, hour) in report.hours.enumerated() {
      let curve = field.curve(side, hour: hour)
      #expect(curve.chance(0) == 1)
      for line in report.reach {
        let price = side == .long ? line.below[step] : line.above[step]
        #expect(abs(curve.chance(abs(log(price / close))) - line.probability) < 1e-6)
      }
    }
  }

  @Test("the chance falls with distance and grows with time", arguments: Side.allCases)
  func monotone(side: Side) throws {
    let (report, close) = try Self.report()
    let field = try ReachField(report, close: close)
    var before = [Double](repeating: 0, count: 80)
    for hour in stride(from: 0.5, through: 168, by: 2.5) {
      let curve = field.curve(side, hour: hour)
      let chances = (0..<80).map { curve.chance(Double($0) * 0.004) }
      for (near, far) in zip(chances, chances.dropFirst()) { #expect(far <= near + 1e-12) }
      for (earlier, later) in zip(before, chances) { #expect(later >= earlier - 1e-9) }
      #expect(chances.allSatisfy { (0...1).contains($0) })
      before = chances
    }
  }

  @Test("no more is expected than is held, and never less than before")
  func expected() throws {
    let edition = OddEdition.forecast.edition
    let input = try HeatmapChartInput(edition)
    let projection = try #require(input.projection)
    for side in Side.allCases {
      let cells = side == .long ? projection.longUSD : projection.shortUSD
      let held = side == .long ? input.longTotalUSD : input.shortTotalUSD
      let last = (0..<input.rows).reduce(0.0) { sum, row in
        sum + Double(cells[(row + 1) * projection.columns - 1])
      }
      #expect(cells.allSatisfy { $0 >= 0 && $0.isFinite })
      #expect(last > 0 && last < held)
      for row in 0..<input.rows {
        let line = cells[row * projection.columns..<(row + 1) * projection.columns]
        for (before, after) in zip(line, line.dropFirst()) { #expect(after >= before) }
      }
    }
  }

  @Test(
    "a pool that wears off is forced out only by what it is first reached with",
    arguments: [0, 0.5, 1])
  func survival(held: Double) throws {
    var briefing = OddEdition.forecast.edition.briefing
    var report = try #require(briefing.projection)
    for index in report.survival.indices {
      report.survival[index].share = report.hours.map { _ in held }
    }
    // Reached on the first step or never.
    let close = briefing.price.close.value
    report.reach = [0.9, 0.4, 0.1].map { chance in
      let away = 0.03 / chance
      return ReachLineReport(
        probability: chance, below: report.hours.map { _ in close * exp(-away) },
        above: report.hours.map { _ in close * exp(away) })
    }
    briefing.projection = report
    let step = 0.002
    let edges = (-100...100).map { close * exp(Double($0) * step) }
    let projection = try #require(
      try HeatmapChartInput.Projection(briefing, edges: edges))
    let field = try ReachField(report, close: close)
    let curve = field.curve(.long, hour: 168)
    let lowest = briefing.profile.lowestPrice.value
    let wanted = briefing.profile.series.filter { $0.side == .long }.reduce(0.0) { sum, series in
      series.usd.enumerated().reduce(sum) { sum, bin in
        let middle = lowest * exp((Double(bin.offset) + 0.5) * briefing.profile.binBps / 1e4)
        let inside = middle > edges[0] && middle < edges[200]
        return sum + (inside ? bin.element * curve.chance(log(close / middle)) : 0)
      }
    }
    let last = (0..<200).reduce(0.0) { sum, row in
      sum + Double(projection.longUSD[(row + 1) * projection.columns - 1])
    }
    // In the hours before the first step a pool wears off from whole.
    #expect(last >= wanted * held * 0.98 && last <= wanted * max(held, 0.7) * 1.02)
  }

  @Test("without a projection the picture is the one of before")
  func absent() throws {
    let input = try HeatmapChartInput(OddEdition.ordinary.edition)
    #expect(input.projection == nil)
    let scene = try LayoutTests.painter.get().scene(try Drawing(input), .wide)
    let names = scene.marks.compactMap { mark -> String? in
      if case .group(let name, _, _) = mark { name } else { nil }
    }
    #expect(names == ["heat", "price"])
  }

  @Test("the future takes about a quarter, and the fan starts at the close", arguments: [0, 1])
  func place(size: Int) throws {
    let edition = OddEdition.forecast.edition
    let drawing = try Drawing(try HeatmapChartInput(edition))
    let scene = try LayoutTests.painter.get().scene(drawing, drawing.sizes[size])
    var clips: [String: Box] = [:]
    var starts: [Point] = []
    for case .group(let name, let clip, let marks) in scene.marks {
      clips[name] = clip
      guard name == "fan" else { continue }
      for case .line(let points, _, _) in marks { starts += points.prefix(1) }
    }
    let (past, future) = (try #require(clips["heat"]), try #require(clips["expected"]))
    let share = future.width / (past.width + future.width)
    #expect(share > 0.2 && share < 0.3)
    #expect(future.left == past.right)
    #expect(starts.count == 5 && Set(starts).count == 1)
    #expect(starts[0].x == past.right)
  }

  @Test("steps, lines and shares that do not fit are refused")
  func refused() throws {
    let edition = OddEdition.forecast.edition
    var changes: [(inout ProjectionReport) -> Void] = []
    changes.append { $0.hours[2] = $0.hours[1] }
    changes.append { $0.hours.append(1e12) }
    changes.append { $0.reach[0].below.removeLast() }
    changes.append { $0.reach[0].probability = 0 }
    changes.append { $0.reach[0].above[0] = -1 }
    changes.append { $0.survival[0].share = [] }
    changes.append { $0.fan[1].price[0] = 0 }
    changes.append { $0.fan[1].probability = 2 }
    for change in changes {
      var broken = edition
      var report = try #require(broken.briefing.projection)
      change(&report)
      broken.briefing.projection = report
      #expect(throws: ChartError.self) { try Drawing.all(of: broken) }
    }
  }
}
