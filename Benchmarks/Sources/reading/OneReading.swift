import Archive
import CReading
import Market

/// One reading of one file in a process of its own, so that a counter of instructions sees nothing else.
enum OneReading {
  static let bytes = 128 << 20

  /// Prints rows and the seconds of processor time that reading them took.
  ///
  /// - Parameter reader: `heatpress` or `c`; anything else writes the file that these read.
  static func run(_ reader: String, folder: String) throws {
    let files = ReadingFiles(folder: folder)
    var rows = 0
    let seconds = try Reading.seconds {
      switch reader {
      case "heatpress":
        let archive = ArchiveReader(dataFolder: folder, policy: .strict)
        let source = InstrumentSource(
          instrument: ReadingFiles.instrument, reader: .series(Reading.klineColumns("klines.csv")))
        rows = try archive.read(source).series.bars.count
      case "c":
        rows = creading_csv(folder + "/klines.csv", [0, 1, 2, 3, 4, 5, 9], 12).rows
      default:
        rows = try files.writeKlines("klines.csv", bytes: bytes)
      }
    }
    print("rows \(rows)")
    print("seconds \(seconds)")
  }
}
