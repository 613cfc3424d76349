import Foundation

/// `embed-site OUTPUT FOLDER...`: writes a Swift file that holds the text files below the folders.
///
/// Run by the `EmbedSite` plugin. Hidden files and a site's output (`public`) are left out.
@main
enum EmbedSite {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let output = arguments.first, arguments.count > 1 else {
      throw Fault(words: "usage: embed-site OUTPUT FOLDER...")
    }
    var source = """
      // Made by embed-site from the folders Templates and Site. Do not edit.

      /// The files that the program carries: path below the repository's root, and text.
      enum EmbeddedFiles {
        static let all: [(path: String, text: String)] = [

      """
    for folder in arguments.dropFirst() {
      // A folder may be a link; its files are listed by where they are.
      let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath()
      for path in try relativePaths(below: root) {
        let url = root.appendingPathComponent(path)
        guard let text = String(data: try Data(contentsOf: url), encoding: .utf8) else {
          throw Fault(words: "\(url.path): only text in UTF-8 can be embedded")
        }
        source += entry(path: root.lastPathComponent + "/" + path, text: text)
      }
    }
    source += "  ]\n}\n"
    try Data(source.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
  }

  private static func relativePaths(below root: URL) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root.path).filter { path in
      let parts = path.split(separator: "/")
      var isFolder: ObjCBool = false
      let whole = root.appendingPathComponent(path).path
      return !parts.contains { $0.hasPrefix(".") || $0 == "public" }
        && FileManager.default.fileExists(atPath: whole, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }

  /// One element of the array: raw literals, with more number signs than the text has in a row.
  private static func entry(path: String, text: String) -> String {
    var fence = "#"
    while text.contains("\"" + fence) || text.contains("\\" + fence) { fence += "#" }
    return """
          (
            \(fence)"\(path)"\(fence),
            \(fence)\"\"\"
      \(text)
      \"\"\"\(fence)
          ),

      """
  }
}

private struct Fault: Error, CustomStringConvertible {
  var words: String
  var description: String { words }
}
