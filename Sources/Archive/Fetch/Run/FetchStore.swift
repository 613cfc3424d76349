import Market

/// Puts verified answers in their place below the data folder, each in one step.
struct FetchStore {
  let dataFolder: String
  private var made: Set<String> = []

  init(dataFolder: String) { self.dataFolder = dataFolder }

  /// Puts an answer in its place, and then removes what it supersedes.
  mutating func put(_ bytes: [UInt8], for item: FetchItem, checksum: [UInt8]? = nil)
    throws(ArchiveError)
  {
    try makeFolder(of: item)
    // An archive without its checksum counts as missing, so the checksum comes first.
    if let checksum { try Files.writeAtomically(checksum, to: path(item) + ".CHECKSUM") }
    try Files.writeAtomically(bytes, to: path(item))
    try forget(item)
    let whole = path(item)
    if whole.hasSuffix(".json"), !whole.hasSuffix(".partial.json") {
      try Files.removeFile(whole.dropLast(5) + ".partial.json")
    }
  }

  /// The checksum of an archive that lies there already and has been found to match.
  func put(checksum: [UInt8], for item: FetchItem) throws(ArchiveError) {
    try Files.writeAtomically(checksum, to: path(item) + ".CHECKSUM")
    try forget(item)
  }

  /// Notes that the venue does not have it.
  mutating func note(_ absence: AbsenceNote, for item: FetchItem) throws(ArchiveError) {
    try makeFolder(of: item)
    try Files.writeAtomically(absence.text(), to: path(item) + AbsenceNote.suffix)
  }

  /// The bytes of an archive that lies there without its checksum.
  func archive(_ item: FetchItem) -> [UInt8]? {
    guard Files.isFile(path(item)) else { return nil }
    return try? Files.readAll(path(item))
  }

  /// Removes what killed runs have left: temporary files, and notes and partial responses that a
  /// whole file has superseded. Only whoever holds the lock may do so.
  func clean(_ folders: [String]) throws(ArchiveError) {
    for folder in folders where Files.isFolder("\(dataFolder)/\(folder)") {
      let names = try Files.list("\(dataFolder)/\(folder)")
      let known = Set(names)
      for name in names where isLeftover(name, beside: known) {
        try Files.removeFile("\(dataFolder)/\(folder)/\(name)")
      }
    }
  }

  private func isLeftover(_ name: String, beside names: Set<String>) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count > 2, parts.last == "part", Int(parts[parts.count - 2]) != nil { return true }
    if name.hasSuffix(".partial.json") { return names.contains(name.replacingPartial()) }
    if name.hasSuffix(AbsenceNote.suffix) {
      let file = String(name.dropLast(AbsenceNote.suffix.count))
      return names.contains(file) && (!file.hasSuffix(".zip") || names.contains(file + ".CHECKSUM"))
    }
    return false
  }

  private func forget(_ item: FetchItem) throws(ArchiveError) {
    try Files.removeFile(path(item) + AbsenceNote.suffix)
  }

  private func path(_ item: FetchItem) -> String { "\(dataFolder)/\(item.file)" }

  private mutating func makeFolder(of item: FetchItem) throws(ArchiveError) {
    guard made.insert(item.family).inserted else { return }
    try Files.makeFolder("\(dataFolder)/\(item.family)")
  }
}
