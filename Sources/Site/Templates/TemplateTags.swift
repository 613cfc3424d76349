/// A mustache tag of a template.
struct TemplateTag: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// `{{name}}`
    case text
    /// `{{{name}}}` or `{{&name}}`
    case markup
    /// `{{#name}}`
    case section
    /// `{{^name}}`
    case inverted
    /// `{{/name}}`
    case end
    /// `{{> name}}`
    case partial
  }

  var kind: Kind
  var name: String
  var line: Int
}

/// Finds the tags of a template. What it takes, swift-mustache takes: it is the stricter of the two.
enum TemplateTags {
  /// - Returns: the tags in order, comments left out, and what is wrong with the others.
  static func scan(_ text: String, file: String) -> (tags: [TemplateTag], problems: [SourceProblem])
  {
    var tags: [TemplateTag] = []
    var problems: [SourceProblem] = []
    for (index, line) in text.lines.enumerated() where line.hasTag {
      var rest = line
      while let start = rest.firstRange(of: "{{") {
        rest = rest[start.upperBound...]
        let triple = rest.first == "{"
        if triple { rest = rest.dropFirst() }
        guard let end = rest.firstRange(of: triple ? "}}}" : "}}") else {
          problems.append(
            SourceProblem(
              file: file, line: index + 1, found: "a tag is opened and not closed on its line",
              expected: triple ? "}}}" : "}}"))
          break
        }
        let inside = rest[..<end.lowerBound]
        rest = rest[end.upperBound...]
        if !triple, inside.first == "!" { continue }
        switch tag(inside, triple: triple, line: index + 1, file: file) {
        case .success(let tag): tags.append(tag)
        case .failure(let fault): problems.append(fault.problem)
        }
      }
    }
    return (tags, problems)
  }

  private struct Fault: Error { var problem: SourceProblem }

  private static func tag(
    _ inside: Substring, triple: Bool, line: Int, file: String
  ) -> Result<TemplateTag, Fault> {
    let kinds: [Character: TemplateTag.Kind] = [
      "#": .section, "^": .inverted, "/": .end, ">": .partial, "&": .markup,
    ]
    let sign = triple ? nil : inside.first.flatMap { kinds[$0] }
    let kind: TemplateTag.Kind = triple ? .markup : sign ?? .text
    let name = trimmed(sign == nil ? inside : inside.dropFirst())
    let signs = kind == .partial ? "-_/" : "-_."
    let plain = name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || signs.utf8.contains(byte)
    }
    guard !name.isEmpty, plain, name == "." || !name.hasPrefix(".") else {
      return .failure(
        Fault(
          problem: SourceProblem(
            file: file, line: line, found: "the tag '\(inside)'",
            expected: "a name, #name, ^name, /name, > template or ! comment")))
    }
    return .success(TemplateTag(kind: kind, name: String(name), line: line))
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0 == " " || $0 == "\t" }
    guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return start }
    return start[...last]
  }
}
