import Market

/// One run: starts requests where the hosts' pace allows, judges what comes, stores it or tries
/// again. All on one thread; the transfers overlap, the decisions do not.
struct FetchRun {
  private let plan: FetchPlan
  private let settings: FetchSettings
  private let clock: @Sendable () -> Timestamp
  private let curl: Curl
  private var store: FetchStore
  private var backOff: BackOff
  private var hosts: [VenueHost: HostQueue] = [:]
  /// Hosts in the order in which they have their turn.
  private var turns: [VenueHost] = []
  private var underWay: [Int: FetchJob] = [:]
  private var jobs = 0
  /// Files given up in a row, by their folder.
  private var lost: [String: Int] = [:]
  private var tally: FetchTally
  private var events: [FetchEvent] = []

  init(
    plan: FetchPlan, settings: FetchSettings, clock: @escaping @Sendable () -> Timestamp
  ) throws(FetchError) {
    self.plan = plan
    self.settings = settings
    self.clock = clock
    do throws(TransferFault) {
      curl = try Curl(limits: settings.limits, authorities: settings.authorities)
    } catch {
      throw .transfer(error)
    }
    store = FetchStore(dataFolder: settings.dataFolder)
    backOff = BackOff(first: settings.firstDelay, seed: settings.seed)
    tally = FetchTally(plan: plan, start: ContinuousClock.now)
    for item in plan.items { add(item) }
  }

  mutating func run(_ tell: (FetchEvent) -> Void) throws(ArchiveError) -> FetchReport {
    var told = ContinuousClock.now
    for limit in plan.outOfReach { tell(.outOfReach(limit)) }
    tell(.progress(progress()))
    while true {
      startWhatMay()
      let isWaiting = hosts.values.contains { $0.waiting > 0 }
      if underWay.isEmpty, !isWaiting { break }
      for (id, outcome) in curl.wait(milliseconds: pause()) {
        guard let job = underWay.removeValue(forKey: id) else { continue }
        try take(outcome, for: job)
      }
      for event in events { tell(event) }
      events = []
      if ContinuousClock.now - told > .milliseconds(100) {
        told = ContinuousClock.now
        tell(.progress(progress()))
      }
    }
    tell(.progress(progress()))
    return tally.report()
  }

  // MARK: - Asking

  private mutating func add(_ item: FetchItem) {
    jobs += 1
    tally.expect(item)
    let job = FetchJob(id: jobs, item: item)
    let now = ContinuousClock.now
    if hosts[item.host] == nil {
      turns.append(item.host)
      hosts[item.host] = HostQueue(
        isPaced: settings.mirrors[item.host.venue] == nil, now: now)
    }
    if let fault = hosts[item.host]?.givenUp {
      tally.miss(job, .hostGivenUp(because: fault))
    } else {
      hosts[item.host]?.add(job, now: now)
    }
  }

  private mutating func startWhatMay() {
    var stalled = 0
    while underWay.count < settings.jobs, stalled < turns.count {
      let host = turns.removeFirst()
      turns.append(host)
      let isFree = (hosts[host]?.active ?? 0) < settings.jobsPerHost
      guard isFree, let job = hosts[host]?.next(now: ContinuousClock.now) else {
        stalled += 1
        continue
      }
      stalled = 0
      start(job)
    }
  }

  private mutating func start(_ job: FetchJob) {
    var job = job
    if job.requests == 0 { job.hostAnswers = hosts[job.item.host]?.goodAnswers ?? 0 }
    job.requests += 1
    job.item.ask(at: clock())
    tally.request(job)
    let mirror = settings.mirrors[job.item.host.venue]
    let request = HTTPRequest(
      origin: mirror?.origin ?? job.item.host.origin,
      target: (mirror?.prefix ?? "") + job.target, limit: job.limit,
      method: job.item.body.map(HTTPMethod.post) ?? .get)
    do throws(TransferFault) {
      try curl.start(request, id: job.id)
      underWay[job.id] = job
      hosts[job.item.host]?.active += 1
    } catch {
      tally.miss(job, .transfer(error))
    }
  }

  /// Milliseconds until something may be started, a second at the most.
  private func pause() -> Int32 {
    guard underWay.count < settings.jobs else { return 1_000 }
    let now = ContinuousClock.now
    var pause = Duration.seconds(1)
    for host in hosts.values where host.active < settings.jobsPerHost {
      if let opening = host.opening(now: now) { pause = min(pause, max(.zero, opening - now)) }
    }
    return Int32(pause / .milliseconds(1)) + 1
  }

