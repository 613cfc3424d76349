import Archive
import ArgumentParser
import FoundationEssentials
import Glibc
import Market
import Site

struct FetchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Gets from the venues what the data folder lacks; needs no account.",
    discussion: """
      Goes through the configured instruments and days, works out from the names of the files on \
      disk what is missing, and asks the venues for that alone. Each answer is verified before it \
      is put in its place in one step, so the run may be stopped at any moment and started again. \
      A venue that fails does not keep the others.

      The last ninety days:                    heatpress fetch
      From a day on:                           heatpress fetch --from 2024-01-01
      Where a venue does not answer:           heatpress fetch --mirror binance=https://mirror.example.org

      Each venue is asked as slowly as its own limits want it, so that the first run may take an \
      hour; Bitfinex's liquidations are three requests a minute. Afterwards a day takes minutes. \
      A mirror is not slowed down: it says itself when it has had enough.

      Ends with exit code 69 when anything is missing that was asked for; run it again then. The \
      last line of standard output is the data folder.
      """)

  @OptionGroup var input: DataOptions

  @Option(
    help: ArgumentHelp(
      "Fetch this market's instruments alone; may be given several times.", valueName: "ID"))
  var market: [String] = []

  @Option(
    help: ArgumentHelp(
      "The first day; without it the ninetieth up to the last.", valueName: "YYYY-MM-DD"))
  var from: Day?

  @Option(
    help: ArgumentHelp(
      "The last day; without it yesterday, the last that is over.", valueName: "YYYY-MM-DD"))
  var to: Day?

  @Option(
    help: ArgumentHelp(
      """
      Ask this address in the venue's place, with the venue's own paths behind it; may be given \
      for several venues.
      """, valueName: "VENUE=URL"))
  var mirror: [MirrorOption] = []

  @Option(
    help: ArgumentHelp(
      "How many transfers at once, over all venues; one host never sees more than four.",
      valueName: "N"))
  var jobs = 8

  @Option(
    help: ArgumentHelp("How often a request is tried again before it is given up.", valueName: "N"))
  var retries = 8

  @Option(
    help: ArgumentHelp(
      "The time that it is taken to be, for a mirror of the past; else the machine's.",
      valueName: "TIME"))
  var now: Timestamp?

  @OptionGroup var logging: LogOptions

  func validate() throws {
    guard (1...64).contains(jobs) else {
      throw ValidationError("--jobs takes a number from 1 to 64.")
    }
    guard (0...20).contains(retries) else {
      throw ValidationError("--retries takes a number from 0 to 20.")
    }
    if let from, let to, to < from {
      throw ValidationError("--to \(to) lies before --from \(from).")
    }
  }

  func run() async throws {
    // A connection that the other side has closed is an error to be handled, not the end.
    signal(SIGPIPE, SIG_IGN)
    let log = logging.log
    var configuration = try input.readConfiguration()
    try configuration.keep(markets: market)
    var settings = FetchSettings(dataFolder: configuration.data)
    settings.mirrors = try MirrorOption.mirrors(mirror, log: log)
    settings.jobs = jobs
    settings.retries = retries
    settings.seed = .random(in: 0 ... .max)
    settings.authorities = ProcessInfo.processInfo.environment["SSL_CERT_FILE"]
    let fetcher = Fetcher(
      wish: try wish(configuration, log: log), settings: settings, clock: clock)
    let progress = FetchProgress(log: log)
    let report = try fetcher.run { event in
      switch event {
      case .progress(let venues): progress.show(venues)
      case .pause(let host, let seconds, let fault):
        log.info("\(host.venue.name) \(fault); waiting for \(Int(seconds.rounded(.up))) s.")
      case .givenUp(let host, let fault):
        let address = mirror.first { $0.venue == host.venue.rawValue }?.url ?? host.origin
        log.warning("\(address): \(host.venue.name) \(fault). Not asked any more.")
      case .fullPage(let file, let venue, let limit):
        log.warning(
          "\(file): \(limit) rows, as many as \(venue.name) gives at once; what came after them"
            + " is not in it.")
      case .outOfReach(let limit):
        log.info(
          "\(limit.folder): \(limit.venue.name) goes back to \(limit.since.day) only; what is"
            + " earlier cannot be had any more.")
      }
    }
    FetchSummary.tell(report, in: log)
    guard report.isComplete else {
      throw Failure(
        .unreachable,
        "\(FetchSummary.files(report.failures.count)) could not be had; what has come is in"
          + " \(configuration.data). Run again to ask for the rest.")
    }
    log.result(configuration.data)
  }

  private var clock: @Sendable () -> Timestamp {
    if let now { return { now } }
    return { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }
  }

  private func wish(_ configuration: Configuration, log: Log) throws -> FetchPlan.Wish {
    let sources = configuration.markets.flatMap(\.instruments)
    var instruments: [Instrument] = []
    for source in sources where !source.isNamedFile && !instruments.contains(source.instrument) {
      instruments.append(source.instrument)
    }
    guard !instruments.isEmpty else {
      throw Failure(
        .usage,
        "\(configuration.file): nothing to fetch, since all instruments are 'source: series', files"
          + " that you bring.")
    }
    for source in sources where source.isNamedFile {
      log.info("\(source.instrument): a series, which is a file that you bring; not fetched.")
    }
    let today = clock().day
    let last = to ?? today - 1
    guard last <= today else {
      throw Failure(.usage, "--to \(last) has not come yet; today is \(today).")
    }
    let first = from ?? last - 89
    guard first <= last else {
      throw Failure(.usage, "--from \(first) lies after the last day, \(last).")
    }
    var wallets: [String] = []
    for list in Set(sources.compactMap(\.wallets)).sorted() {
      wallets += try WalletList.read(list, dataFolder: configuration.data)
    }
    return FetchPlan.Wish(instruments: instruments, wallets: wallets, from: first, to: last)
  }
}
