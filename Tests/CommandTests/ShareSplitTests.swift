import Testing

@testable import heatpress

@Suite("The split of markets into shares")
struct ShareSplitTests {
  private func names(_ count: Int) -> [String] { (0..<count).map { "market-\($0)" } }

  private func loads(_ markets: [String], costs: [String: Int], count: Int) -> [Int] {
    let split = ShareSplit(markets, costs: costs, count: count)
    var loads = [Int](repeating: 0, count: count)
    for market in markets { loads[(split.share(of: market) ?? 0) - 1] += costs[market] ?? 1 }
    return loads
  }

  @Test("every market has one share", arguments: [1, 2, 7, 16, 100])
  func complete(count: Int) {
    let markets = names(60)
    let split = ShareSplit(markets, costs: [:], count: count)
    for market in markets {
      let having = (1...count).filter { split.has(market, in: ShareNumber($0, of: count)) }
      #expect(having.count == 1)
    }
    #expect(split.share(of: "another") == nil)
  }

  @Test("the order of the configuration is of no account")
  func order() {
    let markets = names(60)
    let (a, b) = (
      ShareSplit(markets, costs: [:], count: 8),
      ShareSplit(markets.reversed(), costs: [:], count: 8)
    )
    for market in markets { #expect(a.share(of: market) == b.share(of: market)) }
  }

  @Test("a market more moves few of the others", arguments: [4, 16])
  func stable(count: Int) {
    var moved = 0
    for size in 60..<80 {
      let markets = names(size)
      let before = ShareSplit(markets, costs: [:], count: count)
      let after = ShareSplit(markets + ["new"], costs: [:], count: count)
      moved += markets.filter { before.share(of: $0) != after.share(of: $0) }.count
    }
    // A split by position would move most of 1,400; a new share's worth would be 1,400 / count.
    #expect(moved < 1_400 / 10)
  }

  @Test("shares cost about the same where costs are known", arguments: [2, 8, 16])
  func balanced(count: Int) {
    var random = SeededNumbers(state: 9)
    let markets = names(300)
    let costs = Dictionary(
      uniqueKeysWithValues: markets.map { ($0, Int.random(in: 100...4_000, using: &random)) })
    let loads = loads(markets, costs: costs, count: count)
    let mean = loads.reduce(0, +) / count
    #expect((loads.max() ?? 0) <= mean * 112 / 100)
  }

  @Test("one market that costs more than all others has its share for itself")
  func dear() {
    let markets = names(12)
    var costs = Dictionary(uniqueKeysWithValues: markets.map { ($0, 10) })
    costs["market-5"] = 10_000
    let split = ShareSplit(markets, costs: costs, count: 3)
    let alone = split.share(of: "market-5")
    #expect(markets.filter { split.share(of: $0) == alone }.count < 12)
  }

  @Test("a share is read as K/N", arguments: ["1/1", "3/16", "100000/100000"])
  func read(text: String) { #expect(ShareNumber(argument: text)?.description == text) }

  @Test(
    "what is no share is refused",
    arguments: ["", "3", "0/4", "5/4", "1/0", "-1/4", "1/2/3", "a/b"])
  func refused(text: String) { #expect(ShareNumber(argument: text) == nil) }
}

private struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
