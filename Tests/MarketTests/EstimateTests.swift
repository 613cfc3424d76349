import Market
import Testing

@Suite("Estimates and percentiles")
struct EstimateTests {
  @Test("the range lies between the tenth and the ninetieth percentile")
  func range() {
    let estimate = Estimate(members: [5, 1, 2, 3, 4, 6, 7, 8, 9, 10, 0])
    #expect(estimate.value == 5)
    #expect(estimate.p10 == 1)
    #expect(estimate.p90 == 9)
  }

  @Test("one member has no spread")
  func single() {
    #expect(Estimate(members: [3]) == Estimate(value: 3, p10: 3, p90: 3))
  }

  @Test("a rank counts ties half and knows no empty sample")
  func rank() {
    #expect(percentileRank(of: 2, in: [1, 2, 3, 4]) == 0.375)
    #expect(percentileRank(of: 9, in: [1, 2, 3, 4]) == 1)
    #expect(percentileRank(of: 2, in: [Double]()) == nil)
  }

  @Test("the same seed gives the same numbers on every machine")
  func generator() {
    var generator = SeededGenerator(seed: 1234567)
    // Published test values of SplitMix64 for this seed.
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
    let uniform = (0..<1_000).map { _ in generator.uniform() }
    #expect(uniform.allSatisfy { (0..<1).contains($0) })
  }

  @Test(
    "quantiles of a sample in any order are those of the sorted one",
    arguments: [1, 2, 3, 7, 39, 1_000])
  func unsorted(count: Int) {
    let shares = [0, 0.025, 0.1, 0.5, 0.9, 0.975, 1]
    var generator = SeededGenerator(seed: 11)
    let spread = (0..<count).map { _ in Double.random(in: -1...1, using: &generator) }
    // Ties, an order already there, and its reverse.
    let samples = [
      spread, spread.map { ($0 * 3).rounded() }, spread.sorted(), spread.sorted(by: >),
      [Double](repeating: 4, count: count),
    ]
    for sample in samples {
      let sorted = sample.sorted()
      var rest = sample
      for share in shares + shares.reversed() {
        #expect(quantile(ofUnsorted: &rest, share) == quantile(sorted, share))
      }
      for index in [0, count / 3, count - 1] {
        #expect(value(at: index, ofUnsorted: &rest) == sorted[index])
      }
      #expect(rest.sorted() == sorted)
    }
  }
}