  // MARK: - Taking

  private mutating func take(_ outcome: Result<HTTPResponse, TransferFault>, for job: FetchJob)
    throws(ArchiveError)
  {
    hosts[job.item.host]?.active -= 1
    let response: HTTPResponse
    switch outcome {
    case .success(let answer): response = answer
    case .failure(let fault):
      try fail(job, .transfer(fault), body: nil)
      return
    }
    if response.status == 404, job.item.answer == .checkedArchive {
      noteGoodAnswer(job)
      try isAbsent(job, answer: "HTTP 404")
      return
    }
    var fault: FetchFault?
    var content = AnswerJudgement.Content.nothing
    do throws(FetchFault) {
      try AnswerJudgement.status(of: response, item: job.item)
      content = try AnswerJudgement.body(
        of: response, item: job.item, partial: job.isPartial)
      if job.item.answer == .checkedArchive, job.checksum == nil {
        _ = try AnswerJudgement.digest(in: response.body, of: job.item.file)
      }
    } catch {
      fault = error
    }
    if let fault {
      try fail(job, fault, body: response.body)
    } else if job.item.answer == .checkedArchive {
      try takeArchive(response.body, for: job)
    } else {
      noteGoodAnswer(job)
      if case .fullPage(let limit) = content {
        events.append(.fullPage(file: job.item.file, job.item.host.venue, limit: limit))
      }
      try store(response.body, for: job, isWorthIt: content != .nothing)
    }
  }

  /// The checksum first, then the archive that must match it.
  private mutating func takeArchive(_ body: [UInt8], for job: FetchJob) throws(ArchiveError) {
    var job = job
    let checksum = job.checksum ?? body
    guard let expected = try? AnswerJudgement.digest(in: checksum, of: job.item.file) else {
      return try fail(job, .checksumUnreadable(found: ""), body: nil)
    }
    guard job.checksum != nil else {
      noteGoodAnswer(job)
      if let archive = store.archive(job.item), SHA256.hexDigest(of: archive) == expected {
        try store.put(checksum: checksum, for: job.item)
        tally.store(job, bytes: checksum.count)
      } else {
        job.checksum = checksum
        hosts[job.item.host]?.add(job, after: 0, now: ContinuousClock.now)
      }
      return
    }
    let found = SHA256.hexDigest(of: body)
    guard found == expected else {
      job.checksum = nil
      try fail(job, .checksum(found: found, expected: expected), body: body)
      return
    }
    noteGoodAnswer(job)
    try store.put(body, for: job.item, checksum: checksum)
    tally.store(job, bytes: body.count + checksum.count)
  }

  private mutating func store(_ body: [UInt8], for job: FetchJob, isWorthIt: Bool)
    throws(ArchiveError)
  {
    if isWorthIt { try store.put(body, for: job.item) }
    tally.store(job, bytes: isWorthIt ? body.count : 0)
  }

  private mutating func noteGoodAnswer(_ job: FetchJob) {
    hosts[job.item.host]?.goodAnswers += 1
    hosts[job.item.host]?.pauses = 0
    hosts[job.item.host]?.failures = 0
    lost[job.item.family] = nil
  }

  /// The venue does not have it: that is noted where it should have it by now, and what stands in
  /// for it is asked for.
  private mutating func isAbsent(_ job: FetchJob, answer: String) throws(ArchiveError) {
    let now = clock()
    let isNoted = job.item.absentFrom.map { now >= $0 } ?? true
    if isNoted {
      let origin = settings.mirrors[job.item.host.venue]?.origin ?? job.item.host.origin
      try store.note(
        AbsenceNote(
          url: origin + job.item.target, answer: answer, askedAt: now,
          askAgainFrom: now + FetchPlan.absenceHolds),
        for: job.item)
    }
    let standIns = try plan.inPlace(of: job.item)
    tally.absent(job, isNoted: isNoted, hasStandIns: !job.item.standIns.isEmpty)
    for item in standIns { add(item) }
  }

  // MARK: - Failing

  private mutating func fail(_ job: FetchJob, _ fault: FetchFault, body: [UInt8]?)
    throws(ArchiveError)
  {
    var job = job
    job.repeats = job.fault == fault ? job.repeats + 1 : 1
    job.fault = fault
    job.failures += 1
    tally.repeated(job)
    switch fault.remedy {
    case .again: tryAgain(job, fault)
    case .confirm:
      if job.repeats >= settings.confirmations, let body {
        try accept(job, fault, body)
      } else if job.requests > settings.retries * settings.confirmations {
        giveUp(job, fault)
      } else {
        delay(job, failures: job.repeats)
      }
    case .pause(let seconds): pause(job, fault, seconds: seconds)
    case .leave:
      tally.miss(job, fault)
      if case .refused = fault { giveUpFamily(job, fault) }
    case .leaveHost: giveUpHost(job, fault)
    }
  }

