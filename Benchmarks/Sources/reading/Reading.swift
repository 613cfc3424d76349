import Archive
import CReading
import Foundation
import Market

/// Prints how fast the venues' files are read, and by a loop in C that is written for them and does
/// nothing else: the same rows, the same fields, in turns, the median of several runs each. Figures
/// are bytes of text by the processor time of the one core that reads them. Then the memory that a
/// file of a gigabyte takes.
///
///     swift run -c release --package-path Benchmarks reading
///
/// `Benchmarks/compare` runs one reader at a time: `write FOLDER MEGABYTES`, then
/// `heatpress FOLDER TIMES`, `c FOLDER TIMES` and `c-digest FOLDER TIMES` in turns.
@main
struct Reading {
  static let runs = 9

  static func main() throws {
    let arguments = CommandLine.arguments
    if arguments.count == 4, let count = Int(arguments[3]) {
      return arguments[1] == "memory"
        ? try Memory.report(folder: arguments[2], days: count)
        : try OneReading.run(arguments[1], folder: arguments[2], count: count)
    }
    let folder = "/tmp/heatpress-reading-\(getpid())"
    try Files.makeFolder(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let files = ReadingFiles(folder: folder)
    print("MB of text a second of one core's time      Heatpress        C")
    try klines(files)
    try series(files)
    try archive(files)
    try responses(files)
    try memory(files)
  }

  private static func klines(_ files: ReadingFiles) throws {
    let bytes = 128 << 20
    let rows = try files.writeKlines("klines.csv", bytes: bytes)
    let reader = ArchiveReader(dataFolder: files.folder, policy: .strict)
    let source = InstrumentSource(
      instrument: ReadingFiles.instrument, reader: .series(Self.klineColumns("klines.csv")))
    try compare("Binance's candles as .csv", bytes, rows) {
      try reader.read(source).series.bars.count
    } c: {
      creading_csv(files.folder + "/klines.csv", [0, 1, 2, 3, 4, 5, 9], 12, 0).rows
    }
  }

  /// The venue's candles have no open interest: a column that stands in for it.
  static func klineColumns(_ path: String) -> SeriesSource {
    SeriesSource(
      path: path,
      columns: [
        .time: "open_time", .open: "open", .high: "high", .low: "low", .close: "close",
        .volume: "volume", .openInterest: "count",
      ])
  }

  private static func series(_ files: ReadingFiles) throws {
    let bytes = 128 << 20
    let rows = try files.writeSeries("series.csv", bytes: bytes)
    let reader = ArchiveReader(dataFolder: files.folder, policy: .strict)
    let source = InstrumentSource(
      instrument: ReadingFiles.instrument,
      reader: .series(
        SeriesSource(
          path: "series.csv",
          columns: [
            .time: "time", .open: "open", .high: "high", .low: "low", .close: "close",
            .volume: "volume", .openInterest: "open_interest",
          ])))
    try compare("a series as .csv", bytes, rows) {
      try reader.read(source).series.bars.count
    } c: {
      creading_csv(files.folder + "/series.csv", [0, 1, 2, 3, 4, 5, 7], 8, 0).rows
    }
  }

  private static func archive(_ files: ReadingFiles) throws {
    let (paths, bytes) = try files.writeArchive(months: 24)
    let reader = ArchiveReader(dataFolder: files.folder, policy: .lenient)
    let source = InstrumentSource(
      instrument: ReadingFiles.instrument, reader: .binanceArchive)
    let minutes = try reader.read(source).series.bars.count * 5
    try compare("Binance's archive as .zip", bytes, minutes) {
      try reader.read(source).series.bars.count * 5
    } c: {
      paths.reduce(0) { $0 + creading_zip($1, [0, 1, 2, 3, 4, 5, 9], 12).rows }
    }
    let unpacking = median(
      (0..<runs).map { _ in
        seconds { _ = paths.reduce(0) { $0 + creading_unpack($1) } }
      })
    print("  unpacking it alone, by libarchive:                  \(speed(bytes, unpacking))")
  }

  private static func responses(_ files: ReadingFiles) throws {
    let (paths, bytes, candleBytes) = try files.writeResponses(days: 730)
    let reader = ArchiveReader(dataFolder: files.folder, policy: .strict)
    let source = InstrumentSource(instrument: ReadingFiles.bybit, reader: .bybit)
    let ours = median(try (0..<runs).map { _ in try seconds { _ = try reader.read(source) } })
    let theirs = median(
      (0..<runs).map { _ in
        seconds { _ = paths.reduce(0) { $0 + creading_bybit($1).rows } }
      })
    row("Bybit's answers (C: candles alone)", speed(bytes, ours), speed(candleBytes, theirs))
  }

  /// - Parameters:
  ///   - rows: what either has to find.
  private static func compare(
    _ name: String, _ bytes: Int, _ rows: Int, ours: () throws -> Int, c theirs: () -> Int
  ) throws {
    var times: (ours: [Double], theirs: [Double]) = ([], [])
    for _ in 0..<runs {
      var found = 0
      times.ours.append(try seconds { found = try ours() })
      guard found == rows else { throw Failure(name: name, found: found, expected: rows) }
      times.theirs.append(seconds { found = theirs() })
      guard found == rows else { throw Failure(name: name + ", C", found: found, expected: rows) }
    }
    row(name, speed(bytes, median(times.ours)), speed(bytes, median(times.theirs)))
  }

  struct Failure: Error {
    var name: String
    var found: Int
    var expected: Int
  }

  /// A file of a gigabyte in a process of its own, of which the last week is kept, and all.
  private static func memory(_ files: ReadingFiles) throws {
    try FileManager.default.removeItem(atPath: files.folder + "/klines.csv")
    let rows = try files.writeKlines("klines.csv", bytes: 1 << 30)
    print("\nA file of 1 GiB, \(rows) rows, each reading in a process of its own")
    for days in [7, 365, 0] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      process.arguments = ["memory", files.folder, "\(days)"]
      try process.run()
      process.waitUntilExit()
    }
  }

  static func row(_ name: String, _ ours: String, _ theirs: String) {
    print(name.padding(toLength: 42, withPad: " ", startingAt: 0) + pad(ours) + pad(theirs))
  }

  private static func pad(_ text: String) -> String {
    String(repeating: " ", count: max(0, 11 - text.count)) + text
  }

  private static func speed(_ bytes: Int, _ seconds: Double) -> String {
    "\(Int((Double(bytes) / seconds / 1e6).rounded()))"
  }

  static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  /// Processor time: other work on the machine counts less than by the clock on the wall.
  static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let before = processorTime()
    try body()
    return processorTime() - before
  }

  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
