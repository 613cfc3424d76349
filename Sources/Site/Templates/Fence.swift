/// A fenced block of Markdown that stands for something made from data:
/// `figure heatmap`, `table zones-above`, `block pager`; on pages of several markets followed by
/// a key, such as the market's id. What the fence holds is the caption.
struct Fence: Hashable, Sendable {
  enum Kind: String, Hashable, Sendable, CaseIterable {
    case figure, table
    /// A template of HTML in the folder `blocks`.
    case block
  }

  var kind: Kind
  var name: String
  /// Which of several of that name.
  var key: String?

  /// - Parameter info: the words behind the fence's opening.
  /// - Returns: `nil` where they do not begin with one of ours: the fence is code.
  init?(info: String) {
    let words = info.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let first = words.first, let kind = Kind(rawValue: first) else { return nil }
    self.kind = kind
    self.name = words.count > 1 ? words[1] : ""
    self.key = words.count > 2 ? words[2] : nil
  }

  /// The names that this kind of block has on a page.
  func names(page: PageKind, sources: [String: TemplateSource]) -> [String] {
    switch kind {
    case .figure: page.figures
    case .table: page.tables
    case .block:
      sources.keys.filter { $0.hasPrefix("blocks/") }.map { String($0.dropFirst("blocks/".count)) }
    }
  }

  /// The openings of the fences in a text of Markdown: line from 1, and the words behind.
  static func scan(_ text: String) -> [(line: Int, info: String)] {
    var found: [(Int, String)] = []
    var open: (sign: Character, length: Int)?
    for (index, line) in text.lines.enumerated() {
      let marks = line.utf8.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ">") }
      guard marks.first == UInt8(ascii: "`") || marks.first == UInt8(ascii: "~") else { continue }
      let content = Substring(marks)
      let sign = content[content.startIndex]
      let length = content.prefix { $0 == sign }.count
      guard length >= 3 else { continue }
      let info = content.dropFirst(length)
      if let fence = open {
        if sign == fence.sign, length >= fence.length, info.allSatisfy(\.isWhitespace) {
          open = nil
        }
      } else {
        open = (sign, length)
        found.append((index + 1, String(info)))
      }
    }
    return found
  }
}
