import Mustache

/// What a tag stands for.
indirect enum TemplateValue: Hashable, Sendable {
  /// Shown with `{{name}}`, escaped for where it lands.
  case text(String)
  /// HTML made by this program, shown with `{{{name}}}`.
  case markup(String)
  case flag(Bool)
  case list([TemplateValue])
  case group([String: TemplateValue])
  /// A known name without a value today: its section is left out.
  case absent

  static func optional(_ text: String?) -> TemplateValue { text.map { .text($0) } ?? .absent }

  static func texts(_ texts: [String]) -> TemplateValue { .list(texts.map { .text($0) }) }

  /// The group with another group's names added.
  func adding(_ names: [String: TemplateValue]) -> TemplateValue {
    guard case .group(let own) = self else { return .group(names) }
    return .group(own.merging(names) { $1 })
  }

  /// The value in the terms of swift-mustache.
  var mustache: Any {
    switch self {
    case .text(let text), .markup(let text): text
    case .flag(let flag): flag
    case .list(let values): values.map(\.mustache)
    case .group(let names): Group(names: names)
    case .absent: Absent()
    }
  }

  /// Turns a value into mustache's terms when a tag asks for it: most pages show few of their names.
  private struct Group: MustacheParent {
    let names: [String: TemplateValue]

    func child(named name: String) -> Any? { names[name]?.mustache }
  }

  /// Present, so that a name does not fall through to the scope around, and empty.
  private struct Absent: MustacheCustomRenderable {
    var renderText: String { "" }
    var isNull: Bool { true }
  }
}

/// Which names a page's templates may use, and what each stands for.
indirect enum TemplateShape: Hashable, Sendable {
  case text, markup, flag
  case list(TemplateShape)
  case group([String: TemplateShape])

  static let texts = TemplateShape.list(.text)

  func adding(_ names: [String: TemplateShape]) -> TemplateShape {
    guard case .group(let own) = self else { return .group(names) }
    return .group(own.merging(names) { $1 })
  }

  /// Where a value is not of this shape: the path of the first name that differs.
  func mismatch(_ value: TemplateValue, at path: String = "") -> String? {
    switch (self, value) {
    case (_, .absent), (.text, .text), (.markup, .markup), (.flag, .flag): return nil
    case (.list(let shape), .list(let values)):
      return values.lazy.compactMap { shape.mismatch($0, at: path + "[]") }.first
    case (.group(let shapes), .group(let values)):
      let names = Set(shapes.keys).symmetricDifference(values.keys)
      if let name = names.sorted().first { return path + "." + name }
      return shapes.keys.sorted().lazy.compactMap { name in
        shapes[name]?.mismatch(values[name] ?? .absent, at: path + "." + name)
      }.first
    default: return path
    }
  }
}
