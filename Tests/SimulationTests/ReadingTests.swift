import Archive
import Market
import Testing

@testable import Simulation

@Suite("The simulated market read back")
struct ReadingTests {
  @Test("the archive's reader finds what was simulated, and nothing wrong with it")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let options = try SmallMarket.options(mix: TraderMix(leverage: 3))
    _ = try SimulatedMarket(options).write(data: folder.path(""))
    let source = InstrumentSource(
      instrument: Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear),
      reader: .binanceArchive, marginTiers: [])
    let data = try ArchiveReader(dataFolder: folder.path(""), policy: .strict).read(source)
    let days = try SmallMarket.levered.get().map(\.day)
    let simulated = days.flatMap(\.bars)

    #expect(data.simulated)
    #expect(data.findings.isEmpty)
    #expect(data.series.interval == .minutes(5))
    #expect(data.series.completeDays == days.map(\.day))
    try #require(data.series.bars.count == simulated.count)
    for (read, bar) in zip(data.series.bars, simulated) {
      #expect(read.time == bar.time)
      #expect(read.high.value == Double(bar.traded.high) / 10)
      #expect(read.low.value == Double(bar.traded.low) / 10)
      #expect(read.markHigh?.value == Double(bar.mark.high) / 1_000)
      #expect(read.markLow?.value == Double(bar.mark.low) / 1_000)
      #expect(read.volume.value == bar.volume.base)
      #expect(read.openInterest?.value == bar.openInterest.base)
    }
    let reported = days.flatMap(\.reports)
    let longs = reported.filter { $0.side == .long }.reduce(0) { $0 + $1.lots.base }
    let read = data.series.bars.reduce(0) { $0 + ($1.longLiquidations?.value ?? 0) }
    #expect(abs(read - longs) < 1e-6)
    #expect(data.series.bars.compactMap(\.fundingRate) == days.flatMap(\.funding).map(\.rate))
  }
}
