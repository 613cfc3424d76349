import ArgumentParser
import Archive
import Site

/// Which site a command works on.
struct SiteOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The site's configuration; without it heatpress.yml here, or else Site/heatpress.yml.",
      valueName: "FILE"))
  var config: String?

  @Option(help: ArgumentHelp("Read the data here instead.", valueName: "DIR"))
  var data: String?

  @Option(help: ArgumentHelp("The site's folder, instead of the configured one.", valueName: "DIR"))
  var output: String?

  func readConfiguration() throws -> Configuration {
    let file =
      config ?? (Files.exists("heatpress.yml") ? "heatpress.yml" : "Site/heatpress.yml")
    var configuration = try Configuration.read(file)
    if let data { configuration.data = data }
    if let output { configuration.output = output }
    return configuration
  }
}
