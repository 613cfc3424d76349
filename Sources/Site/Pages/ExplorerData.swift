import Briefing
import Charts
import Glibc
import Market

/// What the explorer draws a day's map from, beside the cells themselves: the part of `briefing.json`
/// that the map needs, in the terms of a browser's script, so that replaying a month does not fetch a
/// month of documents. `Guides/Explorer.md` has it key by key.
struct ExplorerData: Encodable, Sendable {
  /// The file's name, beside the cells.
  static let file = "map.json"

  var date: Day
  var headline: String
  var close: Double
  var sigma24h: Double
  /// Start of the first column, end of the last, and the time from column to column, in milliseconds.
  var first: Int64
  var last: Int64
  var step: Int64
  var columns: Int
  var rows: Int
  /// Natural logarithms of the lowest row's lower edge and the highest row's upper edge, and the height
  /// of a row.
  var bottom: Double
  var top: Double
  var row: Double
  /// Dollars of the pixel value 1.
  var floor: Double
  var layers: [Layer]
  /// The files with the cells, that of everything first.
  var sheets: [MapSheet]
  /// The prices that the chart shows.
  var view: HeatmapView
  /// Open, high, low and close, one for each column.
  var candles: [[Double]]
  var zones: [Zone]

  struct Zone: Encodable, Sendable {
    var side: Side
    var low: Double
    var high: Double
    var usd: Double
    /// From the close to the near edge, as a fraction of the close.
    var distance: Double
  }

  /// What a layer of the document could lose at the close, at any price.
  struct Layer: Encodable, Sendable {
    var side: Side
    var band: LeverageBand
    var venue: Venue
    var usd: Double
  }

  enum CodingKeys: String, CodingKey {
    case date, headline, close
    case sigma24h = "sigma_24h"
    case first, last, step, columns, rows, bottom, top, row, floor, layers, sheets
    case view, candles, zones
  }

  init(_ briefing: Briefing) {
    let heatmap = briefing.heatmap
    let history = briefing.history.candles
    date = briefing.date
    headline = briefing.headline
    close = briefing.price.close.value
    sigma24h = briefing.sigma24h
    first = heatmap.firstTime.milliseconds
    last = heatmap.lastTime.milliseconds
    step = (heatmap.lastTime - heatmap.firstTime).milliseconds / Int64(max(heatmap.columns, 1))
    columns = heatmap.columns
    rows = heatmap.rows
    bottom = ExplorerData.level(heatmap.lowestPrice)
    top = ExplorerData.level(heatmap.highestPrice)
    row = (top - bottom) / Double(max(rows, 1))
    floor = heatmap.floorUSD.value
    layers = heatmap.layers.map {
      Layer(side: $0.side, band: $0.band, venue: $0.venue, usd: $0.usd.value)
    }
    sheets = MapSheet.sheets(of: heatmap)
    view = HeatmapView(briefing)
    candles = zip(zip(history.open, history.high), zip(history.low, history.close)).map {
      [$0.0, $0.1, $1.0, $1.1]
    }
    zones = briefing.zones.map { zone in
      Zone(
        side: zone.side, low: zone.low.value, high: zone.high.value, usd: zone.usd.value,
        distance: zone.distance)
    }
  }

  /// The logarithm of a price; a map without rows has none.
  private static func level(_ price: Price) -> Double { price.value > 0 ? log(price.value) : 0 }
}

extension ExplorerData {
  private static let choice = TemplateShape.list(.group(["id": .text, "name": .text]))

  static let shape = TemplateShape.group([
    "bands": choice, "venues": choice, "has_venues": .flag,
  ])

  /// What a reader can choose from; absent where the day has no map to explore.
  static func choices(_ briefing: Briefing) -> TemplateValue {
    let layers = briefing.heatmap.layers
    guard !layers.isEmpty, briefing.heatmap.columns > 0, briefing.heatmap.rows > 0 else {
      return .absent
    }
    let bands = LeverageBand.allCases.filter { band in layers.contains { $0.band == band } }
    let venues = Venue.allCases.filter { venue in layers.contains { $0.venue == venue } }
    return .group([
      "bands": .list(
        bands.map { .group(["id": .text($0.rawValue), "name": .text($0.rangeDescription)]) }),
      "venues": .list(
        venues.map { .group(["id": .text($0.rawValue), "name": .text($0.name)]) }),
      // Where there is one there is nothing to choose.
      "has_venues": .flag(venues.count > 1),
    ])
  }
}
