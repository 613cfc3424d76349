import Synchronization

/// What a cache knows of the common store: a folder is listed once, objects are looked through before
/// they are believed, and a failure is remembered until somebody asks.
final class StoreShelf: Sendable {
  private let store: any ResultStore
  private let state = Mutex(State())

  private struct State: Sendable {
    var folders: [String: Set<CacheName>] = [:]
    /// Objects that are not what was put there.
    var damaged: Set<CacheName> = []
    var failure: SiteError?
  }

  init(_ store: any ResultStore) { self.store = store }

  /// The entries of a folder.
  func names(in folder: String) throws(SiteError) -> Set<CacheName> {
    if let known = state.withLock({ $0.folders[folder] }) { return known }
    let names = Set(try store.names(in: folder).compactMap { CacheName("\(folder)/\($0)") })
    state.withLock { $0.folders[folder] = names }
    return names
  }

  func has(_ name: CacheName) -> Bool {
    // One failure is enough: nobody waits for the next ones.
    let isAnswering = state.withLock { $0.failure == nil && !$0.damaged.contains(name) }
    guard name.kind.isShared, isAnswering else { return false }
    do throws(SiteError) {
      return try names(in: name.folder).contains(name)
    } catch {
      note(error)
      return false
    }
  }

  /// An entry's files; `nil` where the store does not have it whole.
  func files(of name: CacheName) -> [(name: String, bytes: [UInt8])]? {
    guard has(name) else { return nil }
    do throws(SiteError) {
      if let files = try store.object(name.description).flatMap(PackedEntry.files) { return files }
      _ = state.withLock { $0.damaged.insert(name) }
    } catch {
      note(error)
    }
    return nil
  }

  /// Puts an entry there, unless it is there.
  ///
  /// - Throws: `store`, or a failure to read or write.
  func keep(_ entry: CacheEntry) throws(SiteError) {
    guard entry.name.kind.isShared, !has(entry.name) else { return }
    var files: [[UInt8]] = []
    for file in entry.files { files.append(try entry.bytes(of: file.name)) }
    try store.put(
      PackedEntry.bytes(list: CacheEntry.list(entry.files), files: files),
      as: entry.name.description)
    state.withLock { state in
      state.damaged.remove(entry.name)
      _ = state.folders[entry.name.folder]?.insert(entry.name)
    }
  }

  /// Removes a folder's readings and checkpoints that nobody wants: there are new ones every night. Results
  /// that a site is made of stay, since this machine does not know all sites.
  func clear(_ folder: String, keeping wanted: Set<CacheName>) throws(SiteError) {
    for name in try names(in: folder)
    where (name.kind == .reading || name.kind == .checkpoint) && !wanted.contains(name) {
      try store.remove(name.description)
      _ = state.withLock { $0.folders[folder]?.remove(name) }
    }
  }

  func note(_ failure: SiteError) {
    state.withLock { $0.failure = $0.failure ?? failure }
  }

  /// - Throws: the first failure of those that were passed over.
  func check() throws(SiteError) {
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }
}
