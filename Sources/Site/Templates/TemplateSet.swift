import Archive
import Market
import Mustache

/// A template as it was read.
struct TemplateSource: Hashable, Sendable {
  /// `briefing`, `blocks/pager`: what `{{> name}}` says.
  var name: String
  /// For messages.
  var file: String
  var text: String
  var language: TemplateLanguage
}

/// The templates of a site: those built in, each replaced by the team's where it has one.
struct TemplateSet: Sendable {
  private var library: MustacheLibrary
  private let sources: [String: TemplateSource]
  /// What follows a page's last tag: long pages have few, and mustache reads sign by sign.
  private var tails: [String: Substring] = [:]

  /// The templates that have a task of their own; the others are partials and blocks.
  static let pages = [
    "layout.html", "home.md", "market.md", "briefing.md", "track-record.md", "alerts.md",
  ]

  /// - Parameter folder: the team's templates.
  /// - Throws: `problems` with everything that is wrong with them.
  init(folder: String?) throws(SiteError) {
    var sources = TemplateSet.builtIn()
    if let folder {
      for source in try TemplateSet.read(folder, known: sources) { sources[source.name] = source }
    }
    var check = TemplateCheck(sources: sources)
    for kind in PageKind.allCases {
      guard let name = kind.template else { continue }
      guard let source = sources[name] else {
        throw .problems([
          SourceProblem(file: folder ?? "Templates", found: "there is no template '\(name)'")
        ])
      }
      check.check(source, for: kind)
    }
    guard check.problems.isEmpty else { throw .problems(check.problems) }
    self.sources = sources
    library = try TemplateSet.library(of: Array(sources.values))
  }

  /// Checks the pages of the site's own and makes them templates.
  ///
  /// - Throws: `problems` with everything that is wrong with them.
  func adding(_ pages: [TemplateSource], threads: Int) throws(SiteError) -> TemplateSet {
    var pages = pages
    let checked = forEachConcurrently(&pages, threads: threads) { page in
      var check = TemplateCheck(sources: sources)
      check.check(page, for: .page)
      return check.problems
    }
    let problems = checked.flatMap { $0 }
    guard problems.isEmpty else { throw .problems(problems) }
    let parsed = forEachConcurrently(&pages, threads: threads) { page in
      Result { () throws(SiteError) in try page.parsed }
    }
    var set = self
    for (page, result) in zip(pages, parsed) {
      let (template, tail) = try result.get()
      set.library.register(template, named: page.name)
      set.tails[page.name] = tail
    }
    return set
  }

  /// The template filled in; its names were checked when the set was made.
  func render(_ name: String, _ data: TemplateValue) -> String {
    (library.render(data.mustache, withTemplate: name) ?? "") + (tails[name] ?? "")
  }

  /// Where a template stands that puts a text into its pages.
  func source(_ name: String) -> TemplateSource? { sources[name] }

  /// The digest of every template that a page of a kind is made with: its own, the layout, and those
  /// that they call for.
  func digest(for kind: PageKind) -> ContentKey {
    digest(of: [], calling: [PageKind.layout.rawValue] + [kind.template].compactMap { $0 })
  }

  /// The digest of a page of the site's own and of the templates that it calls for, without the layout.
  func digest(of own: TemplateSource) -> ContentKey {
    digest(of: [own], calling: TemplateSet.calls(of: own))
  }

  private func digest(of own: [TemplateSource], calling names: [String]) -> ContentKey {
    var found: Set<String> = []
    var waiting = names
    var texts = own
    while let name = waiting.popLast() {
      guard found.insert(name).inserted, let source = sources[name] else { continue }
      texts.append(source)
      waiting += TemplateSet.calls(of: source)
    }
    var maker = KeyMaker("templates")
    for source in texts.sorted(by: { $0.name < $1.name }) {
      maker.add("name", source.name)
      maker.add("language", source.language.rawValue)
      maker.add("text", source.text)
    }
    return maker.key
  }

