import Archive

/// Style sheet, icon, the scripts and whatever else a team puts beside them.
struct Assets: Sendable {
  /// Files within the site, and their bytes, sorted.
  private(set) var files: [(path: String, bytes: [UInt8])] = []
  /// Where those stand: under a name that changes with what is in them, so that browsers may
  /// keep them for good.
  private(set) var stylesheet = ""
  private(set) var icon = ""
  private(set) var explorer = ""
  /// The script that notices newer editions.
  private(set) var edition = ""
  /// The team's `theme.css`, which is put on top of the style sheet; none is built in.
  private(set) var theme: String?

  /// - Parameter folder: the team's; files that it lacks are those built in.
  init(folder: String?) throws(SiteError) {
    var sources: [String: [UInt8]] = [:]
    for (path, text) in EmbeddedFiles.all where path.hasPrefix("Site/assets/") {
      sources[String(path.dropFirst("Site/assets/".count))] = Array(text.utf8)
    }
    if let folder {
      for path in try FileSystem.files(below: folder) where !path.hasPrefix(".") {
        sources[path] = try FileSystem.read(folder + "/" + path)
      }
    }
    for (name, bytes) in sources.sorted(by: { $0.key < $1.key }) {
      var path = "assets/" + name
      if ["site.css", "icon.svg", "explorer.js", "edition.js", "theme.css"].contains(name),
        let dot = name.lastIndex(of: ".")
      {
        let print = SHA256.hexDigest(of: bytes).prefix(10)
        path = "assets/\(name[..<dot]).\(print)\(name[dot...])"
      }
      if name == "site.css" { stylesheet = path }
      if name == "icon.svg" { icon = path }
      if name == "explorer.js" { explorer = path }
      if name == "edition.js" { edition = path }
      if name == "theme.css" { theme = path }
      files.append((path, bytes))
    }
  }
}
