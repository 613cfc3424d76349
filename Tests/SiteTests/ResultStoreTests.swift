import Testing

@testable import Site

/// Two caches with folders of their own and a store between them, as two machines have.
@Suite("A common store of results")
struct ResultStoreTests {
  private static let name = CacheName(
    folder: "btc", stem: "2024-08-05", kind: .edition, key: KeyMaker("test").key)
  private static let files = [("briefing.json", Array("{}".utf8)), (".numbers", Array("42".utf8))]

  @Test("what one machine makes, the other has, byte for byte")
  func handedOver() throws {
    try withTemporaryFolder { folder in
      let store = FolderStore(folder: folder + "/store")
      let (first, second) = (
        try BuildCache(folder: folder + "/a", store: store),
        try BuildCache(folder: folder + "/b", store: store)
      )
      #expect(!first.has(Self.name))
      _ = try first.store(Self.name, Self.files)
      #expect(second.has(Self.name))
      let entry = try #require(second.entry(Self.name))
      for (file, bytes) in Self.files { #expect(try entry.bytes(of: file) == bytes) }
      #expect(entry.path.hasPrefix(folder + "/b"))
      #expect(!second.hasMade(Self.name))
      #expect(try second.names(of: .edition, in: "btc") == ["2024-08-05": [Self.name]])
    }
  }

  @Test("an object that is not what was put there is made again, and replaced")
  func damaged() throws {
    try withTemporaryFolder { folder in
      let store = FolderStore(folder: folder + "/store")
      _ = try BuildCache(folder: folder + "/a", store: store).store(Self.name, Self.files)
      let whole = try #require(try store.object(Self.name.description))
      for place in [0, whole.count / 2, whole.count - 1] {
        var bytes = whole
        bytes[place] ^= 1
        try store.put(bytes, as: Self.name.description)
        let cache = try BuildCache(folder: folder + "/b\(place)", store: store)
        #expect(cache.entry(Self.name) == nil)
        _ = try cache.store(Self.name, Self.files)
        #expect(try store.object(Self.name.description) == whole)
      }
    }
  }

  @Test("pages are no business of other machines")
  func pages() throws {
    try withTemporaryFolder { folder in
      let store = FolderStore(folder: folder + "/store")
      let page = CacheName(
        folder: "btc", stem: "2024-08-05", kind: .page, key: KeyMaker("page").key)
      _ = try BuildCache(folder: folder + "/a", store: store).store(page, Self.files)
      #expect(try store.names(in: "btc").isEmpty)
    }
  }

  @Test("what is for the next build alone goes when it is not wanted, results stay")
  func cleared() throws {
    try withTemporaryFolder { folder in
      let store = FolderStore(folder: folder + "/store")
      let cache = try BuildCache(folder: folder + "/a", store: store)
      let readings = ["old", "new"].map {
        CacheName(folder: "btc", stem: "s", kind: .reading, key: KeyMaker($0).key)
      }
      for name in [Self.name] + readings { _ = try cache.store(name, Self.files) }
      try cache.clearStore(of: "btc", keeping: [readings[1]])
      #expect(
        Set(try store.names(in: "btc").compactMap { CacheName("btc/\($0)") })
          == [Self.name, readings[1]])
    }
  }

  @Test("a store that fails is no store that lacks")
  func failing() throws {
    try withTemporaryFolder { folder in
      let cache = try BuildCache(folder: folder + "/a", store: BrokenStore())
      #expect(cache.entry(Self.name) == nil)
      #expect(throws: BrokenStore.failure) { try cache.checkStore() }
    }
  }

  @Test("a packed entry of any length cut off is none")
  func cut() {
    let (list, content) = (
      CacheEntry.list([CacheEntry.File(name: "a", size: 2, sha256: SHA256Digests.ofAB)]),
      Array("ab".utf8)
    )
    let packed = PackedEntry.bytes(list: list, files: [content])
    #expect(PackedEntry.files(in: packed)?.first?.bytes == content)
    for length in 0..<packed.count {
      #expect(PackedEntry.files(in: Array(packed.prefix(length))) == nil)
    }
    #expect(PackedEntry.files(in: packed + [0]) == nil)
  }
}

private enum SHA256Digests {
  static let ofAB = "fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603"
}

private struct BrokenStore: ResultStore {
  static let failure = SiteError.store(place: "nowhere", fault: .refused(status: 403, code: nil))

  func names(in folder: String) throws(SiteError) -> [String] { throw Self.failure }
  func object(_ name: String) throws(SiteError) -> [UInt8]? { throw Self.failure }
  func put(_ bytes: [UInt8], as name: String) throws(SiteError) { throw Self.failure }
  func remove(_ name: String) throws(SiteError) { throw Self.failure }
}

private func withTemporaryFolder(_ body: (String) throws -> Void) throws {
  let folder = try TemporaryFolder()
  try withExtendedLifetime(folder) { try body(folder.path) }
}
