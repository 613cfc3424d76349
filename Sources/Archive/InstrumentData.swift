import Market

/// One instrument as read: its bars, what else the venue tells of it, the files it came from and
/// what was wrong with them.
public struct InstrumentData: Sendable {
  public var series: BarSeries
  /// In the order in which they were read: by kind, then by name.
  public var inputs: [InputFile]
  /// Those of single files first, in the order of the files; then those of what was joined.
  public var findings: [DataFinding]
  /// Whether the data say of themselves that a simulation wrote them.
  public var simulated: Bool
  /// The margin tables that are configured, else those in the venue's own answers; `nil` without.
  public var marginSchedule: MarginSchedule?
  /// The order book at the close of each day that it is recorded of, in order of time.
  public var depth: [DepthSnapshot]
  /// Reported liquidations one by one, in order of time. Their sums stand in the bars.
  public var liquidations: [ReportedLiquidation]
  /// Every look at every wallet, in order of time and, within one second, of the wallets.
  public var wallets: [WalletSnapshot]
  /// When the data show what a finding says, where that is not at the finding's own time.
  private var known: [DataFinding: Timestamp] = [:]
  /// Files that grow by the day, as they were at the close of each of their days, by the name in the
  /// folder.
  private var growing: [String: [InputFile]]

  /// - Parameter growing: those of the inputs that grow by the day, as they were at the close of each of
  ///   their days, by name.
  public init(
    series: BarSeries, inputs: [InputFile], growing: [String: [InputFile]] = [:],
    findings: [DataFinding], simulated: Bool = false,
    marginSchedule: MarginSchedule? = nil, depth: [DepthSnapshot] = [],
    liquidations: [ReportedLiquidation] = [], wallets: [WalletSnapshot] = []
  ) {
    self.series = series
    self.inputs = inputs
    self.growing = growing
    self.findings = findings
    self.simulated = simulated
    self.marginSchedule = marginSchedule
    self.depth = depth
    self.liquidations = liquidations
    self.wallets = wallets
  }

  /// What a reading came to, with what its log has of it.
  init(
    series: BarSeries, log: ReadingLog, simulated: Bool = false,
    marginSchedule: MarginSchedule? = nil, depth: [DepthSnapshot] = [],
    liquidations: [ReportedLiquidation] = [], wallets: [WalletSnapshot] = []
  ) {
    let found = log.findings
    self.init(
      series: series, inputs: log.inputs, growing: log.growing, findings: found.map(\.finding),
      simulated: simulated, marginSchedule: marginSchedule, depth: depth,
      liquidations: liquidations, wallets: wallets)
    for finding in found where finding.known != finding.finding.time {
      known[finding.finding] = finding.known
    }
  }

  /// What is to be told of a day: what was wrong in it and had shown by its close, and what is missing
  /// at all. No file of a later day changes it, but for what stands at the close itself.
  ///
  /// A gap that lasts into the next day is no finding of either: how many bars each lacks shows by
  /// itself.
  public func findings(of day: Day) -> [DataFinding] {
    findings.filter { finding in
      guard let time = finding.time else { return finding.kind == .missing }
      return time >= day.start && (known[finding] ?? time) < day.close
    }
  }

  /// The files as they were at a day's close: of one that grows by the day, such as a series, what it
  /// held by then, its digest that of the text up to there.
  ///
  /// - Parameter start: files that end before it are left out; `nil`: none is.
  public func inputs(atCloseOf day: Day, since start: Timestamp? = nil) -> [InputFile] {
    inputs.atClose(of: day, since: start, growing: growing)
  }

  /// The files as documents name them from now on.
  public var namedInputs: [InputFile] { inputs.map { growing[$0.file]?.last ?? $0 } }

  /// Files that grow by the day, as they were at the close of each of their days, by the name in
  /// documents.
  public var growingInputs: [String: [InputFile]] {
    Dictionary(
      growing.sorted { $0.key < $1.key }.compactMap { _, days in
        days.last.map { ($0.file, days) }
      }, uniquingKeysWith: { $1 })
  }

  /// What is not before a day's start. Files that reach into it stay whole.
  func suffix(from day: Day) -> InstrumentData {
    let start = day.start
    var rest = self
    rest.series.bars.removeFirst(rest.series.bars.firstIndex(at: start))
    rest.depth.removeAll { $0.time < start }
    rest.liquidations.removeAll { $0.time < start }
    rest.wallets.removeAll { $0.time < start }
    rest.inputs.removeAll { $0.last < start }
    let files = Set(rest.inputs.map(\.file))
    rest.findings.removeAll { finding in
      finding.time.map { $0 < start } ?? finding.file.map { !files.contains($0) } ?? false
    }
    let findings = Set(rest.findings)
    rest.known = rest.known.filter { findings.contains($0.key) }
    rest.growing = rest.growing.filter { files.contains($0.key) }
    return rest
  }
}

extension [InputFile] {
  /// The files as they were at a day's close.
  ///
  /// - Parameters:
  ///   - start: files that end before it are left out; `nil`: none is.
  ///   - growing: those that grow by the day, as they were at the close of each of their days, by name.
  public func atClose(
    of day: Day, since start: Timestamp?, growing: [String: [InputFile]]
  ) -> [InputFile] {
    func isLeftOut(_ input: InputFile) -> Bool { start.map { input.last < $0 } ?? false }
    return compactMap { input in
      // Most files of a long history are left out whole: they are not looked up.
      guard !isLeftOut(input) else { return nil }
      guard let days = growing[input.file] else { return input.first < day.close ? input : nil }
      guard let then = days.last(where: { $0.last < day.close }), !isLeftOut(then) else {
        return nil
      }
      return then
    }
  }
}
