/// A file of rows: `.csv`, `.csv.gz`, `.csv.lz4` or `.zip`, by its name.
struct TableFile {
  /// What a plain file may hold at most: 4 GiB. What is packed has the limits of `LibArchive`.
  static let plainLimit = 4 << 30

  /// As the system knows it.
  var path: String
  /// Relative to the data folder, as errors and findings name it.
  var name: String

  /// The text of the file and the digest of its bytes as they are on disk.
  ///
  /// - Parameters:
  ///   - verify: given the digest before anything is unpacked.
  ///   - body: given the text, which 16 readable zero bytes follow, and the digest.
  func read<Result>(
    verify: (String) throws(ArchiveError) -> Void = { _ in },
    _ body: (UnsafeRawBufferPointer, String) throws(ArchiveError) -> Result
  ) throws(ArchiveError) -> Result {
    let lowercased = name.lowercased()
    let isZip = lowercased.hasSuffix(".zip")
    let isGzip = lowercased.hasSuffix(".gz")
    let isLZ4 = lowercased.hasSuffix(".lz4")
    guard isZip || isGzip || isLZ4 || lowercased.hasSuffix(".csv") else {
      throw .refusedFile(file: name, fault: .unknownFormat)
    }
    let mapped = try MappedFile(path, name: name, limit: Self.plainLimit)
    let digest = SHA256.hexDigest(of: mapped.bytes)
    try verify(digest)
    guard isZip || isGzip || isLZ4 else { return try body(mapped.bytes, digest) }
    let content =
      if isZip {
        try LibArchive.unzip(mapped.bytes, file: name)
      } else if isGzip {
        try LibArchive.gunzip(mapped.bytes, file: name)
      } else {
        try LibArchive.unlz4(mapped.bytes, file: name)
      }
    return try content.withUnsafeBufferPointer { bytes throws(ArchiveError) in
      try body(
        UnsafeRawBufferPointer(
          rebasing: UnsafeRawBufferPointer(bytes).dropLast(LibArchive.padding)), digest)
    }
  }
}
