import Foundation
import Testing

/// A folder each: `site` goes in, `expected` must come out. Texts are compared word for word and their
/// numbers to a millionth, because processors differ in the last digit of a logarithm; of a picture
/// only that it is there, because its bytes depend on the machine's zlib and fonts.
///
/// To record them anew, delete `expected` and run the tests with `HEATPRESS_RECORD=1`; a run that
/// records fails, so that no machine records unseen.
@Suite("Golden sites")
struct GoldenSiteTests {
  @Test("the site comes out as recorded", arguments: TestFolders.names(in: "GoldenSites"))
  func golden(name: String) throws {
    let source = TestFolders.tests.appending(path: "GoldenSites/\(name)")
    try TestFolders.withScratch { folder in
      let site = folder.appending(path: "site")
      try FileManager.default.copyItem(at: source.appending(path: "site"), to: site)
      let result = try HeatpressProcess.run(
        ["build", "--config", "site/heatpress.yml", "--now", "2024-01-13", "--from", "2024-01-11"],
        in: folder)
      try #require(result.exitCode == 0, "\(result.standardError)")
      let published = try FileTree.read(site.appending(path: "public"))
      let built = Dictionary(
        uniqueKeysWithValues: published.compactMap { path, data in
          recordable(path, data).map { (withoutDigest(path), $0) }
        })
      let expected = source.appending(path: "expected")
      if ProcessInfo.processInfo.environment["HEATPRESS_RECORD"] != nil {
        for (path, data) in built {
          let file = expected.appending(path: path)
          try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
          try data.write(to: file)
        }
        Issue.record("recorded \(built.count) files in \(expected.path): read them, then commit")
        return
      }
      let recorded = try FileTree.read(expected)
      for path in Set(recorded.keys).union(built.keys).sorted() {
        guard let before = recorded[path], let now = built[path] else {
          Issue.record("\(name): \(path) is \(built[path] == nil ? "missing" : "new")")
          continue
        }
        let difference = TextWithNumbers(before).difference(from: TextWithNumbers(now))
        if let difference { Issue.record("\(name): \(path): \(difference)") }
      }
    }
  }

  /// What is recorded of a file: the listing holds the program's own digest, pictures depend on the
  /// machine, a change of the style sheet is no change of the pages, and an edition's mark is a digest of
  /// figures that differ in their last digits.
  private func recordable(_ path: String, _ data: Data) -> Data? {
    if path == ".heatpress-site" { return nil }
    if path.hasSuffix(".png") { return Data("a picture\n".utf8) }
    if path.hasPrefix("assets/") { return Data("an asset\n".utf8) }
    return Data(withoutDigest(String(decoding: data, as: UTF8.self)).utf8)
  }

  /// `site.3023bb21d2.css` as `site.css`.
  private func withoutDigest(_ text: String) -> String {
    text.replacing(/\.[0-9a-f]{10}\.(css|svg|js)/) { ".\($0.output.1)" }
      .replacing(/(data-edition=|"edition":)"[0-9a-f]{16}"/) { "\($0.output.1)\"\"" }
  }
}
