import Glibc
import Market
import Testing

@testable import Simulation

@Suite("Portable mathematics and draws")
struct RandomTests {
  @Test("exponential and logarithm agree with the C library's to a few last bits")
  func portable() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<2_000 {
      let x = generator.between(-40, 40)
      #expect(abs(PortableMath.exp(x) / Glibc.exp(x) - 1) < 4e-15)
      let y = Glibc.exp(x)
      #expect(abs(PortableMath.log(y) - Glibc.log(y)) <= 4e-15 * max(1, abs(Glibc.log(y))))
    }
    #expect(PortableMath.exp(0) == 1)
    #expect(PortableMath.log(1) == 0)
    #expect(PortableMath.exp(5_000).isFinite)
    #expect(PortableMath.log(-1).isFinite)
  }

  @Test("normal draws have mean 0 and variance 1, heavy tails the median asked for")
  func draws() {
    var generator = SeededGenerator(seed: 4)
    let normal = (0..<20_000).map { _ in generator.normal() }
    let mean = normal.reduce(0, +) / 20_000
    #expect(abs(mean) < 0.03)
    #expect(abs(normal.reduce(0) { $0 + $1 * $1 } / 20_000 - 1) < 0.05)
    let heavy = (0..<20_000).map { _ in generator.heavyTailed(median: 5, tail: 1.4) }.sorted()
    #expect(abs(quantile(heavy, 0.5) - 5) < 0.25)
    #expect(quantile(heavy, 0.99) > 60)
    #expect(heavy[0] >= 0)
  }

  @Test("a heap gives its entries in order, equal levels by trader")
  func heap() {
    var generator = SeededGenerator(seed: 6)
    var heap = LevelHeap()
    var expected: [(Double, Int32)] = []
    for trader in 0..<500 as Range<Int32> {
      let level = Double(generator.next() % 40)
      heap.insert(LevelHeap.Entry(level: level, trader: trader, version: UInt32(trader % 2)))
      expected.append((level, trader))
    }
    heap.compact { $0.version == 1 }
    var found: [(Double, Int32)] = []
    while let entry = heap.popFirst(through: 29) { found.append((entry.level, entry.trader)) }
    let wanted = expected.filter { $0.1 % 2 == 1 && $0.0 <= 29 }.sorted(by: <)
    #expect(found.elementsEqual(wanted, by: ==))
    #expect(heap.count == expected.count { $0.1 % 2 == 1 && $0.0 > 29 })
  }

  @Test("each block of 45 days has one bad and one good surprise")
  func news() {
    var calendar = NewsCalendar(firstStep: 0, generator: SeededGenerator(seed: 8))
    for block in 0..<40 {
      let surprises = calendar.surprises(ofBlock: block)
      #expect(surprises.map(\.size).filter { (-0.1 ... -0.06).contains($0) }.count == 1)
      #expect(surprises.map(\.size).filter { (0.04...0.075).contains($0) }.count == 1)
      let span = 45 * SimulationClock.stepsPerDay
      #expect(surprises.allSatisfy { $0.start / span == block })
      #expect(surprises.allSatisfy { $0.duration >= 96 && $0.duration <= 600 })
    }
  }

  @Test("news move the value only while a surprise is taken in")
  func newsDrift() {
    var calendar = NewsCalendar(firstStep: 100, generator: SeededGenerator(seed: 8))
    let drifts = (0..<(100 + 45 * SimulationClock.stepsPerDay)).map { calendar.drift(step: $0) }
    #expect(drifts.prefix(100).allSatisfy { $0 == 0 })
    let moving = drifts.count { $0 != 0 }
    #expect((192...1_200).contains(moving))
    #expect(drifts.map(abs).max() ?? 0 > 0.0005)
  }

  @Test(
    "orders gather at round prices",
    arguments: [(61_234.0, 100.0, 61_200.0), (3_017, 15, 3_020), (0.1234, 0.0004, 0.1234)])
  func round(price: Double, step: Double, expected: Double) {
    #expect(abs(TraderMind.roundNumber(price, step: step) / expected - 1) < 1e-9)
  }
}
