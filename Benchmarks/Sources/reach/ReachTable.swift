import Archive
import Foundation
import Market
import Scoring
import Simulation

/// Prints the tables of `Guides/Projection.md`: how often what was given a probability came, by tenths.
///
/// With files, CSVs of bars with the columns `open_time_ms,open,high,low,close,volume`, in order of
/// time: one price history, as a whole and each calendar year of it. Where they overlap the earlier
/// file's days stand. Without, ten simulated markets of 90 days; with `exact`, how far off a forecast
/// looks that is precisely right.
///
///     swift run -c release --package-path Benchmarks reach [FOLDER FILE... | exact]
@main
struct ReachTable {
  static let instrument = Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear)

  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let folder = arguments.first else { return try printSimulated() }
    guard folder != "exact" else {
      for days in [350, 700] {
        print("\n\(days) days\n")
        ExactForecast.printTable(days: days)
      }
      return
    }
    let history = try arguments.dropFirst().map { try read($0, in: folder) }
    let days = history.flatMap(\.completeDays)
    guard let first = days.min(), let last = days.max() else { return }
    print("\(first) to \(last)\n")
    printTable(score(history, closes: nil))
    for year in first.calendar.year...last.calendar.year {
      guard let start = Day(year: year, month: 1, day: 1),
        let end = Day(year: year, month: 12, day: 31)
      else { continue }
      print("\nClosed in \(year)\n")
      printTable(score(history, closes: start...end))
    }
  }

  private static func read(_ path: String, in folder: String) throws -> BarSeries {
    // The reader asks for open interest, which reach does not: the close stands in.
    let source = SeriesSource(
      path: path,
      columns: [
        .time: "open_time_ms", .open: "open", .high: "high", .low: "low", .close: "close",
        .volume: "volume", .openInterest: "close",
      ])
    return try ArchiveReader(dataFolder: folder, policy: .strict)
      .read(InstrumentSource(instrument: instrument, reader: .series(source))).series
  }

  private static func score(_ history: [BarSeries], closes: ClosedRange<Day>?) -> PriceReach {
    var reach = PriceReach(scored: closes)
    var last: Day?
    for series in history {
      var next = 0
      for day in series.completeDays {
        let first = series.bars[next...].firstIndex { $0.time >= day.start } ?? next
        let end = series.bars[first...].firstIndex { $0.time >= day.close } ?? series.bars.endIndex
        next = end
        guard last.map({ day > $0 }) ?? true else { continue }
        reach.endDay(day, bars: series.bars[first..<end], of: series)
        last = day
      }
    }
    return reach
  }

  private static func printSimulated() throws {
    let folder = "/tmp/heatpress-reach-\(ProcessInfo.processInfo.processIdentifier)"
    var markets: [PriceReach] = []
    for seed in UInt64(1)...10 {
      defer { try? FileManager.default.removeItem(atPath: folder) }
      _ = try SimulatedMarket(SimulationOptions(symbol: instrument.symbol, seed: seed))
        .write(data: folder)
      let series = try ArchiveReader(dataFolder: folder, policy: .strict)
        .read(InstrumentSource(instrument: instrument, reader: .binanceArchive)).series
      markets.append(score([series], closes: nil))
    }
    print("| window | Brier skill, mean (lowest to highest seed) |\n|---|---|")
    for days in ScoringOptions().horizonDays {
      let skills = markets.compactMap { $0.record(days: days)?.brierSkill }
      guard let low = skills.min(), let high = skills.max() else { continue }
      let mean = skills.reduce(0, +) / Double(skills.count)
      print("| \(24 * days) h | \(text(mean, 3)) (\(text(low, 3)) to \(text(high, 3))) |")
    }
    print("")
    for days in ScoringOptions().horizonDays {
      let bins = markets.flatMap { $0.record(days: days)?.reliability ?? [] }
      print("\(24 * days) h\n\n| said % | came % | off | windows |\n|---|---|---|---|")
      for tenth in 0..<10 {
        let held = bins.filter { min(9, Int($0.forecast * 10)) == tenth }
        let levels = held.reduce(0) { $0 + Double($1.levels) }
        guard levels > 0 else { continue }
        let forecast = held.reduce(0) { $0 + $1.forecast * Double($1.levels) } / levels
        let observed = held.reduce(0) { $0 + $1.observed * Double($1.levels) } / levels
        let windows = held.reduce(0) { $0 + $1.windows }
        print(
          "| \(text(100 * forecast, 1)) | \(text(100 * observed, 1)) "
            + "| \(text(100 * (observed - forecast), 1)) | \(windows) |")
      }
      print("")
    }
  }

  private static func printTable(_ reach: PriceReach) {
    for days in ScoringOptions().horizonDays {
      guard let record = reach.record(days: days) else { continue }
      let skill = record.brierSkill.map { text($0, 3) } ?? "n/a"
      let range =
        record.brierSkillRange.map { " (\(text($0.lo, 3)) to \(text($0.hi, 3)))" } ?? ""
      print("\(24 * days) h: \(record.windows) windows, Brier skill \(skill)\(range)\n")
      print("| said % | came % | off | windows | levels |\n|---|---|---|---|---|")
      for bin in record.reliability {
        let range =
          bin.range.map { " (\(text(100 * $0.lo, 1)) to \(text(100 * $0.hi, 1)))" } ?? ""
        print(
          "| \(text(100 * bin.forecast, 1)) | \(text(100 * bin.observed, 1))\(range) "
            + "| \(text(100 * (bin.observed - bin.forecast), 1)) | \(bin.windows) "
            + "| \(bin.levels) |")
      }
      print("")
    }
  }

  private static func text(_ value: Double, _ decimals: Int) -> String {
    NumberText.fixed(value, decimals: decimals)
  }
}
