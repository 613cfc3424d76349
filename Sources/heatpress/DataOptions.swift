import ArgumentParser
import Archive
import Site

/// Which configuration a command reads, and from where the data.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The site's configuration; without it heatpress.yml here, or else Site/heatpress.yml.",
      valueName: "FILE"))
  var config: String?

  @Option(help: ArgumentHelp("Read the data here instead.", valueName: "DIR"))
  var data: String?

  func readConfiguration() throws -> Configuration {
    let file =
      config ?? (Files.exists("heatpress.yml") ? "heatpress.yml" : "Site/heatpress.yml")
    var configuration = try Configuration.read(file)
    if let data { configuration.data = data }
    return configuration
  }
}

extension Configuration {
  /// Leaves the markets that `--market` names, or all where it names none.
  mutating func keep(markets ids: [String]) throws {
    guard !ids.isEmpty else { return }
    let known = markets.map(\.id)
    if let stranger = ids.first(where: { !known.contains($0) }) {
      throw Failure(
        .usage,
        "--market \(stranger): the configuration has no such market; it has "
          + known.joined(separator: ", ") + ".")
    }
    markets.removeAll { !ids.contains($0.id) }
  }
}
