import Market

/// A liquidation heatmap to draw, from wherever it comes: an edition, another publisher's grid.
///
/// The chart shows the rows it is given; what lies beyond them is stated as a sum.
public struct HeatmapChartInput: Hashable, Sendable {
  public struct Candle: Hashable, Sendable {
    public var open, high, low, close: Double

    public init(open: Double, high: Double, low: Double, close: Double) {
      self.open = open
      self.high = high
      self.low = low
      self.close = close
    }
  }

  /// A price band to be pointed out at the right edge.
  public struct Zone: Hashable, Sendable {
    public var side: Side
    public var low, high: Double
    public var usd: Double
    /// From the close to the near edge, as a fraction of the close; negative below.
    public var distance: Double
    /// The chance that the near edge is reached within a day of the cut-off, 0 to 1.
    public var reach24h: Double?

    public init(side: Side, low: Double, high: Double, usd: Double, distance: Double) {
      self.side = side
      self.low = low
      self.high = high
      self.usd = usd
      self.distance = distance
    }
  }

  /// The market's name for people.
  public var marketName: String
  /// Where the figures are from, longest wording first.
  public var sources: [String]
  public var cutoff: Timestamp
  public var simulated = false
  /// Whether the day was still open at the cut-off.
  public var provisional = false
  /// Start of the first column.
  public var firstTime: Timestamp
  /// Time from column to column.
  public var interval: TimeSpan
  public var columns: Int
  /// The rows' edges from the lowest price up, one more than there are rows; above zero, ascending.
  public var priceEdges: [Double]
  /// Whether rows are equal steps of the price or of its logarithm; the axis follows.
  public var logarithmicPrice = true
  /// Dollars a cell, `rows * columns`, lowest row first; a cell is drawn for the side that has more.
  public var longUSD: [Float]
  public var shortUSD: [Float]
  /// One a column, or none at all.
  public var candles: [Candle]
  public var close: Double
  public var zones: [Zone] = []
  /// What each side could lose at the cut-off, at any price.
  public var longTotalUSD: Double
  public var shortTotalUSD: Double
  /// Drawn right of the last column, where there is any.
  public var projection: Projection?

  public init(
    marketName: String, sources: [String], cutoff: Timestamp, firstTime: Timestamp,
    interval: TimeSpan, columns: Int, priceEdges: [Double], longUSD: [Float], shortUSD: [Float],
    candles: [Candle], close: Double, longTotalUSD: Double, shortTotalUSD: Double
  ) {
    self.marketName = marketName
    self.sources = sources
    self.cutoff = cutoff
    self.firstTime = firstTime
    self.interval = interval
    self.columns = columns
    self.priceEdges = priceEdges
    self.longUSD = longUSD
    self.shortUSD = shortUSD
    self.candles = candles
    self.close = close
    self.longTotalUSD = longTotalUSD
    self.shortTotalUSD = shortTotalUSD
  }

  public var rows: Int { max(priceEdges.count - 1, 0) }

  /// End of the last column.
  var lastTime: Timestamp {
    firstTime + TimeSpan(milliseconds: interval.milliseconds * Int64(columns))
  }

  /// - Throws: `ChartError` naming the first thing that does not fit together.
  func validate() throws(ChartError) {
    try requirePositive(close, "the close")
    for edge in priceEdges { try requirePositive(edge, "a row's edge") }
    for (low, high) in zip(priceEdges, priceEdges.dropFirst()) where low >= high {
      throw .impossible(name: "a row's upper edge", found: high)
    }
    let cells = rows * columns
    guard columns >= 0, longUSD.count == cells, shortUSD.count == cells else {
      throw .seriesLength(
        name: "the heatmap", found: max(longUSD.count, shortUSD.count), expected: cells)
    }
    guard interval.milliseconds > 0 else {
      throw .impossible(name: "the heatmap's interval", found: Double(interval.milliseconds))
    }
    guard candles.isEmpty || candles.count == columns else {
      throw .seriesLength(name: "candles", found: candles.count, expected: columns)
    }
    for candle in candles {
      for price in [candle.open, candle.high, candle.low, candle.close] {
        try requirePositive(price, "a candle's price")
      }
    }
    try projection?.validate(rows: rows)
  }
}

func requirePositive(_ value: Double, _ name: String) throws(ChartError) {
  guard value > 0, value.isFinite else { throw .impossible(name: name, found: value) }
}
