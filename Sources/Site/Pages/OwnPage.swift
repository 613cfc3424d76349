import Archive

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
    folder: String?, markets: [String]
  ) throws(SiteError) -> [OwnPage] {
    var files = EmbeddedFiles.all.filter { $0.path.hasPrefix("Site/pages/") }.map {
      (path: String($0.path.dropFirst("Site/pages/".count)), file: $0.path, text: $0.text)
    }
    if let folder {
      for path in try FileSystem.files(below: folder)
      where !path.hasPrefix(".") && !path.hasSuffix("~") {
        let file = folder + "/" + path
        files.removeAll { $0.path == path }
        files.append((path, file, try FileSystem.text(of: file)))
      }
    }
    files.sort { $0.path < $1.path }
    var pages: [OwnPage] = []
    for (path, file, text) in files {
      guard path.hasSuffix(".md"), isName(path.dropLast(3)) else {
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
      pages.append(try OwnPage(name: name, file: file, text: text))
    }
    return pages.filter { !$0.matter.isDraft }
  }

  private init(name: String, file: String, text: String) throws(SiteError) {
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
