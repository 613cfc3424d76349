/// What a page of the site's own says of itself, between lines of `---` at its top.
struct FrontMatter: Hashable, Sendable {
  var title: String
  /// For search engines and feeds; otherwise the page's first paragraph.
  var description: String?
  /// The page's name in the navigation; otherwise its title.
  var label: String
  /// Its place in the navigation, ascending; without one, it does not stand there.
  var order: Int?
  /// A draft is checked and not published; one of the name of a page built in leaves that out.
  var isDraft = false

  /// - Parameters:
  ///   - text: the file's text.
  ///   - file: for messages.
  /// - Returns: the front matter and the text below it, whose lines are those of the file.
  static func read(
    _ text: String, file: String
  ) throws(SiteError) -> (matter: FrontMatter, body: String) {
    let lines = text.lines
    guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
      throw .problems([
        SourceProblem(
          file: file, line: 1, found: "the page does not begin with front matter",
          expected: "a line '---', at least 'title: …', and a line '---'")
      ])
    }
    var yaml = StrictYAML(file: file)
    // A comment in the place of the first line keeps the numbers of the others.
    let header = "#\n" + lines[1..<end].joined(separator: "\n")
    guard var root = yaml.root(header, name: "the front matter") else {
      throw .problems(yaml.problems)
    }
    yaml.require("title", in: root, expected: "the page's heading")
    let title = yaml.text("title", in: &root)?.text
    let description = yaml.text("description", in: &root)?.text
    let label = yaml.text("label", in: &root)?.text
    var order: Int?
    if let (node, line) = yaml.value("order", in: &root) {
      order = node.int
      if order == nil {
        yaml.report(line: line, found: "'order' is no whole number", expected: "one such as 2")
      }
    }
    var isDraft = false
    if let (node, line) = yaml.value("draft", in: &root) {
      isDraft = node.bool ?? false
      if node.bool == nil {
        yaml.report(line: line, found: "'draft' is neither true nor false", expected: "one of them")
      }
    }
    yaml.finish(root)
    guard let title, yaml.problems.isEmpty else { throw .problems(yaml.problems) }
    let below = end + 1 < lines.count ? text[lines[end + 1].startIndex...] : ""
    let body = String(repeating: "\n", count: end + 1) + below
    return (
      FrontMatter(
        title: title, description: description, label: label ?? title, order: order,
        isDraft: isDraft), body
    )
  }
}
