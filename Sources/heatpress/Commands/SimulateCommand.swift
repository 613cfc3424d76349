import ArgumentParser
import Market
import Simulation

struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Writes a simulated market in the venues' own file layouts.",
    discussion: """
      Agents with known positions trade a perpetual contract through liquidations and cascades. \
      The same seed writes the same bytes. Files go where Binance's public archive, or a fetch from \
      another venue, would have them below DIR, so that `build` reads them like any other; real files \
      are never overwritten.
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
      "Which venues, with commas between them, or `all`.", valueName: "VENUES"))
  var venues = Venue.binance.rawValue

  @Option(
    help: ArgumentHelp(
      "Also write every open position at each close, and each forced close, here.",
      valueName: "DIR"))
  var truth: String?

  @OptionGroup var logging: LogOptions

  func run() async throws {
    let log = logging.log
    let market = try SimulatedMarket(
      SimulationOptions(symbol: symbol, days: days, seed: seed), venues: try chosenVenues())
    let report = try market.write(data: data, truth: truth) { done, total in
      log.progress("Simulating \(symbol), day", done, of: total)
    }
    log.info(report.description)
    log.result(data)
  }

  private func chosenVenues() throws -> [SimulatedVenue] {
    if venues == "all" { return SimulatedVenue.all }
    return try venues.split(separator: ",").map { name in
      guard let venue = Venue(rawValue: String(name)).flatMap(SimulatedVenue.named) else {
        throw ValidationError(
          "'\(name)' is no venue that can be simulated; expected one or more of "
            + SimulatedVenue.all.map(\.venue.rawValue).joined(separator: ", ") + ", or all")
      }
      return venue
    }
  }
}
