import Archive

/// Writes a site that builds at once: what `heatpress init` does.
public enum SiteStarter {
  /// Where the data of a new site lie, relative to its configuration: within it, so that the folder
  /// can be moved as a whole.
  public static let data = "Data"

  /// Writes the configuration with every key, pages, assets and templates.
  ///
  /// - Parameter folder: new or empty.
  /// - Returns: the files' paths relative to the folder, sorted.
  /// - Throws: `notEmpty`, or a failure to write.
  @discardableResult
  public static func write(to folder: String) throws(SiteError) -> [String] {
    if Files.exists(folder) {
      guard Files.isFolder(folder), (try FileSystem.names(in: folder)).isEmpty else {
        throw .notEmpty(path: folder)
      }
    }
    var written: [String] = []
    // The schemas describe what the program writes: they are not a team's to change.
    for (path, text) in EmbeddedFiles.all where !path.hasPrefix("Site/schema/") {
      let relative =
        path.hasPrefix("Site/")
        ? String(path.dropFirst("Site/".count))
        : "templates/" + path.dropFirst("Templates/".count)
      let target = folder + "/" + relative
      try FileSystem.makeFolder(FilePath.folder(of: target))
      try FileSystem.write(Array(SiteStarter.text(text, of: relative).utf8), to: target)
      written.append(relative)
    }
    return written.sorted()
  }

  private static func text(_ text: String, of path: String) -> String {
    guard path == "heatpress.yml" else { return text }
    return text.replacing("\ndata: ../Data\n", with: "\ndata: \(data)\n")
  }
}
