/// One item on its way.
struct FetchJob {
  let id: Int
  var item: FetchItem
  /// Answers that were no good, and what was wrong with the last.
  var failures = 0
  var fault: FetchFault?
  /// How often in a row the same doubt has arisen.
  var repeats = 0
  var requests = 0
  /// What the `.CHECKSUM` held, once it is there: the archive is asked for next.
  var checksum: [UInt8]?
  /// How many answers its host had given when it was first asked for.
  var hostAnswers = 0

  init(id: Int, item: FetchItem) {
    self.id = id
    self.item = item
  }

  var isPartial: Bool { item.file.hasSuffix(".partial.json") }

  /// Bytes that the next answer may have: a checksum, a month's archive, or a list of rows.
  var limit: Int {
    guard item.answer == .checkedArchive else { return 32 << 20 }
    return checksum == nil ? 4_096 : 64 << 20
  }

  var target: String {
    item.answer == .checkedArchive && checksum == nil ? item.target + ".CHECKSUM" : item.target
  }
}
