import Market
import Testing

@testable import Archive

@Suite("Hyperliquid's responses")
struct HyperliquidTests {
  static func fixture() throws -> ResponseFixture {
    try ResponseFixture(.hyperliquid, "BTC", .hyperliquid)
  }

  static func layout(_ fixture: ResponseFixture) -> HyperliquidLayout {
    HyperliquidLayout(instrument: fixture.instrument)
  }

  static func candle(_ bar: Int) -> String {
    let time = ResponseFixture.time(bar)
    return #"{"t":\#(time),"T":\#(time + 299_999),"s":"BTC","i":"5m","o":"100.0","c":"105.0","#
      + #""h":"110.0","l":"90.0","v":"12.5","n":77}"#
  }

  static func contexts(openInterest: String, mark: String = "104.0", premium: String = "\"0.0004\"")
    -> String
  {
    #"[{"universe":[{"name":"ETH","maxLeverage":25,"szDecimals":4},{"name":"BTC","maxLeverage":40,"#
      + #""szDecimals":5}],"marginTables":[]},[{"funding":"0.0","openInterest":"7.0","#
      + #""markPx":"3.0","premium":null},{"funding":"0.0000125","openInterest":"\#(openInterest)","#
      + #""prevDayPx":"100.0","markPx":"\#(mark)","impactPxs":["1","2"],"premium":\#(premium)}]]"#
  }

  static func fill(_ fixture: ResponseFixture, bars: Int = 24) throws {
    let layout = layout(fixture)
    try fixture.write(
      layout.endpoint(.candles), "[" + (0..<bars).map(candle).joined(separator: ",") + "]")
    try fixture.write(layout.endpoint(.assetContexts), contexts(openInterest: "900.5"), bar: 12)
  }