  /// The names of the templates that one calls for.
  private static func calls(of source: TemplateSource) -> [String] {
    let partials = TemplateTags.scan(source.text, file: source.file).tags
      .filter { $0.kind == .partial }.map(\.name)
    guard source.language == .markdown else { return partials }
    return partials
      + Fence.scan(source.text).compactMap { Fence(info: $0.info) }
      .filter { $0.kind == .block }.map { "blocks/" + $0.name }
  }

  private static func builtIn() -> [String: TemplateSource] {
    var sources: [String: TemplateSource] = [:]
    for (path, text) in EmbeddedFiles.all where path.hasPrefix("Templates/") {
      let relative = String(path.dropFirst("Templates/".count))
      guard let source = TemplateSource(path: relative, file: path, text: text) else { continue }
      sources[source.name] = source
    }
    return sources
  }

  private static func read(
    _ folder: String, known: [String: TemplateSource]
  ) throws(SiteError) -> [TemplateSource] {
    var found: [TemplateSource] = []
    var problems: [SourceProblem] = []
    for path in try FileSystem.files(below: folder) where !isHidden(path) {
      let file = folder + "/" + path
      let free = path.hasPrefix("blocks/") || path.hasPrefix("partials/")
      guard free || pages.contains(path),
        let source = TemplateSource(path: path, file: file, text: try FileSystem.text(of: file))
      else {
        problems.append(
          SourceProblem(
            file: file, found: "no template has this name",
            expected: oneOf(pages) + ", or a file in blocks/ (.html) or partials/ (.html, .md)",
            suggestion: nearMiss(path, among: pages)))
        continue
      }
      found.append(source)
    }
    guard problems.isEmpty else { throw .problems(problems) }
    return found
  }

  private static func isHidden(_ path: String) -> Bool {
    path.split(separator: "/").contains { $0.hasPrefix(".") || $0.hasSuffix("~") }
  }

  private static func library(of sources: [TemplateSource]) throws(SiteError) -> MustacheLibrary {
    Escaping.register()
    var library = MustacheLibrary()
    for source in sources {
      do {
        try library.register(source.pragma + source.text, named: source.name)
      } catch {
        throw .problems([source.problem(error)])
      }
    }
    return library
  }
}

extension String {
  /// The lines up to the last that has a tag, and the rest.
  fileprivate var partedAfterLastTag: (head: Substring, tail: Substring) {
    guard let tag = lines.last(where: \.hasTag) else { return ("", self[...]) }
    let end = utf8[tag.endIndex...].isEmpty ? tag.endIndex : utf8.index(after: tag.endIndex)
    return (self[..<end], self[end...])
  }
}

extension TemplateSource {
  /// - Returns: `nil` where the extension is none of ours, or a block is not HTML.
  init?(path: String, file: String, text: String) {
    guard let language = TemplateLanguage(file: path),
      let dot = path.lastIndex(of: "."), language == .html || !path.hasPrefix("blocks/")
    else { return nil }
    self.init(name: String(path[..<dot]), file: file, text: text, language: language)
  }

  /// Partials start without their caller's way of escaping, so that each says its own.
  fileprivate var pragma: String { "{{% CONTENT_TYPE: \(language.contentType)}}\n" }

  /// As a template, and the text behind its last tag.
  fileprivate var parsed: (template: MustacheTemplate, tail: Substring) {
    get throws(SiteError) {
      let (head, tail) = text.partedAfterLastTag
      do {
        return (try MustacheTemplate(string: pragma + head), tail)
      } catch {
        throw .problems([problem(error)])
      }
    }
  }

  fileprivate func problem(_ error: any Error) -> SourceProblem {
    let fault = error as? MustacheTemplate.ParserError
    return SourceProblem(
      file: file, line: fault.map { max(1, $0.context.lineNumber - 1) },
      found: "this is no mustache: \(fault?.error ?? error)")
  }
}
