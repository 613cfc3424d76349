import Market
import Testing

@testable import Archive

@Suite struct BinanceArchiveTests {
  typealias Fixture = BinanceFixture

  @Test("open interest stands at the end of the bar that closes at its time")
  func openInterestTime() throws {
    let fixture = try Fixture()
    try fixture.addCandles(Fixture.candles(0..<12))
    try fixture.addMetrics(fixture.metrics(0...12))
    let data = try fixture.read()
    #expect(data.series.interval == .minutes(5))
    #expect(data.series.bars.count == 12)
    #expect(data.series.bars.map(\.openInterest?.value) == (1...12).map { 1_000 + Double($0) })
    #expect(data.series.bars[0].longShortRatio == 1.2)
    #expect(data.series.bars[0].topTraderRatio == 1.8)
    #expect(data.series.bars[0].takerBuyVolume == Base(25))
    #expect(data.inputs.map(\.rows) == [12, 13])
    #expect(data.findings.allSatisfy { $0.kind == .missing })
    #expect(!data.simulated)
  }

  @Test("files without a header row and with microseconds read like newer ones")
  func noHeaderMicroseconds() throws {
    let fixture = try Fixture()
    try fixture.addMetrics(fixture.metrics(0...3))
    try fixture.addCandles(Fixture.candles(0..<3))
    let expected = try fixture.read().series.bars
    try fixture.addCandles(Fixture.candles(0..<3), header: false)
    #expect(try fixture.read().series.bars == expected)
    let rows = (0..<3).map { number in
      Fixture.candle(Fixture.start + Int64(number) * 300_000)
        .split(separator: ",", maxSplits: 1).joined(separator: "000,")
    }
    try fixture.addCandles(rows.joined(), header: false)
    #expect(try fixture.read().series.bars == expected)
  }

  @Test("metrics that jitter by seconds are joined, those minutes away are not")
  func jitter() throws {
    let fixture = try Fixture()
    try fixture.addCandles(Fixture.candles(0..<3))
    try fixture.addMetrics(
      fixture.metric(303_000, oi: "1") + fixture.metric(597_000, oi: "2")
        + fixture.metric(600_500, oi: "3") + fixture.metric(1_020_000, oi: "4"))
    let bars = try fixture.read().series.bars
    #expect(bars.map(\.openInterest?.value) == [1, 3, nil])
  }

