import CCmark

/// A text of Markdown made HTML, and what else the parser knows of it.
///
/// The only file that calls libcmark. The parser runs in its safe mode: raw HTML is left out and
/// reported, links with scripts or data in them lose their target. What is no Markdown (figures,
/// tables, blocks) comes in through fenced blocks that the caller fills.
struct Markdown: Hashable, Sendable {
  struct Heading: Hashable, Sendable {
    var level: Int
    /// The heading's `id`, unique in the text.
    var id: String
    var text: String
  }

  /// A fenced block as it stands in the text.
  struct FencedBlock: Hashable, Sendable {
    var info: String
    var body: String
  }

  /// What becomes of a fenced block.
  enum Replacement: Hashable, Sendable {
    /// It is code.
    case keep
    case html(String)
    /// There is nothing to show today.
    case remove
  }

  private(set) var html = ""
  private(set) var headings: [Heading] = []
  /// The text without marks, a line a paragraph; fenced blocks left out.
  private(set) var plainText = ""
  /// The first paragraph's text.
  private(set) var firstParagraph = ""
  /// Raw HTML that was left out, comments excepted.
  private(set) var rawHTML: [String] = []

  private static let options = CMARK_OPT_SMART | CMARK_OPT_VALIDATE_UTF8

  /// - Parameters:
  ///   - wrapsSections: whether each second-level heading and what follows it becomes a `section`.
  ///   - replace: asked for each fenced block in order.
  init(
    _ text: String, wrapsSections: Bool = true,
    replace: (FencedBlock) throws(SiteError) -> Replacement = { _ in .keep }
  ) throws(SiteError) {
    guard let root = Markdown.parse(text) else { return }
    defer { cmark_node_free(root) }
    for node in Markdown.nodes(below: root) {
      switch cmark_node_get_type(node) {
      case CMARK_NODE_HEADING: giveID(to: node)
      case CMARK_NODE_PARAGRAPH:
        let paragraph = Markdown.plainText(of: node)
        if firstParagraph.isEmpty { firstParagraph = paragraph }
        plainText += paragraph + "\n"
      case CMARK_NODE_HTML_BLOCK, CMARK_NODE_HTML_INLINE:
        let literal = Markdown.string(cmark_node_get_literal(node))
        if !literal.hasPrefix("<!--") { rawHTML.append(literal) }
        cmark_node_unlink(node)
        cmark_node_free(node)
      case CMARK_NODE_CODE_BLOCK:
        let info = Markdown.string(cmark_node_get_fence_info(node))
        guard !info.isEmpty else { continue }
        let body = Markdown.string(cmark_node_get_literal(node))
        switch try replace(FencedBlock(info: info, body: body)) {
        case .keep: break
        case .html(let html): Markdown.replace(node, by: html)
        case .remove:
          cmark_node_unlink(node)
          cmark_node_free(node)
        }
      default: break
      }
    }
    if wrapsSections { wrapSections(of: root) }
    html = Markdown.render(root)
  }

  /// One line of Markdown as HTML, without a paragraph around it.
  static func inline(_ text: String) -> String {
    guard let root = parse(text) else { return "" }
    defer { cmark_node_free(root) }
    guard let paragraph = cmark_node_first_child(root),
      cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH
    else { return "" }
    let html = render(paragraph).split(separator: "\n").joined(separator: "\n")
    return String(html.dropFirst("<p>".count).dropLast("</p>".count))
  }

  /// Notes a heading and gives it an anchor.
  private mutating func giveID(to node: OpaquePointer) {
    let level = Int(cmark_node_get_heading_level(node))
    let text = Markdown.plainText(of: node)
    let id = unique(Slug.of(text))
    headings.append(Heading(level: level, id: id, text: text))
    // The renderer writes no ids: the heading becomes a block of ours around the same children.
    guard let block = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK) else { return }
    cmark_node_set_on_enter(block, "<h\(level) id=\"\(id)\">")
    cmark_node_set_on_exit(block, "</h\(level)>")
    while let child = cmark_node_first_child(node) { cmark_node_append_child(block, child) }
    // The level travels along, so that sections can be told.
    cmark_node_set_user_data(block, UnsafeMutableRawPointer(bitPattern: level))
    cmark_node_replace(node, block)
    cmark_node_free(node)
  }

  private func unique(_ slug: String) -> String {
    guard headings.contains(where: { $0.id == slug }) else { return slug }
    var number = 2
    while headings.contains(where: { $0.id == "\(slug)-\(number)" }) { number += 1 }
    return "\(slug)-\(number)"
  }

  private func wrapSections(of root: OpaquePointer) {
    let ids = headings.filter { $0.level == 2 }.map(\.id)
    var section: OpaquePointer?
    var count = 0
    var next = cmark_node_first_child(root)
    while let node = next {
      next = cmark_node_next(node)
      if cmark_node_get_type(node) == CMARK_NODE_CUSTOM_BLOCK,
        cmark_node_get_user_data(node) == UnsafeMutableRawPointer(bitPattern: 2), count < ids.count,
        let opened = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK)
      {
        cmark_node_set_on_enter(opened, "<section class=\"chapter \(ids[count])\">")
        cmark_node_set_on_exit(opened, "</section>")
        cmark_node_insert_before(node, opened)
        section = opened
        count += 1
      }
      if let section { cmark_node_append_child(section, node) }
    }
  }

  private static func replace(_ node: OpaquePointer, by html: String) {
    guard let block = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK) else { return }
    cmark_node_set_on_enter(block, html)
    cmark_node_replace(node, block)
    cmark_node_free(node)
  }

  private static func parse(_ text: String) -> OpaquePointer? {
    var text = text
    return text.withUTF8 { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        cmark_parse_document($0.baseAddress, $0.count, options)
      }
    }
  }

  private static func render(_ node: OpaquePointer) -> String {
    guard let html = cmark_render_html(node, options) else { return "" }
    defer { free(html) }
    return String(cString: html)
  }

  /// Every node below one, in the order of the text, taken down before any of them is changed.
  private static func nodes(below root: OpaquePointer) -> [OpaquePointer] {
    var nodes: [OpaquePointer] = []
    guard let iterator = cmark_iter_new(root) else { return [] }
    defer { cmark_iter_free(iterator) }
    while true {
      switch cmark_iter_next(iterator) {
      case CMARK_EVENT_ENTER:
        if let node = cmark_iter_get_node(iterator), node != root { nodes.append(node) }
      case CMARK_EVENT_DONE: return nodes
      default: break
      }
    }
  }

  private static func plainText(of root: OpaquePointer) -> String {
    var text = ""
    for node in nodes(below: root) {
      switch cmark_node_get_type(node) {
      case CMARK_NODE_TEXT, CMARK_NODE_CODE: text += string(cmark_node_get_literal(node))
      case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: text += " "
      default: break
      }
    }
    return text
  }

  private static func string(_ text: UnsafePointer<CChar>?) -> String {
    text.map { String(cString: $0) } ?? ""
  }
}
