import ArgumentParser
import Archive
import FoundationEssentials
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

  @Option(
    help: ArgumentHelp(
      "Also take results from here and leave them here, for machines without a common folder.",
      discussion: """
        s3://BUCKET/PREFIX is a bucket of an S3-compatible store; its address and keys come from \
        AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN. \
        Anything else is a folder.
        """,
      valueName: "DIR or s3://BUCKET/PREFIX"))
  var store: String?

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
    if let store, store.isEmpty || store == "s3://" {
      throw ValidationError("--store takes a folder or s3://BUCKET/PREFIX.")
    }
  }

  /// The common store; `nil` where there is none.
  ///
  /// - Throws: a failure of usage where the environment lacks a bucket's keys.
  func commonStore() throws -> (any ResultStore)? {
    guard let store else { return nil }
    guard store.hasPrefix("s3://") else { return FolderStore(folder: store) }
    let environment = ProcessInfo.processInfo.environment
    func value(_ names: String...) -> String? {
      names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
    guard let keyID = value("AWS_ACCESS_KEY_ID"), let secret = value("AWS_SECRET_ACCESS_KEY") else {
      throw Failure(
        .usage, "--store \(store): AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY have to be set.")
    }
    let region = value("AWS_REGION", "AWS_DEFAULT_REGION") ?? "us-east-1"
    var endpoint =
      value("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL") ?? "https://s3.\(region).amazonaws.com"
    while endpoint.hasSuffix("/") { endpoint.removeLast() }
    guard endpoint.hasPrefix("https://") || endpoint.hasPrefix("http://") else {
      throw Failure(.usage, "AWS_ENDPOINT_URL is '\(endpoint)'; expected https://HOST.")
    }
    return BucketStore(
      S3Bucket(
        String(store.dropFirst("s3://".count)),
        access: S3Bucket.Access(
          endpoint: endpoint, region: region, keyID: keyID, secret: secret,
          sessionToken: value("AWS_SESSION_TOKEN"))))
  }

  func apply(to configuration: inout Configuration) {
    if let cache { configuration.cache = cache }
  }
}
