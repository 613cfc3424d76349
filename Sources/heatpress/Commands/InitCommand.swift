import ArgumentParser
import Archive
import Simulation
import Site

struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Writes a site that builds at once, to be made your own.",
    discussion: """
      DIR gets heatpress.yml with every key and its default, the pages, style and templates to \
      change, and the data of a simulated market to begin with. DIR must be new or empty.
      """)

  @Argument(help: ArgumentHelp("The new site's folder.", valueName: "dir"))
  var folder: String

  @Option(help: "How many days of simulated market to write.")
  var days = SimulationOptions.defaultDays

  @OptionGroup var logging: LogOptions

  func run() async throws {
    let log = logging.log
    let options = try SimulationOptions(days: days)
    try SiteStarter.write(to: folder)
    let report = try SimulatedMarket(options).write(data: folder + "/Data") { done, total in
      log.progress("Simulating \(options.symbol), day", done, of: total)
    }
    log.info(report.description)
    log.info("Next: heatpress build --config \(folder)/heatpress.yml")
    log.result(folder)
  }
}
