import Market
import Testing

@testable import Liquidation

@Suite("Map")
struct MapTests {
  private func ensemble(
    _ kind: ContractKind = .linear, members: Int = 4, seed: UInt64 = 31, bars: Int = 150
  ) throws -> BookEnsemble {
    var ensemble = BookEnsemble(
      instrument: kind == .linear ? Fixtures.linear : Fixtures.inverse,
      margin: try Fixtures.schedule(kind), members: members, seed: 1)
    // Without the fixture's crashes: a plain market.
    var random = SeededGenerator(seed: seed)
    var price = 50_000.0
    let series = (0..<bars).map { index in
      let open = price
      price *= 1 + 0.012 * (random.uniform() - 0.5)
      return Fixtures.bar(
        index, open: open, high: max(open, price) * 1.001, low: min(open, price) * 0.999,
        close: price, openInterest: 10_000 + 5 * Double(index))
    }
    ensemble.advance(series, interval: .hour)
    return ensemble
  }

  @Test(
    "pools are worth their quantity at their own price", arguments: [ContractKind.linear, .inverse])
  func poolValue(kind: ContractKind) throws {
    let ensemble = try ensemble(kind)
    let profile = ensemble.profile()
    for side in Side.allCases {
      let expected = ensemble.estimate { book in
        book.cohorts(side).reduce(0) { sum, cohort in
          guard let price = cohort.liquidationPrice else { return sum }
          let worth = kind == .linear ? cohort.quantity * price : cohort.quantity * book.close
          return sum + worth.value
        }
      }.value
      let found = profile.usd(side).reduce(0, +)
      #expect(abs(found / expected - 1) < 1e-9)
    }
  }

  @Test("linear and inverse pools of a market are added, each in dollars at its own price")
  func aggregation() throws {
    let books = [try ensemble(), try ensemble(.inverse, seed: 31)]
    let profiles = books.map { $0.profile() }
    for side in Side.allCases {
      let worth = books.reduce(0.0) { sum, ensemble in
        sum
          + ensemble.estimate { book in
            book.cohorts(side).reduce(0) { sum, cohort in
              guard let price = cohort.liquidationPrice else { return sum }
              // An inverse contract is a number of dollars, at any price.
              let linear = ensemble.instrument.kind == .linear
              return sum + (cohort.quantity * (linear ? price : book.close)).value
            }
          }.value
      }
      let shown = profiles.reduce(0) { $0 + $1.usd(side).reduce(0, +) }
      #expect(abs(shown / worth - 1) < 1e-9)
    }
    let grid = profiles[0].grid
    let zones = ZoneFinder.zones(
      in: profiles, close: profiles[0].close, sigma: 0.03, limitPerSide: 5)
    #expect(zones.contains { $0.side == .long } && zones.contains { $0.side == .short })
    for zone in zones {
      let bins = grid.bin(of: zone.low * (1 + 1e-9))...grid.bin(of: zone.high * (1 - 1e-9))
      let parts = profiles.map { profile in
        let usd = profile.usd(zone.side)
        return bins.reduce(0) { $0 + usd[$1 - profile.firstBin] }
      }
      #expect(parts.allSatisfy { $0 > 0 })
      #expect(abs(zone.usd.value / parts.reduce(0, +) - 1) < 1e-9)
    }
  }

  @Test("bands add up to sides, members' means to both, sides to the total")
  func sums() throws {
    let profile = try ensemble().profile()
    var total = 0.0
    for side in Side.allCases {
      var bands = 0.0
      for band in LeverageBand.allCases { bands += profile.total(side, band).value }
      let whole = profile.firstBin..<profile.firstBin + profile.binCount
      let members = profile.members(side, bins: whole)
      #expect(abs(members.reduce(0, +) / 4 / bands - 1) < 1e-9)
      #expect(abs(profile.usd(side).reduce(0, +) / bands - 1) < 1e-9)
      total += bands
      let range = profile.range(side)
      #expect(zip(range.p10, range.p90).allSatisfy { $0 <= $1 && $0 >= 0 })
    }
    #expect(abs(profile.total.value / total - 1) < 1e-12)
  }

