import Archive
import Glibc
import Market
import Synchronization

/// The folder of results that builds take from each other. It may be deleted at any time.
///
/// An entry is a folder that was written under a temporary name and renamed into place; it is never
/// changed. `Guides/Caching.md` says what lies where.
public final class BuildCache: Sendable {
  let folder: String
  /// Takes nothing that this run has not made: for builds that are to prove the cache right.
  private let startsAnew: Bool
  private let made = Mutex<Set<CacheName>>([])
  /// Those that were looked up in this run.
  private let entries = Mutex<[CacheName: CacheEntry]>([:])
  private let lock: CacheLock
  /// Where other machines leave their results; `nil` where there is nothing but the folder.
  private let shelf: StoreShelf?

  /// Opens a cache, and makes it where there is none.
  ///
  /// - Parameters:
  ///   - startsAnew: take nothing that was made before.
  ///   - store: take what is not in the folder from there, and put there what is made.
  /// - Throws: a failure to write.
  public init(
    folder: String, startsAnew: Bool = false, store: (any ResultStore)? = nil
  ) throws(SiteError) {
    self.folder = folder
    self.startsAnew = startsAnew
    shelf = store.map(StoreShelf.init)
    try FileSystem.makeFolder(folder)
    let tag = folder + "/CACHEDIR.TAG"
    if FileSystem.size(of: tag) != BuildCache.tag.utf8.count {
      try FileSystem.write(Array(BuildCache.tag.utf8), to: tag)
    }
    lock = try CacheLock(path: folder + "/.lock")
  }

  /// Tells backup programs to pass it by (bford.info/cachedir).
  private static let tag = """
    Signature: 8a477f597d28d172789f06886806bc55
    # What heatpress keeps from one build to the next. It may be deleted at any time.

    """

  func path(of name: CacheName) -> String { folder + "/" + name.description }

  /// An entry; `nil` where it has to be made.
  ///
  /// Its list is read and held against its digest. Its files are looked at when they are read or given
  /// a second name: what a site has already is not gone through twice.
  func entry(_ name: CacheName) -> CacheEntry? {
    local(name) ?? (startsAnew ? nil : fetched(name))
  }

  /// Looks entries up, so that nobody who asks for one of them later waits for a disk or the store.
  func find(_ names: [CacheName], threads: Int) {
    var absent = absent(names, threads: threads)
    guard shelf != nil, !startsAnew else { return }
    _ = forEachConcurrently(&absent, threads: readers(for: threads)) { fetched($0) != nil }
  }

  /// The entries that are neither here nor in the store; none is brought here.
  func lacking(_ names: [CacheName], threads: Int) -> Set<CacheName> {
    var absent = absent(names, threads: threads)
    guard let shelf, !startsAnew else { return Set(absent) }
    let found = forEachConcurrently(&absent, threads: readers(for: threads)) { shelf.has($0) }
    return Set(zip(absent, found).lazy.filter { !$1 }.map(\.0))
  }

  /// Looks entries up in the folder, several at once; they are noted in one step, since threads would
  /// wait for each other longer than for the disk.
  ///
  /// - Returns: those that are not there.
  private func absent(_ names: [CacheName], threads: Int) -> [CacheName] {
    var unknown = entries.withLock { known in names.filter { known[$0] == nil } }
    guard !startsAnew else { return unknown }
    let read = forEachConcurrently(&unknown, threads: readers(for: threads)) { name in
      CacheEntry(name: name, path: path(of: name))
    }
    entries.withLock { known in
      for case (let name, let entry?) in zip(unknown, read) { known[name] = entry }
    }
    return zip(unknown, read).filter { $1 == nil }.map(\.0)
  }

  /// Whether an entry is here or in the store, without bringing it here.
  func has(_ name: CacheName) -> Bool {
    local(name) != nil || (!startsAnew && shelf?.has(name) ?? false)
  }

  private func local(_ name: CacheName) -> CacheEntry? {
    if let known = entries.withLock({ $0[name] }) { return known }
    guard !startsAnew, let entry = CacheEntry(name: name, path: path(of: name)) else { return nil }
    entries.withLock { $0[name] = entry }
    return entry
  }

  /// Removes what is in the store for the next build alone, and is not wanted for it.
  func clearStore(of folder: String, keeping wanted: Set<CacheName>) throws(SiteError) {
    try shelf?.clear(folder, keeping: wanted)
  }

  /// - Throws: what the store has failed of; an entry that could not be brought was taken for one that
  ///   there is not.
  public func checkStore() throws(SiteError) { try shelf?.check() }

  /// Brings an entry here.
  private func fetched(_ name: CacheName) -> CacheEntry? {
    guard let files = shelf?.files(of: name) else { return nil }
    do throws(SiteError) {
      return try write(name, files, and: nil)
    } catch {
      shelf?.note(error)
      return nil
    }
  }

  /// An entry that has to be there.
  ///
  /// - Throws: `damagedEntry`.
  func existing(_ name: CacheName) throws(SiteError) -> CacheEntry {
    guard let entry = entry(name) else {
      throw .damagedEntry(path: path(of: name), file: CacheEntry.listName)
    }
    return entry
  }

