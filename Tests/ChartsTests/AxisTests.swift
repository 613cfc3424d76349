import Market
import Testing

@testable import Charts

@Suite("Axes") struct AxisTests {
  @Test("ticks are round, within the range and not too many", arguments: 1..<60)
  func linear(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let low = (generator.uniform() - 0.3) * 100_000
    let high = low + generator.uniform() * Double(seed) * 1_000 + 1e-6
    let most = 2 + seed % 9
    let ticks = Ticks.linear(low, high, most: most)
    #expect(ticks.values.count <= most)
    for value in ticks.values {
      #expect(value >= low - ticks.step * 1e-6 && value <= high + ticks.step * 1e-6)
      #expect(abs(value / ticks.step - (value / ticks.step).rounded()) < 1e-6)
    }
  }

  @Test(
    "labels have the decimals their step needs",
    arguments: [
      (55_000.0, 65_000.0, "60,000"), (0.07, 0.09, "0.080"), (1.0, 1.5, "1.2"),
    ])
  func decimals(low: Double, high: Double, label: String) {
    let ticks = Ticks.linear(low, high, most: 6)
    #expect(ticks.values.map(ticks.priceLabel).contains(label), "\(ticks)")
  }

  @Test("amounts share a scale")
  func amounts() {
    let ticks = Ticks.linear(0, 2_600_000, most: 6)
    #expect(
      ticks.values.map(ticks.usdLabel) == [
        "$0", "$0.5\u{202F}M", "$1.0\u{202F}M", "$1.5\u{202F}M", "$2.0\u{202F}M",
        "$2.5\u{202F}M",
      ])
  }

  @Test("a scale without width has its value in the middle")
  func constant() {
    #expect(abs(Scale(.logarithmic, low: 5, high: 5, start: 0, end: 100)(5) - 50) < 1e-9)
    #expect(abs(Scale(.linear, low: 0, high: 0, start: 0, end: 100)(0) - 50) < 1e-9)
  }

  @Test("times are labelled at whole hours and midnights")
  func times() {
    let first = Day(number: 19_940).start
    let position = { (time: Timestamp) in Double((time - first).milliseconds) / 100_000 }
    let day = TimeTicks(
      from: first, to: first + .day, position: position, width: { _ in 60 }, clear: 20)
    #expect(day.ticks.first?.label == "5 Aug")
    #expect(day.ticks[1].label == "03:00")
    let quarter = TimeTicks(
      from: first, to: first + .days(90), position: { position($0) / 60 }, width: { _ in 60 },
      clear: 20)
    #expect(quarter.ticks.allSatisfy { $0.isMidnight && $0.time.day.weekday == 0 })
    #expect(quarter.ticks.count > 4)
  }

  @Test("labels move apart as little as they must", arguments: 1..<40)
  func spread(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let labels = (0..<(1 + seed % 9)).map { _ in
      LabelSpread.Label(
        wanted: generator.uniform() * 300, height: 30, weight: generator.uniform())
    }
    let middles = LabelSpread.middles(of: labels, from: 10, to: 250)
    let kept = middles.compactMap { $0 }.sorted()
    #expect(kept.count == min(labels.count, 8))
    for (a, b) in zip(kept, kept.dropFirst()) { #expect(b - a >= 30 - 1e-9) }
    if let first = kept.first, let last = kept.last {
      #expect(first >= 25 - 1e-9 && last <= 235 + 1e-9)
    }
    if labels.count == 1 {
      #expect(abs((middles[0] ?? 0) - min(max(labels[0].wanted, 25), 235)) < 1e-9)
    }
  }
}
