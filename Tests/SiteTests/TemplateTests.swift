import Foundation
import Testing

@testable import Site

@Suite struct TemplateTests {
  private func words(_ files: [String: String]) throws -> String {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(text, to: name) }
    do {
      _ = try TemplateSet(folder: folder.path)
      return ""
    } catch {
      return "\(error)".replacing(folder.path + "/", with: "")
    }
  }

  @Test("the templates that ship are without fault")
  func shipped() throws {
    #expect(try words([:]) == "")
  }

  @Test(
    "a mistake in a template is named with its line",
    arguments: [
      ("briefing.md", "a\n{{headlin}}", "briefing.md:2: unknown tag 'headlin'"),
      ("briefing.md", "{{headlin}}", "did you mean 'headline'?"),
      (
        "briefing.md", "{{market.nmae}}",
        "unknown tag 'market.nmae'; expected market. with id, link or name; did you mean 'name'?"
      ),
      ("briefing.md", "{{headline.x}}", "unknown tag 'headline.x'"),
      ("briefing.md", "a\n\n{{#summary}}\n{{.}}", "briefing.md:3: section 'summary' is not closed"),
      ("briefing.md", "{{/summary}}", "briefing.md:1: {{/summary}} closes no section"),
      ("briefing.md", "{{#summary}}{{/date}}", "{{/date}} closes no section"),
      ("briefing.md", "{{summary}}", "'summary' is a list"),
      ("briefing.md", "{{market}}", "'market' cannot be shown as text"),
      (
        "briefing.md", "{{{headline}}}",
        "'headline' is text, shown unescaped; expected {{headline}}"
      ),
      ("briefing.md", "{{&headline}}", "shown unescaped"),
      ("layout.html", "{{content}}", "'content' is HTML, shown escaped; expected {{{content}}}"),
      ("briefing.md", "x {{headline", "briefing.md:1: a tag is opened and not closed"),
      ("briefing.md", "{{=<% %>=}}", "briefing.md:1: the tag '=<% %>='"),
      ("briefing.md", "{{> nowhere}}", "there is no template 'nowhere'"),
      ("briefing.md", "{{> blocks/pager}}", "'blocks/pager' is no .md template"),
      ("briefing.md", "{{> briefing}}", "template 'briefing' contains itself"),
      ("briefing.md", "{{uppercased(headline)}}", "the tag 'uppercased(headline)'"),
      (
        "briefing.md", "\n```figure heatmop\n```",
        "briefing.md:2: there is no figure 'heatmop' on this page"
      ),
      ("briefing.md", "```table zones\n```", "there is no table 'zones' on this page"),
      ("briefing.md", "```block mast\n```", "there is no block 'mast' on this page"),
      (
        "home.md", "```table trapped\n```",
        "there is no table 'trapped' on this page; expected ladder"
      ),
      ("blocks/pager.html", "{{nxt}}", "blocks/pager.html:1: unknown tag 'nxt'"),
      ("briefing.html", "x", "briefing.html: no template has this name"),
      ("brefing.md", "x", "did you mean 'briefing.md'?"),
      ("blocks/x.md", "x", "blocks/x.md: no template has this name"),
    ])
  func mistake(file: String, text: String, words expected: String) throws {
    let said = try words([file: text])
    #expect(said.contains(expected), "\(said)")
  }

  @Test("names of the scope around are seen from within a section")
  func scopes() throws {
    #expect(
      try words([
        "home.md":
          "{{#markets}}{{name}} {{site.title}}{{#summary}}{{headline}}{{/summary}}{{/markets}}"
      ])
        == "")
    #expect(try words(["home.md": "{{headline}}"]).contains("unknown tag 'headline'"))
  }

  @Test(
    "a team's template takes the place of the one built in, with blocks and partials of its own")
  func override() throws {
    let site = try TinySite()
    try site.folder.write(
      "# {{headline}}\n\n{{> partials/desk}}\n\n```block promo\n```\n", to: "templates/briefing.md")
    try site.folder.write("Desk of {{market.name}}", to: "templates/partials/desk.md")
    try site.folder.write(
      "<p class=\"promo\">{{headline}}</p>\n", to: "templates/blocks/promo.html")
    var own = site
    own.configuration = try Configuration.read(
      text: TinySite.yaml, file: site.folder.path + "/heatpress.yml")
    try own.publish([TinyEdition.briefing()])
    let page = try site.folder.text(of: "public/btc/2024-08-05/index.html")
    #expect(page.contains("Desk of Bitcoin"))
    #expect(page.contains("<p class=\"promo\">Longs swept down to 49,000</p>"))
  }

  @Test("raw HTML in a template of Markdown is an error with its line")
  func rawHTML() throws {
    let site = try TinySite()
    try site.folder.write(
      "# {{headline}}\n\n<div class=\"x\">{{close}}</div>\n", to: "templates/briefing.md")
    var own = site
    own.configuration.templates = site.folder.path + "/templates"
    #expect(throws: SiteError.self) { try own.publish([TinyEdition.briefing()]) }
    do { try own.publish([TinyEdition.briefing()]) } catch {
      #expect("\(error)".contains("templates/briefing.md:3: raw HTML in Markdown: <div"))
      #expect((error as? SiteError)?.kind == .usage)
    }
  }

  @Test("a page of the site's own is checked like a template")
  func ownPages() throws {
    let site = try TinySite()
    try site.folder.write("---\ntitle: A\n---\n\n{{site.titel}}\n", to: "pages/a.md")
    var configuration = site.configuration
    configuration.pages = site.folder.path + "/pages"
    #expect(throws: SiteError.self) { try configuration.checkDesign() }
    do { try configuration.checkDesign() } catch {
      #expect("\(error)".contains("pages/a.md:5: unknown tag 'site.titel'"), "\(error)")
    }
    try site.folder.write("---\ntitle: A\n---\n", to: "pages/a.md")
    try site.folder.write("---\ntitle: B\n---\n", to: "pages/btc.md")
    do { try configuration.checkDesign() } catch {
      #expect("\(error)".contains("would take the place of 'btc'"), "\(error)")
    }
  }

  @Test("the guide names every tag, figure, table and template")
  func guide() throws {
    let guide = try String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Guides/Templates.md"), encoding: .utf8)
    func names(_ shape: TemplateShape) -> Set<String> {
      switch shape {
      case .group(let parts):
        parts.reduce(into: []) { $0.formUnion(names($1.value).union([$1.key])) }
      case .list(let element): names(element)
      case .text, .markup, .flag: []
      }
    }
    for kind in PageKind.allCases {
      for name in names(kind.shape) { #expect(guide.contains(name), "\(name)") }
      for name in kind.figures + kind.tables { #expect(guide.contains("`\(name)"), "\(name)") }
    }
    for template in TemplateSet.pages { #expect(guide.contains("`\(template)`")) }
  }
}