  @Test("long pools stand below the close, short pools above")
  func sides() throws {
    let profile = try ensemble().profile()
    let closing = profile.grid.bin(of: profile.close)
    for (index, usd) in profile.usd(.long).enumerated() where usd > 0 {
      #expect(profile.firstBin + index <= closing)
    }
    for (index, usd) in profile.usd(.short).enumerated() where usd > 0 {
      #expect(profile.firstBin + index >= closing)
    }
  }

  @Test("the ages of pools lie between the first bar and the last")
  func ages() throws {
    let profile = try ensemble().profile()
    var seen = 0
    for bin in profile.firstBin..<profile.firstBin + profile.binCount {
      guard let age = profile.meanAge(.long, .low, bin: bin) else { continue }
      seen += 1
      #expect(age.hours > 0.9 && age.hours < 150.1)
    }
    #expect(seen > 100)
    #expect(profile.meanAge(.long, .low, bin: profile.firstBin - 1) == nil)
  }

  @Test("an empty book has an empty map")
  func empty() throws {
    let ensemble = BookEnsemble(instrument: Fixtures.linear, margin: try Fixtures.schedule())
    let profile = ensemble.profile()
    #expect(profile.total == .zero && profile.binCount == 0)
    #expect(profile.usd(.long).isEmpty)
    #expect(
      ZoneFinder.zones(in: [profile], close: Price(50_000), sigma: 0.03, limitPerSide: 5).isEmpty)
    var recorder = HeatmapRecorder()
    recorder.record(time: Fixtures.start, profiles: [profile])
    let map = recorder.heatmap(columns: 5, lowest: Price(49_000), highest: Price(51_000))
    #expect(map.columns == 1 && map.total == .zero)
    #expect(map.quantised().pixels.allSatisfy { $0.allSatisfy { $0 == 0 } })
  }

  @Test("the heatmap's last column is the profile, its layers add up to it")
  func lastColumn() throws {
    let linear = try ensemble()
    let inverse = try ensemble(.inverse, seed: 32)
    let profiles = [linear.profile(), inverse.profile()]
    var recorder = HeatmapRecorder(capacity: 3)
    for hour in 0..<5 {
      recorder.record(time: Fixtures.start + .hours(Int64(hour)), profiles: profiles)
    }
    let map = recorder.heatmap(columns: 10, lowest: Price(40_000), highest: Price(62_000))
    #expect(map.columns == 3)
    #expect(map.times.first == Fixtures.start + .hours(2))
    #expect(map.lowestPrice.value <= 40_000 && map.highestPrice.value >= 62_000)
    #expect(map.layers.count == 8)
    let total = profiles[0].total + profiles[1].total
    #expect(abs(map.total / total - 1) < 1e-9)
    let cells = map.totalCells
    for row in 0..<map.rows {
      let bin = map.lowestBin + map.rows - 1 - row
      let expected = profiles.reduce(0.0) { sum, profile in
        let place = bin - profile.firstBin
        guard place >= 0, place < profile.binCount else { return sum }
        return sum + profile.usd(.long)[place] + profile.usd(.short)[place]
      }
      #expect(abs(Double(cells[row * 3 + 2]) - expected) <= 1e-5 * expected)
    }
  }

  @Test("a byte stands for its cell to within half a step")
  func quantisation() throws {
    var random = SeededGenerator(seed: 8)
    let key = Heatmap.Key(side: .long, band: .low, venue: .binance)
    let cells = (0..<2_000).map { _ in Float(1e7 * exp10(-5 * random.uniform())) } + [0, 1e7]
    let map = Heatmap(
      times: [Timestamp](repeating: Fixtures.start, count: 2), grid: LogPriceGrid(), lowestBin: 0,
      rows: 1_001, layers: [Heatmap.Layer(key: key, cells: cells, total: .zero)])
    let quantised = map.quantised()
    #expect(quantised.ceiling == USD(1e7))
    for (cell, byte) in zip(cells, quantised.pixels[0]) {
      if byte == 0 {
        #expect(Double(cell) < quantised.floor.value * 0.983)
      } else {
        #expect(abs(quantised.usd(byte).value / Double(cell) - 1) < 0.0185)
      }
    }
    #expect(quantised.pixels[0].last == 255)
  }

  private func exp10(_ exponent: Double) -> Double {
    var result = 1.0
    let whole = exponent.rounded(.down)
    for _ in 0..<Int(-whole) { result /= 10 }
    return result * (1 + 9 * (exponent - whole))
  }
}
