import Testing

@testable import Site

@Suite struct MarkdownTests {
  @Test("raw HTML is left out and reported, comments in silence")
  func safeMode() throws {
    let markdown = try Markdown(
      "a <b>bold</b>\n\n<div onclick=x>\n\n<!-- note -->\n\n<script>alert(1)</script>")
    #expect(!markdown.html.contains("<b>") && !markdown.html.contains("<div"))
    #expect(!markdown.html.contains("<script"))
    #expect(markdown.rawHTML.count == 4)
  }

  @Test(
    "links with scripts or data in them lose their target",
    arguments: [
      "javascript:alert(1)", "vbscript:x", "data:text/html,x", "JaVaScRiPt:x",
    ])
  func unsafeLinks(_ target: String) throws {
    let html = try Markdown("[a](\(target))").html
    #expect(html.contains("href=\"\""))
  }

  @Test("headings get ids of their own, and second-level ones open sections")
  func headings() throws {
    let markdown = try Markdown("# Top\n\n## What's *new*?\n\ntext\n\n## What's new\n\n### Deep\n")
    #expect(markdown.headings.map(\.id) == ["top", "whats-new", "whats-new-2", "deep"])
    #expect(markdown.headings.map(\.level) == [1, 2, 2, 3])
    #expect(markdown.html.contains("<section class=\"chapter whats-new\">"))
    #expect(markdown.html.contains("<h2 id=\"whats-new-2\">"))
    #expect(markdown.html.split(separator: "<section").count == 3)
    #expect(markdown.html.split(separator: "</section>").count == 3)
    #expect(markdown.html.contains("<em>new</em>"))
  }

  @Test("fenced blocks are replaced, removed or kept as code")
  func fences() throws {
    let text = "```table a\ncaption\n```\n\n```gone\n```\n\n```swift\nlet x = 1 < 2\n```\n"
    var seen: [Markdown.FencedBlock] = []
    let markdown = try Markdown(text) { block in
      seen.append(block)
      switch block.info {
      case "table a": return .html("<table class=\"a\"></table>")
      case "gone": return .remove
      default: return .keep
      }
    }
    #expect(seen.first == Markdown.FencedBlock(info: "table a", body: "caption\n"))
    #expect(markdown.html.contains("<table class=\"a\"></table>"))
    #expect(markdown.html.contains("let x = 1 &lt; 2"))
    #expect(!markdown.html.contains("gone"))
  }

  @Test("the text without marks is taken for descriptions")
  func plainText() throws {
    let markdown = try Markdown("# T\n\nA **b** [c](d)\ne `f`.\n\nSecond.")
    #expect(markdown.firstParagraph == "A b c e f.")
    #expect(markdown.plainText == "A b c e f.\nSecond.\n")
    #expect(Markdown.inline("A *b* & c") == "A <em>b</em> &amp; c")
  }

  @Test("deep nesting and odd bytes do no harm")
  func hostile() throws {
    let deep = String(repeating: "> ", count: 3_000) + "x"
    #expect(try Markdown(deep).html.contains("x"))
    #expect(try Markdown(String(repeating: "[", count: 5_000)).headings.isEmpty)
    #expect(try Markdown("").html.isEmpty)
  }

  @Test("front matter is read strictly, and the lines below keep their numbers")
  func frontMatter() throws {
    let (matter, body) = try FrontMatter.read(
      "---\ntitle: A\norder: 2\n---\n\n{{x}}\n", file: "p.md")
    #expect(matter == FrontMatter(title: "A", description: nil, label: "A", order: 2))
    #expect(body.split(separator: "\n", omittingEmptySubsequences: false)[5] == "{{x}}")
    for (text, words) in [
      ("# no", "p.md:1: the page does not begin with front matter"),
      ("---\ntitel: a\n---\n", "p.md:2: unknown key 'titel'"),
      ("---\ntitle: a\norder: x\n---\n", "p.md:3: 'order' is no whole number"),
    ] {
      #expect(throws: SiteError.self) { try FrontMatter.read(text, file: "p.md") }
      do { _ = try FrontMatter.read(text, file: "p.md") } catch {
        #expect("\(error)".contains(words), "\(error)")
      }
    }
  }
}
