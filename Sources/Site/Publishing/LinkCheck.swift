import Market

/// Follows every link of a site that is on disk: each must lead to a file, each anchor to an `id`.
public enum LinkCheck {
  /// - Parameters:
  ///   - folder: the site.
  ///   - basePath: the path of the base URL, from which the 404 page links.
  /// - Returns: what is broken, by page, and how many links were followed.
  public static func check(
    folder: String, basePath: String
  ) throws(SiteError) -> (links: Int, broken: [BrokenLink]) {
    let files = try FileSystem.files(below: folder)
    let present = Set(files)
    var anchors: [String: Set<String>] = [:]
    var links: [(page: String, links: [String])] = []
    for page in files where page.hasSuffix(".html") {
      let references = HTMLReferences(try FileSystem.read(folder + "/" + page))
      anchors[page] = references.ids
      links.append((page, references.links))
    }
    return follow(links, basePath: basePath) {
      present.contains($0)
    } hasAnchor: { page, anchor, _ in
      anchors[page]?.contains(anchor) == true
    }
  }

  /// Follows the links of some pages.
  ///
  /// - Parameters:
  ///   - threads: how many pages are gone through at once.
  ///   - exists: whether a path within the site is a file.
  ///   - hasAnchor: whether a page has an anchor that another one, or itself, leads to.
  static func follow(
    _ links: [(page: String, links: [String])], basePath: String, threads: Int = 1,
    exists: @Sendable (String) -> Bool,
    hasAnchor: (_ page: String, _ anchor: String, _ from: String) -> Bool
  ) -> (links: Int, broken: [BrokenLink]) {
    var places = links
    let followed = forEachConcurrently(&places, threads: threads) { place in
      place.links.filter { !isExternal($0) }.map { link in
        (link, follow(link, from: place.page, basePath: basePath, exists: exists))
      }
    }
    var broken: [BrokenLink] = []
    for (place, ends) in zip(links, followed) {
      for (link, end) in ends {
        let reason: BrokenLink.Reason? =
          switch end {
          case .file: nil
          case .anchor(let page, let anchor):
            hasAnchor(page, anchor, place.page) ? nil : .noSuchAnchor
          case .nowhere(let reason): reason
          }
        if let reason { broken.append(BrokenLink(page: place.page, link: link, reason: reason)) }
      }
    }
    return (followed.reduce(0) { $0 + $1.count }, broken)
  }

  /// Where a link leads.
  private enum End {
    case file
    case anchor(page: String, String)
    case nowhere(BrokenLink.Reason)
  }

  private static func follow(
    _ link: String, from page: String, basePath: String, exists: (String) -> Bool
  ) -> End {
    switch resolve(link, from: page, basePath: basePath) {
    case .failure(let fault): .nowhere(fault.reason)
    case .success(let target):
      if exists(target.path) {
        target.anchor.isEmpty ? .file : .anchor(page: target.path, target.anchor)
      } else {
        .nowhere(exists(FilePath.join(target.path, "index.html")) ? .folder : .noSuchFile)
      }
    }
  }

  private struct Fault: Error { var reason: BrokenLink.Reason }

  private static func isExternal(_ link: String) -> Bool {
    guard let colon = link.utf8.prefix(8).firstIndex(of: UInt8(ascii: ":")) else { return false }
    switch link[..<colon].lowercased() {
    case "mailto": return true
    case "http", "https": return link[colon...].hasPrefix("://")
    default: return false
    }
  }

  private static func resolve(
    _ link: String, from page: String, basePath: String
  ) -> Result<(path: String, anchor: String), Fault> {
    let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let anchor = parts.count > 1 ? percentDecoded(parts[1]) : ""
    let path = parts[0].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)[0]
    guard let anchor, var target = percentDecoded(path), !link.isEmpty else {
      return .failure(Fault(reason: .malformed))
    }
    if target.isEmpty { return .success((page, anchor)) }
    if target.hasPrefix("/") {
      // Only the 404 page, which is served for any path, links from the server's root.
      guard page == "404.html", target.hasPrefix(basePath) else {
        return .failure(Fault(reason: .outsideTheSite))
      }
      target = String(target.dropFirst(basePath.count))
    } else if target.prefix(while: { $0 != "/" }).contains(":") {
      return .failure(Fault(reason: .malformed))
    }
    let folder = page.split(separator: "/").dropLast().joined(separator: "/")
    let joined = FilePath.join(page == "404.html" || folder.isEmpty ? "." : folder, target)
    guard !joined.hasPrefix("..") else { return .failure(Fault(reason: .outsideTheSite)) }
    return .success((joined, anchor))
  }

  private static func percentDecoded(_ text: Substring) -> String? {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
