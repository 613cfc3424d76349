import Market

/// A page to be made: which template, where it goes, and what the template finds.
struct Page: Sendable {
  var kind: PageKind
  /// The template's name: the kind's own, or that of a page of the site's own.
  var template: String
  /// Within the site: `btc/2024-08-05/index.html`.
  var path: String
  var title: String
  /// For search engines and feeds; absent, it is the first paragraph.
  var description: String?
  /// Whether anything it shows comes from a simulated market.
  var simulated: Bool
  /// The close of the newest day it shows.
  var cutoff: Timestamp?
  /// When it was published, of a page that is an article.
  var published: Timestamp?
  /// Within the site: the picture to show where the page is shared, and what it shows.
  var card: String?
  var cardAlt: String?
  /// Which edition it shows, of a page that newer ones take the place of.
  var edition: EditionMark?
  /// For search engines.
  var linkedData: LinkedData?
  /// The names that the page has besides `site` and `page`.
  var data: [String: TemplateValue] = [:]
  /// The figures by name and key, each with the folder of its files.
  var figures: @Sendable (_ name: String, _ key: String?) -> (figure: Figure, folder: String)? = {
    _, _ in nil
  }
  /// The tables by name and key, made when they are asked for.
  var tables: @Sendable (_ name: String, _ key: String?) -> DataTable? = { _, _ in nil }
}

/// Makes pages: mustache, then Markdown, then the layout around it.
struct PageRenderer: Sendable {
  let frame: SiteFrame
  let templates: TemplateSet

  /// - Returns: the whole page as HTML.
  func render(_ page: Page) throws(SiteError) -> String {
    let root = self.root(of: page)
    var data = page.data
    data["site"] = frame.data(root: root, current: page.path)
    data["page"] = try pageData(page, description: page.description ?? "")
    let content = try content(of: page, data: data, root: root)
    let chapters = content.headings.filter { $0.level == 2 }
    data = [
      "site": frame.data(root: root, current: page.path),
      "page": try pageData(page, description: page.description ?? content.firstParagraph),
      "content": .markup(content.html),
      "has_contents": .flag(page.kind.hasContents && chapters.count > 2),
      "contents": .list(
        chapters.map { .group(["id": .text($0.id), "text": .text($0.text)]) }),
    ]
    return templates.render("layout", .group(data))
  }

  /// The page's own part, without the layout.
  private func content(
    of page: Page, data: [String: TemplateValue], root: String
  ) throws(SiteError) -> Markdown {
    let text = templates.render(page.template, .group(data))
    let markdown = try Markdown(text) { block throws(SiteError) in
      guard let fence = Fence(info: block.info) else { return .keep }
      let caption = block.body.allSatisfy(\.isWhitespace) ? nil : Markdown.inline(block.body)
      switch fence.kind {
      case .figure:
        guard let (figure, folder) = page.figures(fence.name, fence.key) else { return .remove }
        return .html(figure.html(folder: folder, caption: caption))
      case .table:
        guard let table = page.tables(fence.name, fence.key) else { return .remove }
        return .html(table.html(caption: caption) { frame.glossary($0, root: root) })
      case .block:
        return .html(templates.render("blocks/" + fence.name, .group(data)))
      }
    }
    if let raw = markdown.rawHTML.first { throw rawHTMLProblem(raw, page) }
    return markdown
  }

  /// Data cannot carry HTML into Markdown, so that it stands in the template.
  private func rawHTMLProblem(_ raw: String, _ page: Page) -> SiteError {
    let first = raw.split(separator: "\n").first.map(String.init) ?? raw
    let tag = first.prefix { $0 != " " && $0 != ">" }
    let source = templates.source(page.template)
    let lines = source?.text.split(separator: "\n", omittingEmptySubsequences: false) ?? []
    return .problems([
      SourceProblem(
        file: source?.file ?? page.template,
        line: lines.firstIndex { $0.contains(tag) }.map { $0 + 1 },
        found: "raw HTML in Markdown: \(first)",
        expected: "Markdown, or a fenced block 'block NAME' with the HTML in blocks/NAME.html")
    ])
  }

  private func pageData(
    _ page: Page, description: String
  ) throws(SiteError) -> TemplateValue {
    let linkedData = try page.linkedData?.markup()
    return .group([
      "title": .text(page.title), "description": .text(description),
      "kind": .text(page.kind.rawValue),
      // The 404 page has no address of its own.
      "url": page.path == "404.html" ? .absent : .text(PageRenderer.url(page.path, frame.baseURL)),
      "simulated": .flag(page.simulated),
      "cutoff": .optional(page.cutoff.map(Wording.cutoff)),
      "published": .optional(page.published?.description),
      "card": .optional(page.card.map { frame.baseURL + $0 }),
      "card_alt": .optional(page.cardAlt),
      "edition": page.edition.map {
        .group(["id": .text($0.id), "source": .text($0.source)])
      } ?? .absent,
      "linked_data": linkedData.map { .markup($0) } ?? .absent,
    ])
  }

  /// Pages link relatively, so that the site works anywhere and from disk; only the 404 page, which
  /// is served for any path, goes by the base URL.
  private func root(of page: Page) -> String {
    page.path == "404.html"
      ? frame.basePath
      : String(repeating: "../", count: page.path.split(separator: "/").count - 1)
  }

  /// The address of a page, as feeds and search engines have it: without `index.html`.
  static func url(_ path: String, _ baseURL: String) -> String {
    baseURL + (path.hasSuffix("index.html") ? String(path.dropLast("index.html".count)) : path)
  }
}