  private mutating func tryAgain(_ job: FetchJob, _ fault: FetchFault) {
    if fault.isOfHost, rest(job.item.host) > settings.retries {
      giveUpHost(job, fault)
    } else if hosts[job.item.host]?.givenUp != nil || job.failures > settings.retries {
      giveUp(job, fault)
    } else {
      delay(job, failures: job.failures)
    }
  }

  /// A host that does not answer is not asked for the next file in place of the last.
  ///
  /// - Returns: how often in a row it has left all that it was asked for unanswered.
  private mutating func rest(_ host: VenueHost) -> Int {
    hosts[host]?.failures += 1
    let rounds = (hosts[host]?.failures ?? 0) / settings.jobsPerHost
    guard rounds > 0 else { return 0 }
    let paused = hosts[host]?.pausedUntil ?? .now
    hosts[host]?.pausedUntil = max(paused, .now + .seconds(backOff.seconds(after: rounds)))
    return rounds
  }

  private mutating func delay(_ job: FetchJob, failures: Int) {
    hosts[job.item.host]?.add(
      job, after: backOff.seconds(after: failures), now: ContinuousClock.now)
  }

  private mutating func pause(_ job: FetchJob, _ fault: FetchFault, seconds: Int?) {
    let host = job.item.host
    hosts[host]?.pauses += 1
    let pauses = hosts[host]?.pauses ?? 1
    let wait = seconds.map(Double.init) ?? backOff.seconds(after: pauses)
    if wait > settings.patience {
      giveUpHost(job, fault)
      return
    }
    let now = ContinuousClock.now
    let paused = hosts[host]?.pausedUntil ?? now
    hosts[host]?.pausedUntil = max(paused, now + .seconds(wait))
    if wait >= 5 { events.append(.pause(host, seconds: wait, fault)) }
    if hosts[host]?.givenUp != nil || job.failures > settings.retries {
      giveUp(job, fault)
    } else {
      hosts[host]?.add(job, after: 0, now: now)
    }
  }

  /// What the venue has said often enough to be believed.
  private mutating func accept(_ job: FetchJob, _ fault: FetchFault, _ body: [UInt8])
    throws(ArchiveError)
  {
    noteGoodAnswer(job)
    guard fault == .empty else { return try store(body, for: job, isWorthIt: true) }
    if case .response(_, _, .any) = job.item.answer {
      try store(body, for: job, isWorthIt: true)
    } else if let from = job.item.absentFrom, clock() >= from {
      try isAbsent(job, answer: "an empty list, \(job.repeats) times")
    } else {
      giveUp(job, fault)
    }
  }

  /// One file is missing; where its host has answered nothing since it was first asked for, so are
  /// all others of it.
  private mutating func giveUp(_ job: FetchJob, _ fault: FetchFault) {
    if fault.isOfHost, hosts[job.item.host]?.goodAnswers == job.hostAnswers {
      giveUpHost(job, fault)
      return
    }
    tally.miss(job, fault)
    lost[job.item.family, default: 0] += 1
    if lost[job.item.family, default: 0] > 2 { giveUpFamily(job, fault) }
  }

  /// What is not given for several times is not asked for all others.
  private mutating func giveUpFamily(_ job: FetchJob, _ fault: FetchFault) {
    let family = job.item.family
    for other in hosts[job.item.host]?.takeAll(where: { $0.item.family == family }) ?? [] {
      tally.miss(other, .familyGivenUp(because: fault))
    }
  }

  private mutating func giveUpHost(_ job: FetchJob, _ fault: FetchFault) {
    let host = job.item.host
    if hosts[host]?.givenUp == nil {
      hosts[host]?.givenUp = fault
      events.append(.givenUp(host, fault))
    }
    tally.miss(job, fault)
    for other in hosts[host]?.takeAll() ?? [] { tally.miss(other, .hostGivenUp(because: fault)) }
  }

  private func progress() -> [VenueProgress] {
    var paced: [Venue: Double] = [:]
    for (host, queue) in hosts {
      paced[host.venue] = max(paced[host.venue] ?? 0, queue.pacedSeconds)
    }
    return tally.progress(now: ContinuousClock.now, paced: paced)
  }
}
