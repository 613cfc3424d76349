import Yams

/// Reads YAML strictly: every key is asked for by name, and what nobody asked for is a problem.
///
/// Problems are gathered rather than thrown, so that one run names them all.
struct StrictYAML {
  let file: String
  private(set) var problems: [SourceProblem] = []

  init(file: String) { self.file = file }

  /// A mapping whose keys are taken one by one.
  struct Mapping {
    var name: String
    var line: Int?
    var entries: [(key: String, line: Int?, value: Node)]
    fileprivate var asked: [String] = []

    func has(_ key: String) -> Bool { entries.contains { $0.key == key } }
  }

  /// - Parameter firstLine: the line of the file on which the text begins, for front matter.
  mutating func root(_ text: String, name: String, firstLine: Int = 1) -> Mapping? {
    do {
      guard let node = try Yams.compose(yaml: text, .default, .default, .utf8) else {
        report(line: nil, found: "the file is empty", expected: name)
        return nil
      }
      return mapping(node, name: name)
    } catch let error as YamlError {
      let (line, words) = StrictYAML.words(error)
      report(line: line.map { $0 + firstLine - 1 }, found: words, expected: nil)
    } catch {
      report(line: nil, found: "\(error)", expected: nil)
    }
    return nil
  }

  mutating func mapping(_ node: Node, name: String) -> Mapping? {
    guard case .mapping(let mapping) = node else {
      wrongType(node, name: name, expected: "a mapping (key: value)")
      return nil
    }
    var entries: [(key: String, line: Int?, value: Node)] = []
    for (key, value) in mapping {
      guard let text = key.scalar?.string else {
        report(line: key.mark?.line, found: "a key of \(name) is no text", expected: "a name")
        continue
      }
      entries.append((text, key.mark?.line, value))
    }
    return Mapping(name: name, line: mapping.mark?.line, entries: entries)
  }

  /// The value of a key, and its line; `nil` where the mapping does not have it.
  mutating func value(_ key: String, in mapping: inout Mapping) -> (node: Node, line: Int?)? {
    mapping.asked.append(key)
    guard let entry = mapping.entries.first(where: { $0.key == key }) else { return nil }
    if entry.value.tag.rawValue == Tag.Name.null.rawValue {
      report(line: entry.line, found: "'\(key)' has no value", expected: "one")
      return nil
    }
    return (entry.value, entry.line)
  }

  mutating func text(_ key: String, in mapping: inout Mapping) -> (text: String, line: Int?)? {
    guard let (node, line) = value(key, in: &mapping) else { return nil }
    return text(node, name: key).map { ($0, line) }
  }

  mutating func text(_ node: Node, name: String) -> String? {
    guard let scalar = node.scalar, node.tag.rawValue == Tag.Name.str.rawValue else {
      wrongType(node, name: "'\(name)'", expected: "text (put it in quotes if it looks like more)")
      return nil
    }
    guard !scalar.string.allSatisfy(\.isWhitespace) else {
      report(line: node.mark?.line, found: "'\(name)' is empty", expected: "text")
      return nil
    }
    return scalar.string
  }

  mutating func list(_ key: String, in mapping: inout Mapping) -> [Node]? {
    guard let (node, line) = value(key, in: &mapping) else { return nil }
    guard case .sequence(let sequence) = node else {
      wrongType(node, name: "'\(key)'", expected: "a list (- …)")
      return nil
    }
    if sequence.isEmpty { report(line: line, found: "'\(key)' is empty", expected: "an entry") }
    return Array(sequence)
  }

  /// A word out of a few.
  mutating func choice(_ key: String, of choices: [String], in mapping: inout Mapping) -> String? {
    guard let (word, line) = text(key, in: &mapping) else { return nil }
    guard choices.contains(word) else {
      report(
        line: line, found: "'\(key)' is '\(word)'", expected: oneOf(choices),
        suggestion: nearMiss(word, among: choices))
      return nil
    }
    return word
  }

  /// Reports a key that must be there; nothing where it is there and was a problem already.
  mutating func require(_ key: String, in mapping: Mapping, expected: String) {
    guard !mapping.has(key) else { return }
    report(line: mapping.line, found: "\(mapping.name) has no '\(key)'", expected: expected)
  }

  /// Reports the keys that nobody asked for.
  mutating func finish(_ mapping: Mapping) {
    for entry in mapping.entries where !mapping.asked.contains(entry.key) {
      report(
        line: entry.line, found: "unknown key '\(entry.key)' in \(mapping.name)",
        expected: oneOf(mapping.asked), suggestion: nearMiss(entry.key, among: mapping.asked))
    }
  }

  mutating func report(
    line: Int?, found: String, expected: String?, suggestion: String? = nil
  ) {
    problems.append(
      SourceProblem(
        file: file, line: line, found: found, expected: expected, suggestion: suggestion))
  }

  private mutating func wrongType(_ node: Node, name: String, expected: String) {
    let found =
      switch node {
      case .mapping: "a mapping"
      case .sequence: "a list"
      case .alias: "an alias"
      case .scalar(let scalar): "'\(scalar.string)'"
      }
    report(line: node.mark?.line, found: "\(name) is \(found)", expected: expected)
  }

  private static func words(_ error: YamlError) -> (line: Int?, words: String) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      (mark.line, "this is no YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      (context.mark.line, "key given twice: \(keys.sorted().joined(separator: ", "))")
    case .reader(let problem, _, _, _):
      (nil, "this is no YAML: \(problem)")
    default:
      (nil, "this is no YAML: \(error)")
    }
  }
}

/// `a, b or c`
func oneOf(_ words: [String]) -> String {
  guard words.count > 1, let last = words.last else { return words.first ?? "nothing" }
  return words.dropLast().joined(separator: ", ") + " or " + last
}
