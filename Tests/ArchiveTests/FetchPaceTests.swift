import Market
import Testing

@testable import Archive

@Suite("The pace of asking")
struct FetchPaceTests {
  private static let bitfinex = BitfinexEndpoints(
    layout: BitfinexLayout(
      instrument: Instrument(venue: .bitfinex, symbol: "tBTCF0:USTF0", kind: .linear)))

  private func job(_ id: Int, _ endpoint: FetchEndpoint) -> FetchJob {
    let window = ResponseWindow(.days(1), containing: Day(number: 19_724 + id).start)
    return FetchJob(id: id, item: endpoint.item(window, partial: false))
  }

  /// Starts of requests in seconds, when a host is asked as often as it may be.
  private func starts(_ queue: inout HostQueue, from start: ContinuousClock.Instant) -> [Double] {
    var starts: [Double] = []
    var now = start
    while queue.waiting > 0, starts.count < 1_000 {
      while queue.next(now: now) != nil { starts.append((now - start) / .seconds(1)) }
      guard let opening = queue.opening(now: now) else { break }
      now = max(now, opening)
    }
    return starts
  }

  @Test("no minute ever holds more requests than the venue allows")
  func limits() {
    let start = ContinuousClock.now
    var queue = HostQueue(isPaced: true, now: start)
    // Three a minute of liquidations, ninety of status.
    for id in 0..<12 { queue.add(job(id, Self.bitfinex.all[2]), now: start) }
    let starts = starts(&queue, from: start)
    #expect(starts.count == 12)
    for first in starts {
      #expect(starts.filter { $0 >= first && $0 < first + 60 }.count <= 3)
    }
    #expect((starts.last ?? 0) < 12 * 26)
  }

  @Test("a slow kind of request does not slow the others")
  func lanes() {
    let start = ContinuousClock.now
    var queue = HostQueue(isPaced: true, now: start)
    for id in 0..<4 { queue.add(job(id, Self.bitfinex.all[2]), now: start) }
    for id in 0..<60 { queue.add(job(id, Self.bitfinex.all[1]), now: start) }
    #expect(starts(&queue, from: start).filter { $0 < 60 }.count >= 60)
    #expect(queue.waiting == 0)
  }

  @Test("a mirror is asked as fast as it answers")
  func mirror() {
    let start = ContinuousClock.now
    var queue = HostQueue(isPaced: false, now: start)
    for id in 0..<12 { queue.add(job(id, Self.bitfinex.all[2]), now: start) }
    #expect(starts(&queue, from: start) == Array(repeating: 0, count: 12))
  }

  @Test("a pause holds all of a host back")
  func pause() {
    let start = ContinuousClock.now
    var queue = HostQueue(isPaced: false, now: start)
    for id in 0..<3 { queue.add(job(id, Self.bitfinex.all[id]), now: start) }
    queue.pausedUntil = start + .seconds(9)
    #expect(queue.next(now: start + .seconds(8)) == nil)
    #expect(starts(&queue, from: start) == [9, 9, 9])
  }

  @Test("what failed and what is new have their turns")
  func turns() {
    let start = ContinuousClock.now
    var queue = HostQueue(isPaced: false, now: start)
    for id in 0..<10 { queue.add(job(id, Self.bitfinex.all[0]), now: start) }
    for id in 10..<20 { queue.add(job(id, Self.bitfinex.all[0]), after: 0, now: start) }
    let first = (0..<10).compactMap { _ in queue.next(now: start)?.id }
    #expect(first.filter { $0 < 10 }.count == 5)
  }

  @Test("waiting doubles, has a bound, and is the same for the same seed")
  func backOff() {
    var one = BackOff(first: 0.3, seed: 5)
    var two = BackOff(first: 0.3, seed: 5)
    for failures in 1...40 {
      let seconds = one.seconds(after: failures)
      #expect(seconds == two.seconds(after: failures))
      var whole = 0.3
      for _ in 1..<failures { whole = min(whole * 2, 60) }
      #expect(seconds >= whole / 2 && seconds <= whole)
    }
  }
}
