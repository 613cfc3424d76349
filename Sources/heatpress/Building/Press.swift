import Briefing
import Charts
import Dispatch
import Market
import Site
import Synchronization

/// The second stage of a build: works out the editions that the cache lacks, draws the charts and
/// renders the pages of days that were worked out.
///
/// Threads walk markets, one each, and draw what others have walked through; one that has made more
/// editions than anybody draws draws itself. So memory does not grow with the days. Threads that have
/// neither read ahead what the pages about all days will ask for. Results go into the cache under their
/// keys, so that their order is of no account.
final class Press: Sendable {
  private let planner: MarketPlanner
  /// That the pages are for; `nil` where they are made by somebody else.
  private let site: SiteAssembly?
  private let plans: [MarketPlan]
  private let painter: ChartPainter
  private let jobs: Int
  private let log: Log
  private let total: Int
  /// Editions that wait for a painter.
  private let queueLimit: Int
  private let state: Mutex<State>
  /// Told once for each thread that waits when there is something new.
  private let news = Signal()

  private struct State: Sendable {
    /// Places of the markets that nobody has begun, the next last.
    var markets: [Int]
    var walking = 0
    var editions: [Task] = []
    /// Days of markets that are at work whose own results are all in the cache, to be read ahead; the
    /// last first.
    var finished: [PlannedDay] = []
    var waiting = 0
    /// Days that somebody draws or has drawn.
    var taken = 0
    var done = 0
    var drawn = 0
    var walked = 0
    /// The failure of the first market that has one: the same whatever the number of threads.
    var failure: (market: Int, error: any Error)?
  }

  /// A day whose charts are to be drawn.
  private struct Task: Sendable {
    var market: Int
    /// Of the day among the market's days.
    var place: Int
    var day: PlannedDay
    /// As it was worked out; `nil` where it is in the cache.
    var edition: Edition?
    /// The edition that it is but for the files that it names.
    var sibling: CacheName?
  }

  private enum Step {
    case walk(Int)
    case draw(Task, threads: Int)
    case readAhead([PlannedDay])
    case wait, stop
  }

  /// Thrown through a walk that need not go on.
  private struct Stopped: Error {}

  init(
    _ plans: [MarketPlan], for site: SiteAssembly?, planner: MarketPlanner, painter: ChartPainter,
    jobs: Int, log: Log
  ) {
    self.plans = plans
    self.site = site
    self.planner = planner
    self.painter = painter
    self.jobs = jobs
    self.log = log
    queueLimit = 2 * jobs
    var drawings: [Task] = []
    var finished: [PlannedDay] = []
    for (market, plan) in plans.enumerated() {
      for (place, day) in plan.days.enumerated() where !plan.missing.contains(day.date) {
        let sibling = plan.renamed[day.date]
        if sibling != nil || plan.undrawn.contains(day.date) {
          drawings.append(Task(market: market, place: place, day: day, sibling: sibling))
        } else if site != nil, !plan.missing.isEmpty {
          finished.append(day)
        }
      }
    }
    let markets = plans.indices.filter { !plans[$0].missing.isEmpty }
    total = drawings.count + plans.reduce(0) { $0 + $1.missing.count }
    state = Mutex(
      State(markets: markets.reversed(), editions: drawings.reversed(), finished: finished))
  }

  /// Days whose charts were drawn.
  var made: Int { state.withLock { $0.drawn } }

  /// Days that were walked through, published or not.
  var walked: Int { state.withLock { $0.walked } }

  /// Does all of it.
  ///
  /// - Throws: what the first of the markets, in the plans' order, failed of.
  func run() throws {
    var workers = Array(0..<jobs)
    _ = forEachConcurrently(&workers, threads: jobs) { _ in self.work() }
    if let failure = state.withLock({ $0.failure?.error }) { throw failure }
  }

