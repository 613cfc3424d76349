/// Checks a template before it is used: swift-mustache shows nothing for a name that it does not
/// know, so every tag is held against the names that its page has.
struct TemplateCheck {
  /// All templates by name (`briefing`, `blocks/pager`).
  let sources: [String: TemplateSource]
  private(set) var problems: [SourceProblem] = []
  /// The templates being gone through, to find one that contains itself.
  private var open: [String] = []

  init(sources: [String: TemplateSource]) { self.sources = sources }

  /// - Parameters:
  ///   - page: the names of the page, also those that figures and tables have.
  mutating func check(_ source: TemplateSource, for page: PageKind) {
    check(source, page: page, scopes: [page.shape])
  }

  private mutating func check(
    _ source: TemplateSource, page: PageKind, scopes outer: [TemplateShape]
  ) {
    open.append(source.name)
    defer { open.removeLast() }
    let (tags, faults) = TemplateTags.scan(source.text, file: source.file)
    problems += faults
    if source.language == .markdown { checkFences(source, page: page) }
    var scopes = outer
    var sections: [(tag: TemplateTag, opensScope: Bool)] = []
    for tag in tags {
      switch tag.kind {
      case .text, .markup:
        guard let shape = find(tag, in: scopes, source) else { continue }
        checkUse(tag, shape, source)
      case .section, .inverted:
        var opensScope = false
        if let shape = find(tag, in: scopes, source), tag.kind == .section {
          if case .list(let element) = shape {
            scopes.append(element)
          } else {
            scopes.append(shape)
          }
          opensScope = true
        }
        sections.append((tag, opensScope))
      case .end:
        guard let section = sections.popLast(), section.tag.name == tag.name else {
          report(tag, source, "{{/\(tag.name)}} closes no section", "{{#\(tag.name)}} before it")
          return
        }
        if section.opensScope { scopes.removeLast() }
      case .partial:
        checkPartial(tag, source, page: page, scopes: scopes)
      }
    }
    if let section = sections.last {
      report(
        section.tag, source, "section '\(section.tag.name)' is not closed",
        "{{/\(section.tag.name)}}")
    }
  }

  private mutating func find(
    _ tag: TemplateTag, in scopes: [TemplateShape], _ source: TemplateSource
  ) -> TemplateShape? {
    if tag.name == "." { return scopes.last }
    let path = tag.name.split(separator: ".").map(String.init)
    var known: Set<String> = []
    for scope in scopes.reversed() {
      guard case .group(let names) = scope else { continue }
      known.formUnion(names.keys)
      guard var shape = names[path[0]] else { continue }
      for (index, name) in path.enumerated().dropFirst() {
        guard case .group(let inner) = shape, let next = inner[name] else {
          let prefix = path[..<index].joined(separator: ".")
          if case .group(let inner) = shape {
            report(
              tag, source, "unknown tag '\(tag.name)'",
              "\(prefix). with " + oneOf(inner.keys.sorted()), nearMiss(name, among: inner.keys))
          } else {
            report(tag, source, "unknown tag '\(tag.name)'", "'\(prefix)', which has no parts")
          }
          return nil
        }
        shape = next
      }
      return shape
    }
    report(
      tag, source, "unknown tag '\(tag.name)'", oneOf(known.sorted()),
      nearMiss(path[0], among: known))
    return nil
  }

  private mutating func checkUse(
    _ tag: TemplateTag, _ shape: TemplateShape, _ source: TemplateSource
  ) {
    switch (shape, tag.kind) {
    case (.text, .text), (.markup, .markup): break
    case (.text, _):
      report(tag, source, "'\(tag.name)' is text, shown unescaped", "{{\(tag.name)}}")
    case (.markup, _):
      report(tag, source, "'\(tag.name)' is HTML, shown escaped", "{{{\(tag.name)}}}")
    case (.flag, _), (.group, _):
      report(
        tag, source, "'\(tag.name)' cannot be shown as text",
        "a section: {{#\(tag.name)}} … {{/\(tag.name)}}")
    case (.list, _):
      report(
        tag, source, "'\(tag.name)' is a list",
        "a section, repeated for each: {{#\(tag.name)}} … {{/\(tag.name)}}")
    }
  }

  private mutating func checkPartial(
    _ tag: TemplateTag, _ source: TemplateSource, page: PageKind, scopes: [TemplateShape]
  ) {
    guard let partial = sources[tag.name] else {
      report(
        tag, source, "there is no template '\(tag.name)'", oneOf(sources.keys.sorted()),
        nearMiss(tag.name, among: sources.keys))
      return
    }
    guard partial.language == source.language else {
      report(
        tag, source, "'\(tag.name)' is no .\(source.language.rawValue) template",
        "a fenced block with the words 'block NAME' to put HTML into Markdown")
      return
    }
    guard !open.contains(tag.name) else {
      report(tag, source, "template '\(tag.name)' contains itself", "another one")
      return
    }
    check(partial, page: page, scopes: scopes)
  }

  private mutating func checkFences(_ source: TemplateSource, page: PageKind) {
    for (line, info) in Fence.scan(source.text) {
      guard let fence = Fence(info: info) else { continue }
      let known = fence.names(page: page, sources: sources)
      guard known.contains(fence.name) else {
        report(
          TemplateTag(kind: .text, name: fence.name, line: line), source,
          "there is no \(fence.kind.rawValue) '\(fence.name)' on this page", oneOf(known.sorted()),
          nearMiss(fence.name, among: known))
        continue
      }
      guard fence.kind == .block, let block = sources["blocks/" + fence.name],
        !open.contains(block.name)
      else { continue }
      check(block, page: page, scopes: [page.shape])
    }
  }

  private mutating func report(
    _ tag: TemplateTag, _ source: TemplateSource, _ found: String, _ expected: String,
    _ suggestion: String? = nil
  ) {
    let problem = SourceProblem(
      file: source.file, line: tag.line, found: found, expected: expected, suggestion: suggestion)
    if !problems.contains(problem) { problems.append(problem) }
  }
}