  @Test("metrics are joined by time, whatever file they stand in")
  func dayBoundary() throws {
    let fixture = try Fixture()
    try fixture.addCandles(Fixture.candles([286, 287]))
    try fixture.addCandles(Fixture.candles([288]), date: "2024-08-06")
    try fixture.addMetrics(fixture.metrics([287]))
    try fixture.addMetrics(fixture.metrics([288, 289]), date: "2024-08-06")
    #expect(
      try fixture.read().series.bars.map(\.openInterest?.value) == [1_287, 1_288, 1_289])
  }

  @Test("metrics with repeated timestamps count once; those that contradict are refused")
  func repeatedMetrics() throws {
    let fixture = try Fixture()
    try fixture.addCandles(Fixture.candles(0..<2))
    let row = fixture.metric(300_000)
    try fixture.addMetrics(row + row + fixture.metric(600_000))
    let finding = try #require(try fixture.read().findings.first { $0.kind == .duplicate })
    #expect(finding.count == 1 && finding.row == 3)
    try fixture.addMetrics(row + fixture.metric(300_000, oi: "2000") + fixture.metric(600_000))
    #expect {
      try fixture.read()
    } throws: { error in
      guard case ArchiveError.refusedRow(let refused) = error else { return false }
      return refused.row == 3 && refused.file.hasSuffix("BTCUSDT-metrics-2024-08-05.zip")
    }
    #expect(try fixture.read(.lenient).series.bars[0].openInterest == Base(1_000))
  }

  @Test("blank figures in metrics are unknown, not zero")
  func blankMetrics() throws {
    let fixture = try Fixture()
    try fixture.addCandles(Fixture.candles(0..<2))
    try fixture.addMetrics(
      fixture.metric(300_000, oi: "", top: "", all: "") + fixture.metric(600_000))
    let data = try fixture.read()
    #expect(data.series.bars[0].openInterest == nil && data.series.bars[0].longShortRatio == nil)
    #expect(data.series.bars[1].openInterest == Base(1_000))
  }

  @Test("a metrics file that is cut short leaves bars without open interest, told as one gap")
  func cutShort() throws {
    let fixture = try Fixture()
    try fixture.addCandles(Fixture.candles(0..<288))
    try fixture.addMetrics(fixture.metrics(1...162))  // to 13:30
    let data = try fixture.read()
    #expect(data.series.bars.count { $0.openInterest == nil } == 126)
    let gap = try #require(data.findings.first { $0.kind == .gap })
    #expect(gap.count == 126)
    #expect(gap.time == Timestamp("2024-08-05T13:30:00Z"))
    #expect(data.inputs.first { $0.file.contains("metrics") }?.gaps == 1)
    #expect(data.inputs.first { $0.file.contains("klines") }?.gaps == 0)
  }

  @Test("missing candles are one finding for each gap, also over files")
  func candleGaps() throws {
    let fixture = try Fixture()
    try fixture.addCandles(Fixture.candles([0, 1, 4, 5]))
    try fixture.addCandles(Fixture.candles(290..<292), date: "2024-08-06")
    try fixture.addMetrics(fixture.metrics(0...299))
    let data = try fixture.read()
    let gaps = data.findings.filter { $0.kind == .gap && $0.message.contains("candles") }
    #expect(gaps.map(\.count) == [2, 284])
    #expect(gaps[0].file?.hasSuffix("BTCUSDT-5m-2024-08-05.zip") == true && gaps[1].file == nil)
    #expect(data.inputs.prefix(2).map(\.gaps) == [2, 2])
  }

  @Test("a day's file takes the place of that day in the month's file")
  func dailyOverMonthly() throws {
    let fixture = try Fixture()
    try fixture.folder.writeZip(
      fixture.path("klines", "5m-2024-08", period: "monthly", interval: "5m"),
      Fixture.candleHeader + Fixture.candles([0, 1, 288, 289]))
    try fixture.addCandles(
      Fixture.candle(Fixture.start, close: 101) + Fixture.candle(Fixture.start + 300_000))
    try fixture.addMetrics(fixture.metrics(0...299))
    let bars = try fixture.read().series.bars
    #expect(bars.map(\.close.value) == [101, 100, 100, 100])
    #expect(
      try fixture.read().findings.allSatisfy { $0.kind != .duplicate && $0.kind != .disorder })
  }

  @Test("one-minute candles are put together to five minutes where there are no others")
  func aggregated() throws {
    let fixture = try Fixture()
    var minutes: [String] = []
    for number in 0..<10 where number != 7 {
      let rise = Double(number)
      minutes.append(
        Fixture.candle(
          Fixture.start + Int64(number) * Fixture.minute, open: 100 + rise, high: 200 + rise,
          low: 50 - rise, close: 101 + rise, volume: 2))
    }
    try fixture.folder.writeZip(
      fixture.path("klines", "1m-2024-08-05", interval: "1m"), minutes.joined())
    try fixture.folder.writeZip(
      fixture.path("klines", "1h-2024-08-05", interval: "1h"), Fixture.candles([0]))
    try fixture.addMetrics(fixture.metrics(0...3))
    let data = try fixture.read()
    #expect(data.series.interval == .minutes(5))
    let bar = data.series.bars[0]
    #expect([bar.open, bar.high, bar.low, bar.close].map(\.value) == [100, 204, 46, 105])
    #expect(bar.volume == Base(10) && bar.takerBuyVolume == Base(5))
    #expect(data.series.bars.count == 2 && data.series.bars[1].volume == Base(8))
    let gap = try #require(data.findings.first { $0.kind == .gap })
    #expect(gap.count == 1 && gap.message.contains("1-minute candles"))
  }

  @Test(
    "the length of candles: five minutes, else what makes five, else the next longer",
    arguments: [
      (["1m", "3m", "5m", "1h"], "5m"), (["1m", "3m", "1h"], "1m"), (["1h", "15m", "1d"], "15m"),
      (["3m", "1h"], "1h"), (["3m"], "3m"),
    ])
  func choice(present: [String], chosen: String) {
    let intervals = BinanceLayout.intervals.filter { present.contains($0.name) }
    #expect(Candles.choose(intervals)?.name == chosen)
  }

  @Test("mark prices are joined where all of a bar's are there")
  func markPrices() throws {
    let fixture = try Fixture()
    try fixture.addCandles(Fixture.candles(0..<3))
    try fixture.addMetrics(fixture.metrics(0...3))
    var minutes: [String] = []
    for number in 0..<15 where number != 7 {
      minutes.append(
        Fixture.candle(
          Fixture.start + Int64(number) * Fixture.minute, high: 120 + Double(number),
          low: 80 - Double(number), volume: 0))
    }
    try fixture.folder.writeZip(
      fixture.path("markPriceKlines", "1m-2024-08-05", interval: "1m"),
      Fixture.candleHeader + minutes.joined())
    let data = try fixture.read()
    #expect(data.series.bars.map(\.markHigh?.value) == [124, nil, 134])
    #expect(data.series.bars.map(\.markLow?.value) == [76, nil, 66])
    #expect(data.findings.contains { $0.kind == .gap && $0.message.contains("mark prices") })
  }

  @Test("funding belongs to the bar that holds its time, milliseconds of jitter apart")
  func funding() throws {
    let fixture = try Fixture()
    try fixture.addCandles(Fixture.candles(0..<3))
    try fixture.addMetrics(fixture.metrics(0...3))
    try fixture.folder.writeZip(
      fixture.path("fundingRate", "fundingRate-2024-08", period: "monthly"),
      "calc_time,funding_interval_hours,last_funding_rate\n"
        + "\(Fixture.start + 7),8,0.0001\n\(Fixture.start + 599_998),8,-0.00002\n")
    let bars = try fixture.read().series.bars
    #expect(bars.map(\.fundingRate) == [0.0001, nil, -0.00002])
  }

  @Test("missing settlements are found by the interval that the rows give")
  func fundingGaps() throws {
    let fixture = try Fixture()
    for (number, date) in ["2024-08-05", "2024-08-06", "2024-08-07"].enumerated() {
      try fixture.addCandles(
        Fixture.candles(number * 288..<(number + 1) * 288), date: date)
      try fixture.addMetrics(fixture.metrics(number * 288...(number + 1) * 288), date: date)
    }
    let times = [0, 8, 24, 28, 32, 36, 40, 44, 48, 56]  // 16 is missing; 64 too
    let rows = times.map { hour in
      "\(Fixture.start + Int64(hour) * 3_600_000),\(hour > 24 && hour <= 48 ? 4 : 8),0.0001\n"
    }
    try fixture.folder.writeZip(
      fixture.path("fundingRate", "fundingRate-2024-08", period: "monthly"), rows.joined())
    let gaps = try fixture.read().findings.filter { $0.message.contains("settlements") }
    #expect(gaps.map(\.count) == [1, 1])
  }

  static let liquidationHeader =
    "time,side,order_type,time_in_force,original_quantity,price,average_price,order_status,"
    + "last_fill_quantity,accumulated_fill_quantity\n"

  @Test("doubled liquidation rows count once; a sale is a liquidated long")
  func liquidations() throws {
    let fixture = try Fixture()
    try fixture.addCandles(Fixture.candles(0..<2))
    try fixture.addCandles(Fixture.candles([288]), date: "2024-08-06")
    try fixture.addMetrics(fixture.metrics(0...299))
    let rows = [
      "\(Fixture.start + 1_022),SELL,LIMIT,IOC,1.5,99,100,FILLED,0.5,1.5\n",
      "\(Fixture.start + 1_022),SELL,LIMIT,IOC,2.5,99,100,FILLED,2.5,2.5\n",
      "\(Fixture.start + 301_000),BUY,LIMIT,IOC,3,99,100,FILLED,3,3\n",
    ]
    try fixture.folder.writeZip(
      fixture.path("liquidationSnapshot", "liquidationSnapshot-2024-08-05"),
      Self.liquidationHeader + rows.map { $0 + $0 }.joined())
    let data = try fixture.read()
    #expect(data.series.bars.map(\.longLiquidations?.value) == [4, 0, nil])
    #expect(data.series.bars.map(\.shortLiquidations?.value) == [0, 3, nil])
    #expect(data.findings.first { $0.kind == .duplicate }?.count == 3)
  }

  @Test("a day's empty liquidation file means that none was reported")
  func quietDay() throws {
    let fixture = try Fixture()
    try fixture.addCandles(Fixture.candles(0..<2))
    try fixture.addMetrics(fixture.metrics(0...2))
    try fixture.folder.writeZip(
      fixture.path("liquidationSnapshot", "liquidationSnapshot-2024-08-05"), Self.liquidationHeader)
    let data = try fixture.read()
    #expect(data.series.bars.map(\.longLiquidations?.value) == [0, 0])
    #expect(data.inputs.last?.rows == 0)
  }

  @Test(
    "contracts of inverse symbols become coins at the price",
    arguments: [("BTCUSD_PERP", 100.0), ("ETHUSD_PERP", 10.0)])
  func inverse(symbol: String, value: Double) throws {
    let fixture = try Fixture(
      instrument: Instrument(venue: .binance, symbol: symbol, kind: .inverse))
    try fixture.addCandles(Fixture.candle(Fixture.start, close: 105, volume: 42))
    try fixture.addMetrics(fixture.metric(300_000, oi: "2100"))
    try fixture.folder.writeZip(
      fixture.path("liquidationSnapshot", "liquidationSnapshot-2024-08-05"),
      "\(Fixture.start + 1_022),SELL,LIMIT,IOC,4,99,80,FILLED,4,4\n")
    let bar = try #require(try fixture.read().series.bars.first)
    #expect(abs((bar.volume.value - 42 * value / 105)) < 1e-12)
    #expect(abs((bar.openInterest?.value ?? 0) - 2_100 * value / 105) < 1e-9)
    #expect(abs((bar.longLiquidations?.value ?? 0) - 4 * value / 80) < 1e-12)
  }
}
