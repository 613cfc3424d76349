import Market

/// What every page of a site has around it and links to.
struct SiteFrame: Sendable {
  /// Folders at the site's root that no market and no page may take the place of.
  static let ownFolders = ["assets", "alerts", "schema"]

  var title: String
  var description: String
  var baseURL: String
  var basePath: String
  var markets: [(id: String, name: String)]
  /// The site's own pages that stand in the navigation, in their order.
  var navigation: [(label: String, name: String)]
  /// Relative to the site.
  var stylesheet: String
  var icon: String
  var explorer: String
  /// The script that notices newer editions.
  var edition: String
  /// The team's own style on top of the sheet; absent where it has none.
  var theme: String?
  /// Whether the site has rules, and with them a page of alerts and their feed.
  var hasAlerts = false
  /// The anchors of the page `glossary`; empty where there is none.
  var terms: Set<String> = []

  /// The digest of all of it.
  var digest: ContentKey {
    var maker = KeyMaker("frame")
    for text in [title, description, baseURL, basePath, stylesheet, icon, explorer, edition] {
      maker.add("text", text)
    }
    for market in markets { maker.add("market", "\(market.id) \(market.name)") }
    for page in navigation { maker.add("page", "\(page.name) \(page.label)") }
    for term in terms.sorted() { maker.add("term", term) }
    maker.add("theme", theme)
    maker.add("alerts", hasAlerts)
    return maker.key
  }

  /// The names that begin with `site.`.
  ///
  /// - Parameters:
  ///   - root: from the page to the site's folder: empty, or with a slash at its end.
  ///   - current: the path of the page within the site.
  func data(root: String, current: String) -> TemplateValue {
    let marketLinks = markets.map { market -> TemplateValue in
      .group([
        "id": .text(market.id), "name": .text(market.name),
        "link": .text(root + market.id + "/index.html"),
        "current": .flag(current.hasPrefix(market.id + "/")),
      ])
    }
    let pages = (hasAlerts ? [(label: "Alerts", name: "alerts")] : []) + navigation
    let pageLinks = pages.map { page -> TemplateValue in
      .group([
        "label": .text(page.label), "link": .text(root + page.name + "/index.html"),
        "current": .flag(current == page.name + "/index.html"),
      ])
    }
    return .group([
      "title": .text(title), "description": .text(description), "root": .text(root),
      "url": .text(baseURL), "stylesheet": .text(root + stylesheet), "icon": .text(root + icon),
      "explorer": .text(root + explorer), "edition": .text(root + edition),
      "theme": .optional(theme.map { root + $0 }),
      "alerts": hasAlerts ? .text(root + AlertPage.path) : .absent,
      "markets": .list(marketLinks),
      "pages": .list(pageLinks),
    ])
  }

  /// The link to a word of the glossary; `nil` where the team's glossary does not have it.
  func glossary(_ term: String, root: String) -> String? {
    terms.contains(term) ? root + "glossary/index.html#" + term : nil
  }
}
