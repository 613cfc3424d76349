import Foundation

/// A story of a user at the terminal, in one text file: commands with what they must do, then the
/// files that are there when the story begins.
///
/// ```
/// # What a reader of the story should know.
/// run build --config site/heatpress.yml
/// exit 0
/// stdout ends site/public
/// stderr contains 3 briefings
/// exists site/public/index.html
/// missing site/public/old.html
/// file site/public/index.html contains Bitcoin
/// copy Fixtures/market.csv Data/market.csv
/// append Data/market.csv 2024-01-05T00:00:00Z,1,2,3
/// remember site/public
/// unchanged site/public
/// -- site/heatpress.yml --
/// title: A site
/// ```
struct UserStory {
  struct Step {
    var line: Int
    var words: [String]
    var text: String
    /// What follows the first `count` words of the line.
    func rest(after count: Int) -> String {
      text.split(separator: " ", maxSplits: count, omittingEmptySubsequences: true)
        .dropFirst(count).first.map(String.init) ?? ""
    }
  }

  var steps: [Step] = []
  var files: [String: String] = [:]

  init(text: String) {
    var file: String?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("-- "), line.hasSuffix(" --") {
        file = String(line.dropFirst(3).dropLast(3))
        files[file ?? ""] = ""
      } else if let file {
        files[file, default: ""] += line + "\n"
      } else if !line.hasPrefix("#"), line.contains(where: { $0 != " " }) {
        steps.append(
          Step(
            line: index + 1, words: line.split(separator: " ").map(String.init),
            text: String(line)))
      }
    }
  }

  /// - Returns: what did not hold, each with its line; empty where the whole story holds.
  func play(in folder: URL) throws -> [String] {
    for (name, text) in files {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    var faults: [String] = []
    var last: HeatpressProcess?
    var remembered: [String: [String: Data]] = [:]
    for step in steps {
      func fault(_ what: String) { faults.append("line \(step.line): \(step.text)\n  \(what)") }
      func path(_ index: Int) -> URL { folder.appending(path: step.words[index]) }
      switch (step.words[0], step.words.count > 1 ? step.words[1] : "") {
      case ("run", _):
        last = try HeatpressProcess.run(Array(step.words.dropFirst()), in: folder)
      case ("exit", let code):
        if last?.exitCode != Int32(code) {
          fault("exit code \(last?.exitCode ?? -1)\n\(last?.standardError ?? "")")
        }
      case ("stdout", "ends"), ("stdout", "contains"), ("stderr", "contains"),
        ("stderr", "lacks"):
        let text = (step.words[0] == "stdout" ? last?.standardOutput : last?.standardError) ?? ""
        let wanted = step.rest(after: 2)
        let holds =
          switch step.words[1] {
          case "ends": text.hasSuffix(wanted + "\n")
          case "lacks": !text.contains(wanted)
          default: text.contains(wanted)
          }
        if !holds { fault("it says: \(text)") }
      case ("exists", _):
        if !FileManager.default.fileExists(atPath: path(1).path) { fault("it is not there") }
      case ("missing", _):
        if FileManager.default.fileExists(atPath: path(1).path) { fault("it is there") }
      case ("file", _):
        let text = (try? String(contentsOf: path(1), encoding: .utf8)) ?? ""
        let holds = text.contains(step.rest(after: 3))
        if holds != (step.words[2] == "contains") { fault(String(text.prefix(600))) }
      case ("copy", let from):
        try FileManager.default.createDirectory(
          at: path(2).deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: TestFolders.tests.appending(path: from), to: path(2))
      case ("append", _):
        let text = try String(contentsOf: path(1), encoding: .utf8) + step.rest(after: 2) + "\n"
        try Data(text.utf8).write(to: path(1))
      case ("remove", _):
        try FileManager.default.removeItem(at: path(1))
      case ("remember", let name):
        remembered[name] = try FileTree.read(path(1))
      case ("unchanged", let name):
        let differing = FileTree.differences(remembered[name] ?? [:], try FileTree.read(path(1)))
        if !differing.isEmpty { fault("these differ: \(differing)") }
      default:
        fault("no such step")
      }
    }
    return faults
  }
}

/// A folder's files by relative path.
enum FileTree {
  static func read(_ folder: URL) throws -> [String: Data] {
    var tree: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let file = folder.appending(path: name)
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
      if !isFolder.boolValue { tree[name] = try Data(contentsOf: file) }
    }
    return tree
  }

  static func differences(_ a: [String: Data], _ b: [String: Data]) -> [String] {
    Set(a.keys).union(b.keys).filter { a[$0] != b[$0] }.sorted()
  }
}
