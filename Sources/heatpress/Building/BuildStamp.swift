import Archive
import Market
import Site

/// What a site was made from, as one digest: program, configuration, templates, data and choice of
/// days. Where it is that of the site that stands, a build would write the same bytes.
struct BuildStamp {
  let text: String

  init(
    configuration: Configuration, markets: [MarketData], from: Day?, to: Day?
  ) throws {
    var lines = [
      "program \(SHA256.hexDigest(of: try Files.readAll("/proc/self/exe")))",
      "configuration \(SHA256.hexDigest(of: try Files.readAll(configuration.file)))",
      "base url \(configuration.baseURL)", "policy \(configuration.policy.rawValue)",
      "days \(from?.description ?? "") \(to?.description ?? "")",
    ]
    for (path, digest) in try configuration.designDigests() { lines.append("\(path) \(digest)") }
    for market in markets {
      lines.append("market \(market.id)")
      lines += market.inputs.map { "\($0.file) \($0.sha256)" }
      lines += market.findings.map(FindingLog.words)
    }
    text = SHA256.hexDigest(of: Array(lines.joined(separator: "\n").utf8))
  }
}
