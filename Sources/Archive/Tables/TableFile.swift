import Glibc

/// A file of rows: `.csv`, `.csv.gz`, `.csv.lz4` or `.zip`, by its name.
struct TableFile {
  /// What a plain file may hold at most: 4 GiB. What is packed has the limits of `LibArchive`.
  static let plainLimit = 4 << 30

  /// As the system knows it.
  var path: String
  /// Relative to the data folder, as errors and findings name it.
  var name: String

  /// How the file is packed, by its name: `nil` for plain text.
  private var packing: LibArchive.Format? {
    get throws(ArchiveError) {
      let name = name.lowercased()
      if name.hasSuffix(".zip") { return .zip }
      if name.hasSuffix(".gz") { return .gzip }
      if name.hasSuffix(".lz4") { return .lz4 }
      guard name.hasSuffix(".csv") else {
        throw .refusedFile(file: self.name, fault: .unknownFormat)
      }
      return nil
    }
  }

  /// Opens the file at the start of its text.
  ///
  /// - Parameters:
  ///   - limits: of what is packed.
  ///   - tellsDays: whether the log is to be told what the file held at the close of each day.
  ///   - verify: of what is packed, given the digest of the file as it is on disk before anything is
  ///     unpacked.
  func open(
    limits: LibArchive.Limits = LibArchive.Limits(), tellsDays: Bool = false,
    verify: (String) throws(ArchiveError) -> Void = { _ in }
  ) throws(ArchiveError) -> TableText {
    let packing = try packing
    func unreadable(_ code: Int32) -> ArchiveError {
      .cannotRead(path: path, fault: SystemFault(operation: .read, code: code))
    }
    let file = try OpenFile(path, O_RDONLY) {
      .cannotRead(path: path, fault: SystemFault(operation: .open, code: $0))
    }
    let size = try file.size(fails: unreadable)
    guard size <= Self.plainLimit else {
      throw .refusedFile(file: name, fault: .tooLarge(limitBytes: Self.plainLimit))
    }
    guard let packing else {
      return TableText(
        file: file, name: name, digest: try RunningSHA256(name), tellsDays: tellsDays)
    }
    let digest = try file.sha256(name, fails: unreadable)
    try verify(digest)
    try file.rewind(fails: unreadable)
    let content = try LibArchive.Content(file, packing, name: name, limits: limits)
    return TableText(
      file: file, name: name, content: content, digest: digest,
      running: tellsDays ? try RunningSHA256(name) : nil)
  }
}
