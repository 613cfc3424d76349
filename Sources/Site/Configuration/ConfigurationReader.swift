import Archive
import Charts
import Market

extension Configuration {
  /// Reads and checks a configuration file.
  ///
  /// - Parameter file: its path. Paths in it are relative to its folder.
  /// - Throws: `noConfiguration`, or `problems` with everything that is wrong with it.
  public static func read(_ file: String) throws(SiteError) -> Configuration {
    guard Files.isFile(file) else { throw .noConfiguration(file: file) }
    return try read(text: try FileSystem.text(of: file), file: file)
  }

  /// Reads a configuration from its text; the file gives its name and folder.
  public static func read(text: String, file: String) throws(SiteError) -> Configuration {
    var reader = ConfigurationReader(file: file)
    let configuration = reader.read(text)
    guard let configuration, reader.yaml.problems.isEmpty else {
      throw .problems(reader.yaml.problems.sorted { ($0.line ?? 0) < ($1.line ?? 0) })
    }
    return configuration
  }
}

/// Goes through the keys of `heatpress.yml` that concern the site as a whole.
struct ConfigurationReader {
  var yaml: StrictYAML
  private let folder: String

  init(file: String) {
    yaml = StrictYAML(file: file)
    folder = FilePath.folder(of: file)
  }

  mutating func read(_ text: String) -> Configuration? {
    guard var root = yaml.root(text, name: "the configuration") else { return nil }
    let title = yaml.text("title", in: &root)?.text ?? "Heatpress"
    let description =
      yaml.text("description", in: &root)?.text
      ?? "Where leveraged positions would be forcibly closed, every day, with the numbers."
    let baseURL = baseURL(in: &root)
    let data = path("data", in: &root) ?? FilePath.join(folder, "../Data")
    let output = path("output", in: &root) ?? FilePath.join(folder, "public")
    let cache = path("cache", in: &root)
    let policy = yaml.choice("policy", of: ["strict", "lenient"], in: &root)
      .flatMap(Policy.init(rawValue:))
    let openDay = yaml.choice(
      "open_day", of: OpenDayPolicy.allCases.map(\.rawValue), in: &root
    ).flatMap(OpenDayPolicy.init(rawValue:))
    let maximumAge = duration("max_age", in: &root)
    let templates = sourceFolder("templates", in: &root)
    let pages = sourceFolder("pages", in: &root)
    let assets = sourceFolder("assets", in: &root)
    let fonts = fonts(in: &root)
    yaml.require("markets", in: root, expected: "a list of the markets to brief")
    let nodes = yaml.list("markets", in: &root) ?? []
    let markets = self.markets(nodes)
    let alerts = alerts(yaml.list("alerts", in: &root) ?? [], markets: markets.map(\.id))
    yaml.finish(root)
    return Configuration(
      file: yaml.file, title: title, description: description, baseURL: baseURL, data: data,
      output: output, cache: cache, policy: policy ?? .strict, openDay: openDay ?? .wait,
      maximumAge: maximumAge ?? .hours(36),
      templates: templates, pages: pages, assets: assets, fonts: fonts, markets: markets,
      alerts: alerts)
  }

  private mutating func baseURL(in root: inout StrictYAML.Mapping) -> String {
    guard let (text, line) = yaml.text("base_url", in: &root) else {
      return "https://example.org/briefings/"
    }
    guard let url = normalisedBaseURL(text) else {
      yaml.report(
        line: line, found: "'base_url' is '\(text)'",
        expected: "an address such as https://example.org/briefings/")
      return text
    }
    return url
  }

  private mutating func path(_ key: String, in root: inout StrictYAML.Mapping) -> String? {
    yaml.text(key, in: &root).map { FilePath.join(folder, $0.text) }
  }

  /// A folder of files that a team may bring. Named in the file, it must be there; otherwise the one
  /// of that name beside the configuration is taken where it is there.
  private mutating func sourceFolder(
    _ key: String, in root: inout StrictYAML.Mapping
  ) -> String? {
    if let (text, line) = yaml.text(key, in: &root) {
      let path = FilePath.join(folder, text)
      if !Files.isFolder(path) {
        yaml.report(
          line: line, found: "'\(key)' names \(path), which is not there", expected: "a folder")
      }
      return path
    }
    let usual = FilePath.join(folder, key)
    return Files.isFolder(usual) ? usual : nil
  }

  mutating func duration(
    _ key: String, in root: inout StrictYAML.Mapping
  ) -> TimeSpan? {
    guard let (text, line) = yaml.text(key, in: &root) else { return nil }
    if let span = TimeSpan(configured: text) { return span }
    yaml.report(
      line: line, found: "'\(key)' is '\(text)'",
      expected: "a number of minutes, hours or days such as 90m, 36h or 2d")
    return nil
  }

  /// The team's faces first; letters that they lack are taken from the system's.
  private mutating func fonts(in root: inout StrictYAML.Mapping) -> FontFiles {
    guard let (node, _) = yaml.value("fonts", in: &root),
      var fonts = yaml.mapping(node, name: "'fonts'")
    else { return .debian }
    var paths: [String] = []
    for key in ["regular", "semibold"] {
      yaml.require(key, in: fonts, expected: "the path of a font file")
      guard let (text, line) = yaml.text(key, in: &fonts) else { continue }
      let path = FilePath.join(folder, text)
      if !Files.isFile(path) {
        yaml.report(
          line: line, found: "'\(key)' names \(path), which is not there",
          expected: "a font file (.ttf or .otf)")
      }
      paths.append(path)
    }
    yaml.finish(fonts)
    guard paths.count == 2 else { return .debian }
    return FontFiles(
      regular: [paths[0]] + FontFiles.debian.regular,
      semibold: [paths[1]] + FontFiles.debian.semibold)
  }
}

/// The address with a slash at its end; `nil` where it is no address of a web folder.
public func normalisedBaseURL(_ text: String) -> String? {
  guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return nil }
  let rest = text.dropFirst(scheme.count)
  let allowed = rest.utf8.allSatisfy { byte in
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || "-._~:/[]".utf8.contains(byte)
  }
  guard allowed, let host = rest.first, host != "/", host != ":", !rest.contains("//") else {
    return nil
  }
  return text.hasSuffix("/") ? text : text + "/"
}

extension TimeSpan {
  /// Reads `90m`, `36h` or `2d`; more than nothing and less than ten years.
  init?(configured text: String) {
    guard let unit = text.last, let count = Int64(text.dropLast()), (1...5_256_000).contains(count)
    else { return nil }
    switch unit {
    case "m": self = .minutes(count)
    case "h": self = .hours(count)
    case "d": self = .days(count)
    default: return nil
    }
    guard self <= .days(3_650) else { return nil }
  }
}
