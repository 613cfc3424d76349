/// Writes a `.gz` without name and time in it, so that the same bytes give the same file.
public enum GzipWriter {
  /// Writes the file in one step.
  ///
  /// - Parameter synced: as for `Files.writeAtomically`.
  public static func write(_ bytes: [UInt8], to path: String, synced: Bool = true)
    throws(ArchiveError)
  {
    try Files.writeAtomically(
      try LibArchive.gzip(bytes, for: path), to: path, synced: synced)
  }
}
