import Market

/// Keeps count of a run.
struct FetchTally {
  private var venues: [Venue: FetchReport.VenueReport] = [:]
  private var failures: [FetchReport.Failure] = []
  private var done: [Venue: Int] = [:]
  private var total: [Venue: Int] = [:]
  private let start: ContinuousClock.Instant

  init(plan: FetchPlan, start: ContinuousClock.Instant) {
    self.start = start
    for (venue, count) in plan.present { venues[venue, default: .init()].present = count }
    for (venue, count) in plan.absent { venues[venue, default: .init()].absent = count }
  }

  mutating func expect(_ item: FetchItem) {
    total[item.host.venue, default: 0] += 1
    if venues[item.host.venue] == nil { venues[item.host.venue] = .init() }
  }

  mutating func request(_ job: FetchJob) { count(job) { $0.requests += 1 } }
  mutating func repeated(_ job: FetchJob) { count(job) { $0.repeated += 1 } }

  mutating func store(_ job: FetchJob, bytes: Int) {
    finish(job)
    count(job) {
      $0.stored += 1
      $0.bytes += bytes
    }
  }

  /// - Parameters:
  ///   - isNoted: whether the venue should have it by now.
  ///   - hasStandIns: whether something else is asked for in its place, where it is not noted.
  mutating func absent(_ job: FetchJob, isNoted: Bool, hasStandIns: Bool) {
    finish(job)
    count(job) {
      if isNoted { $0.absent += 1 } else if !hasStandIns { $0.awaited += 1 }
    }
  }

  mutating func miss(_ job: FetchJob, _ fault: FetchFault) {
    finish(job)
    count(job) { $0.missing += 1 }
    failures.append(
      .init(venue: job.item.host.venue, file: job.item.file, fault: fault))
  }

  func report() -> FetchReport {
    var report = FetchReport()
    report.venues = venues
    report.failures = failures.sorted { $0.file < $1.file }
    return report
  }

  /// - Parameter paced: seconds that each venue's own pace asks for, for what is left.
  func progress(now: ContinuousClock.Instant, paced: [Venue: Double]) -> [VenueProgress] {
    let elapsed = (now - start) / .seconds(1)
    return total.keys.sorted { $0.rawValue < $1.rawValue }.map { venue in
      let (done, total) = (done[venue] ?? 0, total[venue] ?? 0)
      var left: Double?
      if done > 0 {
        left = max(paced[venue] ?? 0, elapsed / Double(done) * Double(total - done))
      } else if let seconds = paced[venue], seconds > 0 {
        left = seconds
      }
      return VenueProgress(
        venue: venue, done: done, total: total, bytes: venues[venue]?.bytes ?? 0,
        rate: elapsed > 0 ? Double(done) / elapsed : 0, secondsLeft: left)
    }
  }

  private mutating func finish(_ job: FetchJob) { done[job.item.host.venue, default: 0] += 1 }

  private mutating func count(
    _ job: FetchJob, _ change: (inout FetchReport.VenueReport) -> Void
  ) {
    change(&venues[job.item.host.venue, default: .init()])
  }
}
