import ArgumentParser
import Archive
import FlyingFox
import Site

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Shows the built site in a browser on this machine.",
    discussion: """
      Serves the output folder on the loopback address only. To publish the site, copy the folder \
      to any web server.
      """)

  @OptionGroup var site: SiteOptions

  @Option(help: "The port to listen on; 0 takes a free one.")
  var port: UInt16 = 8080

  func run() async throws {
    let configuration = try site.readConfiguration()
    guard Files.exists(configuration.output + "/index.html") else {
      throw Failure(
        .noInput, "\(configuration.output): there is no site here. Run `heatpress build` first.")
    }
    let server = HTTPServer(
      address: try .inet(ip4: "127.0.0.1", port: port),
      handler: PreviewHandler(root: configuration.output))
    let running = Task { try await server.run() }
    do {
      try await server.waitUntilListening(timeout: 5)
    } catch {
      running.cancel()
      throw Failure(
        .tryAgain, "cannot listen on port \(port): is it taken? Name another by --port.")
    }
    if case .ip4(_, let bound) = await server.listeningAddress {
      Log.write("http://localhost:\(bound)/\n", to: 1)
    } else if case .ip6(_, let bound) = await server.listeningAddress {
      Log.write("http://localhost:\(bound)/\n", to: 1)
    }
    try await running.value
  }
}
