import Glibc

/// Keeps a second run away from a data folder for as long as it lives.
///
/// The system gives the lock up when the process ends, however it ends; the lock's file stays.
struct FolderLock: ~Copyable {
  static let name = ".fetch.lock"
  private let file: OpenFile

  /// - Throws: `locked` where another run holds it.
  init(dataFolder: String) throws(FetchError) {
    let path = "\(dataFolder)/\(Self.name)"
    let file = try Self.open(path)
    guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      guard code != EWOULDBLOCK else { throw .locked(dataFolder: dataFolder) }
      throw .file(.cannotWrite(path: path, fault: SystemFault(operation: .open, code: code)))
    }
    self.file = file
  }

  private static func open(_ path: String) throws(FetchError) -> OpenFile {
    do throws(ArchiveError) {
      return try OpenFile(path, O_RDWR | O_CREAT) {
        .cannotWrite(path: path, fault: SystemFault(operation: .open, code: $0))
      }
    } catch {
      throw .file(error)
    }
  }
}
