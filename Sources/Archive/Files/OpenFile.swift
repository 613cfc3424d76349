import Glibc

/// A file descriptor that closes itself. Each call is given how to make its error from `errno`.
struct OpenFile: ~Copyable {
  let descriptor: Int32

  init(_ path: String, _ flags: Int32, fails: (Int32) -> ArchiveError) throws(ArchiveError) {
    var opened: Int32
    repeat {
      opened = open(path, flags | O_CLOEXEC, 0o666)
    } while opened < 0 && errno == EINTR
    guard opened >= 0 else { throw fails(errno) }
    descriptor = opened
  }

  deinit { close(descriptor) }

  /// Bytes in the file; a folder or a device is refused.
  func size(fails: (Int32) -> ArchiveError) throws(ArchiveError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw fails(errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw fails(EISDIR) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw fails(EINVAL) }
    return Int(status.st_size)
  }

  /// Bytes read, 0 at the file's end.
  func read(into buffer: inout [UInt8], fails: (Int32) -> ArchiveError) throws(ArchiveError) -> Int
  {
    while true {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { return count }
      guard errno == EINTR else { throw fails(errno) }
    }
  }

  /// Writes all of the bytes.
  func write(_ bytes: [UInt8], fails: (Int32) -> ArchiveError) throws(ArchiveError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done)
      }
      if count < 0 {
        guard errno == EINTR else { throw fails(errno) }
      } else {
        done += count
      }
    }
  }

  func sync(fails: (Int32) -> ArchiveError) throws(ArchiveError) {
    while fsync(descriptor) != 0 {
      guard errno == EINTR else { throw fails(errno) }
    }
  }
}
