import Archive
import Foundation
import Market

/// Reads the large file in this process and prints the most memory that it ever held.
enum Memory {
  /// - Parameter days: how many of the last days are kept; 0: all.
  static func report(folder: String, days: String) throws {
    let days = Int(days) ?? 0
    let reader = ArchiveReader(dataFolder: folder, policy: .strict)
    let source = InstrumentSource(
      instrument: ReadingFiles.instrument, reader: .series(Reading.klineColumns("klines.csv")))
    let size =
      try FileManager.default
      .attributesOfItem(atPath: folder + "/klines.csv")[.size] as? Int ?? 0
    // Rows of the file are as long as each other, but for their last digits.
    let rows = size / ReadingFiles.rowBytes
    let last = ReadingFiles.start + rows / 1_440
    let before = try peak()
    var bars = 0
    let seconds = try Reading.seconds {
      bars = try reader.read(source, from: days > 0 ? last - days : nil).series.bars.count
    }
    let kept = bars * MemoryLayout<Bar>.stride
    print(
      "  \(days > 0 ? "the last \(days) days" : "all of it"): \(bars) bars, \(kept >> 20) MiB; "
        + "peak \(try peak() >> 20) MiB, \(before >> 20) MiB of it before reading; "
        + "\(Int((seconds * 1_000).rounded())) ms")
  }

  /// Bytes, from the system's own account of the process.
  private static func peak() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) << 10
  }
}
