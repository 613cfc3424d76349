import Archive

/// A result that lies in the cache, with the sizes and digests of its files.
///
/// Files whose names begin with a dot are for later builds; the others are published.
struct CacheEntry: Sendable {
  struct File: Hashable, Sendable {
    var name: String
    var size: Int
    var sha256: String

    var isPublished: Bool { !name.hasPrefix(".") }
  }

  let name: CacheName
  /// On this machine.
  let path: String
  let files: [File]

  /// The list of the files, written last: without it, there is no entry.
  static let listName = ".entry"
  private static let title = "heatpress entry 1"

  init(name: CacheName, path: String, files: [File]) {
    self.name = name
    self.path = path
    self.files = files
  }

  /// Reads an entry's list.
  ///
  /// - Returns: `nil` where there is none, or it was cut or changed.
  init?(name: CacheName, path: String) {
    guard let bytes = try? FileSystem.read(path + "/" + CacheEntry.listName),
      let files = CacheEntry.files(in: bytes)
    else { return nil }
    self.init(name: name, path: path, files: files)
  }

  /// Whether the disk has the entry with these very files, each in its size.
  var isWhole: Bool {
    CacheEntry(name: name, path: path)?.files == files
      && files.allSatisfy { FileSystem.ownSize(of: path + "/" + $0.name) == $0.size }
  }

  /// A file's bytes.
  ///
  /// - Throws: `damagedEntry` where they are not those that were written.
  func bytes(of file: String) throws(SiteError) -> [UInt8] {
    guard let known = files.first(where: { $0.name == file }),
      let bytes = try? FileSystem.read(path + "/" + file),
      SHA256.hexDigest(of: bytes) == known.sha256
    else { throw .damagedEntry(path: path, file: file) }
    return bytes
  }

  /// The list as it is written: a line a file.
  static func list(_ files: [File]) -> [UInt8] {
    SealedLines.bytes(files.map { "\($0.sha256) \($0.size) \($0.name)" }, title: title)
  }

  static func files(in bytes: [UInt8]) -> [File]? {
    guard let lines = SealedLines.lines(of: bytes, title: title) else { return nil }
    var files: [File] = []
    files.reserveCapacity(lines.count)
    for line in lines {
      let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
      guard parts.count == 3, let size = Int(String(decoding: parts[1], as: UTF8.self)),
        !parts[2].contains(UInt8(ascii: "/"))
      else { return nil }
      files.append(
        File(
          name: String(decoding: parts[2], as: UTF8.self), size: size,
          sha256: String(decoding: parts[0], as: UTF8.self)))
    }
    return files
  }
}
