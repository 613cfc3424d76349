import Market

/// One instrument as read: its bars, the files they came from and what was wrong with them.
public struct InstrumentData: Sendable {
  public var series: BarSeries
  /// In the order in which they were read: by kind, then by name.
  public var inputs: [InputFile]
  /// Those of single files first, in the order of the files; then those of what was joined.
  public var findings: [DataFinding]
  /// Whether the data say of themselves that a simulation wrote them.
  public var simulated: Bool
  /// The configured margin tables; `nil` where none are configured.
  public var marginSchedule: MarginSchedule?

  public init(
    series: BarSeries, inputs: [InputFile], findings: [DataFinding], simulated: Bool = false,
    marginSchedule: MarginSchedule? = nil
  ) {
    self.series = series
    self.inputs = inputs
    self.findings = findings
    self.simulated = simulated
    self.marginSchedule = marginSchedule
  }
}
