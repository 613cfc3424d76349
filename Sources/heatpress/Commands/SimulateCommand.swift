import ArgumentParser
import Simulation

struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Writes a simulated market in the venue's own file layout.",
    discussion: """
      Agents with known positions trade a perpetual contract through liquidations and cascades. \
      The same seed writes the same bytes. Files go where Binance's public archive would have \
      them below DIR, so that `build` reads them like any other; real files are never overwritten.
      """)

  @Option(name: .customLong("data"), help: ArgumentHelp("Where to write.", valueName: "DIR"))
  var data: String

  @Option(help: "How many days, from 1 January 2025 on.")
  var days = SimulationOptions.defaultDays

  @Option(help: "Another seed is another market.")
  var seed: UInt64 = 1

  @Option(help: "The contract's name.")
  var symbol = "BTCUSDT"

  @Option(
    help: ArgumentHelp(
      "Also write every open position at each close, and each forced close, here.",
      valueName: "DIR"))
  var truth: String?

  @OptionGroup var logging: LogOptions

  func run() async throws {
    let log = logging.log
    let market = try SimulatedMarket(
      SimulationOptions(symbol: symbol, days: days, seed: seed))
    let report = try market.write(data: data, truth: truth) { done, total in
      log.progress("Simulating \(symbol), day", done, of: total)
    }
    log.info(report.description)
    log.result(data)
  }
}
