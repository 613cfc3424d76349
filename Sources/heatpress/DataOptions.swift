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
