import Archive
import Foundation
import Market

/// A request as a venue gets it, and the file that answers it in a folder of the on-disk layout.
///
/// Stricter than the venues: a range that is not exactly one window, a limit that the venue does
/// not give and a contract that it does not know are refused, so that tests see them.
struct VenueRequest {
  var venue: Venue
  /// Without the venue's name that tests put in front, and without the query.
  var path: String
  var query: [String: String]
  var body: [String: Any]

  /// - Returns: `nil` where the first part of the target is no venue's name.
  init?(target: String, body: Data) {
    let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
    let folders = parts[0].split(separator: "/", maxSplits: 1).map(String.init)
    guard folders.count == 2, let venue = Venue(rawValue: folders[0]) else { return nil }
    self.venue = venue
    path = folders[1]
    query = [:]
    for pair in (parts.count > 1 ? parts[1] : "").split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
      query[sides[0]] = sides.count > 1 ? sides[1] : ""
    }
    self.body = (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] ?? [:]
  }

  /// Relative to the folder. A snapshot's is the folder that holds it, with a slash at its end.
  var file: String? {
    switch venue {
    case .binance: path.hasPrefix("data/") ? path : binance
    case .bybit: bybit
    case .okx: okx
    case .bitfinex: bitfinex
    case .hyperliquid: hyperliquid
    }
  }

  private var binance: String? {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    guard let endpoint = BinanceResponseLayout.Endpoint(rawValue: name) else { return nil }
    let isLinear = query["symbol"].map { !$0.contains("_") } ?? false
    let symbol = query["symbol"] ?? query["pair"].map { $0 + "_PERP" } ?? ""
    let layout = BinanceResponseLayout(
      instrument: Instrument(venue: .binance, symbol: symbol, kind: isLinear ? .linear : .inverse))
    return window(layout.endpoint(endpoint), from: query["startTime"], to: query["endTime"])
  }

  private var bybit: String? {
    let name = path.dropFirst("v5/market/".count)
    guard let endpoint = BybitLayout.Endpoint(rawValue: String(name)) else { return nil }
    let layout = BybitLayout(
      instrument: Instrument(
        venue: .bybit, symbol: query["symbol"] ?? "",
        kind: query["category"] == "inverse" ? .inverse : .linear))
    return window(
      layout.endpoint(endpoint), from: query["start"] ?? query["startTime"],
      to: query["end"] ?? query["endTime"])
  }

  private var okx: String? {
    let name = path.dropFirst("api/v5/".count)
    guard let endpoint = OKXLayout.Endpoint(rawValue: String(name)) else { return nil }
    let symbol = query["instId"] ?? query["instFamily"].map { $0 + "-SWAP" } ?? ""
    let layout = OKXLayout(
      instrument: Instrument(venue: .okx, symbol: symbol, kind: .linear))
    // Neither end is included.
    let from = (query["begin"] ?? query["before"]).flatMap { Int64($0) }.map { String($0 + 1) }
    let to = (query["end"] ?? query["after"]).flatMap { Int64($0) }.map { String($0 - 1) }
    return window(layout.endpoint(endpoint), from: from, to: to)
  }

  private var bitfinex: String? {
    let parts = path.split(separator: "/").map(String.init)
    guard parts.count >= 3, parts.first == "v2", parts.last == "hist" else { return nil }
    let endpoint: BitfinexLayout.Endpoint
    var symbol = ""
    switch parts[1] {
    case "candles":
      endpoint = .candles
      symbol = String(parts[2].dropFirst("trade:5m:".count))
    case "status":
      endpoint = .status
      symbol = parts[3]
    default: endpoint = .liquidations
    }
    let layout = BitfinexLayout(
      instrument: Instrument(venue: .bitfinex, symbol: symbol, kind: .linear))
    return window(layout.endpoint(endpoint), from: query["start"], to: query["end"])
  }

  private var hyperliquid: String? {
    guard path == "info", let type = body["type"] as? String else { return nil }
    if type == "clearinghouseState" {
      return (body["user"] as? String).map { HyperliquidLayout.wallet($0).folder + "/" }
    }
    guard let endpoint = HyperliquidLayout.Endpoint(rawValue: type) else { return nil }
    let asked = body["req"] as? [String: Any] ?? body
    let layout = HyperliquidLayout(
      instrument: Instrument(
        venue: .hyperliquid, symbol: asked["coin"] as? String ?? "", kind: .linear))
    func time(_ key: String) -> String? { (asked[key] as? NSNumber).map { "\($0.int64Value)" } }
    return window(layout.endpoint(endpoint), from: time("startTime"), to: time("endTime"))
  }

  private func window(_ endpoint: StoredEndpoint, from: String?, to: String?) -> String? {
    guard let length = endpoint.window else { return endpoint.folder + "/" }
    guard let start = from.flatMap({ Int64($0) }), let end = to.flatMap({ Int64($0) }) else {
      return nil
    }
    let window = ResponseWindow(length, containing: Timestamp(milliseconds: start))
    let last: Int64
    if case .moments = endpoint.timing {
      last = window.end.milliseconds
    } else {
      last = window.end.milliseconds - 1
    }
    let limit = query["limit"].flatMap { Int($0) } ?? 1
    guard window.start.milliseconds == start, last == end, limit <= endpoint.rowLimit ?? limit
    else { return nil }
    return endpoint.file(window)
  }
}
