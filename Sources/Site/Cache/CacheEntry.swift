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

  /// The list as it is written: a line a file, and a digest of them all.
  static func list(_ files: [File]) -> [UInt8] {
    var text = title + "\n"
    for file in files { text += "\(file.sha256) \(file.size) \(file.name)\n" }
    return Array((text + "end \(SHA256.hexDigest(of: Array(text.utf8)))\n").utf8)
  }

  private static func files(in bytes: [UInt8]) -> [File]? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.hasSuffix("\n"), let end = text.range(of: "\nend ") else { return nil }
    let body = text[...end.lowerBound]
    let digest = text[end.upperBound...].dropLast()
    guard digest == SHA256.hexDigest(of: Array(body.utf8)) else { return nil }
    let lines = body.split(separator: "\n")
    guard lines.first == title[...] else { return nil }
    var files: [File] = []
    for line in lines.dropFirst() {
      let parts = line.split(separator: " ", maxSplits: 2)
      guard parts.count == 3, let size = Int(parts[1]), !parts[2].contains("/") else { return nil }
      files.append(File(name: String(parts[2]), size: size, sha256: String(parts[0])))
    }
    return files
  }
}
