import Market

/// What the data folder has, by the names of its files alone. A folder is listed once.
struct DataFolderSurvey {
  let dataFolder: String
  let now: Timestamp
  private var listed: [String: Set<String>] = [:]

  init(dataFolder: String, now: Timestamp) {
    self.dataFolder = dataFolder
    self.now = now
  }

  /// How a file stands.
  enum Standing: Hashable {
    case there
    /// The venue has said that it does not have it, not long ago.
    case notedAbsent
    case missing
  }

  mutating func standing(of item: FetchItem) throws(ArchiveError) -> Standing {
    let (folder, name) = Self.split(item.file)
    let names = try self.names(in: folder)
    switch item.answer {
    case .checkedArchive:
      if names.contains(name), names.contains(name + ".CHECKSUM") { return .there }
    case .response:
      // A name that ends in `.partial.json` is asked for again as long as the whole one is not
      // there.
      let whole = name.replacingPartial()
      if names.contains(whole) { return .there }
    }
    guard names.contains(name + AbsenceNote.suffix),
      let note = AbsenceNote.read("\(dataFolder)/\(item.file)\(AbsenceNote.suffix)"),
      now < note.askAgainFrom
    else { return .missing }
    return .notedAbsent
  }

  /// When the newest snapshot of an endpoint was taken.
  mutating func newestSnapshot(_ stored: StoredEndpoint) throws(ArchiveError) -> Timestamp? {
    var newest: Timestamp?
    for name in try names(in: stored.folder) {
      guard case .snapshot(let time)? = stored.parse(name), time <= now else { continue }
      newest = max(newest ?? time, time)
    }
    return newest
  }

  /// The names in a folder; none where it does not exist.
  mutating func names(in folder: String) throws(ArchiveError) -> Set<String> {
    if let names = listed[folder] { return names }
    let path = dataFolder + "/" + folder
    let names = Files.isFolder(path) ? Set(try Files.list(path)) : []
    listed[folder] = names
    return names
  }

  /// The folders that were looked at.
  var folders: [String] { listed.keys.sorted() }

  static func split(_ file: String) -> (folder: String, name: String) {
    guard let slash = file.lastIndex(of: "/") else { return ("", file) }
    return (String(file[..<slash]), String(file[file.index(after: slash)...]))
  }
}

extension String {
  /// A file's final name, for the name of a response that came before its window was over.
  func replacingPartial() -> String {
    hasSuffix(".partial.json") ? dropLast(".partial.json".count) + ".json" : self
  }
}
