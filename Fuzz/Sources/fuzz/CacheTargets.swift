@testable import Archive
import Briefing
@testable import Site

extension FuzzTarget {
  /// The first byte chooses what the rest is.
  func feedCache(_ bytes: [UInt8]) {
    guard let choice = bytes.first else { return }
    let rest = Array(bytes.dropFirst())
    switch choice % 6 {
    case 0:
      guard let files = PackedEntry.files(in: rest) else { return }
      precondition(files.reduce(0) { $0 + $1.bytes.count } <= rest.count, "more than was packed")
    case 1:
      let listing = S3Listing(rest)
      precondition(listing.keys.allSatisfy { $0.utf8.count <= 3 * rest.count }, "a longer name")
    case 2: _ = try? WalkCheckpoint(bytes: rest)
    case 3: survives(DaySummary.self, rest)
    case 4: survives(ReadingRecord.self, rest)
    default: survives(PageReferences.self, rest)
    }
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
