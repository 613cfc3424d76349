import Glibc
import Market
import Testing

@testable import Charts

/// Layouts held as text. With `HEATPRESS_RECORD` set the files are written anew and the test fails, so
/// that a recording is never taken for a pass.
@Suite("Recorded layouts") struct GoldenLayoutTests {
  @Test("the layout is the recorded one", arguments: 0..<4, ChartSize.allCases)
  func recorded(chart: Int, size: ChartSize) throws {
    let drawing = try Drawing.all(of: OddEdition.ordinary.edition)[chart]
    let found = try LayoutTests.painter.get().scene(drawing, size).description
    let path = "\(folder)/\(drawing.name)-\(size.rawValue).txt"
    if getenv("HEATPRESS_RECORD") != nil {
      try write(found, to: path)
      Issue.record("recorded \(path)")
      return
    }
    let expected = try #require(read(path), "no recording at \(path)")
    let lines = zip(found.split(separator: "\n"), expected.split(separator: "\n"))
    for (found, expected) in lines { #expect(found == expected) }
    #expect(found.count == expected.count)
  }

  private var folder: String {
    String(#filePath.dropLast("GoldenLayoutTests.swift".count)) + "Layouts"
  }

  private func read(_ path: String) -> String? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  private func write(_ text: String, to path: String) throws {
    mkdir(folder, 0o755)
    let file = try #require(fopen(path, "wb"))
    fputs(text, file)
    fclose(file)
  }
}
