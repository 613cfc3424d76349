import Market

/// What Bitfinex's v2 interface is asked for, of one contract (docs.bitfinex.com/reference).
struct BitfinexEndpoints {
  let layout: BitfinexLayout

  var all: [FetchEndpoint] {
    BitfinexLayout.Endpoint.allCases.map { endpoint in
      FetchEndpoint(
        host: .bitfinex, stored: layout.endpoint(endpoint), lane: Self.lane(endpoint),
        shape: endpoint == .liquidations ? .bitfinexLiquidations : .bitfinex,
        rows: endpoint == .liquidations ? .any : .some,
        request: { [layout] start, last in
          let range = "start=\(start.milliseconds)&end=\(last.milliseconds)&sort=1"
          return (Self.path(endpoint, layout) + range, nil)
        })
    }
  }

  private static func path(_ endpoint: BitfinexLayout.Endpoint, _ layout: BitfinexLayout) -> String
  {
    let symbol = layout.instrument.symbol
    return switch endpoint {
    case .candles: "/v2/candles/trade:5m:\(symbol)/hist?limit=1000&"
    case .status: "/v2/status/deriv/\(symbol)/hist?limit=5000&"
    case .liquidations: "/v2/liquidations/hist?limit=500&"
    }
  }

  private static func lane(_ endpoint: BitfinexLayout.Endpoint) -> RequestLane {
    switch endpoint {
    case .candles: RequestLane("candles", allowed: 30, seconds: 60)
    case .status: RequestLane("status", allowed: 90, seconds: 60)
    case .liquidations: RequestLane("liquidations", allowed: 3, seconds: 60)
    }
  }
}
