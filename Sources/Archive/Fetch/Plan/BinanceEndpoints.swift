import Market

/// What Binance's REST interface is asked for, of one contract, where the archive has it not yet
/// (developers.binance.com, Derivatives Trading).
struct BinanceEndpoints {
  let layout: BinanceResponseLayout

  private var instrument: Instrument { layout.instrument }
  private var isLinear: Bool { instrument.kind == .linear }

  /// - Returns: `nil` where the interface has no such answer for the contract's kind.
  func endpoint(_ endpoint: BinanceResponseLayout.Endpoint) -> FetchEndpoint? {
    // Coin-margined contracts have their taker volume under another name and in other fields.
    if endpoint == .takerVolume, !isLinear { return nil }
    return FetchEndpoint(
      host: isLinear ? .binanceFutures : .binanceDelivery, stored: layout.endpoint(endpoint),
      lane: lane(endpoint), shape: shape(endpoint), rows: .all, reach: reach(endpoint),
      request: { [layout] start, last in (Self.target(endpoint, layout, start, last), nil) })
  }

  private static func target(
    _ endpoint: BinanceResponseLayout.Endpoint, _ layout: BinanceResponseLayout,
    _ start: Timestamp, _ last: Timestamp
  ) -> String {
    let symbol = layout.instrument.symbol
    let range = "startTime=\(start.milliseconds)&endTime=\(last.milliseconds)"
    switch endpoint {
    case .candles, .markCandles, .premiumCandles:
      return "/\(layout.interface)/v1/\(endpoint.rawValue)?symbol=\(symbol)&interval=5m&\(range)"
        + "&limit=499"
    case .funding:
      return "/\(layout.interface)/v1/fundingRate?symbol=\(symbol)&\(range)&limit=1000"
    case .openInterest, .topTraderRatio, .accountRatio, .takerVolume:
      return "/futures/data/\(endpoint.rawValue)?\(Self.contract(endpoint, layout.instrument))"
        + "&period=5m&\(range)&limit=500"
    }
  }

  /// Coin-margined contracts go by their pair in the statistics.
  private static func contract(
    _ endpoint: BinanceResponseLayout.Endpoint, _ instrument: Instrument
  ) -> String {
    guard instrument.kind == .inverse else { return "symbol=\(instrument.symbol)" }
    let pair = "pair=\(instrument.symbol.prefix { $0 != "_" })"
    return endpoint == .openInterest ? pair + "&contractType=PERPETUAL" : pair
  }

  private func lane(_ endpoint: BinanceResponseLayout.Endpoint) -> RequestLane {
    switch endpoint {
    case .candles, .markCandles, .premiumCandles:
      RequestLane("market", allowed: 2_400, seconds: 60, weight: 2)
    case .funding: RequestLane("funding", allowed: 500, seconds: 300)
    case .openInterest, .topTraderRatio, .accountRatio, .takerVolume:
      RequestLane("statistics", allowed: 1_000, seconds: 300)
    }
  }

  private func shape(_ endpoint: BinanceResponseLayout.Endpoint) -> ResponseShape {
    switch endpoint {
    case .candles, .markCandles, .premiumCandles: .binance(time: .element(0))
    case .funding: .binance(time: .key("fundingTime"))
    case .openInterest, .topTraderRatio, .accountRatio, .takerVolume:
      .binance(time: .key("timestamp"))
    }
  }

  /// Statistics reach back 30 days. What else there is would be in the archive by then; a hole
  /// that is older is one of the archive itself.
  private func reach(_ endpoint: BinanceResponseLayout.Endpoint) -> TimeSpan {
    endpoint == .funding ? .days(62) : .days(29)
  }
}
