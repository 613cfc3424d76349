import Market

/// What OKX's v5 interface is asked for, of one contract (www.okx.com/docs-v5).
struct OKXEndpoints {
  let layout: OKXLayout

  var all: [FetchEndpoint] {
    OKXLayout.Endpoint.allCases.map { endpoint in
      FetchEndpoint(
        host: .okx, stored: layout.endpoint(endpoint), lane: Self.lane(endpoint),
        shape: .okx(time: Self.time(endpoint)),
        rows: endpoint == .liquidations ? .any : endpoint == .funding ? .some : .all,
        reach: Self.reach(endpoint),
        renewal: endpoint == .liquidations ? .hour : .day,
        request: { [layout] start, last in
          ("/api/v5/\(endpoint.rawValue)?" + Self.query(endpoint, layout, start, last), nil)
        })
    }
  }

  private static func query(
    _ endpoint: OKXLayout.Endpoint, _ layout: OKXLayout, _ start: Timestamp, _ last: Timestamp
  ) -> String {
    let contract = "instId=\(layout.instrument.symbol)"
    let family = "instType=SWAP&instFamily=\(layout.family)"
    // Rows earlier than the one and later than the other, neither included, under two names.
    let (earlier, later) = (last.milliseconds + 1, start.milliseconds - 1)
    let page = "after=\(earlier)&before=\(later)"
    let range = "begin=\(later)&end=\(earlier)"
    return switch endpoint {
    case .candles: "\(contract)&bar=5m&\(page)&limit=300"
    case .markCandles: "\(contract)&bar=5m&\(page)&limit=100"
    case .funding: "\(contract)&\(page)&limit=400"
    case .openInterest, .accountRatio, .topTraderRatio, .takerVolume:
      "\(contract)&period=5m&\(range)&limit=100"
    case .liquidations: "\(family)&state=filled&limit=100"
    case .positionTiers: "\(family)&tdMode=isolated"
    case .instruments: family
    }
  }

  private static func lane(_ endpoint: OKXLayout.Endpoint) -> RequestLane {
    switch endpoint {
    case .candles: RequestLane("history-candles", allowed: 20, seconds: 2)
    case .markCandles: RequestLane("history-mark-price-candles", allowed: 10, seconds: 2)
    case .openInterest: RequestLane("open-interest-history", allowed: 10, seconds: 2)
    case .accountRatio: RequestLane("account-ratio", allowed: 5, seconds: 2)
    case .topTraderRatio: RequestLane("top-trader-ratio", allowed: 5, seconds: 2)
    case .takerVolume: RequestLane("taker-volume", allowed: 5, seconds: 2)
    case .funding, .liquidations, .positionTiers, .instruments:
      RequestLane("public", allowed: 10, seconds: 2)
    }
  }

  /// The latest 1,440 rows of statistics, and three months of funding. A little less is asked for:
  /// what is at the edge would be gone before its turn comes.
  private static func reach(_ endpoint: OKXLayout.Endpoint) -> TimeSpan? {
    switch endpoint {
    case .openInterest, .accountRatio, .topTraderRatio, .takerVolume: .hours(5 * 24 - 4)
    case .funding: .days(89)
    default: nil
    }
  }

  private static func time(_ endpoint: OKXLayout.Endpoint) -> RowTime {
    switch endpoint {
    case .candles, .markCandles, .openInterest, .accountRatio, .topTraderRatio, .takerVolume:
      .element(0)
    case .funding: .key("fundingTime")
    case .liquidations, .positionTiers, .instruments: .none
    }
  }
}
