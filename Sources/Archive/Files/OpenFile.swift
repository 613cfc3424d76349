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

  func read(into buffer: UnsafeMutableRawBufferPointer, fails: (Int32) -> ArchiveError)
    throws(ArchiveError) -> Int
  {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw fails(errno) }
    }
  }

  /// Goes back to the file's start.
  func rewind(fails: (Int32) -> ArchiveError) throws(ArchiveError) {
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw fails(errno) }
  }

  /// The digest of all bytes from here to the file's end.
  func sha256(_ name: String, fails: (Int32) -> ArchiveError) throws(ArchiveError) -> String {
    var digest = try RunningSHA256(name)
    let capacity = min(max(1, try size(fails: fails)), 1 << 17)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 64)
    defer { buffer.deallocate() }
    while true {
      let count = try read(into: buffer, fails: fails)
      if count == 0 { return digest.hexDigest() }
      digest.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// What a gzip file ends with: the checksum and the length of its content (RFC 1952); `nil` where it
  /// is too short to be one.
  func gzipTrailer(fails: (Int32) -> ArchiveError) throws(ArchiveError)
    -> (check: UInt32, count: UInt32)?
  {
    let size = try size(fails: fails)
    guard size >= 18 else { return nil }
    var words: (UInt32, UInt32) = (0, 0)
    let count = withUnsafeMutableBytes(of: &words) {
      pread(descriptor, $0.baseAddress, 8, off_t(size - 8))
    }
    guard count == 8 else { throw fails(count < 0 ? errno : EIO) }
    return (UInt32(littleEndian: words.0), UInt32(littleEndian: words.1))
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
