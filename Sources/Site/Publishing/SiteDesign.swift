/// Everything about a site but its days: templates, its own pages, style, what pages have around them.
public struct SiteDesign: Sendable {
  let renderer: PageRenderer
  let pages: [OwnPage]
  let assets: Assets

  /// The digests of what pages of a kind are made with besides days.
  private let digests: [PageKind: ContentKey]

  /// Reads and checks all of it.
  ///
  /// - Parameter threads: how many pages are read at once.
  /// - Throws: `problems` with what is wrong with templates or pages.
  public init(_ configuration: Configuration, threads: Int = 1) throws(SiteError) {
    let pages = try OwnPage.read(
      folder: configuration.pages, markets: configuration.markets.map(\.id), threads: threads)
    let assets = try Assets(folder: configuration.assets)
    let templates = try TemplateSet(folder: configuration.templates)
      .adding(pages.map(\.source), threads: threads)
    var frame = SiteFrame(
      title: configuration.title, description: configuration.description,
      baseURL: configuration.baseURL, basePath: configuration.basePath,
      markets: configuration.markets.map { ($0.id, $0.name) },
      navigation: SiteDesign.navigation(pages), stylesheet: assets.stylesheet, icon: assets.icon,
      explorer: assets.explorer, edition: assets.edition, theme: assets.theme,
      hasAlerts: !configuration.alerts.isEmpty)
    if let glossary = pages.first(where: { $0.name == "glossary" }) {
      frame.terms = Set(try Markdown(glossary.source.text).headings.map(\.id))
    }
    renderer = PageRenderer(frame: frame, templates: templates)
    self.pages = pages
    self.assets = assets
    let frameDigest = frame.digest
    digests = Dictionary(
      uniqueKeysWithValues: PageKind.allCases.map { kind in
        var maker = KeyMaker("design")
        maker.add("templates", templates.digest(for: kind))
        maker.add("frame", frameDigest)
        return (kind, maker.key)
      })
  }

  /// What the pages of a kind are made with besides days: templates, and the frame around them.
  func digest(for kind: PageKind) -> ContentKey {
    var maker = KeyMaker("pages of a kind")
    maker.add("design", digests[kind])
    return maker.key
  }

  /// What a page of the site's own is made with.
  func digest(of page: OwnPage) -> ContentKey {
    var maker = KeyMaker("own page")
    maker.add("design", digests[.page])
    maker.add("text", renderer.templates.digest(of: page.source))
    return maker.key
  }

  private static func navigation(_ pages: [OwnPage]) -> [(label: String, name: String)] {
    pages.compactMap { page in page.matter.order.map { (order: $0, page: page) } }
      .sorted { ($0.order, $0.page.name) < ($1.order, $1.page.name) }
      .map { ($0.page.matter.label, $0.page.name) }
  }
}

extension Configuration {
  /// Checks the templates and pages that a build would use, without building.
  ///
  /// - Throws: `problems` with what is wrong with them.
  public func checkDesign() throws(SiteError) { _ = try SiteDesign(self) }
}
