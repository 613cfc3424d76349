import CFuzzer
import Glibc

/// What is fed. The raw value is what `Fuzz/run` calls it.
enum FuzzTarget: String, CaseIterable {
  /// A CSV of bars, plain, in gzip or in a zip.
  case series
  /// A file of Binance's archive, zipped or as bytes in the place of the zip.
  case archive
  /// An answer of one of the five venues among whole ones.
  case responses
  /// The configuration.
  case configuration
  /// A page of the site's own: front matter, mustache, Markdown, published and link-checked.
  case pages
  /// A published `briefing.json` with its layers.
  case briefing
  /// A layer of a heatmap.
  case layer
  /// What a cache or a bucket gives back: a packed entry, a result in the program's own form, a listing.
  case cache

  /// Chosen by the environment, because the command line is libFuzzer's.
  static let chosen: FuzzTarget = {
    let name = getenv("HEATPRESS_FUZZ").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
      print("HEATPRESS_FUZZ is '\(name)'; it takes one of \(allCases.map(\.rawValue))")
      exit(64)
    }
    return target
  }()

  func feed(_ bytes: [UInt8], _ folder: Workshop) {
    switch self {
    case .series: feedSeries(bytes, folder)
    case .archive: feedArchive(bytes, folder)
    case .responses: feedResponses(bytes, folder)
    case .configuration: feedConfiguration(bytes)
    case .pages: feedPages(bytes, folder)
    case .briefing: feedBriefing(bytes, folder)
    case .layer: feedLayer(bytes)
    case .cache: feedCache(bytes)
    }
  }
}

@main
enum Fuzz {
  /// Hands over to libFuzzer. What a reader throws is how bad input ends; a crash is a finding.
  static func main() {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    withUnsafeMutablePointer(to: &arguments) { arguments in
      arguments.withMemoryRebound(
        to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?.self, capacity: 1
      ) {
        exit(
          LLVMFuzzerRunDriver(&count, $0) { start, count in
            let bytes = Array(UnsafeBufferPointer(start: start, count: count))
            FuzzTarget.chosen.feed(bytes, Workshop.shared)
            return 0
          })
      }
    }
  }
}
