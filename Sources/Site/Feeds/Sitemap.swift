import Market

/// `sitemap.xml` and `robots.txt`.
enum Sitemap {
  /// - Parameter pages: paths within the site, each with the day it was last changed where known.
  static func text(_ pages: [(path: String, changed: Day?)], baseURL: String) -> String {
    var xml = """
      <?xml version="1.0" encoding="utf-8"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">

      """
    for page in pages {
      let changed = page.changed.map { "<lastmod>\($0)</lastmod>" } ?? ""
      let address = Escaping.html(PageRenderer.url(page.path, baseURL))
      xml += "<url><loc>\(address)</loc>\(changed)</url>\n"
    }
    return xml + "</urlset>\n"
  }

  static func robots(baseURL: String) -> String {
    "User-agent: *\nAllow: /\n\nSitemap: \(baseURL)sitemap.xml\n"
  }
}
