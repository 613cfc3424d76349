import Foundation

/// A folder in memory where inputs lie as files, since files are what the readers take.
struct Workshop: Sendable {
  static let shared = Workshop()

  let path: String
  /// Real files to put inputs among, from `HEATPRESS_FUZZ_BASE`; a copy for this process.
  let base: String?
  /// Those of them that may be replaced, in order.
  let files: [String]

  private init() {
    path = "/dev/shm/heatpress-fuzz-\(getpid())"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard let source = ProcessInfo.processInfo.environment["HEATPRESS_FUZZ_BASE"] else {
      base = nil
      files = []
      return
    }
    let copy = path + "/base"
    try? FileManager.default.removeItem(atPath: copy)
    try? FileManager.default.copyItem(atPath: source, toPath: copy)
    base = copy
    files = (FileManager.default.enumerator(atPath: copy)?.compactMap { $0 as? String } ?? [])
      .filter { name in
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: copy + "/" + name, isDirectory: &isFolder)
          && !isFolder.boolValue
      }.sorted()
  }

  func write(_ bytes: [UInt8], to name: String) {
    write(bytes, at: path + "/" + name)
  }

  /// Runs with one of the base's files replaced, and puts it back.
  func replacing(_ name: String, by bytes: [UInt8], _ body: () -> Void) {
    guard let base else { return }
    replacing(name, writing: { write(bytes, at: base + "/" + name) }, body)
  }

  /// The same where something else than plain bytes has to be written.
  func replacing(_ name: String, writing: () -> Void, _ body: () -> Void) {
    guard let base, let whole = FileManager.default.contents(atPath: base + "/" + name) else {
      return
    }
    writing()
    body()
    write(Array(whole), at: base + "/" + name)
  }

  private func write(_ bytes: [UInt8], at place: String) {
    let folder = (place as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    FileManager.default.createFile(atPath: place, contents: Data(bytes))
  }
}
