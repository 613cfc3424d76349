import ArgumentParser
import Archive
import FoundationEssentials
import Market
import Site

struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Reads the data, computes the briefings and publishes the site.",
    discussion: """
      What was made before and would be the same is taken from the cache (Guides/Caching.md). \
      The site is written beside the published one, checked, and put in its place in one step: \
      whatever happens, readers see the old site or the new one, whole. What is published depends \
      on the data alone; the clock is used for nothing but the age of the data (max_age).

      The last line of standard output is the site's path.

      Many machines share the work by --shard, and one of them puts the site together by --assemble: \
      byte for byte the site that one machine makes alone.
      """)

  @OptionGroup var site: SiteOptions

  @Option(
    name: .customLong("base-url"),
    help: ArgumentHelp("Where the site will stand, for feeds and the 404 page.", valueName: "URL"))
  var baseURL: String?

  @Option(
    help: ArgumentHelp(
      "Publish this market alone, without the others; may be given several times.", valueName: "ID")
  )
  var market: [String] = []

  @Option(
    help: ArgumentHelp(
      "The first day of the site; earlier ones are left out.", valueName: "YYYY-MM-DD"))
  var from: Day?

  @Option(
    help: ArgumentHelp(
      "The last day of the site; later ones are left out.", valueName: "YYYY-MM-DD"))
  var to: Day?

  @Option(
    help: ArgumentHelp(
      "The time that the data's age is judged at; else SOURCE_DATE_EPOCH, else the machine's.",
      valueName: "TIME"))
  var now: Timestamp?

  @Option(
    help:
      "How many tasks at once; files are asked for by four times as many. The bytes do not depend on it."
  )
  var jobs = ProcessInfo.processInfo.activeProcessorCount

  @Flag(
    exclusivity: .exclusive,
    help: "What a refused row does, whatever the configuration says: stop, or skip and report.")
  var policy: PolicyFlag?

  @Flag(help: "Make everything anew, whatever the cache has.")
  var force = false

  @Flag(help: "Render the published briefings anew, with today's templates; compute nothing.")
  var onlyRender = false

  @Flag(
    help: ArgumentHelp(
      "End with 80 where an alert fires at a market's latest close. The site is published all the same."
    ))
  var failOnAlert = false

  @Flag(
    help: ArgumentHelp(
      "Stay, and build again whenever data, configuration, templates, pages or assets change."))
  var watch = false

  @OptionGroup(title: "Past one machine") var shares: ShareOptions
  @OptionGroup var logging: LogOptions

  enum PolicyFlag: String, EnumerableFlag {
    case strict, lenient
  }

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs takes a number from 1 on.") }
    if let from, let to, to < from {
      throw ValidationError("--to \(to) lies before --from \(from).")
    }
    guard !watch || !failOnAlert else {
      throw ValidationError("--fail-on-alert is for a build that ends; --watch does not.")
    }
    guard !watch || (shares.shard == nil && !shares.assemble) else {
      throw ValidationError("--watch is for one machine: no --shard, no --assemble.")
    }
    if shares.shard != nil, baseURL != nil || failOnAlert || onlyRender {
      throw ValidationError(
        "--shard publishes nothing: --base-url, --fail-on-alert and --only-render go with --assemble."
      )
    }
    if shares.assemble, force || onlyRender {
      throw ValidationError("--assemble takes all from the cache: no --force, no --only-render.")
    }
  }

  func run() async throws {
    guard watch else { return try build(try readConfiguration(), force: force) }
    try BuildWatch(log: logging.log).run(read: readConfiguration) { configuration, isFirst in
      try build(configuration, force: force && isFirst)
    }
  }

  /// What the configuration and the command line say together.
  private func readConfiguration() throws -> Configuration {
    var configuration = try site.readConfiguration()
    if let baseURL {
      guard let whole = normalisedBaseURL(baseURL) else {
        throw Failure(
          .usage, "--base-url '\(baseURL)' is no address such as https://example.org/briefings/.")
      }
      configuration.baseURL = whole
    }
    if let policy { configuration.policy = policy == .strict ? .strict : .lenient }
    try configuration.keep(markets: market)
    shares.apply(to: &configuration)
    if failOnAlert, configuration.alerts.isEmpty {
      throw Failure(.usage, "--fail-on-alert: \(configuration.file) has no 'alerts'.")
    }
    return configuration
  }

  private func build(_ configuration: Configuration, force: Bool) throws {
    let run = BuildRun(
      configuration: configuration,
      scope: BuildScope(markets: market.isEmpty ? nil : Set(market), from: from, to: to),
      now: try clock(), jobs: jobs, log: logging.log, store: try shares.commonStore())
    if let share = shares.shard {
      let report = try ShareRun(build: run, share: share, force: force).compute()
      run.log.report(report.description, report.record)
      run.log.result(configuration.cacheFolder)
      return
    }
    let report = try site(of: run, force: force)
    run.log.report(report.description, report.record)
    let alerts = try AlertReport(configuration)
    alerts.tell(in: run.log)
    run.log.result(configuration.output)
    if failOnAlert { try alerts.fail() }
  }

  private func site(of run: BuildRun, force: Bool) throws -> BuildReport {
    if onlyRender { return try run.renderAgain() }
    guard shares.assemble else { return try run.build(force: force) }
    return try Assembly(build: run, shares: shares.shards, allowsMissing: shares.allowMissing)
      .publish()
  }

  /// `--now`, else `SOURCE_DATE_EPOCH`, else the machine's clock: the one place that looks at it.
  private func clock() throws -> Timestamp {
    if let now { return now }
    guard let text = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"] else {
      return Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
    }
    guard let seconds = Int64(text), seconds >= 0, seconds < 1 << 40 else {
      throw Failure(.usage, "SOURCE_DATE_EPOCH is '\(text)'; it takes whole seconds since 1970.")
    }
    return Timestamp(seconds: seconds)
  }
}

extension Day: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

extension Timestamp: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}
