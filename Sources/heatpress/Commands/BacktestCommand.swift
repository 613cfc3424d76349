import ArgumentParser
import Market

struct BacktestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Walks the data as a publisher would have and scores every frozen forecast.",
    discussion: """
      At each day's close the map and all baselines are frozen; the windows of 24 h, 72 h and 7 d \
      after it score them. The book sees every bar from the first on; --from and --to choose what is \
      written and scored. Guides/Scoring.md has the formulas.

      A summary goes to standard output, the files where they are asked for.

      Many machines share the work by --shard, each some of the markets, and one of them writes the \
      table by --assemble, the same that one machine writes alone.
      """)

  @OptionGroup var input: DataOptions

  @Option(
    help: ArgumentHelp("Score this market only; may be given several times.", valueName: "ID"))
  var market: [String] = []

  @Option(help: ArgumentHelp("The first day.", valueName: "YYYY-MM-DD"))
  var from: Day?

  @Option(help: ArgumentHelp("The last day.", valueName: "YYYY-MM-DD"))
  var to: Day?

  @Option(
    help: ArgumentHelp(
      "Write each bar's expected and reported liquidations here.", valueName: "FILE.csv"))
  var bars: String?

  @Option(help: ArgumentHelp("Write the whole table here.", valueName: "FILE.json"))
  var scores: String?

  @Option(
    help: ArgumentHelp(
      "Also hold the map against a simulated market's true positions.", valueName: "DIR"))
  var truth: String?

  @OptionGroup(title: "Past one machine") var shares: ShareOptions
  @OptionGroup var logging: LogOptions

  func validate() throws {
    if shares.shard != nil, bars != nil || scores != nil {
      throw ValidationError("--shard writes no table: --bars and --scores go with --assemble.")
    }
    if shares.cache != nil || shares.store != nil, shares.shard == nil, !shares.assemble {
      throw ValidationError("--cache and --store go with --shard and --assemble.")
    }
    if let from, let to, to < from {
      throw ValidationError("--to \(to) lies before --from \(from).")
    }
  }

  func run() async throws {
    var configuration = try input.readConfiguration()
    try configuration.keep(markets: market)
    shares.apply(to: &configuration)
    let run = BacktestRun(
      configuration: configuration, from: from, to: to, truth: truth,
      log: logging.log)
    let divided = BacktestShares(run: run, common: try shares.commonStore())
    if let share = shares.shard {
      try divided.compute(share)
      run.log.result(configuration.cacheFolder)
      return
    }
    let outcome =
      shares.assemble
      ? try divided.outcome(shares: shares.shards, allowsMissing: shares.allowMissing)
      : try run.outcome()
    if let bars { try outcome.writeBars(to: bars) }
    if let scores { try outcome.writeScores(to: scores) }
    for line in outcome.summary { run.log.result(line) }
  }
}
