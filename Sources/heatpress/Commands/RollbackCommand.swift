import ArgumentParser
import Market
import Site

struct RollbackCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rollback",
    abstract: "Puts the site before back in the place of the live one.",
    discussion: """
      In one step, as a build does: whatever happens, readers see one of the two, whole. The site \
      that goes is kept, so that a second rollback brings it back. Data and cache stay as they are: \
      mend what was wrong before the next build, which publishes what the data say.

      Ends with 66 where no site before is kept. The last line of standard output is the site's path.
      """)

  @OptionGroup var site: SiteOptions
  @OptionGroup var logging: LogOptions

  func run() async throws {
    let configuration = try site.readConfiguration()
    let (now, before) = try Rollback.run(configuration)
    let log = logging.log
    log.report(
      "The site before is live again, with briefings \(upTo(now)). The one that it replaces, "
        + "\(upTo(before)), is kept: `heatpress rollback` once more brings it back.",
      Record(latest: now, latestBefore: before))
    log.result(configuration.output)
  }

  private func upTo(_ day: Day?) -> String { day.map { "up to \($0)" } ?? "of no day" }

  private struct Record: Encodable {
    var level = "info"
    var event = "rollback"
    var latest: Day?
    var latestBefore: Day?

    enum CodingKeys: String, CodingKey {
      case level, event, latest
      case latestBefore = "latest_before"
    }
  }
}
