import Archive
import Briefing
import FoundationEssentials
import Market
import Testing

@Suite("Walking a market")
struct MarketChronicleTests {
  static let options: ChronicleOptions = {
    var options = ChronicleOptions()
    options.members = 3
    options.binBps = 50
    options.columns = 48
    return options
  }()

  private func editions(
    _ instruments: [InstrumentData], days: ClosedRange<Day>? = nil
  ) throws -> [Edition] {
    var editions: [Edition] = []
    try MarketChronicle(
      market: "btc", name: "Bitcoin", instruments: instruments, options: Self.options
    ).walk(days: days) { editions.append($0) }
    return editions
  }

  @Test("every complete day is published, the part of a day before the first is not")
  func complete() throws {
    let editions = try editions([SyntheticMarket.data(days: 5)])
    #expect(editions.map(\.briefing.date) == (0..<5).map { SyntheticMarket.start + $0 })
    let first = try #require(editions.first?.briefing)
    #expect(first.cutoff == SyntheticMarket.start.close)
    // The close before the first full day is known, so its change is.
    #expect(first.price.change24h != nil)
    #expect(first.price.change7d == nil)
    #expect(first.dataHealth.daysOfHistory == 0)
    #expect(first.reading.sweeps.zones.isEmpty)
  }

  @Test("books, layers and profile add up to the open interest and the total")
  func sums() throws {
    for edition in try editions([SyntheticMarket.data(days: 8)]) {
      let briefing = edition.briefing
      let total = briefing.heatmap.totalUSD.value
      let layers = briefing.heatmap.layers.reduce(0) { $0 + $1.usd.value }
      #expect(abs(layers - total) <= 1e-9 * total)
      let profile = briefing.profile.series.reduce(0) { $0 + $1.usd.reduce(0, +) }
      #expect(abs(profile - total) <= 0.005 * Double(briefing.profile.longP10.count * 8))
      let instrument = try #require(briefing.instruments.first)
      let held = instrument.openInterestBase.value
      #expect(abs(instrument.book.longBase.value - held) <= 1e-9 * held)
      #expect(abs(instrument.book.shortBase.value - held) <= 1e-9 * held)
      #expect(abs(briefing.entries.longBase.reduce(0, +) - held) <= 1e-6 * held)
      #expect(abs(briefing.entries.shortBase.reduce(0, +) - held) <= 1e-6 * held)
      #expect(instrument.book.hedgedBase.value < held)
    }
  }

  @Test("layers, candles and columns have the same length, and the last column is the cut-off")
  func shapes() throws {
    for edition in try editions([SyntheticMarket.data(days: 4)]) {
      let map = edition.briefing.heatmap
      #expect(edition.layers.map(\.file) == map.layers.map(\.file))
      for layer in edition.layers { #expect(layer.pixels.count == map.rows * map.columns) }
      let history = edition.briefing.history
      #expect(history.candles.open.count == map.columns)
      #expect(history.openInterestBase.count == map.columns)
      #expect(history.candles.firstTime == map.firstTime)
      #expect(map.lastTime == edition.briefing.cutoff)
      #expect(map.lowestPrice.value <= edition.briefing.price.close.value * 0.75)
      #expect(map.highestPrice.value >= edition.briefing.price.close.value * 1.25)
      #expect(map.columns <= Self.options.columns)
      #expect(history.dailyClose.last == edition.briefing.price.close.value)
    }
  }

  @Test("shares, scores and ranges keep their bounds")
  func bounds() throws {
    let last = SyntheticMarket.start + 34
    for edition in try editions([SyntheticMarket.data(days: 35, seed: 5)], days: last - 8...last) {
      let reading = edition.briefing.reading
      for trapped in [reading.trappedLongs, reading.trappedShorts] {
        #expect((0...1).contains(trapped.share.value))
        #expect(trapped.share.value <= trapped.underWaterShare.value)
        for figure in [trapped.usd, trapped.loss, trapped.fundingPaid, trapped.meanEntry] {
          if let figure { #expect(figure.p10 <= figure.p90) }
        }
        #expect(trapped.percentile90d.map { (0...1).contains($0) } ?? true)
      }
      for pressure in [reading.squeeze, reading.flush] {
        #expect((0...100).contains(pressure.score))
        #expect(abs(pressure.parts.reduce(0) { $0 + $1.points } - pressure.score) < 1e-9)
        #expect(pressure.parts.reduce(0) { $0 + $1.maximum } == 100)
      }
      for zone in edition.briefing.zones {
        #expect(zone.usdP10 <= zone.usdP90)
        #expect(zone.low < zone.high)
      }
      #expect(
        (edition.briefing.dataHealth.daysOfHistory >= 30)
          == (reading.squeeze.percentile90d != nil))
      #expect(edition.briefing.summary.count == 3)
    }
  }

  @Test("what comes after a day does not change its edition")
  func noLookAhead() throws {
    let one = SyntheticMarket.data(days: 6, divergeAfter: 4)
    let other = SyntheticMarket.data(days: 6)
    #expect(one.series.bars.last != other.series.bars.last)
    let pair = try (editions([one]), editions([other]))
    #expect(Array(pair.0.prefix(4)) == Array(pair.1.prefix(4)))
    #expect(pair.0[4] != pair.1[4])
  }

  @Test("a day walked to alone is the same edition as among all")
  func rangeIndependent() throws {
    let data = SyntheticMarket.data(days: 9)
    let all = try editions([data])
    let day = SyntheticMarket.start + 7
    #expect(try editions([data], days: day...day) == [all[7]])
  }

  @Test("an edition survives its JSON, and missing figures are missing keys")
  func roundTrip() throws {
    let briefing = try #require(try editions([SyntheticMarket.data(days: 2)]).last?.briefing)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let json = try encoder.encode(briefing)
    #expect(try JSONDecoder().decode(Briefing.self, from: json) == briefing)
    let text = String(decoding: json, as: UTF8.self)
    #expect(!text.contains("null"))
    #expect(!text.contains("change_7d"))
    for key in ["schema_version", "sigma_24h", "key_numbers", "total_usd", "trapped_longs"] {
      #expect(text.contains("\"\(key)\":"))
    }
  }

  @Test("an error of the publisher ends the walk")
  func stops() throws {
    struct Full: Error {}
    var count = 0
    let chronicle = try MarketChronicle(
      market: "btc", name: "Bitcoin", instruments: [SyntheticMarket.data(days: 5)],
      options: Self.options)
    #expect(throws: Full.self) {
      try chronicle.walk { _ in
        count += 1
        if count == 2 { throw Full() }
      }
    }
    #expect(count == 2)
  }

