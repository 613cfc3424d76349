import Synchronization

/// Writes the files of the site being built; one that has not changed is linked from the live site.
///
/// Several tasks may write at once, each to paths of its own.
final class StagedTree: Sendable {
  let folder: OutputFolder
  private let counts = Mutex(Counts())

  struct Counts: Sendable, Hashable {
    var files = 0
    var bytes = 0
    var reused = 0
  }

  init(folder: OutputFolder) { self.folder = folder }

  var written: Counts { counts.withLock { $0 } }

  func write(_ text: String, to path: String) throws(SiteError) {
    try write(Array(text.utf8), to: path)
  }

  /// - Parameter path: relative to the site.
  func write(_ bytes: [UInt8], to path: String) throws(SiteError) {
    let target = folder.staging + "/" + path
    let live = folder.live + "/" + path
    try FileSystem.makeFolder(FilePath.folder(of: target))
    var reused = false
    if FileSystem.size(of: live) == bytes.count, try FileSystem.read(live) == bytes {
      reused = FileSystem.link(live, as: target)
    }
    if !reused { try FileSystem.write(bytes, to: target) }
    counts.withLock {
      $0.files += 1
      $0.bytes += bytes.count
      $0.reused += reused ? 1 : 0
    }
  }
}
