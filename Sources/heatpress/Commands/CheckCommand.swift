import ArgumentParser
import Archive
import Briefing
import Market
import Site

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks configuration, templates, data and the published site; changes nothing.",
    discussion: """
      Says what is wrong, where, and what to do. Data findings that a build would publish in its \
      data health are listed and are no failure; data that a build would refuse are.
      """)

  @OptionGroup var site: SiteOptions
  @OptionGroup var logging: LogOptions

  func run() async throws {
    let log = logging.log
    let configuration = try site.readConfiguration()
    log.info("\(configuration.file): the configuration is in order.")
    try configuration.checkDesign()
    log.info("Templates and pages are in order.")
    var failures: [Failure] = []
    for market in configuration.markets {
      do {
        try check(market, configuration: configuration, log: log)
      } catch {
        let failure = Failure(error)
        log.error(failure.message)
        failures.append(failure)
      }
    }
    if Files.exists(configuration.output + "/index.html") {
      let (links, days) = try configuration.checkPublishedSite()
      log.info(
        "\(configuration.output): \(days) published days are whole, \(links) links lead somewhere.")
    }
    if let worst = failures.first {
      throw Failure(
        worst.status, "\(failures.count) of \(configuration.markets.count) markets cannot be built."
      )
    }
    log.result("All is in order.")
  }

  private func check(
    _ market: MarketConfiguration, configuration: Configuration, log: Log
  ) throws {
    let reading = try MarketReading(market, configuration: configuration)
    var remarks = reading.remarks
    FindingLog.tell(
      reading.instruments.map(ReadingRecord.Source.init), of: market.id,
      in: &remarks)
    remarks.tell(in: log)
    for data in reading.instruments {
      let bars = data.series.bars
      guard let first = bars.first, let last = bars.last else { continue }
      log.info(
        "\(data.series.instrument): \(bars.count) bars of \(data.series.interval.shortText) from "
          + "\(first.time) to \(last.time + data.series.interval), \(data.inputs.count) files, "
          + "\(data.findings.count) findings.")
    }
    let chronicle = try MarketChronicle(
      market: market.id, name: market.name, instruments: reading.instruments,
      absent: reading.absent)
    log.info("Market '\(market.id)': \(chronicle.days.count) complete days.")
  }
}
