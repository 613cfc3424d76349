import Market

/// What the heatmap's layers show. The cells are in the PNG files that the layers name.
///
/// A pixel's column is a time, its row a price bin, lowest price in the **bottom** row. Value 0 is an
/// empty cell; value v from 1 to 255 is `floor_usd * (ceiling_usd / floor_usd)^((v - 1) / 254)` dollars.
public struct HeatmapReport: Hashable, Sendable, Codable {
  public var columns: Int
  public var rows: Int
  /// Start of the first column and end of the last; the last column is the map at the cut-off.
  public var firstTime: Timestamp
  public var lastTime: Timestamp
  /// Lower edge of the lowest row, upper edge of the highest. Rows are equal steps of the price's logarithm.
  public var lowestPrice: Price
  public var highestPrice: Price
  public var binBps: Double
  public var floorUSD: USD
  public var ceilingUSD: USD
  /// Everything that could be liquidated at the cut-off, at any price, also beyond the rows shown.
  public var totalUSD: USD
  public var layers: [LayerReport]

  enum CodingKeys: String, CodingKey {
    case columns, rows
    case firstTime = "first_time"
    case lastTime = "last_time"
    case lowestPrice = "lowest_price"
    case highestPrice = "highest_price"
    case binBps = "bin_bps"
    case floorUSD = "floor_usd"
    case ceilingUSD = "ceiling_usd"
    case totalUSD = "total_usd"
    case layers
  }
}

/// One layer of the heatmap. The layers' dollars add up to the heatmap's.
public struct LayerReport: Hashable, Sendable, Codable {
  public var side: Side
  public var band: LeverageBand
  public var venue: Venue
  /// What this layer could lose at the cut-off, at any price.
  public var usd: USD
  /// The PNG's name, beside `briefing.json`.
  public var file: String
}

/// The cells of one layer as its PNG holds them.
public struct LayerPixels: Hashable, Sendable {
  /// The name in `LayerReport.file`.
  public var file: String
  /// `rows * columns` bytes, top row (highest price) first; see `HeatmapReport` for what a byte means.
  public var pixels: [UInt8]

  public init(file: String, pixels: [UInt8]) {
    self.file = file
    self.pixels = pixels
  }
}

/// A briefing with the heatmap cells that travel beside it: all that charts and pages are made from.
public struct Edition: Hashable, Sendable {
  public var briefing: Briefing
  /// In the order of `briefing.heatmap.layers`.
  public var layers: [LayerPixels]

  public init(briefing: Briefing, layers: [LayerPixels]) {
    self.briefing = briefing
    self.layers = layers
  }
}

/// The map at the close, by price bin.
public struct ProfileReport: Hashable, Sendable, Codable {
  /// Lower edge of the first bin.
  public var lowestPrice: Price
  public var binBps: Double
  /// A series for each side, band and venue; all of the same length, in dollars a bin, lowest price first.
  public var series: [ProfileSeries]
  /// The range of each side's total in each bin.
  @NumberList public var longP10: [Double]
  @NumberList public var longP90: [Double]
  @NumberList public var shortP10: [Double]
  @NumberList public var shortP90: [Double]

  enum CodingKeys: String, CodingKey {
    case lowestPrice = "lowest_price"
    case binBps = "bin_bps"
    case series
    case longP10 = "long_p10"
    case longP90 = "long_p90"
    case shortP10 = "short_p10"
    case shortP90 = "short_p90"
  }
}

public struct ProfileSeries: Hashable, Sendable, Codable {
  public var venue: Venue
  public var symbol: String
  public var side: Side
  public var band: LeverageBand
  /// Dollars a bin, rounded to the cent.
  @NumberList public var usd: [Double]
}

/// A price band that holds a pool much denser than its surroundings.
public struct ZoneReport: Hashable, Sendable, Codable {
  public var side: Side
  public var low: Price
  public var high: Price
  /// Where in the band it is densest.
  public var peak: Price
  public var usd: USD
  public var usdP10: USD
  public var usdP90: USD
  /// From the close to the band's near edge, as a fraction of the close: negative below.
  public var distance: Double
  /// The distance in daily standard deviations.
  public var sigmas: Double
  /// Dollars by leverage band, those that hold something.
  public var bands: [String: Double]
  /// Dollars by venue.
  public var venues: [String: Double]
  /// Median age of the positions in it.
  public var ageHours: Double
  /// The chance that its near edge is touched; absent as the projection is.
  public var reach: ReachReport?
  /// Dollars expected to be liquidated in it: pool times reach times survival.
  public var expectedUSD: ReachReport?

  enum CodingKeys: String, CodingKey {
    case side, low, high, peak, usd
    case usdP10 = "usd_p10"
    case usdP90 = "usd_p90"
    case distance, sigmas, bands, venues
    case ageHours = "age_hours"
    case reach
    case expectedUSD = "expected_usd"
  }
}
