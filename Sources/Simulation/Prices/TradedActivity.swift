/// How busy the market is by the hour and the weekday, around 1.
enum TradedActivity {
  // Quiet after midnight UTC, a rise at the European open, the peak in the American morning.
  private static let byHour: [Double] = [
    0.95, 0.90, 0.85, 0.78, 0.72, 0.72, 0.78, 0.88, 0.98, 1.00, 0.98, 0.96,
    1.05, 1.25, 1.45, 1.45, 1.35, 1.22, 1.12, 1.05, 1.02, 1.00, 0.98, 0.96,
  ]

  /// - Parameters:
  ///   - weekday: 0 for Monday to 6 for Sunday.
  ///   - hour: 0 to 23, UTC.
  static func factor(weekday: Int, hour: Int) -> Double {
    byHour[hour] * (weekday >= 5 ? 0.72 : 1.08)
  }
}
