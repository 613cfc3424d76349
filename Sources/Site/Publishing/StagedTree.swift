import Market

/// The folder in which the next site is put together.
///
/// It begins as the site before the last one, so that only what has changed since is touched: a night
/// costs what is new, however many years the site holds.
struct StagedTree: Sendable {
  let folder: OutputFolder
  /// What the folder holds for certain; the rest is made anew.
  private let standing: Set<SiteListing.Item>

  /// Takes up the folder. Its listing goes first, so that one that is left half changed is known.
  ///
  /// Call with the lock held.
  ///
  /// - Parameter startsAnew: take nothing over.
  /// - Throws: `foreignOutput`, or a failure to write.
  init(folder: OutputFolder, startsAnew: Bool) throws(SiteError) {
    self.folder = folder
    try folder.prepare(startsAnew: startsAnew)
    standing = Set(SiteListing(folder: folder.staging)?.items ?? [])
    try FileSystem.remove(folder.staging + "/" + SiteListing.file)
  }

  /// Makes the folder hold the contents and nothing else.
  ///
  /// - Parameter fresh: what this run has made, which replaces what stands.
  /// - Throws: `damagedEntry` where a file has gone from the cache, or a failure to write.
  func fill(
    with contents: SiteContents, fresh: Set<SiteListing.Item>, threads: Int
  ) throws(SiteError) {
    let standing = contents.places(of: standing.subtracting(fresh))
    let subfolders = contents.subfolders
    var places = Set(contents.folders.keys).union(subfolders.keys).sorted()
    let results = forEachConcurrently(&places, threads: readers(for: threads)) {
      place -> Result<Void, SiteError> in
      Result { () throws(SiteError) in
        try fill(
          place, with: contents.folders[place] ?? [:], subfolders: subfolders[place] ?? [],
          standing: standing)
      }
    }
    for result in results { try result.get() }
    try FileSystem.writeNew(
      contents.listing.bytes, to: folder.staging + "/" + SiteListing.file)
  }

  private func fill(
    _ place: String, with files: [String: SiteContents.File], subfolders: Set<String>,
    standing: Set<Int>
  ) throws(SiteError) {
    let path = place.isEmpty ? folder.staging : folder.staging + "/" + place
    try FileSystem.makeFolder(path)
    var there: Set<String> = []
    for (name, size) in try FileSystem.sizes(in: path) {
      if subfolders.contains(name) || (place.isEmpty && name == OutputFolder.marker) { continue }
      if let file = files[name], standing.contains(file.item), size == file.size {
        there.insert(name)
      } else {
        try FileSystem.remove(path + "/" + name)
      }
    }
    for (name, file) in files where !there.contains(name) {
      try put(file, named: name, in: path)
    }
  }

  private func put(
    _ file: SiteContents.File, named name: String, in path: String
  ) throws(SiteError) {
    let target = path + "/" + name
    switch file.source {
    case .bytes(let bytes): try FileSystem.writeNew(bytes, to: target)
    case .cached(let entry):
      let source = entry + "/" + name
      guard FileSystem.ownSize(of: source) == file.size else {
        throw .damagedEntry(path: entry, file: name)
      }
      if FileSystem.link(source, as: target) { return }
      try FileSystem.writeNew(try FileSystem.read(source), to: target)
    }
  }
}
