import Testing

@testable import Site

@Suite("Lines with a digest")
struct SealedLinesTests {
  private let bytes = SealedLines.bytes(
    ["one", "two words", "end of it"], title: "heatpress test 1")

  private func lines(_ bytes: [UInt8], title: String = "heatpress test 1") -> [String]? {
    SealedLines.lines(of: bytes, title: title)?.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("are read as they were written")
  func whole() {
    #expect(lines(bytes) == ["one", "two words", "end of it"])
    #expect(lines(SealedLines.bytes([], title: "heatpress test 1")) == [])
  }

  @Test("that were cut or changed anywhere, or are of something else, are not read")
  func damaged() {
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1
      #expect(lines(changed) == nil, "byte \(index) changed")
      #expect(lines(Array(bytes[..<index])) == nil, "cut at byte \(index)")
    }
    #expect(lines(bytes + [10]) == nil)
    #expect(lines(bytes, title: "heatpress test 2") == nil)
  }
}
