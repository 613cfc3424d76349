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

  public init(
    series: BarSeries, inputs: [InputFile], findings: [DataFinding], simulated: Bool = false,
    marginSchedule: MarginSchedule? = nil, depth: [DepthSnapshot] = [],
    liquidations: [ReportedLiquidation] = [], wallets: [WalletSnapshot] = []
  ) {
    self.series = series
    self.inputs = inputs
    self.findings = findings
    self.simulated = simulated
    self.marginSchedule = marginSchedule
    self.depth = depth
    self.liquidations = liquidations
    self.wallets = wallets
  }

  /// What is not before a day's start. Files that reach into it stay whole.
  func suffix(from day: Day) -> InstrumentData {
    let start = day.start
    var rest = self
    rest.series.bars.removeAll { $0.time < start }
    rest.depth.removeAll { $0.time < start }
    rest.liquidations.removeAll { $0.time < start }
    rest.wallets.removeAll { $0.time < start }
    rest.inputs.removeAll { $0.last < start }
    let files = Set(rest.inputs.map(\.file))
    rest.findings.removeAll { finding in
      finding.time.map { $0 < start } ?? finding.file.map { !files.contains($0) } ?? false
    }
    return rest
  }
}
