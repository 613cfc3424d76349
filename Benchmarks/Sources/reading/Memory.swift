import Archive
import Foundation
import Market

/// Reads the large file in this process and prints the most memory that it ever held.
enum Memory {
  /// - Parameter days: how many of the last days are kept; 0: all.
  static func report(folder: String, days: Int) throws {
    let reader = ArchiveReader(dataFolder: folder, policy: .strict)
    let source = InstrumentSource(
      instrument: ReadingFiles.instrument, reader: .series(Reading.klineColumns("klines.csv")))
    let (size, last) = try end(of: folder + "/klines.csv")
    let before = try peak()
    var bars = 0
    let seconds = try Reading.seconds {
      bars = try reader.read(source, from: days > 0 ? last - (days - 1) : nil).series.bars.count
    }
    print(
      "  \(days > 0 ? "the last \(days) days" : "all of it"): \(bars) bars kept; "
        + "peak \(try peak() >> 20) MiB, \(before >> 20) MiB of it before reading; "
        + "\(Int((Double(size) / seconds / 1e6).rounded())) MB/s")
  }

  /// A file's size, and the day of its last row.
  private static func end(of path: String) throws -> (size: Int, day: Day) {
    guard let file = FileHandle(forReadingAtPath: path) else { throw CocoaError(.fileNoSuchFile) }
    let size = try file.seekToEnd()
    try file.seek(toOffset: size - min(size, 1_000))
    let rows = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self).split(
      separator: "\n")
    let time = rows.last?.split(separator: ",").first.flatMap { Int64($0) } ?? 0
    return (Int(size), Timestamp(milliseconds: time).day)
  }

  /// Bytes, from the system's own account of the process.
  private static func peak() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) << 10
  }
}
