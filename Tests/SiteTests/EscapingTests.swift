import Market
import Testing

@testable import Site

@Suite struct EscapingTests {
  static let hostile = [
    "<script>alert(1)</script>", "a & b &lt; c", "\"quoted\" 'too'", "**bold** _it_ `code`",
    "# heading", "1. list", "- item", "    indented code", "```\nfence\n```", "[a](javascript:b)",
    "![x](y)", "a\n\n# b", "{{site.title}}", "{{{content}}}", "<!-- c -->", "\\", "a\\", "--- ",
    "===", "> quote", "| a | b |", "&#60;b&#62;", "a\u{0}b", "\u{202E}rtl", "http://a.b",
    "<\u{301}b onmouseover=x>", "\"\u{301} onload=x",
  ]

  @Test("data in Markdown comes out as text", arguments: hostile)
  func markdown(_ text: String) throws {
    let markdown = try Markdown("x " + Escaping.markdown(text) + " y")
    #expect(markdown.headings.isEmpty)
    #expect(markdown.rawHTML.isEmpty)
    let inner = try #require(paragraph(of: markdown.html))
    #expect(!inner.contains("<"))
    #expect(markdown.firstParagraph == "x " + visible(text) + " y")
  }

  @Test("data at the start of a line starts nothing", arguments: hostile)
  func lineStart(_ text: String) throws {
    let markdown = try Markdown("before\n\n" + Escaping.markdown(text) + "\n\nafter")
    #expect(markdown.headings.isEmpty && markdown.rawHTML.isEmpty)
    for tag in ["<ul", "<ol", "<pre", "<blockquote", "<hr", "<h1", "<a ", "<em", "<code"] {
      #expect(!markdown.html.contains(tag))
    }
  }

  @Test("any run of signs survives the way through Markdown")
  func random() throws {
    var generator = SeededGenerator(seed: 7)
    let signs = Array("<>&\"'`*_[](){}#+-.!|\\~=:/ 1aé\u{301}\n\t")
    for _ in 0..<400 {
      let text = String(
        (0..<Int.random(in: 1...40, using: &generator)).map { _ in
          signs[Int.random(in: 0..<signs.count, using: &generator)]
        })
      let markdown = try Markdown("x " + Escaping.markdown(text) + " y")
      let expected = ("x " + visible(text) + " y").split(separator: " ").joined(separator: " ")
      let found = markdown.firstParagraph.split(separator: " ").joined(separator: " ")
      #expect(found == expected, "\(text.debugDescription)")
    }
  }

  @Test("no sign of HTML or XML is left", arguments: hostile)
  func html(_ text: String) {
    let escaped = Escaping.html(text).utf8
    for sign in ["<", ">", "\"", "'"] {
      #expect(!escaped.contains(sign.utf8[sign.utf8.startIndex]))
    }
    #expect(escaped.allSatisfy { $0 >= 0x20 || $0 == 0x0A || $0 == 0x09 || $0 == 0x0D })
  }

  private func paragraph(of html: String) -> String? {
    guard html.hasPrefix("<p>"), html.hasSuffix("</p>\n") else { return nil }
    return String(html.dropFirst(3).dropLast(5))
  }

  /// The text with space and control signs as a browser shows them.
  private func visible(_ text: String) -> String {
    let shown = String(
      String.UnicodeScalarView(
        text.unicodeScalars.compactMap { scalar in
          switch scalar.value {
          case 0x09...0x0D, 0x20: " "
          case 0..<0x20, 0x7F: nil
          default: scalar
          }
        }))
    return shown.split(separator: " ").joined(separator: " ")
  }
}
