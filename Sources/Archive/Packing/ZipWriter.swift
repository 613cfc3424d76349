/// Writes a `.zip` with one file in it, as the venues publish them.
public enum ZipWriter {
  /// Writes the archive in one step. The same bytes give the same archive, whenever, wherever and
  /// by whomever it is written.
  ///
  /// - Parameters:
  ///   - entry: the file's name inside, without folders.
  ///   - synced: as for `Files.writeAtomically`.
  public static func write(
    entry: String, bytes: [UInt8], to path: String, synced: Bool = true
  ) throws(ArchiveError) {
    try Files.writeAtomically(
      try LibArchive.zip(entry: entry, bytes: bytes, for: path), to: path, synced: synced)
  }
}
