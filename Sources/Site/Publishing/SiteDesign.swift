/// Everything about a site but its days: templates, its own pages, style, what pages have around them.
struct SiteDesign: Sendable {
  let renderer: PageRenderer
  let pages: [OwnPage]
  let assets: Assets

  /// - Throws: `problems` with what is wrong with templates or pages.
  init(_ configuration: Configuration) throws(SiteError) {
    let pages = try OwnPage.read(
      folder: configuration.pages, markets: configuration.markets.map(\.id))
    let assets = try Assets(folder: configuration.assets)
    let templates = try TemplateSet(folder: configuration.templates).adding(pages.map(\.source))
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
  }

  /// What the pages of a kind are made with besides days: templates, and the frame around them.
  func digest(for kind: PageKind, own: TemplateSource? = nil) -> ContentKey {
    var maker = KeyMaker("design")
    maker.add("templates", renderer.templates.digest(for: kind, own: own))
    maker.add("frame", renderer.frame.digest)
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
