import Archive
import Glibc

/// A folder of its own for a test, gone when the test is done with it.
final class TemporaryFolder {
  private let root: String

  init() throws {
    var template = Array("/tmp/heatpress-simulation-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw TemporaryFolderError(code: errno) }
    root = made
  }

  deinit { Self.clear(root) }

  func path(_ name: String) -> String { name.isEmpty ? root : "\(root)/\(name)" }

  private static func clear(_ folder: String) {
    for name in (try? Files.list(folder)) ?? [] {
      let path = "\(folder)/\(name)"
      if Files.isFolder(path) { clear(path) } else { unlink(path) }
    }
    rmdir(folder)
  }
}

struct TemporaryFolderError: Error { let code: Int32 }

/// A file of a tree: where it lies below the root, and the digest of its bytes.
struct TreeFile: Equatable {
  var name: String
  var digest: String
}

/// All files below a folder, by name.
func tree(_ root: String) throws -> [TreeFile] {
  func visit(_ folder: String, prefix: String) throws -> [TreeFile] {
    try Files.list(folder).flatMap { name -> [TreeFile] in
      let path = "\(folder)/\(name)"
      if Files.isFolder(path) { return try visit(path, prefix: prefix + name + "/") }
      return [TreeFile(name: prefix + name, digest: SHA256.hexDigest(of: try Files.readAll(path)))]
    }
  }
  return try visit(root, prefix: "").sorted { $0.name < $1.name }
}
