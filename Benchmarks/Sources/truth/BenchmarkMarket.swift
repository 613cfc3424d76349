import Archive
import Liquidation
import Market
import Scoring
import Simulation

/// A simulated market of 90 days, written and read back, with its truth.
struct BenchmarkMarket {
  /// Days at the start that are not scored: the book's seeded part has to go first.
  static let unscored = 14

  let instrument = Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear)
  let series: BarSeries
  private let truth: String
  let firstScored: Day

  init(_ mix: TraderMix, seed: UInt64, in folder: String) throws {
    let options = try SimulationOptions(symbol: instrument.symbol, seed: seed, mix: mix)
    truth = folder + "/truth"
    _ = try SimulatedMarket(options).write(data: folder + "/data", truth: truth)
    series = try ArchiveReader(dataFolder: folder + "/data", policy: .strict)
      .read(InstrumentSource(instrument: instrument, reader: .binanceArchive)).series
    firstScored = options.start + Self.unscored
  }

  /// Gives each day's bars, and its truth where the day is scored.
  func walk(_ body: (Slice<Bars>, TrueMap?) throws -> Void) throws {
    var next = 0
    for day in series.completeDays {
      let end = series.bars[next...].firstIndex { $0.time >= day.close } ?? series.bars.endIndex
      let map =
        day < firstScored
        ? nil : try TrueMap.read(folder: truth, symbol: instrument.symbol, day: day)
      try body(series.bars[next..<end], map)
      next = end
    }
  }
}
