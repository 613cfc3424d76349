import ArgumentParser
import Site

/// Which site a command works on.
struct SiteOptions: ParsableArguments {
  @OptionGroup var input: DataOptions

  @Option(help: ArgumentHelp("The site's folder, instead of the configured one.", valueName: "DIR"))
  var output: String?

  func readConfiguration() throws -> Configuration {
    var configuration = try input.readConfiguration()
    if let output { configuration.output = output }
    return configuration
  }
}
