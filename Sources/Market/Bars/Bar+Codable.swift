extension Bar: Codable {
  private enum CodingKeys: String, CodingKey {
    case time, open, high, low, close, markHigh, markLow, volume, takerBuyVolume, openInterest
    case longLiquidations, shortLiquidations, fundingRate, longShortRatio, topTraderRatio, premium
  }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    time = try fields.decode(Timestamp.self, forKey: .time)
    open = try fields.decode(Price.self, forKey: .open)
    high = try fields.decode(Price.self, forKey: .high)
    low = try fields.decode(Price.self, forKey: .low)
    close = try fields.decode(Price.self, forKey: .close)
    // In the order in which they are written, which is all that the checkpoints' form goes by.
    let markHigh = try fields.decodeIfPresent(Price.self, forKey: .markHigh)
    let markLow = try fields.decodeIfPresent(Price.self, forKey: .markLow)
    volume = try fields.decode(Base.self, forKey: .volume)
    self.markHigh = markHigh
    self.markLow = markLow
    takerBuyVolume = try fields.decodeIfPresent(Base.self, forKey: .takerBuyVolume)
    openInterest = try fields.decodeIfPresent(Base.self, forKey: .openInterest)
    longLiquidations = try fields.decodeIfPresent(Base.self, forKey: .longLiquidations)
    shortLiquidations = try fields.decodeIfPresent(Base.self, forKey: .shortLiquidations)
    fundingRate = try fields.decodeIfPresent(Double.self, forKey: .fundingRate)
    longShortRatio = try fields.decodeIfPresent(Double.self, forKey: .longShortRatio)
    topTraderRatio = try fields.decodeIfPresent(Double.self, forKey: .topTraderRatio)
    premium = try fields.decodeIfPresent(Double.self, forKey: .premium)
  }

  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(time, forKey: .time)
    try fields.encode(open, forKey: .open)
    try fields.encode(high, forKey: .high)
    try fields.encode(low, forKey: .low)
    try fields.encode(close, forKey: .close)
    try fields.encodeIfPresent(markHigh, forKey: .markHigh)
    try fields.encodeIfPresent(markLow, forKey: .markLow)
    try fields.encode(volume, forKey: .volume)
    try fields.encodeIfPresent(takerBuyVolume, forKey: .takerBuyVolume)
    try fields.encodeIfPresent(openInterest, forKey: .openInterest)
    try fields.encodeIfPresent(longLiquidations, forKey: .longLiquidations)
    try fields.encodeIfPresent(shortLiquidations, forKey: .shortLiquidations)
    try fields.encodeIfPresent(fundingRate, forKey: .fundingRate)
    try fields.encodeIfPresent(longShortRatio, forKey: .longShortRatio)
    try fields.encodeIfPresent(topTraderRatio, forKey: .topTraderRatio)
    try fields.encodeIfPresent(premium, forKey: .premium)
  }
}
