import Archive
import Market

/// Every file of a site to be, by folder, and where it comes from.
struct SiteContents: Sendable {
  struct File: Sendable {
    enum Source: Sendable {
      /// A file of an entry in the cache, whose folder is given.
      case cached(entry: String)
      case bytes([UInt8])
    }

    var size: Int
    var source: Source
    /// The place among `items` of what it belongs to: while that is the same, so are its bytes.
    var item: Int
  }

  /// Folders within the site, the site's own the empty text; in each its files by name.
  private(set) var folders: [String: [String: File]] = [:]
  private(set) var items: [SiteListing.Item] = []

  mutating func add(_ entry: CacheEntry, to folder: String) {
    let item = SiteListing.Item.entry(folder: folder, name: entry.name)
    items.append(item)
    var files = folders[folder] ?? [:]
    folders[folder] = nil
    for file in entry.files where file.isPublished {
      files[file.name] = File(
        size: file.size, source: .cached(entry: entry.path), item: items.count - 1)
    }
    folders[folder] = files
  }

  mutating func add(_ bytes: [UInt8], at path: String) {
    let item = SiteListing.Item.file(
      path: path, size: bytes.count, sha256: SHA256.hexDigest(of: bytes))
    items.append(item)
    let folder = path.contains("/") ? FilePath.folder(of: path) : ""
    folders[folder, default: [:]][FilePath.name(of: path)] = File(
      size: bytes.count, source: .bytes(bytes), item: items.count - 1)
  }

  var listing: SiteListing { SiteListing(items) }

  /// The names of the folders in each folder, whether it has files of its own or not.
  var subfolders: [String: Set<String>] {
    var names: [String: Set<String>] = [:]
    for path in folders.keys {
      var parent = ""
      for name in path.split(separator: "/").map(String.init) {
        names[parent, default: []].insert(name)
        parent += (parent.isEmpty ? "" : "/") + name
      }
    }
    return names
  }

  var files: Int { folders.values.reduce(0) { $0 + $1.count } }
  var bytes: Int {
    folders.values.reduce(0) { $0 + $1.values.reduce(0) { $0 + $1.size } }
  }

  /// - Parameter path: within the site.
  func has(_ path: String) -> Bool {
    guard let slash = path.lastIndex(of: "/") else { return folders[""]?[path] != nil }
    return folders[String(path[..<slash])]?[String(path[path.index(after: slash)...])] != nil
  }

  /// The places of those items that a set has.
  func places(of known: Set<SiteListing.Item>) -> Set<Int> {
    Set(items.indices.filter { known.contains(items[$0]) })
  }

  /// Whether a site on disk has every file in its size.
  func isWhole(at site: String, threads: Int) -> Bool {
    var places = Array(folders)
    return forEachConcurrently(&places, threads: readers(for: threads)) { place in
      let path = place.key.isEmpty ? site : site + "/" + place.key
      guard let found = try? FileSystem.sizes(in: path) else { return false }
      let sizes = Dictionary(found.map { ($0.name, $0.size) }) { first, _ in first }
      return place.value.allSatisfy { name, file in sizes[name] == file.size }
    }.allSatisfy { $0 }
  }
}