  @Test("a venue whose data end is carried along the other's prices, with its share and its age")
  func aged() throws {
    let whole = SyntheticMarket.data(days: 14)
    var down = SyntheticMarket.data(days: 14, venue: .bybit)
    let end = (SyntheticMarket.start + 11).close
    down.series.bars.removeAll { $0.time >= end }
    let editions = try editions([whole, down])
    #expect(editions.count == 14)
    let last = try #require(editions.last?.briefing)
    let bybit = try #require(last.instruments.first { $0.venue == .bybit })
    #expect(bybit.dataThrough == end)
    #expect(bybit.close == last.price.close)
    #expect(bybit.openInterestBase.value > 0)
    let shares = last.instruments.reduce(0) { $0 + $1.openInterestShare }
    #expect(abs(shares - 1) < 1e-5)
    #expect(abs(bybit.book.longBase.value - bybit.openInterestBase.value) < 1e-6)
    let finding = last.dataHealth.findings.first { $0.message.contains("Bybit BTCUSDT") }
    #expect(finding?.kind == .missing)
    #expect(finding?.message.contains("Binance BTCUSDT\u{2019}s prices") == true)
    // No pool of the venue that is down stands on the wrong side of today's price.
    for zone in last.zones where zone.side == .long {
      #expect(zone.high <= last.price.close)
    }
    for zone in last.zones where zone.side == .short { #expect(zone.low >= last.price.close) }
  }

  @Test("where the first venue is down, the next one's price is the market's")
  func firstDown() throws {
    var down = SyntheticMarket.data(days: 6)
    down.series.bars.removeAll { $0.time >= (SyntheticMarket.start + 3).close }
    let other = SyntheticMarket.data(days: 6, seed: 4, venue: .bybit)
    let editions = try editions([down, other])
    #expect(editions.count == 6)
    let last = try #require(editions.last?.briefing)
    #expect(last.price.close == other.series.bars.last?.close)
    #expect(last.history.candles.close.last == other.series.bars.last?.close.value)
  }

  @Test("a venue without data is named, and does not stop the others")
  func absent() throws {
    var empty = SyntheticMarket.data(days: 3, venue: .okx)
    empty.series.bars.change { $0.openInterest = nil }
    var editions: [Edition] = []
    try MarketChronicle(
      market: "btc", name: "Bitcoin", instruments: [SyntheticMarket.data(days: 3), empty],
      absent: [Instrument(venue: .bitfinex, symbol: "tBTCF0:USTF0", kind: .linear)],
      options: Self.options
    ).walk { editions.append($0) }
    let health = try #require(editions.last?.briefing.dataHealth)
    for name in ["Bitfinex tBTCF0:USTF0", "OKX BTCUSDT"] {
      #expect(health.findings.contains { $0.kind == .missing && $0.message.contains(name) })
    }
  }

  @Test("two venues share the map, the sums and the candles' clock")
  func twoVenues() throws {
    let one = SyntheticMarket.data(days: 3)
    var two = SyntheticMarket.data(days: 3, seed: 2, venue: .bybit)
    // The second venue lacks its last five hours.
    two.series.bars.removeLast(5)
    let last = try #require(try editions([one, two]).last?.briefing)
    #expect(last.instruments.map(\.venue) == [.binance, .bybit])
    #expect(Set(last.heatmap.layers.map(\.venue)) == [.binance, .bybit])
    let held = last.instruments.reduce(0) { $0 + $1.openInterestBase.value }
    let number = last.keyNumbers.first { $0.name == .openInterestBase }
    #expect(number?.value == held)
    #expect(last.price.close == last.instruments[0].close)
    let finding = try #require(last.dataHealth.findings.first { $0.kind == .missing })
    #expect(finding.message.contains("Bybit BTCUSDT has no bar after"))
    #expect(last.dataHealth.sentences.contains { $0.contains("lacks 5 of the day’s 24 bars") })
  }

  @Test("bars longer than an hour make columns of their own length")
  func fourHourBars() throws {
    let data = SyntheticMarket.data(days: 4, interval: .hours(4))
    let last = try #require(try editions([data]).last?.briefing)
    #expect(last.history.candles.intervalSeconds == 4 * 3_600)
    // Six a day, and the one before the first day.
    #expect(last.heatmap.columns == 25)
    #expect(last.heatmap.lastTime == last.cutoff)
  }

  @Test("bars that do not divide an hour still close every day")
  func oddBars() throws {
    let data = SyntheticMarket.data(days: 2, interval: .minutes(90))
    let editions = try editions([data])
    #expect(editions.count == 2)
    #expect(editions.allSatisfy { $0.briefing.heatmap.lastTime == $0.briefing.cutoff })
  }

  @Test("missing bars leave flat candles, a sentence and the day's edition")
  func gap() throws {
    var data = SyntheticMarket.data(days: 3)
    let day = SyntheticMarket.start + 1
    data.series.bars.removeAll {
      $0.time >= day.start + .hours(5) && $0.time < day.start + .hours(8)
    }
    data.findings = [
      DataFinding(kind: .gap, time: day.start + .hours(5), count: 3, message: "Three bars missing.")
    ]
    let editions = try editions([data])
    #expect(editions.count == 3)
    let briefing = editions[1].briefing
    #expect(briefing.dataHealth.gaps == 3)
    #expect(editions[0].briefing.dataHealth.gaps == 0)
    #expect(editions[2].briefing.dataHealth.findings.allSatisfy { $0.kind != .gap })
    #expect(briefing.dataHealth.sentences[0].contains("lacks 3 of the day’s 24 bars"))
    let candles = briefing.history.candles
    let column = Int((day.start + .hours(5) - candles.firstTime).hours)
    #expect(candles.open[column] == candles.close[column - 1])
    #expect(candles.high[column] == candles.low[column])
  }

  @Test("a day without its last bar is not published")
  func incomplete() throws {
    var data = SyntheticMarket.data(days: 4)
    let day = SyntheticMarket.start + 1
    data.series.bars.removeAll { $0.time == day.close - .hour }
    let editions = try editions([data])
    #expect(editions.map(\.briefing.date) == [0, 2, 3].map { SyntheticMarket.start + $0 })
    // The day before is not known, so nothing is compared with it.
    #expect(editions[1].briefing.price.change24h == nil)
  }

  @Test("open interest that is not there at the close has not stood still")
  func unknownOpenInterest() throws {
    var data = SyntheticMarket.data(days: 5)
    let silent = SyntheticMarket.start + 3
    data.series.bars.change { if $0.time.day == silent { $0.openInterest = nil } }
    var briefings: [Day: Briefing] = [:]
    try MarketChronicle(market: "btc", name: "Bitcoin", instruments: [data]).walk {
      (edition: Edition) throws(Never) in briefings[edition.briefing.date] = edition.briefing
    }
    let day = try #require(briefings[silent])
    #expect(!day.keyNumbers.contains { $0.name == .openInterestBase })
    #expect(!(day.headline + day.summary.joined()).contains("open interest unchanged"))
    let after = try #require(briefings[silent + 1])
    let held = try #require(after.keyNumbers.first { $0.name == .openInterestBase })
    #expect(held.change24h == nil)
  }

  @Test("what cannot be walked says why")
  func refusals() {
    var bare = SyntheticMarket.data(days: 2)
    bare.series.bars.change { $0.openInterest = nil }
    let instrument = bare.series.instrument
    var empty = bare
    empty.series.bars = []
    let cases: [([InstrumentData], ChronicleError)] = [
      ([], .noInstruments(market: "btc")), ([empty], .noBars(instrument)),
      ([bare], .noOpenInterest(instrument)),
      (
        [SyntheticMarket.data(days: 2), SyntheticMarket.data(days: 2)], .sameInstrument(instrument)
      ),
    ]
    for (instruments, error) in cases {
      #expect(throws: error) {
        try MarketChronicle(market: "btc", name: "Bitcoin", instruments: instruments)
      }
    }
    #expect("\(ChronicleError.noOpenInterest(instrument))".contains("no bar gives open interest"))
  }
}
