import Archive
import Market

/// Which edition a page shows, and where it can ask for the newest.
struct EditionMark: Hashable, Sendable {
  /// The digest of what is shown, in short.
  var id: String
  /// The file to ask, relative to the page.
  var source: String
}

/// `edition.json` of a site and of each market: which edition is the newest, in as few bytes as can be, for
/// pages that are open.
struct EditionNews: Encodable, Hashable, Sendable {
  static let file = "edition.json"

  /// As pages have it.
  var edition: String
  /// The page to offer, relative to the file.
  var path: String
  /// Of the edition, for readers.
  var title: String

  /// - Parameters:
  ///   - documents: the digests of the newest day's document, or of those of several markets.
  ///   - cutoff: of the newest.
  init(documents: [String], path: String, cutoff: Timestamp?) {
    edition = EditionNews.id(of: documents)
    self.path = path
    title = cutoff.map(Wording.cutoff) ?? "the latest"
  }

  static func id(of documents: [String]) -> String {
    documents.count == 1
      ? String(documents[0].prefix(16))
      : String(SHA256.hexDigest(of: Array(documents.joined(separator: " ").utf8)).prefix(16))
  }

  func bytes() throws(SiteError) -> [UInt8] { try JSONText.encode(self, pretty: false) }
}
