import ArgumentParser
import Site

/// How a command's work is divided among machines, and put together again.
struct ShareOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Compute share K of N into the cache and publish nothing (Guides/PastOneMachine.md).",
      valueName: "K/N"))
  var shard: ShareNumber?

  @Flag(
    help: ArgumentHelp(
      "Compute nothing: put together what the shares have left in the cache, and name what is missing."
    ))
  var assemble = false

  @Option(
    help: ArgumentHelp(
      "With --assemble: how many shares there were, to name the missing ones.", valueName: "N"))
  var shards: Int?

  @Flag(help: "With --assemble: go without the markets that are missing.")
  var allowMissing = false

  @Option(
    help: ArgumentHelp(
      "Keep results here; else where the configuration says.", valueName: "DIR"))
  var cache: String?

  func validate() throws {
    if shard != nil, assemble {
      throw ValidationError("--shard computes and --assemble puts together: give one of them.")
    }
    if !assemble, shards != nil || allowMissing {
      throw ValidationError("--shards and --allow-missing go with --assemble.")
    }
    if let shards, !(1...ShareNumber.most).contains(shards) {
      throw ValidationError("--shards takes a number from 1 to \(ShareNumber.most).")
    }
    if let cache, cache.isEmpty { throw ValidationError("--cache takes a folder.") }
  }

  func apply(to configuration: inout Configuration) {
    if let cache { configuration.cache = cache }
  }
}