  private func work() {
    while true {
      switch state.withLock({ next(&$0) }) {
      case .stop: return
      case .wait: news.wait()
      case .readAhead(let days): for day in days { site?.readAhead(day) }
      case .draw(let task, let threads): attempt(task.market) { try self.print(task, threads) }
      case .walk(let market):
        attempt(market) { try self.walk(market) }
        tell { $0.walking -= 1 }
      }
    }
  }

  private func next(_ state: inout State) -> Step {
    if state.editions.count < queueLimit, state.failure == nil, let market = state.markets.popLast()
    {
      state.walking += 1
      return .walk(market)
    }
    if state.failure != nil { state.markets = [] }
    if let task = state.editions.popLast() {
      state.taken += 1
      // The last day of all is drawn by everybody.
      return .draw(task, threads: state.taken == total ? jobs : 1)
    }
    if state.walking == 0, state.markets.isEmpty { return .stop }
    if !state.finished.isEmpty {
      // So few that nobody waits for a painter meanwhile.
      let days = state.finished.suffix(8)
      state.finished.removeLast(days.count)
      return .readAhead(Array(days))
    }
    state.waiting += 1
    return .wait
  }

  private func walk(_ market: Int) throws {
    let plan = plans[market]
    let chronicle = try planner.chronicle(of: plan)
    let places = Dictionary(
      uniqueKeysWithValues: plan.days.enumerated().map { ($0.element.date, $0.offset) })
    let store = planner.store
    func checkpoint(_ day: Day) -> CacheName? {
      plan.checkpoints.contains(day) ? plan.data?.chain.checkpoint(at: day) : nil
    }
    try chronicle.walk(
      days: plan.range, where: plan.missing.contains, provisional: plan.openDay != nil,
      keep: { day in
        state.withLock { $0.walked += 1 }
        return checkpoint(day).map { !store.hasCheckpoint($0) } ?? false
      },
      kept: { walk throws in
        if let name = checkpoint(walk.day) { try store.keep(walk, as: name) }
      }
    ) { edition throws in
      guard let place = places[edition.briefing.date] else { return }
      let task = Task(market: market, place: place, day: plan.days[place], edition: edition)
      let mine = try state.withLock { state -> Bool in
        if let failure = state.failure, failure.market < market { throw Stopped() }
        guard state.editions.count < queueLimit, jobs > 1 else {
          state.taken += 1
          return true
        }
        state.editions.insert(task, at: 0)
        wake(&state)
        return false
      }
      if mine { try print(task, 1) }
    }
  }

  private func print(_ task: Task, _ threads: Int) throws {
    let store = planner.store
    var document = task.edition?.briefing
    if let sibling = task.sibling {
      document = try store.keep(
        task.day, from: sibling, naming: plans[task.market].data?.record.sources ?? [])
    }
    let hasCharts = store.hasCharts(task.day)
    if !hasCharts {
      let edition = try task.edition ?? store.edition(task.day)
      try store.keep(try painter.charts(for: edition, threads: threads), as: task.day)
    }
    if let edition = task.edition { try store.keep(edition, as: task.day) }
    if let document {
      try site?.render(task.place, of: plans[task.market].days, showing: document)
    }
    state.withLock { state in
      state.done += 1
      state.drawn += hasCharts ? 0 : 1
      log.progress("Publishing day", state.done, of: total)
    }
  }

  private func attempt(_ market: Int, _ body: () throws -> Void) {
    do {
      try body()
    } catch is Stopped {
    } catch {
      tell { state in
        if market <= state.failure?.market ?? market { state.failure = (market, error) }
      }
    }
  }

  private func tell(_ change: (inout State) -> Void) {
    state.withLock { state in
      change(&state)
      wake(&state)
    }
  }

  private func wake(_ state: inout State) {
    for _ in 0..<state.waiting { news.send() }
    state.waiting = 0
  }
}

/// A count of news that threads wait for.
private final class Signal: @unchecked Sendable {
  // A semaphore is made for being shared by threads.
  private let semaphore = DispatchSemaphore(value: 0)

  func wait() { semaphore.wait() }

  func send() { semaphore.signal() }
}
