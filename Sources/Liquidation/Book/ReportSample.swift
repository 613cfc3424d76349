/// One hour of an instrument: what the book, with the prior's mix, would have crossed, and what was
/// reported. All as shares of the open interest in `ReportingLaw.unit`.
struct ReportSample: Sendable, Hashable, Codable {
  var day: Int
  /// The hours that the sample stands for: one, or the length of a longer bar.
  var hours: Double
  /// By lane, longs first; the mean over the ensemble.
  var crossed: [Double]
  /// What was traded times the part of the hour's range that hurts the side.
  var exposedLong: Double
  var exposedShort: Double
  var reportedLong: Double
  var reportedShort: Double
}
