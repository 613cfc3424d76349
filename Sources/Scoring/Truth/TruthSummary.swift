import Market

/// A market's map against the truth, day by day and in the mean.
public struct TruthSummary: Sendable, Hashable, Codable {
  /// Means over the days.
  public struct Mean: Sendable, Hashable, Codable {
    public var near: TruthSides
    public var whole: TruthSides

    public subscript(range: TruthRange) -> TruthSides { range == .near ? near : whole }
  }

  public var mean: Mean
  /// In order of time.
  public var days: [TruthScore]

  /// - Parameter days: in order of time.
  /// - Returns: `nil` without a day.
  public init?(days: [TruthScore]) {
    guard !days.isEmpty else { return nil }
    func mean(_ range: TruthRange) -> TruthSides {
      TruthSides(both: TruthFit(mean: days.map { $0[range].both })) { side in
        TruthRangeScore(mean: days.map { $0[range][side] })
      }
    }
    self.mean = Mean(near: mean(.near), whole: mean(.whole))
    self.days = days
  }
}
