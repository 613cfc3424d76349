import Market
import Testing

@testable import Scoring

@Suite("Statistics")
struct StatisticsTests {
  private static func bootstrap(_ days: Int, block: Int = 1) -> BlockBootstrap {
    BlockBootstrap(days: days, blockLength: block, resamples: 400, seed: 5)
  }

  @Test("a linear system is solved")
  func system() throws {
    var system = SymmetricSystem(count: 2)
    for x in 0..<20 { system.add([1, Double(x)], value: 3 + 2 * Double(x)) }
    let solution = try #require(system.solution())
    #expect(abs(solution[0] - 3) < 1e-6)
    #expect(abs(solution[1] - 2) < 1e-6)
    #expect(SymmetricSystem(count: 2).solution() == nil)
  }

  @Test("the range of a mean is about two standard errors either way")
  func meanRange() throws {
    var random = SeededGenerator(seed: 11)
    let values = (0..<400).map { _ in random.uniform() }
    let interval = try #require(
      Self.bootstrap(400).interval { chosen in
        chosen.reduce(0) { $0 + values[$1] } / Double(chosen.count)
      })
    let error = 0.2887 / 20
    #expect(abs((interval.hi - interval.lo) / (2 * 1.96 * error) - 1) < 0.2)
    #expect(interval.lo < interval.value && interval.value < interval.hi)
  }

  @Test("neighbours that move together widen the range of blocks")
  func blocks() throws {
    let values = (0..<100).map { $0 / 10 % 2 == 0 ? 1.0 : 0 }
    func width(_ block: Int) throws -> Double {
      let interval = try #require(
        Self.bootstrap(100, block: block).interval { chosen in
          chosen.reduce(0) { $0 + values[$1] } / Double(chosen.count)
        })
      return interval.hi - interval.lo
    }
    #expect(try width(5) > 1.5 * width(1))
  }

  @Test("too few days give no range", arguments: [(4, 1), (8, 3), (20, 7)])
  func tooFew(days: Int, block: Int) {
    #expect(Self.bootstrap(days, block: block).interval { Double($0.count) } == nil)
  }

  @Test("a feature that tells gains what it tells, one that does not gains nothing")
  func gain() throws {
    var random = SeededGenerator(seed: 2)
    var telling: [OutOfSampleGain.Row] = []
    var idle: [OutOfSampleGain.Row] = []
    for day in 0..<60 {
      for _ in 0..<20 {
        let base = random.uniform()
        let feature = random.uniform()
        let noise = random.uniform()
        // Three equal variances: each explains a third.
        let target = base + feature + noise
        telling.append(.init(day: day, base: [base], feature: feature, target: target))
        idle.append(.init(day: day, base: [base], feature: random.uniform(), target: target))
      }
    }
    let first = try #require(
      OutOfSampleGain(telling, days: 60, embargo: 1) { Self.bootstrap($0) })
    #expect(abs(first.gain.value - 1.0 / 3) < 0.06)
    #expect(abs(first.baseline - 1.0 / 3) < 0.08)
    let second = try #require(OutOfSampleGain(idle, days: 60, embargo: 1) { Self.bootstrap($0) })
    #expect(abs(second.gain.value) < 0.02)
  }

  @Test("the later half does not enter the fit")
  func trainAndTest() throws {
    var random = SeededGenerator(seed: 4)
    var rows: [OutOfSampleGain.Row] = []
    for day in 0..<40 {
      for _ in 0..<20 {
        let feature = random.uniform()
        // The relation turns round half way: what was learnt must then do harm.
        let target = day < 20 ? feature : -feature
        rows.append(.init(day: day, base: [random.uniform()], feature: feature, target: target))
      }
    }
    let gain = try #require(OutOfSampleGain(rows, days: 40, embargo: 0) { Self.bootstrap($0) })
    #expect(gain.gain.value < 0)
  }
}
