import Archive
import Glibc

/// The live site on disk and the places beside it that a run works in.
///
/// Beside `public` stand `.public.lock`, `.public.earlier` (the site before: most of its files are
/// those of the live one under a second name), `.public.exchange` (which site took the place of which),
/// while a build is at work `.public.staging`, and, for a moment on file systems that cannot exchange two
/// folders, `.public.previous`.
struct OutputFolder: Sendable, Hashable {
  let live: String
  let staging: String
  let earlier: String
  let previous: String
  let lock: String
  /// Written before an exchange, so that a run after one that was killed knows on which side of it.
  private let note: String

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
    note = beside + ".exchange"
  }

  var isOurs: Bool { OutputFolder.isOurs(live) }

  private static func isOurs(_ folder: String) -> Bool {
    Files.isFile(folder + "/" + OutputFolder.marker)
  }

  /// Makes sure that the live folder may be replaced, that nothing of a killed run is left, and that
  /// there is a folder to build in: that of the site before the last one where it was kept.
  ///
  /// Call with the lock held.
  ///
  /// - Parameter startsAnew: build in an empty folder.
  /// - Throws: `foreignOutput` where the folder holds anything and is not ours.
  func prepare(startsAnew: Bool) throws(SiteError) {
    try settle()
    try refuseForeign()
    try FileSystem.remove(previous)
    if startsAnew || !Files.isFile(staging + "/" + SiteListing.file) {
      // Empty, or left half changed by a run that was killed.
      try FileSystem.remove(staging)
      if !startsAnew, OutputFolder.isOurs(earlier) {
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
    try settle()
    try FileSystem.remove(staging)
    try FileSystem.remove(previous)
  }

  /// Brings what a run that was killed has left to its place: the live site, and the one before.
  private func settle() throws(SiteError) {
    if !Files.exists(live), OutputFolder.isOurs(previous) {
      // Between the first two renames of the fallback: the site comes back.
      try FileSystem.rename(previous, to: live)
    }
    guard !Files.exists(earlier) else { return }
    if OutputFolder.isOurs(previous) {
      try FileSystem.rename(previous, to: earlier)
    } else if let staged = digest(of: staging), let shown = digest(of: live),
      (try? FileSystem.text(of: note)) == OutputFolder.noteText(of: shown, for: staged)
    {
      // After the exchange: what stands there was live. A site that was only staged never was.
      try FileSystem.rename(staging, to: earlier)
    }
  }

  /// The digest of what a site on disk says that it is made of; `nil` where it says nothing.
  private func digest(of folder: String) -> String? {
    (try? FileSystem.read(folder + "/" + SiteListing.file)).map { SHA256.hexDigest(of: $0) }
  }

  private static func noteText(of new: String, for old: String) -> String {
    "\(new) takes the place of \(old)\n"
  }

  /// Exchanges the live site and the one before it.
  ///
  /// Call with the lock held.
  ///
  /// - Throws: `noEarlierSite`, `foreignOutput`, or a failure to write.
  func rollBack() throws(SiteError) {
    try settle()
    try refuseForeign()
    guard OutputFolder.isOurs(earlier) else { throw .noEarlierSite(path: live) }
    if !isOurs {
      try FileSystem.rename(earlier, to: live)
    } else {
      try exchange(earlier)
    }
    try KernelCalls.sync(FilePath.folder(of: live))
  }

  /// Puts a site in the live one's place, and the live one in its place.
  private func exchange(_ other: String) throws(SiteError) {
    guard try !KernelCalls.exchange(other, live) else { return }
    try FileSystem.rename(live, to: previous)
    try FileSystem.rename(other, to: live)
    try FileSystem.rename(previous, to: other)
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
    if let new = digest(of: staging), let old = digest(of: live) {
      try FileSystem.write(Array(OutputFolder.noteText(of: new, for: old).utf8), to: note)
    }
    try KernelCalls.sync(staging)
    if !isOurs {
      // Nothing or an empty folder: a rename puts the new one in its place in one step.
      try FileSystem.rename(staging, to: live)
    } else {
      try exchange(staging)
    }
    try KernelCalls.sync(FilePath.folder(of: live))
    if keepsEarlier, Files.isFile(staging + "/" + SiteListing.file) {
      if !trustsEarlier { try FileSystem.remove(staging + "/" + SiteListing.file) }
      try FileSystem.rename(staging, to: earlier)
    } else {
      try FileSystem.remove(staging)
    }
  }
}

private func currentFolder() -> String {
  guard let path = getcwd(nil, 0) else { return "." }
  defer { free(path) }
  return String(cString: path)
}
