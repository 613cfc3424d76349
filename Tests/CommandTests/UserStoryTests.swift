import Foundation
import Testing

@Suite("User stories")
struct UserStoryTests {
  @Test("the story holds", arguments: TestFolders.names(in: "Scripts", suffix: ".txt"))
  func story(name: String) throws {
    let file = TestFolders.tests.appending(path: "Scripts/\(name)")
    let story = UserStory(text: try String(contentsOf: file, encoding: .utf8))
    #expect(!story.steps.isEmpty)
    try TestFolders.withScratch { folder in
      for fault in try story.play(in: folder) { Issue.record("\(name), \(fault)") }
    }
  }

  /// A folder each: a site that must not be published, and `expected.txt` with the exit code in its
  /// first line and in the others what the program must say.
  @Test("an invalid site is refused in words", arguments: TestFolders.names(in: "InvalidSites"))
  func invalidSite(name: String) throws {
    let source = TestFolders.tests.appending(path: "InvalidSites/\(name)")
    try TestFolders.withScratch { folder in
      let site = folder.appending(path: "site")
      try FileManager.default.copyItem(at: source, to: site)
      let expected = try String(contentsOf: site.appending(path: "expected.txt"), encoding: .utf8)
        .split(separator: "\n").map(String.init)
      let result = try HeatpressProcess.run(
        ["build", "--config", "site/heatpress.yml", "--quiet", "--now", "2024-01-13"], in: folder)
      #expect(String(result.exitCode) == expected[0], "\(result.standardError)")
      for line in expected.dropFirst() {
        #expect(result.standardError.contains(line), "it says: \(result.standardError)")
      }
      #expect(!FileManager.default.fileExists(atPath: site.appending(path: "public").path))
    }
  }
}
