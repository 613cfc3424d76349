import Archive
import CSystem
import Glibc

/// The live site on disk and the places beside it that a run works in.
///
/// Beside `public` stand `.public.lock`, `.public.earlier` (the site before: most of its files are
/// those of the live one under a second name), while a build is at work `.public.staging`, and, for a
/// moment on file systems that cannot exchange two folders, `.public.previous`.
struct OutputFolder: Sendable, Hashable {
  let live: String
  let staging: String
  let earlier: String
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
    earlier = beside + ".earlier"
    previous = beside + ".previous"
    lock = beside + ".lock"
  }

  var isOurs: Bool { Files.isFile(live + "/" + OutputFolder.marker) }

  /// Makes sure that the live folder may be replaced, that nothing of a killed run is left, and that
  /// there is a folder to build in: that of the site before the last one where it was kept.
  ///
  /// Call with the lock held.
  ///
  /// - Parameter startsAnew: build in an empty folder.
  /// - Throws: `foreignOutput` where the folder holds anything and is not ours.
  func prepare(startsAnew: Bool) throws(SiteError) {
    if !Files.exists(live), Files.isFile(previous + "/" + OutputFolder.marker) {
      // A run was killed between the two renames of the fallback: yesterday's site comes back.
      try FileSystem.rename(previous, to: live)
    }
    try refuseForeign()
    try FileSystem.remove(previous)
    if startsAnew || !Files.isFile(staging + "/" + SiteListing.file) {
      // Empty, or left half changed by a run that was killed.
      try FileSystem.remove(staging)
      if !startsAnew, Files.isFile(earlier + "/" + OutputFolder.marker) {
        try FileSystem.rename(earlier, to: staging)
      }
    }
    try FileSystem.remove(earlier)
    try FileSystem.makeFolder(staging)
    let marker = staging + "/" + OutputFolder.marker
    if !Files.isFile(marker) {
      try FileSystem.write(Array(OutputFolder.markerText.utf8), to: marker)
    }
  }

  /// Puts away what a killed run has left, where there is nothing to publish.
  ///
  /// Call with the lock held.
  func tidy() throws(SiteError) {
    if Files.isFile(staging + "/" + SiteListing.file), !Files.exists(earlier) {
      // Killed after the exchange: it is the site before.
      try FileSystem.rename(staging, to: earlier)
    }
    try FileSystem.remove(staging)
    try FileSystem.remove(previous)
  }

  /// - Throws: `foreignOutput` where the live folder holds anything and is not ours.
  func refuseForeign() throws(SiteError) {
    guard Files.exists(live), !isOurs else { return }
    guard Files.isFolder(live), (try FileSystem.names(in: live)).isEmpty else {
      throw .foreignOutput(path: live)
    }
  }

  /// Puts the staged site in the place of the live one: a reader sees the old or the new, whole.
  ///
  /// Where the file system cannot exchange two folders, two renames do: for the moment between
  /// them there is no site, and a run killed there is mended by the next one.
  ///
  /// - Parameters:
  ///   - keepsEarlier: keep the site that is replaced, for the next one to be built from.
  ///   - trustsEarlier: whether its files may be taken over; else it is there for people alone.
  func publish(keepsEarlier: Bool, trustsEarlier: Bool) throws(SiteError) {
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
        try FileSystem.rename(previous, to: staging)
      case let code: throw .system(operation: "exchange", path: live, code: code)
      }
    }
    try sync(FilePath.folder(of: live))
    if keepsEarlier, Files.isFile(staging + "/" + SiteListing.file) {
      if !trustsEarlier { try FileSystem.remove(staging + "/" + SiteListing.file) }
      try FileSystem.rename(staging, to: earlier)
    } else {
      try FileSystem.remove(staging)
    }
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
