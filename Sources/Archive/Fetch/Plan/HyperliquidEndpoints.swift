import Market

/// What Hyperliquid's `info` is asked for (hyperliquid.gitbook.io, Info endpoint).
struct HyperliquidEndpoints {
  /// Of the coins and wallets together, 1,200 a minute and address. They are asked one after the
  /// other, so the lanes share it out: the heaviest of them is always counted in full.
  private static let allowed = 1_200.0

  static func coin(_ layout: HyperliquidLayout) -> [FetchEndpoint] {
    let coin = layout.instrument.symbol
    return [
      FetchEndpoint(
        host: .hyperliquid, stored: layout.endpoint(.candles),
        // 20, and one more for every 60 rows.
        lane: RequestLane("info", allowed: allowed, seconds: 60, weight: 25),
        shape: .hyperliquidRows(time: .key("t")),
        // The latest 5,000 candles; what is at the edge would be gone before its turn comes.
        reach: .hours(410),
        request: { start, last in
          (
            "/info",
            #"{"type":"candleSnapshot","req":{"coin":"\#(coin)","interval":"5m","#
              + #""startTime":\#(start.milliseconds),"endTime":\#(last.milliseconds)}}"#
          )
        }),
      FetchEndpoint(
        host: .hyperliquid, stored: layout.endpoint(.funding),
        // 20, and one more for every 20 rows.
        lane: RequestLane("info", allowed: allowed, seconds: 60, weight: 30),
        shape: .hyperliquidRows(time: .key("time")),
        request: { start, last in
          (
            "/info",
            #"{"type":"fundingHistory","coin":"\#(coin)","#
              + #""startTime":\#(start.milliseconds),"endTime":\#(last.milliseconds)}"#
          )
        }),
      FetchEndpoint(
        host: .hyperliquid, stored: layout.endpoint(.assetContexts),
        lane: RequestLane("info", allowed: allowed, seconds: 60, weight: 20),
        shape: .hyperliquidContexts,
        request: { _, _ in ("/info", #"{"type":"metaAndAssetCtxs"}"#) }),
    ]
  }

  /// - Parameter address: `0x` and 40 hexadecimal digits.
  static func wallet(_ address: String) -> FetchEndpoint {
    FetchEndpoint(
      host: .hyperliquid, stored: HyperliquidLayout.wallet(address),
      lane: RequestLane("info", allowed: allowed, seconds: 60, weight: 2),
      shape: .hyperliquidAccount,
      request: { _, _ in
        ("/info", #"{"type":"clearinghouseState","user":"\#(address.lowercased())"}"#)
      })
  }
}
