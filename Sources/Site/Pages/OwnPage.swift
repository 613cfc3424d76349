import Archive
import Market

/// A Markdown page of the site's own: `pages/methodology.md` becomes `methodology/index.html`.
struct OwnPage: Hashable, Sendable {
  /// The file's name without extension; `404` is served for what is not there.
  var name: String
  var matter: FrontMatter
  var source: TemplateSource

  /// Where it goes, within the site.
  var path: String { name == "404" ? "404.html" : name + "/index.html" }

  /// The pages of a folder, and of those built in the ones that it lacks; no drafts.
  ///
  /// - Throws: `problems` where a file is not Markdown, has no front matter or takes the place of a
  ///   market.
  static func read(
    folder: String?, markets: [String], threads: Int
  ) throws(SiteError) -> [OwnPage] {
    // By their paths below the folder; those built in with their text.
    var files: [String: (file: String, text: String?)] = [:]
    for (path, text) in EmbeddedFiles.all where path.hasPrefix("Site/pages/") {
      files[String(path.dropFirst("Site/pages/".count))] = (path, text)
    }
    if let folder {
      for path in try FileSystem.files(below: folder)
      where !path.hasPrefix(".") && !path.hasSuffix("~") {
        files[path] = (folder + "/" + path, nil)
      }
    }
    var places = files.sorted { $0.key < $1.key }.map {
      (path: $0.key, file: $0.value.file, text: $0.value.text)
    }
    let results = forEachConcurrently(&places, threads: threads) { place in
      Result { () throws(SiteError) in
        let text = if let text = place.text { text } else { try FileSystem.text(of: place.file) }
        return try OwnPage(path: place.path, file: place.file, text: text, markets: markets)
      }
    }
    var pages: [OwnPage] = []
    for result in results { pages.append(try result.get()) }
    return pages.filter { !$0.matter.isDraft }
  }

  /// - Parameter path: below the folder.
  private init(
    path: String, file: String, text: String, markets: [String]
  ) throws(SiteError) {
    guard path.hasSuffix(".md"), OwnPage.isName(path.dropLast(3)) else {
      throw .problems([
        SourceProblem(
          file: file, found: "a page cannot have this name",
          expected: "lower-case letters, digits and hyphens, and .md, such as methodology.md")
      ])
    }
    let name = String(path.dropLast(3))
    guard !markets.contains(name), !SiteFrame.ownFolders.contains(name) else {
      throw .problems([
        SourceProblem(
          file: file, found: "the page would take the place of '\(name)'",
          expected: "a name that is no market's id and not "
            + oneOf(SiteFrame.ownFolders.map { "'\($0)'" }))
      ])
    }
    let (matter, body) = try FrontMatter.read(text, file: file)
    self.name = name
    self.matter = matter
    // The heading takes the place of the first line, so that problems keep their line numbers.
    source = TemplateSource(
      name: "pages/" + name, file: file, text: "# {{page.title}}" + body, language: .markdown)
  }

  private static func isName(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
      }
  }
}
