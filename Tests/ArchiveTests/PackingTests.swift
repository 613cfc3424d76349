import Glibc
import Testing

@testable import Archive

@Suite struct PackingTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  static let samples: [[UInt8]] = [
    [], Array("time,close\n".utf8), Array(repeating: 0x30, count: 100_000),
    (0..<200_000).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 13) },
  ]

  @Test("what is packed as .zip unpacks to the same bytes", arguments: samples)
  func zipRoundTrip(bytes: [UInt8]) throws {
    let path = folder.path + "/a.zip"
    try ZipWriter.write(entry: "a.csv", bytes: bytes, to: path)
    let packed = try Files.readAll(path)
    let content = try packed.withUnsafeBytes { try LibArchive.unzip($0, file: "a.zip") }
    #expect(content.dropLast(LibArchive.padding) == bytes[...])
    #expect(content.suffix(LibArchive.padding).allSatisfy { $0 == 0 })
  }

  @Test("what is packed as .gz unpacks to the same bytes", arguments: samples)
  func gzipRoundTrip(bytes: [UInt8]) throws {
    let path = folder.path + "/a.csv.gz"
    try GzipWriter.write(bytes, to: path)
    let packed = try Files.readAll(path)
    let content = try packed.withUnsafeBytes { try LibArchive.gunzip($0, file: "a.csv.gz") }
    #expect(content.dropLast(LibArchive.padding) == bytes[...])
  }

  @Test("archives hold no time, so that the same bytes give the same file")
  func noTime() throws {
    let zip = try LibArchive.zip(entry: "a.csv", bytes: [1, 2, 3], for: "a")
    // Local header: time and date as MS-DOS writes them, 1980-01-01 00:00.
    #expect(zip[10..<14] == [0, 0, 0x21, 0])
    let gzip = try LibArchive.gzip([1, 2, 3], for: "a")
    #expect(gzip[4..<8] == [0, 0, 0, 0])
    #expect(try LibArchive.zip(entry: "a.csv", bytes: [1, 2, 3], for: "b") == zip)
  }

  @Test("a flipped bit in an archive is found", arguments: ["zip", "gz"])
  func flippedBit(kind: String) throws {
    let text = Array((0..<2_000).map { "\($0),\($0 * 7)\n" }.joined().utf8)
    var packed =
      kind == "zip"
      ? try LibArchive.zip(entry: "a.csv", bytes: text, for: "a")
      : try LibArchive.gzip(text, for: "a")
    packed[packed.count / 2] ^= 0x10
    #expect(throws: ArchiveError.self) {
      try packed.withUnsafeBytes {
        kind == "zip"
          ? try LibArchive.unzip($0, file: "a") : try LibArchive.gunzip($0, file: "a")
      }
    }
  }

  @Test("an archive that is cut off anywhere is refused", arguments: ["zip", "gz"])
  func cutOff(kind: String) throws {
    let text = Array((0..<200).map { "\($0),\($0 * 7)\n" }.joined().utf8)
    let packed =
      kind == "zip"
      ? try LibArchive.zip(entry: "a.csv", bytes: text, for: "a")
      : try LibArchive.gzip(text, for: "a")
    for count in stride(from: 0, to: packed.count - 1, by: 7) {
      #expect(throws: ArchiveError.self) {
        try packed.prefix(count).withUnsafeBytes {
          kind == "zip"
            ? try LibArchive.unzip($0, file: "a") : try LibArchive.gunzip($0, file: "a")
        }
      }
    }
  }

  @Test("a file that unpacks to more than it may is refused before it fills the memory")
  func bomb() throws {
    let zeros = [UInt8](repeating: 0x30, count: 4 << 20)
    let zip = try LibArchive.zip(entry: "a.csv", bytes: zeros, for: "a")
    #expect(
      throws: ArchiveError.refusedFile(file: "a", fault: .compressedTooWell(limit: 400))
    ) {
      try zip.withUnsafeBytes { try LibArchive.unzip($0, file: "a") }
    }
    let limits = LibArchive.Limits(bytes: 1 << 20, ratio: 100_000)
    #expect(throws: ArchiveError.refusedFile(file: "a", fault: .tooLarge(limitBytes: 1 << 20))) {
      try zip.withUnsafeBytes { try LibArchive.unzip($0, file: "a", limits: limits) }
    }
  }

  @Test(
    "an entry whose name leads out of the folder is refused",
    arguments: ["../a.csv", "/etc/a.csv", "x/../../a.csv"])
  func escape(name: String) throws {
    let zip = try LibArchive.zip(entry: name, bytes: [0x31], for: "a")
    #expect(throws: ArchiveError.refusedFile(file: "a", fault: .entryEscapes(entry: name))) {
      try zip.withUnsafeBytes { try LibArchive.unzip($0, file: "a") }
    }
  }

  @Test("a .zip without exactly one CSV is refused, and the message names what it holds")
  func notOneCSV() throws {
    let zip = try LibArchive.zip(entry: "readme.txt", bytes: [0x31], for: "a")
    #expect(
      throws: ArchiveError.refusedFile(file: "a", fault: .notOneCSV(entries: ["readme.txt"]))
    ) {
      try zip.withUnsafeBytes { try LibArchive.unzip($0, file: "a") }
    }
  }

  @Test("the check of gzip is that of the standard's example")
  func check() {
    #expect(CRC32.of(Array("123456789".utf8), count: 9) == 0xCBF4_3926)
  }
}
