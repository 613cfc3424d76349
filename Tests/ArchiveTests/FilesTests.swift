import Glibc
import Testing

@testable import Archive

@Suite struct FilesTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  @Test("a written file reads back, replaces the old one and leaves nothing beside it")
  func roundTrip() throws {
    let path = folder.path + "/a.txt"
    try Files.writeAtomically("old", to: path)
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
    try Files.writeAtomically(bytes, to: path)
    #expect(try Files.readAll(path) == bytes)
    #expect(try Files.list(folder.path) == ["a.txt"])
  }

  @Test("a file that cannot be put in its place leaves no leftover")
  func noLeftover() throws {
    try Files.makeFolder(folder.path + "/taken")
    #expect(throws: ArchiveError.self) {
      try Files.writeAtomically("x", to: folder.path + "/taken")
    }
    #expect(try Files.list(folder.path) == ["taken"])
  }

  @Test("a file above the limit is refused")
  func limit() throws {
    try folder.write("a", [1, 2, 3, 4])
    #expect(try Files.readAll(folder.path + "/a", limit: 4).count == 4)
    #expect(throws: ArchiveError.self) { try Files.readAll(folder.path + "/a", limit: 3) }
  }

  @Test("folders are made with those above them, and once more without complaint")
  func makeFolder() throws {
    let path = folder.path + "/a/b/c"
    try Files.makeFolder(path)
    try Files.makeFolder(path)
    #expect(Files.isFolder(path))
    try folder.write("file", "x")
    #expect(throws: ArchiveError.self) { try Files.makeFolder(folder.path + "/file/d") }
  }

  @Test("a folder is listed in order")
  func list() throws {
    for name in ["b", "a", "Z", "10", "9", "é"] { try folder.write(name, "") }
    #expect(try Files.list(folder.path) == ["10", "9", "Z", "a", "b", "é"])
  }

  @Test("a failure names the path and the system's reason")
  func reason() throws {
    let path = folder.path + "/none"
    #expect {
      try Files.readAll(path)
    } throws: { error in
      "\(error)" == "\(path): cannot read the file: No such file or directory"
    }
    #expect(throws: ArchiveError.self) { try Files.readAll(folder.path) }
  }

  @Test(
    "zero bytes follow a mapped file, also where it ends with a page",
    arguments: [0, 1, 4_096, 5_000, 131_071, 131_072, 150_000])
  func mappedPadding(count: Int) throws {
    try folder.write("a", [UInt8](repeating: 7, count: count))
    let mapped = try MappedFile(folder.path + "/a", name: "a", limit: 1 << 20)
    #expect(mapped.bytes.count == count)
    #expect(mapped.bytes.allSatisfy { $0 == 7 })
    let beyond = UnsafeRawBufferPointer(
      start: mapped.bytes.baseAddress, count: count + MappedFile.padding)
    #expect(beyond.suffix(MappedFile.padding).allSatisfy { $0 == 0 })
  }
}
