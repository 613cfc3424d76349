import FoundationEssentials
import Glibc
import Liquidation
import Market
import Simulation
import Testing

@testable import Scoring
@testable import Simulation

@Suite("Maps against the truth")
struct TruthComparisonTests {
  private let profile = TruthFixtures.ensemble.profile()

  private func score(_ truth: TrueMap) -> TruthScore {
    TruthComparison.day(truth: truth, profile: profile, close: profile.close)
  }

  @Test(
    "a map that is the truth has distance zero and the truth's amount", arguments: Side.allCases)
  func perfect(side: Side) throws {
    let found = score(TruthFixtures.truth(of: profile)).near[side]
    #expect(try #require(found.fit.emd) < 1e-6)
    #expect(abs(found.mapUSD / found.trueUSD - 1) < 1e-9)
    #expect(try #require(found.fit.lift10) > 1)
    #expect(try #require(found.coverage) > 0.5)
    for (baseline, fit) in found.baselines where baseline != .smoothed {
      #expect(try #require(fit.emd) > 1)
      #expect(try #require(fit.lift10) <= found.fit.lift10 ?? 0)
    }
  }

  @Test(
    "all dollars of the map are moved to where the one true position is", arguments: Side.allCases)
  func moved(side: Side) throws {
    let place = 40
    let first = profile.grid.bin(of: profile.close)
    let price = profile.grid.center(first - Int(side.sign) * place)
    let truth = TrueMap(
      day: TruthFixtures.start.day,
      positions: [TrueMap.Position(side: side, quantity: Base(3), liquidationPrice: price)])
    let found = score(truth).near[side]
    var (weighted, total) = (0.0, 0.0)
    for (index, usd) in profile.usd(side).enumerated() {
      let distance = abs(profile.firstBin + index - first)
      guard distance < TruthRange.near.binCount(profile.grid) else { continue }
      weighted += usd * abs(Double(distance - place))
      total += usd
    }
    let expected = profile.grid.binBps * weighted / total
    #expect(abs(try #require(found.fit.emd) / expected - 1) < 1e-9)
    #expect(abs(found.mapUSD.value / total - 1) < 1e-9)
  }

  @Test("positions that are the truth fit it as well as anything can", arguments: Side.allCases)
  func positions(side: Side) throws {
    let truth = TruthFixtures.truth(of: profile, movedBy: 3)
    let found = TruthComparison.score(
      of: truth.positions, against: truth, side, .near, close: profile.close, grid: profile.grid)
    #expect(found.fit.emd == 0)
    #expect(found.mapUSD == found.trueUSD && found.trueUSD.value > 0)
    let map = score(truth).near[side]
    #expect(found.trueUSD == map.trueUSD)
    #expect(try #require(found.fit.lift25) >= map.fit.lift25 ?? .infinity)
  }

  @Test("what cannot be liquidated or lies beyond the range is not counted")
  func beyond() throws {
    let close = profile.close
    func position(_ side: Side, _ factor: Double?) -> TrueMap.Position {
      TrueMap.Position(side: side, quantity: Base(1), liquidationPrice: factor.map { close * $0 })
    }
    let truth = TrueMap(
      day: TruthFixtures.start.day,
      positions: [
        position(.long, nil), position(.long, 0.3), position(.long, 0.7), position(.long, 0.95),
        position(.long, 1.05), position(.short, 2.4), position(.short, 1.5), position(.long, 0),
      ])
    let found = score(truth)
    #expect(abs(found.near.long.trueUSD / (close * 0.95).asUSD - 1) < 1e-9)
    #expect(abs(found.whole.long.trueUSD / (close * 1.65).asUSD - 1) < 1e-9)
    #expect(found.near.short.trueUSD == .zero)
    #expect(found.near.short.fit == TruthFit(emd: nil, lift10: nil, lift25: nil))
    #expect(abs(found.whole.short.trueUSD / (close * 1.5).asUSD - 1) < 1e-9)
  }

