import Market

/// One instrument's book under several priors: what all figures and their ranges are made from.
///
/// All members' mix of leverage follows what the bars report (`MixCalibration`); what else is assumed
/// stays apart.
///
/// What is encoded is all that later bars and maps depend on, but for the margin tables: these a
/// decoder hands in, as `CodingUserInfoKey.marginSchedule`.
public struct BookEnsemble: Sendable, Codable {
  public static let defaultMembers = 16

  public let instrument: Instrument
  public let grid: LogPriceGrid
  /// In the order of `BookPrior.ensemble`; never empty.
  public private(set) var members: [PositionBook]
  /// How many members advance at once. The result does not depend on it.
  public var threads: Int
  private let calibrates: Bool
  private var calibration = MixCalibration()
  /// The day whose bars are being taken in.
  private var running: Day?
  /// The prior's openings by lane, the mean over the members.
  private let shares: [Double]

  /// - Parameters:
  ///   - members: at least one.
  ///   - seed: the same seed, the same ensemble.
  ///   - threads: at least one.
  ///   - calibrates: whether the mix follows what the bars report.
  public init(
    instrument: Instrument, margin: MarginSchedule, members: Int = defaultMembers,
    seed: UInt64 = 1, grid: LogPriceGrid = LogPriceGrid(), threads: Int = 2,
    calibrates: Bool = true
  ) {
    self.instrument = instrument
    self.grid = grid
    self.threads = max(1, threads)
    self.calibrates = calibrates
    let priors = BookPrior.ensemble(members: members, seed: seed)
    self.members = priors.map {
      PositionBook(instrument: instrument, grid: grid, margin: margin, prior: $0)
    }
    var shares = [Double](repeating: 0, count: CohortStore.lanes)
    for openings in priors.flatMap({ [$0.openings(taker: false), $0.openings(taker: true)] }) {
      for lane in shares.indices { shares[lane] += openings[lane] / Double(2 * priors.count) }
    }
    self.shares = shares
  }

  /// The end of the last bar.
  public var time: Timestamp? { members[0].time }
  /// The last bar's close.
  public var close: Price { members[0].close }

  /// What the source's reports have been found to show; `nil` as long as it has reported nothing.
  public var reporting: ReportingLaw? { calibration.isFitted ? calibration.law : nil }

  /// How the mix of leverage departs from the prior's.
  public var lean: MixLean { calibration.lean }

  /// Takes bars in, in order of time. At the end of each day the mix is fitted to what the bars of the
  /// trailing days have reported. How bars are divided among calls makes no difference.
  ///
  /// - Returns: one for each bar.
  @discardableResult
  public mutating func advance(
    _ bars: some RandomAccessCollection<Bar> & Sendable, interval: TimeSpan
  ) -> [EnsembleFlows] {
    var flows: [EnsembleFlows] = []
    flows.reserveCapacity(bars.count)
    var rest = Array(bars)[...]
    while let first = rest.first {
      // A bar out of order is ignored and has no day of its own.
      let day = max(first.time.day, running ?? first.time.day)
      if let running, running < day { endDay(running, interval: interval) }
      let end = rest.firstIndex { $0.time.day > day } ?? rest.endIndex
      flows += step(rest[..<end], interval: interval)
      running = day
      if let time, time >= day.close { endDay(day, interval: interval) }
      rest = rest[end...]
    }
    return flows
  }

  private mutating func step(
    _ bars: ArraySlice<Bar>, interval: TimeSpan
  ) -> [EnsembleFlows] {
    // A thread costs as much as some dozens of steps.
    let worthwhile = bars.count * members.count >= 2_048
    let flows = forEachConcurrently(&members, threads: worthwhile ? threads : 1) { member in
      bars.map { (member.advance($0, interval: interval), member.quantity(.long)) }
    }
    return bars.enumerated().map { offset, bar in
      let (flow, held) = flows[0][offset]
      if calibrates, !flow.ignored {
        calibration.record(bar, interval: interval, openInterest: (held * bar.close).value)
      }
      return EnsembleFlows(members: flows.map { $0[offset].0 }, held: held)
    }
  }

  private mutating func endDay(_ day: Day, interval: TimeSpan) {
    running = nil
    var logs: [CrossingLog] = []
    for index in members.indices { logs.append(members[index].collectCrossings()) }
    guard calibrates else { return }
    let before = calibration.lean
    calibration.endDay(day, logs: logs, interval: interval, shares: shares)
    guard calibration.lean != before else { return }
    for index in members.indices { members[index].lean(by: calibration.lean) }
  }

  /// A figure of every member.
  public func estimate(_ figure: (PositionBook) -> Double) -> Estimate {
    Estimate(members: members.map(figure))
  }

  /// The map as it stands: what would be liquidated at each price.
  ///
  /// - Parameter withRanges: whether the members' own dollars are wanted, which take most of the time: a
  ///   past column of a heatmap shows means alone. Zones, projection and cascade need them.
  public func profile(withRanges: Bool = true) -> LiquidationProfile {
    LiquidationProfile(of: self, withRanges: withRanges)
  }
}
