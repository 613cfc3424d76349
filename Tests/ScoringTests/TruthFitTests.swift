import Market
import Testing

@testable import Scoring

@Suite("Fits of a map to the truth")
struct TruthFitTests {
  @Test("the distance counts bins, however much there is")
  func distance() throws {
    #expect(TruthFit.earthMoversDistance([3, 0, 0, 0], [0, 0, 7, 0]) == 2)
    #expect(TruthFit.earthMoversDistance([1, 1, 0, 0], [0, 0, 1, 1]) == 2)
    #expect(TruthFit.earthMoversDistance([1, 2, 3], [2, 4, 6]) == 0)
    #expect(TruthFit.earthMoversDistance([0, 0], [1, 0]) == nil)
    #expect(TruthFit(map: [1, 0], truth: [0, 1], binBps: 10).emd == 10)
  }

  @Test("the distance is symmetric and no detour is shorter", arguments: UInt64(1)...20)
  func metric(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    func shape() -> [Double] { (0..<40).map { _ in random.uniform() < 0.5 ? 0 : random.uniform() } }
    let (a, b, c) = (shape(), shape(), shape())
    let ab = try #require(TruthFit.earthMoversDistance(a, b))
    let ba = try #require(TruthFit.earthMoversDistance(b, a))
    let bc = try #require(TruthFit.earthMoversDistance(b, c))
    let ac = try #require(TruthFit.earthMoversDistance(a, c))
    #expect(abs(ab - ba) < 1e-12)
    #expect(ac <= ab + bc + 1e-12)
  }

  @Test("a map that says nothing has a lift of one, wherever the truth lies")
  func flat() throws {
    for place in 0..<10 {
      var truth = [Double](repeating: 0, count: 10)
      truth[place] = 5
      for share in [0.1, 0.25] {
        let lift = try #require(
          TruthFit.lift(ranking: [Double](repeating: 2, count: 10), truth: truth, share: share))
        #expect(abs(lift - 1) < 1e-12)
      }
    }
  }

  @Test("the densest bins are counted, one at the limit in part")
  func densest() throws {
    let ranking = [9.0, 1, 7, 8, 2, 3, 4, 5, 6, 0]
    let truth = [40.0, 0, 20, 20, 0, 0, 0, 0, 20, 0]
    #expect(TruthFit.lift(ranking: ranking, truth: truth, share: 0.1) == 4)
    // Bins 0 and 3, and half of bin 2.
    #expect(TruthFit.lift(ranking: ranking, truth: truth, share: 0.25) == 0.7 / 0.25)
    #expect(TruthFit.lift(ranking: ranking, truth: [0, 0], share: 0.1) == nil)
  }

  @Test("no lift exceeds that of the truth itself", arguments: UInt64(1)...20)
  func best(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let truth = (0..<95).map { _ in random.uniform() * random.uniform() }
    let ranking = (0..<95).map { _ in (random.uniform() * 10).rounded() }
    for share in [0.1, 0.25] {
      let lift = try #require(TruthFit.lift(ranking: ranking, truth: truth, share: share))
      let most = try #require(TruthFit.lift(ranking: truth, truth: truth, share: share))
      #expect(lift >= 0 && lift <= most + 1e-12 && most <= 1 / share + 1e-12)
    }
  }
}
