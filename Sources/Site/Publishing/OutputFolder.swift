import Archive
import CSystem
import Glibc

/// The live site on disk and the places beside it that a run works in.
///
/// Beside `public` stand `.public.staging` (the site being built), `.public.lock`, and, for a moment
/// on file systems that cannot exchange two folders, `.public.previous`.
struct OutputFolder: Sendable, Hashable {
  let live: String
  let staging: String
  let previous: String
  let lock: String

  /// In every folder that this program wrote; without it, nothing is replaced.
  static let marker = ".heatpress"
  static let markerText = "This folder is written by heatpress and replaced as a whole.\n"

  init(_ path: String) {
    let resolved = FileSystem.resolved(path)
    let whole = resolved.hasPrefix("/") ? resolved : FilePath.join(currentFolder(), resolved)
    let beside = FilePath.folder(of: whole) + "/." + FilePath.name(of: whole)
    live = whole
    staging = beside + ".staging"
    previous = beside + ".previous"
    lock = beside + ".lock"
  }

  var isOurs: Bool { Files.isFile(live + "/" + OutputFolder.marker) }

  /// Makes sure that the live folder may be replaced and that nothing of a killed run is left.
  ///
  /// Call with the lock held.
  ///
  /// - Throws: `foreignOutput` where the folder holds anything and is not ours.
  func prepare() throws(SiteError) {
    if !Files.exists(live), Files.isFile(previous + "/" + OutputFolder.marker) {
      // A run was killed between the two renames of the fallback: yesterday's site comes back.
      try FileSystem.rename(previous, to: live)
    }
    if Files.exists(live), !isOurs {
      guard Files.isFolder(live), (try FileSystem.names(in: live)).isEmpty else {
        throw .foreignOutput(path: live)
      }
    }
    try FileSystem.remove(staging)
    try FileSystem.remove(previous)
    try FileSystem.makeFolder(staging)
    try FileSystem.write(
      Array(OutputFolder.markerText.utf8), to: staging + "/" + OutputFolder.marker)
  }

  /// Puts the staged site in the place of the live one: a reader sees the old or the new, whole.
  ///
  /// Where the file system cannot exchange two folders, two renames do: for the moment between
  /// them there is no site, and a run killed there is mended by the next one.
  func publish() throws(SiteError) {
    try sync(staging)
    if !isOurs {
      // Nothing or an empty folder: a rename puts the new one in its place in one step.
      try FileSystem.rename(staging, to: live)
    } else {
      switch heatpress_exchange(staging, live) {
      case 0: break
      case EINVAL, ENOSYS:
        try FileSystem.rename(live, to: previous)
        try FileSystem.rename(staging, to: live)
      case let code: throw .system(operation: "exchange", path: live, code: code)
      }
    }
    try sync(FilePath.folder(of: live))
    try FileSystem.remove(staging)
    try FileSystem.remove(previous)
  }

  /// One call for the whole file system costs less than one for each of thousands of files.
  private func sync(_ path: String) throws(SiteError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileSystem.failure("open folder", path) }
    defer { close(descriptor) }
    let code = heatpress_sync_file_system(descriptor)
    guard code == 0 else { throw .system(operation: "sync", path: path, code: code) }
  }
}

private func currentFolder() -> String {
  guard let path = getcwd(nil, 0) else { return "." }
  defer { free(path) }
  return String(cString: path)
}
