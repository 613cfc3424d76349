import Glibc

/// Keeps a second run away from an output folder for as long as it lives.
///
/// The system gives the lock up when the process ends, however it ends; the lock's file stays.
struct OutputLock: ~Copyable, Sendable {
  private let descriptor: Int32

  /// - Throws: `locked` where another run holds it.
  init(path: String) throws(SiteError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileSystem.failure("write", path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let error =
        errno == EWOULDBLOCK ? SiteError.locked(path: path) : FileSystem.failure("lock", path)
      close(descriptor)
      throw error
    }
  }

  deinit { close(descriptor) }
}
