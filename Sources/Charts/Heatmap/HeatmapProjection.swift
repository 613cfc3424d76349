import Market

extension HeatmapChartInput {
  /// The map continued past its last column: what may be forced out by then, and where the price may
  /// stand.
  public struct Projection: Hashable, Sendable {
    /// One quantile of the price.
    public struct FanLine: Hashable, Sendable {
      /// The share of paths below, 0 to 1.
      public var probability: Double
      /// One for each of `hours`.
      public var prices: [Double]

      public init(probability: Double, prices: [Double]) {
        self.probability = probability
        self.prices = prices
      }
    }

    /// Dollars of one side expected to be liquidated by some hour, at any price.
    public struct Expected: Hashable, Sendable {
      public var side: Side
      public var hours: Int
      public var usd, p10, p90: Double

      public init(side: Side, hours: Int, usd: Double, p10: Double, p90: Double) {
        self.side = side
        self.hours = hours
        self.usd = usd
        self.p10 = p10
        self.p90 = p90
      }
    }

    /// How far it goes past the cut-off, in `columns` equal parts.
    public var span: TimeSpan
    public var columns: Int
    /// Dollars expected to be liquidated in a row by the end of each column, `rows * columns`, lowest
    /// row first, in the map's rows.
    public var longUSD: [Float]
    public var shortUSD: [Float]
    /// Hours after the cut-off at which the fan is given, ascending.
    public var hours: [Double]
    /// Lowest probability first.
    public var fan: [FanLine]
    public var expected: [Expected] = []

    public init(
      span: TimeSpan, columns: Int, longUSD: [Float], shortUSD: [Float], hours: [Double],
      fan: [FanLine]
    ) {
      self.span = span
      self.columns = columns
      self.longUSD = longUSD
      self.shortUSD = shortUSD
      self.hours = hours
      self.fan = fan
    }

    /// - Throws: `ChartError` naming the first thing that does not fit together.
    func validate(rows: Int) throws(ChartError) {
      guard span.milliseconds > 0 else {
        throw .impossible(name: "the projection's length", found: Double(span.milliseconds))
      }
      guard columns > 0, longUSD.count == rows * columns, shortUSD.count == rows * columns else {
        throw .seriesLength(
          name: "the projection", found: max(longUSD.count, shortUSD.count),
          expected: rows * columns)
      }
      for line in fan {
        guard line.prices.count == hours.count else {
          throw .seriesLength(
            name: "the fan", found: line.prices.count, expected: hours.count)
        }
        guard (0...1).contains(line.probability) else {
          throw .impossible(name: "a probability", found: line.probability)
        }
        for price in line.prices { try requirePositive(price, "a price of the fan") }
      }
      var before = 0.0
      for hour in hours {
        guard hour > before, hour.isFinite else {
          throw .impossible(name: "a step of the projection", found: hour)
        }
        before = hour
      }
    }
  }
}
