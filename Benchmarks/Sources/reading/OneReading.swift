import Archive
import CReading
import Market

/// One reader of one file in a process of its own, so that counters of memory and of instructions see nothing
/// else.
enum OneReading {
  /// Prints the rows and the seconds of processor time that reading them took, the median of several.
  ///
  /// - Parameters:
  ///   - reader: `heatpress`, `c`, or `c-digest`, which works out the file's SHA-256 as well, as
  ///     Heatpress does; `write` writes the file that these read.
  ///   - count: how often it is read; of `write`, the file's size in units of 2^20 bytes.
  static func run(_ reader: String, folder: String, count: Int) throws {
    let archive = ArchiveReader(dataFolder: folder, policy: .strict)
    let source = InstrumentSource(
      instrument: ReadingFiles.instrument, reader: .series(Reading.klineColumns("klines.csv")))
    func readByC(digest: Int32) -> Int {
      creading_csv(folder + "/klines.csv", [0, 1, 2, 3, 4, 5, 9], 12, digest).rows
    }
    switch reader {
    case "write":
      let files = ReadingFiles(folder: folder)
      print("rows \(try files.writeKlines("klines.csv", bytes: count << 20))")
    case "heatpress":
      try time(count) { try archive.read(source).series.bars.count }
    case "c":
      time(count) { readByC(digest: 0) }
    case "c-digest":
      time(count) { readByC(digest: 1) }
    default:
      print("reading: no '\(reader)'; there are write, heatpress, c, c-digest and memory")
    }
  }

  private static func time(_ count: Int, _ read: () throws -> Int) rethrows {
    var rows = 0
    let times = try (0..<max(1, count)).map { _ in try Reading.seconds { rows = try read() } }
    print("rows \(rows)")
    print("seconds \(Reading.median(times))")
  }
}
