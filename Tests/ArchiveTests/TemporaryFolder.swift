import Glibc
import Testing

@testable import Archive

/// A data folder of a test's own, removed with the value.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/heatpress-archive-XXXXXX".utf8CString)
    path = try template.withUnsafeMutableBufferPointer { buffer in
      let made = try #require(buffer.baseAddress.flatMap { mkdtemp($0) })
      return String(cString: made)
    }
  }

  deinit { remove(path) }

  /// Writes a file, making its folders.
  func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try Files.writeAtomically(bytes, to: try makeParent(name), synced: false)
  }

  /// Writes a `.zip` as the venue has it, with its `.CHECKSUM` unless told otherwise.
  func writeZip(
    _ name: String, _ text: String, checksum: Bool = true, entry: String? = nil
  ) throws {
    let target = try makeParent(name)
    let file = String(name.split(separator: "/").last ?? "")
    try ZipWriter.write(
      entry: entry ?? String(file.dropLast(4)) + ".csv", bytes: Array(text.utf8), to: target,
      synced: false)
    if checksum {
      let digest = SHA256.hexDigest(of: try Files.readAll(target))
      try write(name + ".CHECKSUM", "\(digest)  \(file)\n")
    }
  }

  private func makeParent(_ name: String) throws -> String {
    let target = path + "/" + name
    let parent = target[..<(target.lastIndex(of: "/") ?? target.endIndex)]
    try Files.makeFolder(String(parent))
    return target
  }

  private func remove(_ path: String) {
    for name in (try? Files.list(path)) ?? [] {
      let inside = path + "/" + name
      if Files.isFolder(inside) { remove(inside) } else { unlink(inside) }
    }
    rmdir(path)
  }
}

/// The recorded data of the venues, which the repository does not hold.
enum RealData {
  static let folder: String? = {
    let named = getenv("HEATPRESS_DATA").map { String(cString: $0) }
    let beside = "\(#filePath)".split(separator: "/").dropLast(3).joined(separator: "/")
    return [named, "/\(beside)/../shared/data"].compactMap(\.self).first(where: Files.isFolder)
  }()

  static func has(_ name: String) -> Bool {
    folder.map { Files.exists($0 + "/" + name) } ?? false
  }
}
