import Archive
import CReading
import Market

/// One reader of one file in a process of its own, so that a counter of instructions sees nothing else.
enum OneReading {
  private static let bytes = 128 << 20

  /// Prints the rows and the seconds of processor time that reading them took, the median of several.
  ///
  /// - Parameter reader: `heatpress` or `c`; `write` writes the file that these read.
  static func run(_ reader: String, folder: String) throws {
    let archive = ArchiveReader(dataFolder: folder, policy: .strict)
    let source = InstrumentSource(
      instrument: ReadingFiles.instrument, reader: .series(Reading.klineColumns("klines.csv")))
    switch reader {
    case "write":
      print("rows \(try ReadingFiles(folder: folder).writeKlines("klines.csv", bytes: bytes))")
    case "heatpress":
      try time { try archive.read(source).series.bars.count }
    case "c":
      try time { creading_csv(folder + "/klines.csv", [0, 1, 2, 3, 4, 5, 9], 12).rows }
    default:
      print("reading: no '\(reader)'; there are write, heatpress and c")
    }
  }

  private static func time(_ read: () throws -> Int) throws {
    var rows = 0
    let times = try (0..<Reading.runs).map { _ in try Reading.seconds { rows = try read() } }
    print("rows \(rows)")
    print("seconds \(Reading.median(times))")
  }
}
