import Glibc

/// The one place where files are read and written: interrupted calls are taken up again, short
/// writes completed, and each failure names the path and the system's reason.
public enum Files {
  /// Bytes that `readAll` takes at most unless told otherwise: 256 MiB.
  public static let defaultLimit = 256 << 20

  /// The whole file.
  ///
  /// - Parameter limit: bytes; a larger file is refused before it fills the memory.
  public static func readAll(_ path: String, limit: Int = defaultLimit)
    throws(ArchiveError) -> [UInt8]
  {
    let file = try OpenFile(path, O_RDONLY, fails: reading(path))
    // A byte more than it should have, so that its end is met without growing.
    let expected = min(limit, try file.size(fails: reading(path)))
    var bytes = [UInt8](repeating: 0, count: expected + 1)
    var count = 0
    while true {
      let read = try bytes.withUnsafeMutableBufferPointer { all throws(ArchiveError) in
        let rest = UnsafeMutableBufferPointer(rebasing: all[count...])
        return try file.read(into: UnsafeMutableRawBufferPointer(rest), fails: reading(path))
      }
      if read == 0 { break }
      count += read
      guard count <= limit else {
        throw .refusedFile(file: path, fault: .tooLarge(limitBytes: limit))
      }
      if count == bytes.count { bytes += [UInt8](repeating: 0, count: max(count, 1 << 16)) }
    }
    bytes.removeLast(bytes.count - count)
    return bytes
  }

  /// The digest of a file's bytes, whatever its size, as hexadecimal digits.
  public static func sha256(of path: String) throws(ArchiveError) -> String {
    try OpenFile(path, O_RDONLY, fails: reading(path)).sha256(path, fails: reading(path))
  }

  /// Writes the file so that whoever looks sees the old content or the new, whole: under a
  /// temporary name beside it, brought to disk, then renamed into place. Folders are not made.
  ///
  /// - Parameter synced: whether to wait until the disk has it; without, a crash of the machine
  ///   (not of the program) may leave an empty file.
  public static func writeAtomically(_ bytes: [UInt8], to path: String, synced: Bool = true)
    throws(ArchiveError)
  {
    // The process's number keeps two runs apart; a leftover of a killed one is overwritten.
    let temporary = path + ".\(getpid()).part"
    do throws(ArchiveError) {
      let file = try OpenFile(
        temporary, O_WRONLY | O_CREAT | O_TRUNC, fails: writing(path, .open))
      try file.write(bytes, fails: writing(path, .write))
      if synced { try file.sync(fails: writing(path, .sync)) }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, path) == 0 else {
      let code = errno
      unlink(temporary)
      throw writing(path, .rename)(code)
    }
  }

  /// The same for text, in UTF-8.
  public static func writeAtomically(_ text: String, to path: String, synced: Bool = true)
    throws(ArchiveError)
  {
    try writeAtomically(Array(text.utf8), to: path, synced: synced)
  }

  /// Makes the folder and those above it; one that is there already is no error.
  public static func makeFolder(_ path: String) throws(ArchiveError) {
    guard mkdir(path, 0o777) != 0 else { return }
    let code = errno
    if code == EEXIST, isFolder(path) { return }
    if code == ENOENT, let slash = path.dropLast().lastIndex(of: "/"), slash > path.startIndex {
      try makeFolder(String(path[..<slash]))
      if mkdir(path, 0o777) == 0 || (errno == EEXIST && isFolder(path)) { return }
      throw .cannotWrite(path: path, fault: SystemFault(operation: .makeFolder, code: errno))
    }
    throw .cannotWrite(path: path, fault: SystemFault(operation: .makeFolder, code: code))
  }

  /// Whether anything has the path; links are followed.
  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Whether the path is a folder, or a link to one.
  public static func isFolder(_ path: String) -> Bool { mode(path) == S_IFDIR }

  /// Whether the path is a plain file, or a link to one.
  public static func isFile(_ path: String) -> Bool { mode(path) == S_IFREG }

  /// The names in a folder, in the order of their bytes, without `.` and `..`.
  public static func list(_ path: String) throws(ArchiveError) -> [String] {
    guard let folder = opendir(path) else {
      throw .cannotRead(path: path, fault: SystemFault(operation: .list, code: errno))
    }
    defer { closedir(folder) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(folder) else { break }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    guard errno == 0 else {
      throw .cannotRead(path: path, fault: SystemFault(operation: .list, code: errno))
    }
    // Swift's own order of strings: by Unicode scalars, the same on every machine.
    return names.sorted()
  }

  /// Removes a plain file; one that is not there is no error.
  public static func removeFile(_ path: String) throws(ArchiveError) {
    guard unlink(path) != 0, errno != ENOENT else { return }
    throw .cannotWrite(path: path, fault: SystemFault(operation: .remove, code: errno))
  }

  private static func mode(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  private static func reading(_ path: String) -> (Int32) -> ArchiveError {
    { .cannotRead(path: path, fault: SystemFault(operation: .read, code: $0)) }
  }

  private static func writing(_ path: String, _ operation: SystemFault.Operation)
    -> (Int32) -> ArchiveError
  {
    { .cannotWrite(path: path, fault: SystemFault(operation: operation, code: $0)) }
  }
}
