import Market

/// One stored response and what its name says of it.
struct StoredFile: Hashable {
  /// Relative to the data folder.
  var name: String
  var response: StoredResponse

  /// The first time that it stands for.
  var first: Timestamp {
    switch response {
    case .window(let window, _): window.start
    case .snapshot(let time): time
    }
  }

  /// Whether the file may hold something that is not before a day's start.
  func reaches(into day: Day) -> Bool {
    switch response {
    case .window(let window, _): window.end > day.start
    case .snapshot(let time): time >= day.start
    }
  }

  /// The times that the file promises all of; `nil` for partial ones and for snapshots.
  var promised: Range<Timestamp>? {
    guard case .window(let window, partial: false) = response else { return nil }
    return window.start..<window.end
  }
}

extension StoredEndpoint {
  /// The endpoint's files in order of time. Of a window that lies there whole and in part, the
  /// whole one. Names that are none of the endpoint's are passed over.
  func files(below dataFolder: String) throws(ArchiveError) -> [StoredFile] {
    let path = dataFolder + "/" + folder
    guard Files.isFolder(path) else { return [] }
    var windows: [ResponseWindow: StoredFile] = [:]
    var snapshots: [(Timestamp, StoredFile)] = []
    for name in try Files.list(path) {
      guard let response = parse(name) else { continue }
      let file = StoredFile(name: folder + "/" + name, response: response)
      switch response {
      case .snapshot(let time): snapshots.append((time, file))
      case .window(let window, let partial):
        if !partial || windows[window] == nil { windows[window] = file }
      }
    }
    return windows.sorted { $0.key < $1.key }.map(\.value)
      + snapshots.sorted { ($0.0, $0.1.name) < ($1.0, $1.1.name) }.map(\.1)
  }
}