  /// The names of the entries of a kind in a folder, by stem.
  func names(of kind: CacheName.Kind, in folder: String) throws(SiteError) -> [String: [CacheName]]
  {
    let path = self.folder + "/" + folder
    var names = try shelf?.names(in: folder) ?? []
    if Files.isFolder(path) {
      names.formUnion(try FileSystem.names(in: path).compactMap { CacheName(folder + "/" + $0) })
    }
    return Dictionary(
      grouping: names.filter { $0.kind == kind }.sorted { $0.description < $1.description },
      by: \.stem)
  }

  /// Writes an entry, whole or not at all. One that is there is replaced.
  ///
  /// - Parameters:
  ///   - files: by name; names that begin with a dot are not published.
  ///   - others: files of another entry that this one has as well.
  func store(
    _ name: CacheName, _ files: [(name: String, bytes: [UInt8])],
    and others: (entry: CacheEntry, files: [CacheEntry.File])? = nil
  ) throws(SiteError) -> CacheEntry {
    let entry = try write(name, files, and: others)
    _ = made.withLock { $0.insert(name) }
    try shelf?.keep(entry)
    return entry
  }

  private func write(
    _ name: CacheName, _ files: [(name: String, bytes: [UInt8])],
    and others: (entry: CacheEntry, files: [CacheEntry.File])?
  ) throws(SiteError) -> CacheEntry {
    let target = path(of: name)
    try FileSystem.makeFolder(FilePath.folder(of: target))
    let temporary = FileSystem.temporaryName(for: target)
    try FileSystem.makeFolder(temporary)
    var list: [CacheEntry.File] = []
    for (file, bytes) in files {
      try FileSystem.writeNew(bytes, to: temporary + "/" + file)
      list.append(
        CacheEntry.File(name: file, size: bytes.count, sha256: SHA256.hexDigest(of: bytes)))
    }
    if let (entry, files) = others {
      for file in files {
        let place = temporary + "/" + file.name
        if !FileSystem.link(entry.path + "/" + file.name, as: place) {
          try FileSystem.writeNew(try entry.bytes(of: file.name), to: place)
        }
        list.append(file)
      }
    }
    list.sort { $0.name < $1.name }
    try FileSystem.writeNew(CacheEntry.list(list), to: temporary + "/" + CacheEntry.listName)
    let entry = CacheEntry(name: name, path: target, files: list)
    try put(temporary, to: entry)
    entries.withLock { $0[name] = entry }
    return entry
  }

  /// Renames a finished folder into place. Another run, here or on another machine, may do the same
  /// with the same entry at the same time.
  private func put(_ temporary: String, to entry: CacheEntry) throws(SiteError) {
    for _ in 0..<BuildCache.mostAttempts {
      guard Glibc.rename(temporary, entry.path) != 0 else { return }
      guard errno == EEXIST || errno == ENOTEMPTY else {
        throw FileSystem.failure("rename", temporary)
      }
      if !startsAnew, entry.isWhole { return try FileSystem.remove(temporary) }
      // What is damaged, or to be made anew, gives way; unless another run has just put it away.
      let old = FileSystem.temporaryName(for: entry.path)
      if Glibc.rename(entry.path, old) == 0 {
        try FileSystem.remove(old)
      } else if errno != ENOENT {
        throw FileSystem.failure("rename", entry.path)
      }
    }
    throw .damagedEntry(path: entry.path, file: CacheEntry.listName)
  }

  /// Whether this run made an entry, so that what was published of it before counts for nothing: it may
  /// have been damaged there as well.
  func hasMade(_ name: CacheName) -> Bool { made.withLock { $0.contains(name) } }

  var hasMadeAnything: Bool { made.withLock { !$0.isEmpty } }

  /// Does something that reads the cache, and does it again where an entry turned out to be damaged.
  ///
  /// - Parameters:
  ///   - folder: the cache's.
  ///   - told: what was damaged, before it is removed; what it throws ends this.
  ///   - body: gets the number of the attempt, from 1.
  public static func mending<Result>(
    _ folder: String, told: (SiteError) throws -> Void,
    _ body: (_ attempt: Int) throws -> Result
  ) throws -> Result {
    var attempt = 1
    while true {
      do {
        return try body(attempt)
      } catch SiteError.damagedEntry(let path, let file) where attempt < mostAttempts {
        try told(.damagedEntry(path: path, file: file))
        try SiteNotes(cache: folder).doubtAll()
        try FileSystem.remove(path)
        attempt += 1
      }
    }
  }

  /// Each attempt mends one entry; a disk that damages so many does more than that.
  private static let mostAttempts = 1_000

  /// Lets only this run have the cache, for as long as the body takes.
  ///
  /// - Returns: `nil` where another run uses it; the body is not called then.
  func alone<Result>(_ body: () throws(SiteError) -> Result) throws(SiteError) -> Result? {
    guard lock.takeAlone() else { return nil }
    defer { lock.share() }
    return try body()
  }
}

/// Runs that use a cache share it; whoever removes entries has it alone. The system gives the lock up
/// when the process ends, however it ends.
struct CacheLock: ~Copyable, Sendable {
  private let descriptor: Int32

  init(path: String) throws(SiteError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileSystem.failure("write", path) }
    // Waits for a run that is clearing up, which takes a moment.
    while flock(descriptor, LOCK_SH) != 0 {
      // A file system without locks: clearing up finds that out as well, and leaves things alone.
      guard errno == EINTR else { break }
    }
  }

  func takeAlone() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

  func share() { _ = flock(descriptor, LOCK_SH) }

  deinit { close(descriptor) }
}
