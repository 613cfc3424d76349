import Market

/// What Bybit's v5 interface is asked for, of one contract
/// (bybit-exchange.github.io/docs/v5/market).
struct BybitEndpoints {
  let layout: BybitLayout

  /// 600 requests in 5 seconds an address; a venue that is not hurried does not ban.
  static let lane = RequestLane("market", allowed: 10, seconds: 1)

  var all: [FetchEndpoint] {
    BybitLayout.Endpoint.allCases.map { endpoint in
      FetchEndpoint(
        host: .bybit, stored: layout.endpoint(endpoint), lane: Self.lane,
        shape: .bybit(time: Self.time(endpoint)), rows: .all, renewal: .day,
        request: { [layout] start, last in
          ("/v5/market/\(endpoint.rawValue)?" + Self.query(endpoint, layout, start, last), nil)
        })
    }
  }

  private static func query(
    _ endpoint: BybitLayout.Endpoint, _ layout: BybitLayout, _ start: Timestamp, _ last: Timestamp
  ) -> String {
    let (from, to) = (start.milliseconds, last.milliseconds)
    let contract = "category=\(layout.category)&symbol=\(layout.instrument.symbol)"
    return switch endpoint {
    case .candles, .markCandles: "\(contract)&interval=5&start=\(from)&end=\(to)&limit=1000"
    case .openInterest:
      "\(contract)&intervalTime=5min&startTime=\(from)&endTime=\(to)&limit=200"
    case .funding: "\(contract)&startTime=\(from)&endTime=\(to)&limit=200"
    case .accountRatio: "\(contract)&period=5min&startTime=\(from)&endTime=\(to)&limit=500"
    case .riskLimit: contract
    }
  }

  private static func time(_ endpoint: BybitLayout.Endpoint) -> RowTime {
    switch endpoint {
    case .candles, .markCandles: .element(0)
    case .openInterest, .accountRatio: .key("timestamp")
    case .funding: .key("fundingRateTimestamp")
    case .riskLimit: .none
    }
  }
}
