import Testing

@testable import Site

@Suite struct LinkCheckTests {
  private func broken(_ files: [String: String]) throws -> [String] {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(text, to: name) }
    return try LinkCheck.check(folder: folder.path, basePath: "/b/").broken.map { "\($0)" }
  }

  @Test("links, anchors and pictures that lead somewhere are fine")
  func fine() throws {
    #expect(
      try broken([
        "index.html": """
        <a href="a/index.html#x">a</a> <a href='#y' id="y">y</a> <a href=a/index.html>a</a>
        <img src="p%20q.png"> <source srcset="p%20q.png 1x, a/r.png 2x">
        <a href="https://example.org/">out</a> <a href="mailto:a@b">m</a> <!-- <a href="no"> -->
        <a href="a/index.html?x=1&amp;y=2#x">q</a>
        """,
        "a/index.html": "<h2 id=x>x</h2><a href=\"../index.html\">up</a>", "p q.png": "",
        "a/r.png": "",
        "404.html": "<a href=\"/b/a/index.html\">a</a>",
      ]) == [])
  }

  @Test(
    "each broken link names its page, itself and the reason",
    arguments: [
      ("<a href=\"gone.html\">", "index.html: link 'gone.html': there is no such file"),
      ("<a href=\"#gone\">", "index.html: link '#gone': the page has no such anchor"),
      ("<a href=\"a/index.html#gone\">", "no such anchor"),
      ("<a href=\"a/\">", "link 'a/': names a folder; name its index.html"),
      ("<a href=\"a\">", "names a folder"), ("<a href=\"../x.html\">", "leads out of the site"),
      ("<a href=\"/a/index.html\">", "leads out of the site"), ("<a href=\"\">", "is no link"),
      ("<a href=\"javascript:x\">", "is no link"), ("<a href=\"%zz\">", "is no link"),
      ("<img src=\"gone.png\">", "there is no such file"),
      ("<source srcset=\"a/index.html, gone.png 2x\">", "link 'gone.png'"),
    ])
  func faults(html: String, words: String) throws {
    let found = try broken(["index.html": html, "a/index.html": "x"])
    #expect(found.count == 1)
    #expect(found.first?.contains(words) == true, "\(found)")
  }

  @Test("a broken link in a template stops the publication")
  func stops() throws {
    let site = try TinySite()
    try site.folder.write("# {{headline}}\n\n[x](nowhere.html)\n", to: "templates/briefing.md")
    var own = site
    own.configuration.templates = site.folder.path + "/templates"
    #expect(
      throws: SiteError.brokenLinks([
        BrokenLink(
          page: "btc/2024-08-05/index.html", link: "nowhere.html", reason: .noSuchFile)
      ])
    ) { try own.publish([TinyEdition.briefing()]) }
    #expect(!site.folder.exists("public"))
  }

  @Test("pages of odd bytes end")
  func odd() {
    for text in ["<", "<a", "<a href", "<a href=", "<a href=\"", "<!--", "<a =", "<a / href='x'>"] {
      #expect(HTMLReferences(Array(text.utf8)).ids.isEmpty)
    }
  }
}
