import Market

/// What a simulation wrote and what happened in it.
public struct SimulationReport: Hashable, Sendable {
  /// A day and how far its last price stood from its first, as a fraction.
  public struct Move: Hashable, Sendable {
    public var day: Day
    public var change: Double
  }

  public var options: SimulationOptions
  /// Files of the venue's layout, checksums and the marker included; the truth is not counted.
  public var files = 0
  public var bytes = 0
  /// Forced orders, and those of them that the venue's stream reported.
  public var liquidations = 0
  public var reported = 0
  public var liquidated = Base.zero
  /// Mean over the days' closes, one-sided.
  public var openInterest = Base.zero
  /// Mean of a day.
  public var volume = Base.zero
  /// The day that did worst and the one that did best: in a market that only rises, both rose.
  public var crash: Move?
  public var squeeze: Move?

  /// How many venues were simulated; sums are over all of them.
  public let venues: Int

  init(_ options: SimulationOptions, venues: Int) {
    self.options = options
    self.venues = venues
  }

  /// - Parameter isReference: whether the venue's price is the market's.
  mutating func note(_ day: SimulatedDay, isReference: Bool) {
    liquidations += day.liquidations.count
    reported += day.reports.count
    liquidated += Base(day.liquidations.reduce(0) { $0 + $1.lots }.base)
    volume += Base(day.bars.reduce(0) { $0 + $1.volume }.base) / Double(options.days)
    guard let first = day.bars.first, let last = day.bars.last else { return }
    openInterest += Base(last.openInterest.base) / Double(options.days)
    guard isReference else { return }
    let move = Move(
      day: day.day, change: Double(last.traded.close) / Double(first.traded.open) - 1)
    if move.change < crash?.change ?? .infinity { crash = move }
    if move.change > squeeze?.change ?? -.infinity { squeeze = move }
  }
}

extension SimulationReport: CustomStringConvertible {
  /// One line, as the command ends with.
  public var description: String {
    var text =
      "Simulated \(options.symbol)\(venues > 1 ? " on \(venues) venues" : ""), \(options.days) days from \(options.start) to \(options.end), "
      + "seed \(options.seed): \(NumberText.fixed(Double(files), decimals: 0)) files, "
      + "\(NumberText.compact(Double(bytes)))B; "
      + "\(NumberText.fixed(Double(liquidations), decimals: 0)) forced orders of "
      + "\(NumberText.compact(liquidated.value)) coins, "
      + "\(NumberText.fixed(Double(reported), decimals: 0)) of them reported"
    // A market that only rose has had no fall.
    if let crash, crash.change < -0.0005 {
      text += "; hardest fall \(NumberText.percent(crash.change, signed: true)) on \(crash.day)"
    }
    if let squeeze, squeeze.change > 0.0005 {
      text +=
        "; strongest rise \(NumberText.percent(squeeze.change, signed: true)) on \(squeeze.day)"
    }
    return text + "."
  }
}