  @Test("open interest, premium and the mark are of the moment at which it was asked")
  func snapshots() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    let data = try fixture.read()
    #expect(data.series.bars.count == 24)
    #expect(data.series.bars.compactMap(\.openInterest) == [Base(900.5)])
    #expect(data.series.bars[12].openInterest == Base(900.5))
    #expect(data.series.bars[12].premium == 0.0004)
    #expect(data.series.bars[12].markHigh == nil)
    #expect(data.findings(.gap).contains { $0.hasPrefix("23 of 24 bars have no open interest") })
    // The coin's highest leverage comes with the same answer.
    let table = try #require(data.marginSchedule?.table(on: ResponseFixture.day))
    #expect(table.tiers.first?.maximumLeverage == 40)
  }

  @Test("hourly funding is entered as it was settled, each hour")
  func hourlyFunding() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    let rows = [0, 12, 24].map {
      #"{"coin":"BTC","fundingRate":"0.0000125","premium":"0.0001","time":\#(ResponseFixture.time($0) + 63)}"#
    }
    try fixture.write(
      Self.layout(fixture).endpoint(.funding), "[" + rows.joined(separator: ",") + "]")
    let data = try fixture.read()
    #expect(
      data.series.bars.enumerated().filter { $0.element.fundingRate != nil }.map(\.offset) == [
        0, 12,
      ])
    #expect(data.series.bars[12].fundingRate == 0.0000125)
    #expect(!data.findings.contains { $0.message.contains("settlements") })
    try fixture.write(Self.layout(fixture).endpoint(.funding), "[" + rows[0] + "]")
    #expect(
      try fixture.read().findings(.gap).contains {
        $0.hasPrefix("settlements of funding missing: 1 from")
      })
  }

  @Test(
    "the venue's archive gives open interest and mark once a minute",
    arguments: ["csv", "csv.lz4"])
  func archive(suffix: String) throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    var csv =
      "time,coin,funding,open_interest,prev_day_px,day_ntl_vlm,premium,oracle_px,mark_px,mid_px,"
      + "impact_bid_px,impact_ask_px\n"
    for minute in 0..<15 {
      let time = Timestamp(milliseconds: ResponseFixture.start + Int64(minute) * 60_000)
      csv += "\(time),ETH,0,1,1,1,null,2,2,,,\n"
      csv += "\(time),BTC,0,\(1_000 + minute),1,1,0.0002,2,\(100 + minute),,,\n"
    }
    // A doubled row, as the archive has some.
    csv += "2024-08-05 00:14:00.000,BTC,0,1014,1,1,0.0002,2,114,,,\n"
    let bytes = Array(csv.utf8)
    try fixture.folder.write(
      "hyperliquid/asset_ctxs/20240805.\(suffix)",
      suffix == "csv" ? bytes : try LZ4Frame.stored(bytes))
    let data = try fixture.read()
    #expect(
      data.series.bars.prefix(4).map(\.openInterest) == [
        Base(1_004), Base(1_009), Base(1_014), nil,
      ])
    #expect(data.series.bars[1].markLow == Price(105))
    #expect(data.series.bars[1].markHigh == Price(109))
    #expect(data.series.bars[0].premium == 0.0002)
    #expect(data.findings(.duplicate).count == 1)
    let input = try #require(data.inputs.first { $0.file.contains("asset_ctxs") })
    #expect(input.rows == 16)
  }

  static func wallet(_ positions: String, time: Int64) -> String {
    #"{"marginSummary":{"accountValue":"5000.5","totalNtlPos":"1"},"assetPositions":["#
      + positions + #"],"withdrawable":"0","time":\#(time)}"#
  }

  static func position(
    _ size: String, coin: String = "BTC", liquidation: String = "\"81.5\"", type: String = "cross"
  ) -> String {
    #"{"type":"oneWay","position":{"coin":"\#(coin)","szi":"\#(size)","leverage":{"type":"\#(type)","#
      + #""value":20},"entryPx":"101.5","liquidationPx":\#(liquidation)}}"#
  }

  @Test("measured positions have true liquidation prices; wallets are shown shortened")
  func wallets() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    let one = "0x1234567890abcdef1234567890abcdef1234abcd"
    let two = "0xfedc567890abcdef1234567890abcdef12340000"
    func write(_ wallet: String, _ positions: String, bar: Int) throws {
      try fixture.write(
        HyperliquidLayout.wallet(wallet),
        Self.wallet(positions, time: ResponseFixture.time(bar) + 250), bar: bar)
    }
    try write(
      one, Self.position("7", coin: "ETH") + "," + Self.position("2.5", type: "isolated"), bar: 3)
    try write(two, Self.position("-1.5", liquidation: "null"), bar: 4)
    try write(one, Self.position("7", coin: "ETH"), bar: 9)
    let data = try fixture.read()
    #expect(data.wallets.map(\.wallet) == ["0x1234…abcd", "0xfedc…0000", "0x1234…abcd"])
    #expect(
      data.wallets[0].position
        == MeasuredPosition(
          side: .long, quantity: Base(2.5), entryPrice: Price(101.5), liquidationPrice: Price(81.5),
          leverage: 20, marginMode: .isolated))
    #expect(data.wallets[1].position?.side == .short)
    #expect(data.wallets[1].position?.liquidationPrice == nil)
    // The wallet was looked at again and held nothing.
    #expect(data.wallets[2].position == nil)
    #expect(data.wallets[0].accountValue == USD(5_000.5))
    #expect(!"\(data.findings)".contains(one))
    let standing = WalletSnapshot.standing(
      data.wallets, at: ResponseFixture.timestamp(8), notOlderThan: .hour)
    #expect(standing.map(\.wallet) == ["0x1234…abcd", "0xfedc…0000"])
    #expect(
      WalletSnapshot.standing(
        data.wallets, at: ResponseFixture.timestamp(10), notOlderThan: .hour
      ).compactMap(\.position).count == 1)
    #expect(
      WalletSnapshot.standing(
        data.wallets, at: ResponseFixture.timestamp(20), notOlderThan: .hour
      ).map(\.wallet) == ["0x1234…abcd"])
  }

  @Test("a position that cannot be is refused with file and place")
  func impossiblePosition() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    let wallet = "0x1234567890abcdef1234567890abcdef1234abcd"
    try fixture.write(
      HyperliquidLayout.wallet(wallet),
      Self.wallet(Self.position("1", type: "portfolio"), time: ResponseFixture.time(0)))
    #expect(fixture.refusal().contains("leverage 'portfolio' 20.0, expected an entry price"))
    #expect(try fixture.read(.lenient).wallets.isEmpty)
    // An answer of another day under this day's name.
    try fixture.write(
      HyperliquidLayout.wallet(wallet), Self.wallet("", time: ResponseFixture.time(288)))
    #expect(fixture.refusal().contains("expected the time in the file's name, within an hour"))
  }

  @Test("an answer that lacks the coin, or is cut off, is refused")
  func noCoin() throws {
    let fixture = try Self.fixture()
    try Self.fill(fixture)
    let endpoint = Self.layout(fixture).endpoint(.assetContexts)
    let body = Self.contexts(openInterest: "1")
    try fixture.write(endpoint, body.replacingFirst("\"BTC\"", "\"XRP\""), bar: 12)
    #expect(fixture.refusal().contains("no coin 'BTC'"))
    try fixture.write(endpoint, String(body.dropLast(4)), bar: 12)
    #expect(fixture.refusal().contains("cut short"))
  }
}

/// An lz4 frame of one block that is stored as it is, by the format's description.
enum LZ4Frame {
  static func stored(_ bytes: [UInt8]) throws -> [UInt8] {
    func littleEndian(_ number: UInt32) -> [UInt8] {
      (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
    }
    // Version 1, independent blocks, no checksums, blocks of 64 KiB; the second byte of the
    // xxHash of these two bytes follows them.
    return [0x04, 0x22, 0x4D, 0x18, 0x60, 0x40, 0x82]
      + littleEndian(UInt32(bytes.count) | 0x8000_0000) + bytes + littleEndian(0)
  }
}
