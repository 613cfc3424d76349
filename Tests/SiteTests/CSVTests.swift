import Market
import Testing

@testable import Site

@Suite struct CSVTests {
  @Test("the profile has a row for each bin that holds anything, with its share of the range")
  func profile() throws {
    let rows = String(decoding: CSV.profile(TinyEdition.briefing()), as: UTF8.self)
      .split(separator: "\n").map(String.init)
    #expect(rows[0] == "venue,symbol,side,band,low,high,usd,usd_p10,usd_p90")
    #expect(
      rows.dropFirst().map { $0 } == [
        "binance,BTCUSDT,long,high,50000,50050.025,100,50,200",
        "binance,BTCUSDT,long,high,50100.1,50150.225,300,150,600",
        "binance,BTCUSDT,long,low,50000,50050.025,300,150,600",
        "binance,BTCUSDT,short,low,50050.025,50100.1,50,25,75",
      ])
  }

  @Test("a bin's upper edge is the lower edge of the next, to the digit")
  func edges() {
    let edges = PriceEdges(lowest: Price(0.000123456), binBps: 10, count: 2_000)
    for bin in 0..<2_000 { #expect(edges[bin] < edges[bin + 1]) }
  }

  @Test("zones have their leverage bands and venues in columns")
  func zones() {
    let rows = CSV.zones(TinyEdition.briefing()).split(separator: "\n").map(String.init)
    #expect(
      rows[0]
        == "side,low,high,peak,usd,usd_p10,usd_p90,distance,sigmas,age_hours,"
        + "usd_low,usd_medium,usd_high,usd_extreme,usd_binance,"
        + "reach_h24,reach_h72,reach_h168,"
        + "expected_usd_h24,expected_usd_h72,expected_usd_h168")
    #expect(
      rows[1]
        == "long,50000,50500,50200,150000000,100000000,200000000,-0.065,-1.6,30,"
        + "50000000,0,100000000,0,150000000,0.2,0.4,0.6,,,")
    #expect(rows.count == 3)
  }
}
