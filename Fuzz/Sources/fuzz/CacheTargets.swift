@testable import Archive
@testable import Briefing
@testable import Site

extension FuzzTarget {
  /// The first byte chooses what the rest is.
  func feedCache(_ bytes: [UInt8]) {
    guard let choice = bytes.first else { return }
    let rest = Array(bytes.dropFirst())
    switch choice % 6 {
    case 0: feedPackedEntry(rest)
    case 1:
      let listing = S3Listing(rest)
      precondition(listing.keys.allSatisfy { $0.utf8.count <= 3 * rest.count }, "a longer name")
    case 2:
      // Behind the digest, which mutated bytes would never pass.
      _ = try? BinaryDecoder(input: BinaryInput(rest)).decode(MarketMemory.self)
    case 3: survives(DaySummary.self, rest)
    case 4: survives(ReadingRecord.self, rest)
    default: survives(PageReferences.self, rest)
    }
  }

  /// An entry whose list is sealed and lies: of sizes, and of the order or number of its files.
  private func feedPackedEntry(_ bytes: [UInt8]) {
    guard let count = bytes.first else { return }
    var rest = bytes.dropFirst()
    var list: [CacheEntry.File] = []
    for number in 0..<Int(count % 5) {
      let size = rest.prefix(8).reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(8)
      let content = rest.prefix(max(0, min(size, rest.count)))
      list.append(
        CacheEntry.File(name: "\(number)", size: size, sha256: SHA256.hexDigest(of: content)))
      if number % 2 == 0 { rest = rest.dropFirst(content.count) }
    }
    let packed = PackedEntry.bytes(list: CacheEntry.list(list), files: [Array(bytes.dropFirst())])
    guard let files = PackedEntry.files(in: packed) else { return }
    precondition(files.map(\.bytes.count) == list.map(\.size), "files of other sizes")
    let taken = files.reduce(0) { $0 + $1.bytes.count }
    precondition(taken == bytes.count - 1, "other bytes than were packed")
  }

  /// What is read can be written and read again: nothing of a result is lost between two runs. Not always
  /// with the bytes that came, since pairs in another order are the same result.
  private func survives<Value: Codable>(_ type: Value.Type, _ bytes: [UInt8]) {
    guard let value = try? BinaryForm.value(type, from: bytes) else { return }
    guard let written = try? BinaryForm.bytes(of: value),
      let again = try? BinaryForm.value(type, from: written)
    else { preconditionFailure("a result that cannot be kept") }
    precondition((try? BinaryForm.bytes(of: again)) == written, "a result that changes")
  }
}
