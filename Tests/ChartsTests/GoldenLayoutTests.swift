import Glibc
import Market
import Testing

@testable import Charts

/// Layouts held as text. With `HEATPRESS_RECORD` set the files are written anew and the test fails, so
/// that a recording is never taken for a pass.
@Suite("Recorded layouts") struct GoldenLayoutTests {
  /// What is held: every chart of a day with a forecast, the heatmap of one without, the track record
  /// of forty days and of the first ones.
  static let drawings: [(file: String, drawing: Drawing)] = {
    let edition = try? Drawing.all(of: OddEdition.forecast.edition)
    let plain = try? Drawing.all(of: OddEdition.ordinary.edition)
    let scores = try? Drawing.all(of: SyntheticRecord.input(days: 40))
    let early = try? Drawing.all(of: SyntheticRecord.input(days: 5, baselines: false))
    return (edition ?? []).map { ($0.name, $0) }
      + (plain ?? []).prefix(1).map { ("\($0.name)-unprojected", $0) }
      + (scores ?? []).map { ($0.name, $0) } + (early ?? []).map { ("\($0.name)-early", $0) }
  }()

  @Test("nothing that is to be held is missing")
  func complete() { #expect(Self.drawings.count == 14) }

  @Test("the layout is the recorded one", arguments: 0..<14, [0, 1])
  func recorded(chart: Int, size: Int) throws {
    let (file, drawing) = try #require(Self.drawings.dropFirst(chart).first)
    guard drawing.sizes.indices.contains(size) else { return }
    let size = drawing.sizes[size]
    let found = try LayoutTests.painter.get().scene(drawing, size).description
    let path = "\(folder)/\(file)-\(size.rawValue).txt"
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
