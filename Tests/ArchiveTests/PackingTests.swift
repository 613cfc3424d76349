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

  /// What a file holds, read block by block.
  func content(of packed: [UInt8], kind: String, limits: LibArchive.Limits = LibArchive.Limits())
    throws -> [UInt8]
  {
    let name = "a.csv.\(kind)"
    try folder.write(name, packed)
    var text = try TableFile(path: folder.path + "/" + name, name: name).open(limits: limits)
    var content: [UInt8] = []
    while !text.isLast {
      try text.advance(to: text.bytes.count)
      content += text.bytes
    }
    #expect(text.sha256() == SHA256.hexDigest(of: packed))
    return content
  }

  func pack(_ bytes: [UInt8], _ kind: String, entry: String = "a.csv") throws -> [UInt8] {
    kind == "zip"
      ? try LibArchive.zip(entry: entry, bytes: bytes, for: "a")
      : try LibArchive.gzip(bytes, for: "a")
  }

  @Test(
    "what is packed unpacks to the same bytes", arguments: samples, ["zip", "gz"])
  func roundTrip(bytes: [UInt8], kind: String) throws {
    #expect(try content(of: try pack(bytes, kind), kind: kind) == bytes)
  }

  @Test("plain text comes in blocks, each with the rest of the one before and zeros behind it")
  func blocks() throws {
    let bytes = (0..<700_000).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 9) }
    try folder.write("a.csv", bytes)
    var text = try TableFile(path: folder.path + "/a.csv", name: "a.csv").open()
    var seen: [UInt8] = []
    while !text.isLast {
      let kept = max(0, text.bytes.count - 1_000)
      try text.advance(to: kept)
      let beyond = UnsafeRawBufferPointer(
        start: text.bytes.baseAddress, count: text.bytes.count + TableText.padding)
      #expect(beyond.suffix(TableText.padding).allSatisfy { $0 == 0 })
      #expect(seen.suffix(1_000) == Array(text.bytes.prefix(min(1_000, seen.count)))[...])
      seen.removeLast(min(1_000, seen.count))
      seen += text.bytes
    }
    #expect(seen == bytes)
    #expect(text.sha256() == SHA256.hexDigest(of: bytes))
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
    var packed = try pack(text, kind)
    packed[packed.count / 2] ^= 0x10
    #expect(throws: ArchiveError.self) { try content(of: packed, kind: kind) }
  }

  @Test("an archive that is cut off anywhere is refused", arguments: ["zip", "gz"])
  func cutOff(kind: String) throws {
    let text = Array((0..<200).map { "\($0),\($0 * 7)\n" }.joined().utf8)
    let packed = try pack(text, kind)
    for count in stride(from: 0, to: packed.count - 1, by: 7) {
      #expect(throws: ArchiveError.self) {
        try content(of: Array(packed.prefix(count)), kind: kind)
      }
    }
  }

  @Test("a file that unpacks to more than it may is refused before it fills the memory")
  func bomb() throws {
    let zeros = [UInt8](repeating: 0x30, count: 4 << 20)
    let zip = try pack(zeros, "zip")
    let name = "a.csv.zip"
    #expect(
      throws: ArchiveError.refusedFile(file: name, fault: .compressedTooWell(limit: 400))
    ) { try content(of: zip, kind: "zip") }
    let limits = LibArchive.Limits(bytes: 1 << 20, ratio: 100_000)
    #expect(throws: ArchiveError.refusedFile(file: name, fault: .tooLarge(limitBytes: 1 << 20))) {
      try content(of: zip, kind: "zip", limits: limits)
    }
  }

  @Test(
    "an entry whose name leads out of the folder is refused",
    arguments: ["../a.csv", "/etc/a.csv", "x/../../a.csv"])
  func escape(name: String) throws {
    let zip = try pack([0x31], "zip", entry: name)
    #expect(
      throws: ArchiveError.refusedFile(file: "a.csv.zip", fault: .entryEscapes(entry: name))
    ) { try content(of: zip, kind: "zip") }
  }

  @Test("a .zip without exactly one CSV is refused, and the message names what it holds")
  func notOneCSV() throws {
    let zip = try pack([0x31], "zip", entry: "readme.txt")
    #expect(
      throws: ArchiveError.refusedFile(
        file: "a.csv.zip", fault: .notOneCSV(entries: ["readme.txt"]))
    ) { try content(of: zip, kind: "zip") }
  }

  @Test("the check of gzip is that of the standard's example")
  func check() {
    let text = Array("123456789".utf8)
    for cut in 0...9 {
      var check = CRC32()
      text.withUnsafeBytes {
        check.add(UnsafeRawBufferPointer(rebasing: $0[..<cut]))
        check.add(UnsafeRawBufferPointer(rebasing: $0[cut...]))
      }
      #expect(check.value == 0xCBF4_3926)
    }
  }
}
