import Market

/// What was swept and liquidated in a day.
public struct DaySweeps: Hashable, Sendable {
  public var zones: [ZoneSweep]
  /// How many zones yesterday's map had; 0 where there was no map.
  public var mapped: Int
  /// What the books say was liquidated in the day, in dollars, by the side liquidated.
  public var long: Estimate
  public var short: Estimate
  /// What the venues reported, a lower bound; `nil` where they report nothing.
  public var reportedLong: USD?
  public var reportedShort: USD?
  /// What followed the sweeps of earlier days, a record for each side that had any.
  public var records: [SweepRecord]

  public init(
    zones: [ZoneSweep], mapped: Int, long: Estimate, short: Estimate, reportedLong: USD? = nil,
    reportedShort: USD? = nil, records: [SweepRecord] = []
  ) {
    self.zones = zones
    self.mapped = mapped
    self.long = long
    self.short = short
    self.reportedLong = reportedLong
    self.reportedShort = reportedShort
    self.records = records
  }

  public func zones(of side: Side) -> [ZoneSweep] { zones.filter { $0.side == side } }
  public func estimate(of side: Side) -> Estimate { side == .long ? long : short }
}
