import Glibc

extension SourceProblem: CustomStringConvertible {
  /// `Site/heatpress.yml:12: unknown key 'sorce'; expected …; did you mean 'source'?`
  public var description: String {
    var text = file + (line.map { ":\($0)" } ?? "") + ": " + found
    if let expected { text += "; expected " + expected }
    if let suggestion { text += "; did you mean '\(suggestion)'?" }
    return text
  }
}

extension BrokenLink: CustomStringConvertible {
  public var description: String {
    let words =
      switch reason {
      case .noSuchFile: "there is no such file"
      case .noSuchAnchor: "the page has no such anchor"
      case .folder: "names a folder; name its index.html, so that it opens from disk too"
      case .outsideTheSite: "leads out of the site; link relatively"
      case .malformed: "is no link"
      }
    return "\(page): link '\(link)': \(words)"
  }
}

extension SiteError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noConfiguration(let file):
      "no configuration at \(file); 'heatpress init DIR' writes one"
    case .problems(let problems):
      problems.map(\.description).joined(separator: "\n")
    case .brokenLinks(let links):
      links.map(\.description).joined(separator: "\n")
    case .foreignOutput(let path):
      "\(path) holds files that are not a Heatpress site; nothing was touched. "
        + "Name an empty or a new folder as 'output'"
    case .locked(let path):
      "another run is writing this site (lock \(path)); try again when it has ended"
    case .noEarlierSite(let path):
      "\(path): no site before this one is kept, so there is nothing to go back to. It is kept from the "
        + "second publication on, where the cache lies on the same file system, until a build begins to "
        + "put the next one together"
    case .notEmpty(let path):
      "\(path) is not empty; nothing was touched. Name a new folder"
    case .unreadableDay(let path, let reason):
      "\(path): \(reason)"
    case .file(let error):
      "\(error)"
    case .system(let operation, let path, let code):
      "cannot \(operation) \(path): \(String(cString: strerror(code)))"
    case .unexpectedDay(let market, let day, let reason):
      "\(market) \(day): \(reason)"
    case .damagedEntry(let path, let file):
      "\(path): \(file) is damaged, or is gone; it has to be made again"
    case .store(let place, let fault):
      "\(place): \(fault)"
    case .unwritableJSON(let reason):
      "a document cannot be written as JSON: \(reason)"
    }
  }
}
