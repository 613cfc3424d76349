import Market

/// What a sudden move would set off: the liquidations that it crosses, the move that these add, and so
/// on to the end. `Guides/Cascade.md` says how it is worked out.
public struct CascadeReport: Hashable, Sendable, Codable {
  public var impact: ImpactReport
  /// A fall, which liquidates longs, and a rise, which liquidates shorts.
  public var fall: CascadeCurve
  public var rise: CascadeCurve
  /// Price ranges with little to liquidate between the pools, where a move runs through; nearest first.
  public var voids: [VoidReport]
  public var sentences: [String] = []
}

/// How forced trades move the price.
public struct ImpactReport: Hashable, Sendable, Codable {
  public enum Source: String, Hashable, Sendable, Codable {
    /// The venue's recorded order book.
    case recordedDepth = "recorded_depth"
    /// The square-root law on a day's volume and volatility.
    case squareRootLaw = "square_root_law"
  }

  public var source: Source
  /// The move, as a fraction of the price, that forced trades of 10 and of 100 million dollars cause.
  public var movePer10M: Double
  public var movePer100M: Double

  enum CodingKeys: String, CodingKey {
    case source
    case movePer10M = "move_per_10m_usd"
    case movePer100M = "move_per_100m_usd"
  }
}

/// From shock to outcome on one side.
public struct CascadeCurve: Hashable, Sendable, Codable {
  /// The side that is liquidated.
  public var side: Side
  /// In order of the shock's size, smallest first.
  public var points: [CascadePoint]
  /// The smallest shock whose cascade more than doubles it, as a positive fraction; absent where none
  /// up to the largest point does.
  public var runawayShock: Double?

  enum CodingKeys: String, CodingKey {
    case side, points
    case runawayShock = "runaway_shock"
  }
}

public struct CascadePoint: Hashable, Sendable, Codable {
  /// The move that comes from outside, as a positive fraction of the close.
  public var shock: Double
  /// Where the price stands when nothing more is crossed.
  public var finalPrice: Double
  /// The whole move, as a positive fraction of the close.
  public var finalMove: Double
  /// Its range; absent where it was not worked out.
  public var finalMoveP10: Double?
  public var finalMoveP90: Double?
  /// Liquidated in all.
  public var usd: Double
  public var usdP10: Double
  public var usdP90: Double
  /// The whole move over the shock, at least one.
  public var amplification: Double

  enum CodingKeys: String, CodingKey {
    case shock
    case finalPrice = "final_price"
    case finalMove = "final_move"
    case finalMoveP10 = "final_move_p10"
    case finalMoveP90 = "final_move_p90"
    case usd
    case usdP10 = "usd_p10"
    case usdP90 = "usd_p90"
    case amplification
  }
}

/// A price range with little to liquidate.
public struct VoidReport: Hashable, Sendable, Codable {
  public var low: Double
  public var high: Double
  /// From the close to the near edge, as a fraction of the close: negative below.
  public var distance: Double
  /// What little stands in it.
  public var usd: Double
}
