/// What one host is still to be asked for, and when it may be.
struct HostQueue {
  typealias Instant = ContinuousClock.Instant

  private struct Lane {
    var fresh: [FetchJob] = []
    var next = 0
    /// The earliest start of the next request.
    var opens: Instant
  }

  private var lanes: [String: Lane] = [:]
  private var order: [String] = []
  private var delayed: [(job: FetchJob, until: Instant)] = []
  private(set) var waiting = 0
  /// Whether it is the turn of what has not been asked for yet.
  private var isTurnOfFresh = false

  /// Whether the host's own limits are kept: those of a mirror are unknown and said by itself.
  let isPaced: Bool
  var active = 0
  var pausedUntil: Instant
  /// Pauses that the host has asked for, and requests that it has not answered at all, in a row
  /// without a good answer between them.
  var pauses = 0
  var failures = 0
  var goodAnswers = 0
  /// Why it is not asked any more.
  var givenUp: FetchFault?

  init(isPaced: Bool, now: Instant) {
    self.isPaced = isPaced
    pausedUntil = now
  }

  mutating func add(_ job: FetchJob, now: Instant) {
    let name = job.item.lane.name
    if lanes[name] == nil { order.append(name) }
    lanes[name, default: Lane(opens: now)].fresh.append(job)
    waiting += 1
  }

  mutating func add(_ job: FetchJob, after seconds: Double, now: Instant) {
    delayed.append((job, now + .seconds(seconds)))
    waiting += 1
  }

  /// The next request that may be made now: in turn one that is to be repeated and a fresh one, so
  /// that neither what fails nor what is new keeps the other waiting.
  mutating func next(now: Instant) -> FetchJob? {
    guard waiting > 0, now >= pausedUntil else { return nil }
    isTurnOfFresh.toggle()
    return isTurnOfFresh
      ? nextFresh(now: now) ?? nextDelayed(now: now) : nextDelayed(now: now) ?? nextFresh(now: now)
  }

  private mutating func nextDelayed(now: Instant) -> FetchJob? {
    for index in delayed.indices where delayed[index].until <= now {
      let job = delayed[index].job
      guard isOpen(job.item.lane.name, now: now) else { continue }
      delayed.remove(at: index)
      return take(job, now: now)
    }
    return nil
  }

  private mutating func nextFresh(now: Instant) -> FetchJob? {
    for (place, name) in order.enumerated() {
      guard let lane = lanes[name], lane.next < lane.fresh.count, isOpen(name, now: now) else {
        continue
      }
      lanes[name]?.next += 1
      // Each lane has its turn.
      order.remove(at: place)
      order.append(name)
      return take(lane.fresh[lane.next], now: now)
    }
    return nil
  }

  /// When there may be something to do next, as far as is known now.
  func opening(now: Instant) -> Instant? {
    guard waiting > 0 else { return nil }
    var soonest: Instant?
    func consider(_ instant: Instant) { soonest = min(soonest ?? instant, instant) }
    for entry in delayed {
      consider(max(entry.until, lanes[entry.job.item.lane.name]?.opens ?? entry.until))
    }
    for lane in lanes.values where lane.next < lane.fresh.count { consider(lane.opens) }
    return soonest.map { max($0, pausedUntil) }
  }

  /// All that is waiting, which it then is no more.
  mutating func takeAll(where isWanted: (FetchJob) -> Bool = { _ in true }) -> [FetchJob] {
    var taken: [FetchJob] = []
    for name in order {
      guard let lane = lanes[name] else { continue }
      let fresh = lane.fresh[lane.next...]
      taken += fresh.filter(isWanted)
      lanes[name]?.fresh = fresh.filter { !isWanted($0) }
      lanes[name]?.next = 0
    }
    taken += delayed.map(\.job).filter(isWanted)
    delayed.removeAll { isWanted($0.job) }
    waiting -= taken.count
    return taken
  }

  /// Seconds that the host's own pace asks for, for what is waiting.
  var pacedSeconds: Double {
    guard isPaced else { return 0 }
    return lanes.values.map { lane in
      lane.fresh[lane.next...].reduce(0) { $0 + $1.item.lane.spacing }
    }.max() ?? 0
  }

  private func isOpen(_ lane: String, now: Instant) -> Bool {
    lanes[lane].map { $0.opens <= now } ?? true
  }

  private mutating func take(_ job: FetchJob, now: Instant) -> FetchJob {
    waiting -= 1
    if isPaced {
      lanes[job.item.lane.name, default: Lane(opens: now)].opens =
        now + .seconds(job.item.lane.spacing)
    }
    return job
  }
}
