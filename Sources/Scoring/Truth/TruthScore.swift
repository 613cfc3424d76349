import Market

/// A map held against the true positions of one close, in one range and on one side.
public struct TruthRangeScore: Sendable, Hashable, Codable {
  public var fit: TruthFit
  /// The true positions' dollars in the range, each at its liquidation price.
  public var trueUSD: USD
  /// The map's.
  public var mapUSD: USD
  /// Share of the 1 % price bands whose true dollars lie between the map's p10 and p90; 0.8 for a map
  /// whose ranges are what they say. Bands where neither has anything are not counted.
  public var coverage: Double?
  public var baselines: [TruthBaseline: TruthFit]

  init(
    fit: TruthFit, trueUSD: USD, mapUSD: USD, coverage: Double?,
    baselines: [TruthBaseline: TruthFit]
  ) {
    self.fit = fit
    self.trueUSD = trueUSD
    self.mapUSD = mapUSD
    self.coverage = coverage
    self.baselines = baselines
  }

  /// Means over days, each figure over the days that have it.
  ///
  /// - Parameter days: at least one.
  init(mean days: [TruthRangeScore]) {
    fit = TruthFit(mean: days.map(\.fit))
    trueUSD = days.reduce(.zero) { $0 + $1.trueUSD } / Double(days.count)
    mapUSD = days.reduce(.zero) { $0 + $1.mapUSD } / Double(days.count)
    coverage = TruthFit.mean(days.compactMap(\.coverage))
    baselines = [:]
    for baseline in TruthBaseline.allCases {
      let fits = days.compactMap { $0.baselines[baseline] }
      if !fits.isEmpty { baselines[baseline] = TruthFit(mean: fits) }
    }
  }

  private enum Key: String, CodingKey {
    case emd, lift10, lift25, coverage, baselines
    case trueUSD = "true_usd"
    case mapUSD = "map_usd"
  }

  /// The fit's figures stand beside the others; baselines are an object by name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(fit.emd, forKey: .emd)
    try container.encode(fit.lift10, forKey: .lift10)
    try container.encode(fit.lift25, forKey: .lift25)
    try container.encode(trueUSD, forKey: .trueUSD)
    try container.encode(mapUSD, forKey: .mapUSD)
    try container.encode(coverage, forKey: .coverage)
    try container.encode(
      Dictionary(uniqueKeysWithValues: baselines.map { ($0.key.rawValue, $0.value) }),
      forKey: .baselines)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    fit = TruthFit(
      emd: try container.decode(Double?.self, forKey: .emd),
      lift10: try container.decode(Double?.self, forKey: .lift10),
      lift25: try container.decode(Double?.self, forKey: .lift25))
    trueUSD = try container.decode(USD.self, forKey: .trueUSD)
    mapUSD = try container.decode(USD.self, forKey: .mapUSD)
    coverage = try container.decode(Double?.self, forKey: .coverage)
    baselines = [:]
    for (name, fit) in try container.decode([String: TruthFit].self, forKey: .baselines) {
      guard let baseline = TruthBaseline(rawValue: name) else {
        throw DecodingError.dataCorruptedError(
          forKey: .baselines, in: container, debugDescription: "'\(name)' is no baseline")
      }
      baselines[baseline] = fit
    }
  }
}

/// Both sides in one range.
public struct TruthSides: Sendable, Hashable, Codable {
  public var long: TruthRangeScore
  public var short: TruthRangeScore
  /// The bins of both sides together, which the level of one side against the other matters for.
  public var both: TruthFit

  public internal(set) subscript(side: Side) -> TruthRangeScore {
    get { side == .long ? long : short }
    set { if side == .long { long = newValue } else { short = newValue } }
  }

  init(both: TruthFit, _ score: (Side) -> TruthRangeScore) {
    long = score(.long)
    short = score(.short)
    self.both = both
  }
}

/// One close.
public struct TruthScore: Sendable, Hashable, Codable {
  public var day: Day
  public var close: Price
  public var near: TruthSides
  public var whole: TruthSides

  public internal(set) subscript(range: TruthRange) -> TruthSides {
    get { range == .near ? near : whole }
    set { if range == .near { near = newValue } else { whole = newValue } }
  }
}
