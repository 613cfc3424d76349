import ArgumentParser
import Glibc

/// The command line. Each command is a file of its own in `Commands`; what ends a command badly
/// becomes words and an exit code in `Terminal/Failure.swift`, and nowhere else.
@main
struct Heatpress: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heatpress",
    abstract: "Publishes daily market briefings on leveraged crypto markets as a static site.",
    discussion: """
      Reads what the exchanges publish, estimates where leveraged positions would be liquidated, \
      reads the crowd from it, draws the charts and writes a site that any web server can host.

      A first site, from a simulated market, without network or account:

        heatpress init mysite
        heatpress build --config mysite/heatpress.yml
        heatpress serve --config mysite/heatpress.yml

      Exit codes: 0 done; 64 wrong usage; 65 data refused; 66 no input; 69 venue unreachable; \
      70 a fault of ours; 73 cannot write; 75 try again; 80 published, and an alert fires \
      (build --fail-on-alert).
      """,
    version: "heatpress \(programVersion)",
    subcommands: [
      InitCommand.self, SimulateCommand.self, FetchCommand.self, BuildCommand.self,
      RollbackCommand.self, CheckCommand.self, BacktestCommand.self, ServeCommand.self,
    ])

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      let failure = Failure(error)
      if failure.isOfTheParser { exit(withError: error) }
      failure.report()
      Glibc.exit(failure.status.rawValue)
    }
  }
}

/// Raised with every change that a site shows: a build by another version renews every page.
let programVersion = "0.1.0"
