import Market
import Testing

@testable import Archive

@Suite("Hostile responses")
struct HostileResponseTests {
  /// A folder of each venue with something of every kind.
  static func fixture(_ venue: Venue) throws -> ResponseFixture {
    switch venue {
    case .binance:
      let fixture = try BinanceResponseTests.fixture()
      try BinanceResponseTests.fill(fixture)
      return fixture
    case .bybit:
      let fixture = try BybitTests.fixture()
      try BybitTests.fill(fixture)
      try fixture.folder.write(
        BybitTests.layout(fixture).liquidationStreamFolder + "/2024-08-05.jsonl",
        BybitTests.streamed(2, "Buy", "1") + "\n" + BybitTests.streamed(4, "Sell", "1"))
      return fixture
    case .okx:
      let fixture = try OKXTests.fixture()
      try OKXTests.fill(fixture)
      let order = OKXTests.liquidation(
        ResponseFixture.time(2), "100", side: "sell", position: "long")
      try fixture.write(
        OKXTests.layout(fixture).endpoint(.liquidations),
        OKXTests.liquidations([order], symbol: "BTC-USDT-SWAP"), bar: 8)
      return fixture
    case .bitfinex:
      let fixture = try BitfinexTests.fixture()
      try BitfinexTests.fill(fixture)
      try fixture.write(
        BitfinexTests.layout(fixture).endpoint(.liquidations),
        BitfinexTests.body([BitfinexTests.liquidation(1, 1_000, "0.5")]))
      return fixture
    case .hyperliquid:
      let fixture = try HyperliquidTests.fixture()
      try HyperliquidTests.fill(fixture)
      try fixture.write(
        HyperliquidLayout.wallet("0x" + String(repeating: "b", count: 40)),
        HyperliquidTests.wallet(HyperliquidTests.position("1"), time: ResponseFixture.time(0)))
      return fixture
    }
  }

  static func files(_ folder: String, _ prefix: String = "") throws -> [String] {
    try Files.list(folder + "/" + prefix).flatMap { name in
      let path = prefix.isEmpty ? name : prefix + "/" + name
      return Files.isFolder(folder + "/" + path) ? try files(folder, path) : [path]
    }
  }

  @Test(
    "bytes changed at random end in bars or in an error that names a place",
    arguments: Venue.allCases)
  func randomBytes(venue: Venue) throws {
    let fixture = try Self.fixture(venue)
    let files = try Self.files(fixture.folder.path)
    var generator = SeededGenerator(seed: 11)
    var (read, refused) = (0, 0)
    for number in 0..<120 {
      let file = files[number % files.count]
      let whole = try Files.readAll(fixture.folder.path + "/" + file)
      var bytes = whole
      if number % 5 == 0 { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &generator)) }
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let digits = Array("0123456789-.eE\",[]{}:nul\0\n".utf8)
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
          digits[Int.random(in: 0..<digits.count, using: &generator)]
      }
      try fixture.folder.write(file, bytes)
      for policy in Policy.allCases {
        do throws(ArchiveError) {
          let data = try ArchiveReader(dataFolder: fixture.folder.path, policy: policy).read(
            InstrumentSource(instrument: fixture.instrument, reader: fixture.reader))
          read += 1
          let bars = data.series.bars
          #expect(zip(bars, bars.dropFirst()).allSatisfy { $0.time < $1.time })
          #expect(
            bars.allSatisfy {
              $0.low.value > 0 && $0.low <= $0.close && $0.close <= $0.high
                && $0.volume.value >= 0 && $0.volume.value.isFinite
                && $0.openInterest.map { $0.value > 0 && $0.value.isFinite } ?? true
            })
        } catch {
          refused += 1
          #expect("\(error)".contains("/") || "\(error)".contains("no open interest"))
        }
      }
      try fixture.folder.write(file, whole)
    }
    #expect(read > 20)
    #expect(refused > 60)
  }

  @Test("an archive of contexts that is cut off is refused as damaged")
  func cutArchive() throws {
    let fixture = try Self.fixture(.hyperliquid)
    let frame = try LZ4Frame.stored(Array(repeating: 0x61, count: 5_000))
    try fixture.folder.write("hyperliquid/asset_ctxs/20240805.csv.lz4", Array(frame.dropLast(900)))
    #expect(fixture.refusal().contains("asset_ctxs/20240805.csv.lz4: the archive is damaged"))
    try fixture.folder.write("hyperliquid/asset_ctxs/20240805.csv.lz4", Array("time,coin\n".utf8))
    #expect(fixture.refusal().contains("asset_ctxs/20240805.csv.lz4: the archive is damaged"))
    #expect(try fixture.read(.lenient).series.bars.count == 24)
  }
}
