import Archive
import Glibc

/// What publishing asks of the file system beyond `Files`: links, trees, real paths.
enum FileSystem {
  static func read(_ path: String) throws(SiteError) -> [UInt8] {
    do throws(ArchiveError) { return try Files.readAll(path) } catch { throw .file(error) }
  }

  static func sha256(of path: String) throws(SiteError) -> String {
    do throws(ArchiveError) { return try Files.sha256(of: path) } catch { throw .file(error) }
  }

  /// Writes a file so that whoever looks sees the old content or the new, whole. Without waiting for
  /// the disk: a staged tree is brought there as a whole.
  static func write(_ bytes: [UInt8], to path: String) throws(SiteError) {
    let temporary = temporaryName(for: path)
    do throws(SiteError) {
      try writeNew(bytes, to: temporary)
      try rename(temporary, to: path)
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// A name beside a path that nobody else uses, on this machine or another one: processes of two
  /// machines, or of two containers, may have the same number.
  static func temporaryName(for path: String) -> String {
    "\(path).\(String(UInt64.random(in: .min ... .max), radix: 36)).part"
  }

  /// Writes a file that nobody looks for yet: what holds it is renamed into place as a whole.
  static func writeNew(_ bytes: [UInt8], to path: String) throws(SiteError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure("write", path) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure("write", path) }
      rest = rest.dropFirst(count)
    }
  }

  static func makeFolder(_ path: String) throws(SiteError) {
    guard !Files.isFolder(path) else { return }
    do throws(ArchiveError) { try Files.makeFolder(path) } catch { throw .file(error) }
  }

  static func names(in path: String) throws(SiteError) -> [String] {
    do throws(ArchiveError) { return try Files.list(path) } catch { throw .file(error) }
  }

  /// What lies in a folder, in no order: each name with its size, `nil` for a folder, a link and the like.
  /// Sizes are asked of the folder, which takes half the time that whole paths do.
  static func sizes(in path: String) throws(SiteError) -> [(name: String, size: Int?)] {
    guard let folder = opendir(path) else { throw failure("list", path) }
    defer { closedir(folder) }
    var found: [(name: String, size: Int?)] = []
    while true {
      errno = 0
      guard let entry = readdir(folder) else { break }
      let (name, size) = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: field.pointee))
        {
          name -> (String, Int?) in
          var status = stat()
          let isPlain =
            fstatat(dirfd(folder), name, &status, AT_SYMLINK_NOFOLLOW) == 0
            && status.st_mode & S_IFMT == S_IFREG
          return (String(cString: name), isPlain ? Int(status.st_size) : nil)
        }
      }
      if name != ".", name != ".." { found.append((name, size)) }
    }
    guard errno == 0 else { throw failure("list", path) }
    return found
  }

  /// Every plain file below a folder, relative to it, sorted.
  static func files(below path: String) throws(SiteError) -> [String] {
    var found: [String] = []
    var waiting = [""]
    while let folder = waiting.popLast() {
      for name in try names(in: path + "/" + folder) {
        let relative = folder.isEmpty ? name : folder + "/" + name
        if Files.isFolder(path + "/" + relative) {
          waiting.append(relative)
        } else if Files.isFile(path + "/" + relative) {
          found.append(relative)
        }
      }
    }
    return found.sorted()
  }

  /// The text of a file that people write.
  static func text(of path: String) throws(SiteError) -> String {
    guard let text = String(validating: try read(path), as: UTF8.self) else {
      throw .problems([
        SourceProblem(file: path, found: "the file is not UTF-8", expected: "text in UTF-8")
      ])
    }
    return text
  }

  static func size(of path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      ? Int(status.st_size) : nil
  }

  /// The size of a plain file that is no link to another.
  static func ownSize(of path: String) -> Int? {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      ? Int(status.st_size) : nil
  }

  /// Whether two paths lie on one file system, so that a file of one may be given a name in the other.
  static func share(_ path: String, _ other: String) -> Bool {
    var (a, b) = (stat(), stat())
    return stat(path, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev
  }

  /// Gives a file a second name; false where the file system does not do so.
  static func link(_ path: String, as other: String) -> Bool { Glibc.link(path, other) == 0 }

  static func rename(_ path: String, to other: String) throws(SiteError) {
    guard Glibc.rename(path, other) == 0 else { throw failure("rename", path) }
  }

  /// Removes a file or a folder with everything in it; links are removed, not followed. One that is
  /// not there is no error.
  static func remove(_ path: String) throws(SiteError) {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return }
      throw failure("look at", path)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      guard unlink(path) == 0 else { throw failure("remove", path) }
      return
    }
    for name in try names(in: path) { try remove(path + "/" + name) }
    guard rmdir(path) == 0 else { throw failure("remove", path) }
  }

  /// One that is not empty stays.
  static func removeEmptyFolder(_ path: String) { _ = rmdir(path) }

  /// The path without symbolic links in it; the path itself where it does not exist.
  static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// The error for the system call that has just failed.
  static func failure(_ operation: String, _ path: String) -> SiteError {
    .system(operation: operation, path: path, code: errno)
  }
}
