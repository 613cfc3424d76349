import Market

/// What a day of the simulated market leaves behind.
public struct SimulatedDay: Sendable {
  public var day: Day
  /// 288 bars of five minutes.
  public var bars: [SimulatedBar]
  /// Settlements at 00:00, 08:00 and 16:00.
  public var funding: [FundingSettlement]
  /// Every forced close, in order of time.
  public var liquidations: [ForcedClose]
  /// Those that the venue's stream reported.
  public var reports: [ForcedClose]
}
