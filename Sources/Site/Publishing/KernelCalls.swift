import CSystem
import Glibc

/// What this program asks of Linux that no other library has: the one file that sees `CSystem`.
enum KernelCalls {
  /// Exchanges two paths of one file system in one step.
  ///
  /// - Returns: false where the file system cannot.
  static func exchange(_ first: String, _ second: String) throws(SiteError) -> Bool {
    switch heatpress_exchange(first, second) {
    case 0: return true
    case EINVAL, ENOSYS: return false
    case let code: throw .system(operation: "exchange", path: second, code: code)
    }
  }

  /// Brings everything that waits for the file system of a folder to its disk. One call for the whole
  /// file system costs less than one for each of thousands of files.
  static func sync(_ path: String) throws(SiteError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileSystem.failure("open folder", path) }
    defer { close(descriptor) }
    let code = heatpress_sync_file_system(descriptor)
    guard code == 0 else { throw .system(operation: "sync", path: path, code: code) }
  }
}

/// Folders whose changes the kernel tells of.
final class KernelWatch: @unchecked Sendable {
  // The descriptor is set once; reads of it are the caller's, one at a time.
  private let descriptor: Int32

  struct Event: Hashable, Sendable {
    /// As `add` has numbered it; `nil` where some of what happened was lost.
    var folder: Int32?
    var isNewFolder: Bool
    /// Of the file.
    var name: String
  }

  enum News: Hashable, Sendable {
    case change, wake, nothing
  }

  /// - Throws: a failure of the system, such as too many watchers.
  init() throws(SiteError) {
    descriptor = heatpress_watch_begin()
    guard descriptor >= 0 else { throw FileSystem.failure("watch", "folders") }
  }

  deinit { close(descriptor) }

  /// - Returns: the folder's number; `nil` where it is not there.
  func add(_ folder: String) throws(SiteError) -> Int32? {
    let number = heatpress_watch_add(descriptor, folder)
    if number >= 0 { return number }
    if errno == ENOENT || errno == ENOTDIR || errno == EACCES { return nil }
    // No space is left for watches: the system's limit, not the disk's.
    throw FileSystem.failure("watch (fs.inotify.max_user_watches)", folder)
  }

  /// Everything that was seen since the last call.
  func events() -> [Event] {
    var found: [Event] = []
    var bytes = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return found }
      bytes.withUnsafeBytes { raw in
        var offset = 0
        var event = heatpress_watch_event()
        while let start = raw.baseAddress, offset < count {
          let length = heatpress_watch_event_in(start + offset, count - offset, &event)
          guard length > 0 else { break }
          found.append(
            Event(
              folder: event.folder < 0 ? nil : event.folder, isNewFolder: event.is_new_folder != 0,
              name: String(cString: event.name)))
          offset += length
        }
      }
    }
  }

  /// Waits for events.
  ///
  /// - Parameters:
  ///   - other: a descriptor at which a byte ends the waiting.
  ///   - milliseconds: the most to wait; `nil`: as long as it takes.
  func wait(_ other: Int32, milliseconds: Int32?) -> News {
    switch heatpress_watch_wait(descriptor, other, milliseconds ?? -1) {
    case 1: .change
    case 2: .wake
    default: .nothing
    }
  }
}
