import Foundation
import PackagePlugin

/// Makes `EmbeddedFiles.swift` from the folders `Templates/` and `Site/`, so that the program carries
/// the files that `heatpress init` writes and that a configuration without `templates` uses.
@main
struct EmbedSite: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = context.package.directoryURL
    let folders = ["Templates", "Site"].map {
      root.appending(path: $0).resolvingSymlinksInPath()
    }
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
    return [
      .buildCommand(
        displayName: "Embedding Templates and Site",
        executable: try context.tool(named: "embed-site").url,
        arguments: [output.path] + folders.map(\.path),
        inputFiles: folders.flatMap(textFiles),
        outputFiles: [output])
    ]
  }

  /// Every file that is embedded; the program leaves the same ones out.
  private func textFiles(below folder: URL) -> [URL] {
    let keys: [URLResourceKey] = [.isRegularFileKey]
    guard
      let walk = FileManager.default.enumerator(
        at: folder, includingPropertiesForKeys: keys, options: [.skipsHiddenFiles])
    else { return [] }
    var files: [URL] = []
    for case let url as URL in walk {
      if url.lastPathComponent == "public" {
        walk.skipDescendants()
      } else if (try? url.resourceValues(forKeys: Set(keys)).isRegularFile) == true {
        files.append(url)
      }
    }
    return files.sorted { $0.path < $1.path }
  }
}