  @Test("the ladder's rungs stand at 1/L and the mirror is the other side")
  func baselines() throws {
    let bins = TruthRange.whole.binCount(profile.grid)
    let maps = TruthSides.Maps(profile, close: profile.close, bins: bins)
    for side in Side.allCases {
      func amounts(_ baseline: TruthBaseline) -> [Double]? {
        baseline.amounts(
          side, own: maps[side], other: maps[side.opposite], close: profile.close,
          grid: profile.grid)
      }
      let ladder = try #require(amounts(.ladder))
      #expect(ladder.reduce(0, +) == 6)
      for leverage in TruthBaseline.ladderRungs {
        // At 100x 1.005 % below the close and 0.995 % above it, in the logarithm.
        let bins = abs(log(1 - side.sign / leverage)) / profile.grid.step
        #expect(ladder[Int(bins) - 1...Int(bins) + 1].reduce(0, +) == 1)
      }
      #expect(try #require(amounts(.mirrored)) == maps[side.opposite].usd)
      let smoothed = try #require(amounts(.smoothed))
      #expect(smoothed.max() ?? 0 <= maps[side].usd.max() ?? 0)
      #expect(amounts(.typical) == nil)
    }
  }

  @Test("a ledger knows what is typical of the other days, and the mean is that of the days")
  func ledger() throws {
    var ledger = TruthLedger()
    #expect(ledger.summary() == nil)
    for bins in [0, 4, 9] {
      ledger.add(
        truth: TruthFixtures.truth(of: profile, movedBy: bins), profile: profile,
        close: profile.close)
    }
    let summary = try #require(ledger.summary())
    #expect(summary.days.count == 3)
    let longs = summary.days.map(\.near.long)
    let mean = try #require(summary.mean.near.long.fit.emd)
    #expect(abs(mean * 3 - longs.compactMap(\.fit.emd).reduce(0, +)) < 1e-9)
    // The middle day lies between the other two.
    let typical = longs.compactMap { $0.baselines[.typical]?.emd }
    try #require(typical.count == 3)
    #expect(typical[1] < typical[0] && typical[1] < typical[2])
  }

  @Test("the JSON has emd, lift10 and lift25 by day and in the mean, and reads back")
  func json() throws {
    var ledger = TruthLedger()
    for bins in [0, 3] {
      ledger.add(
        truth: TruthFixtures.truth(of: profile, movedBy: bins), profile: profile,
        close: profile.close)
    }
    let summary = try #require(ledger.summary())
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(summary)
    let text = String(decoding: data, as: UTF8.self)
    #expect(text.contains("\"baselines\":{\"distance\":{\"emd\":"))
    #expect(text.contains("\"lift25\":"))
    let read = try JSONDecoder().decode(TruthSummary.self, from: data)
    #expect(read == summary)
  }

  @Test("a simulated market's truth is read as it was written, and the map is scored against it")
  func simulated() throws {
    var options = try SimulationOptions(days: 2, seed: 7)
    options.extent = SimulationOptions.Extent(warmUpDays: 1, traders: 0.05)
    let files = try TruthFiles()
    _ = try SimulatedMarket(options).write(
      data: files.folder + "/data", truth: files.folder + "/truth")
    var market = LinkedExchanges(options, venues: [.binance])
    for offset in 0..<2 {
      _ = market.runDay()
      let exchange = try #require(market.exchanges.first)
      let truth = try TrueMap.read(
        folder: files.folder + "/truth", symbol: "BTCUSDT", day: options.start + offset)
      #expect(truth.positions.count == exchange.openPositions.count)
      let held = exchange.openPositions.reduce(0) { $0 + $1.quantity.value }
      let read = truth.positions.reduce(0) { $0 + $1.quantity.value }
      #expect(abs(read / held - 1) < 1e-9)
      let found = score(truth)
      for side in Side.allCases {
        #expect(found.whole[side].trueUSD.value > 0)
        #expect(found.whole[side].fit.emd?.isFinite == true)
      }
    }
  }
}

extension Price {
  fileprivate var asUSD: USD { Base(1) * self }
}
