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

  @Test("each venue's reader finds what was simulated, in the venue's own shape")
  func venues() throws {
    let folder = try TemporaryFolder()
    let options = try SmallMarket.options(mix: TraderMix(leverage: 3))
    _ = try SimulatedMarket(options, venues: SimulatedVenue.all).write(data: folder.path(""))
    let reader = ArchiveReader(dataFolder: folder.path(""), policy: .strict)
    for (index, venue) in SimulatedVenue.all.enumerated() {
      let instrument = venue.instrument(symbol: "BTCUSDT")
      let data = try reader.read(
        InstrumentSource(
          instrument: instrument, reader: try #require(venue.venue.reader), marginTiers: []))
      let days = try SmallMarket.everywhere.get()[index].map(\.day)
      let simulated = days.flatMap(\.bars)
      #expect(data.simulated, "\(venue.venue)")
      try #require(data.series.bars.count == simulated.count, "\(venue.venue)")
      // Bitfinex and Hyperliquid tell samples: what stood four minutes into the bar at the latest.
      let isSampled = venue.venue == .bitfinex || venue.venue == .hyperliquid
      for (index, (read, bar)) in zip(data.series.bars, simulated).enumerated() {
        #expect(read.high.value == Double(bar.traded.high) / 10)
        #expect(read.volume.value == bar.volume.base)
        let openInterest = isSampled ? bar.minutes[3].openInterest : bar.openInterest
        #expect(read.openInterest?.value == openInterest.base)
        var high = bar.mark.high
        var low = bar.mark.low
        if isSampled {
          // Of the market before the first recorded day there is no sample.
          guard index > 0 else { continue }
          let samples = (simulated[index - 1].minutes.suffix(1) + bar.minutes.dropLast()).map(
            \.mark)
          high = samples.max() ?? 0
          low = samples.min() ?? 0
        }
        #expect(abs((read.markHigh?.value ?? 0) * 1_000 - Double(high)) < 1e-3)
        #expect(abs((read.markLow?.value ?? 0) * 1_000 - Double(low)) < 1e-3)
      }
      let rates = data.series.bars.compactMap(\.fundingRate)
      // A rate that is due after the last answer was not settled as far as Bitfinex's status tells.
      let settled = days.flatMap(\.funding).map(\.rate)
      #expect(
        venue.venue == .bitfinex ? rates == Array(settled.dropFirst()) : rates == settled,
        "\(venue.venue)")
      try check(data.liquidations, of: venue.venue, against: days)
      if let schedule = data.marginSchedule {
        let table = schedule.table(on: options.end)
        let built = SimulatedContract(symbol: "BTCUSDT", on: venue).marginRule(on: options.end)
        for (a, b) in zip(table.tiers, built.table.tiers) {
          #expect(abs(a.floor - b.floor) <= 1e-9 * b.floor)
          #expect(abs(a.maintenanceMarginRate - b.maintenanceMarginRate) < 1e-9)
        }
      } else {
        #expect([.binance, .bitfinex].contains(venue.venue))
      }
    }
  }

  /// What a reader knows of the forced closes: all, some, or none.
  private func check(
    _ read: [ReportedLiquidation], of venue: Venue, against days: [SimulatedDay]
  ) throws {
    let all = days.flatMap(\.liquidations)
    let found = read.reduce(0) { $0 + $1.quantity.value }
    switch venue {
    case .binance:
      let reported = days.flatMap(\.reports).reduce(0) { $0 + $1.lots.base }
      #expect(abs(found - reported) < 1e-6)
    case .bybit, .bitfinex:
      #expect(!read.isEmpty)
      #expect(abs(found - all.reduce(0) { $0 + $1.lots.base }) < 1e-6, "\(venue)")
    case .okx: #expect(!read.isEmpty && read.count <= 100 * days.count)
    case .hyperliquid: #expect(read.isEmpty)
    }
    guard venue == .bitfinex else { return }
    for report in read {
      let entry = try #require(report.entryPrice)
      // The venue writes it rounded.
      #expect(all.contains { abs($0.entryPrice.value - entry.value) < 1e-4 })
    }
  }
}

extension Venue {
  fileprivate var reader: InstrumentSource.Reader? {
    switch self {
    case .binance: .binanceArchive
    case .bybit: .bybit
    case .okx: .okx
    case .bitfinex: .bitfinex
    case .hyperliquid: .hyperliquid
    }
  }
}
