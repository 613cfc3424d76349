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
  ///   - exists: whether a path within the site is a file.
  ///   - hasAnchor: whether a page has an anchor that another one, or itself, leads to.
  static func follow(
    _ links: [(page: String, links: [String])], basePath: String, exists: (String) -> Bool,
    hasAnchor: (_ page: String, _ anchor: String, _ from: String) -> Bool
  ) -> (links: Int, broken: [BrokenLink]) {
    var followed = 0
    var broken: [BrokenLink] = []
    for (page, pageLinks) in links {
      for link in pageLinks where !isExternal(link) {
        followed += 1
        let target = resolve(link, from: page, basePath: basePath)
        let reason: BrokenLink.Reason? =
          switch target {
          case .failure(let fault): fault.reason
          case .success(let target):
            if exists(target.path) {
              target.anchor.isEmpty || hasAnchor(target.path, target.anchor, page)
                ? nil : .noSuchAnchor
            } else {
              exists(FilePath.join(target.path, "index.html")) ? .folder : .noSuchFile
            }
          }
        if let reason { broken.append(BrokenLink(page: page, link: link, reason: reason)) }
      }
    }
    return (followed, broken)
  }

  private struct Fault: Error { var reason: BrokenLink.Reason }

  private static func isExternal(_ link: String) -> Bool {
    ["https://", "http://", "mailto:"].contains { link.lowercased().hasPrefix($0) }
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
