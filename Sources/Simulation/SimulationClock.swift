import Market

/// The market's inner time: steps of 15 seconds, counted from the start of the warm-up.
enum SimulationClock {
  static let stepSeconds = 15
  static let stepsPerMinute = 4
  static let stepsPerBar = 20
  static let stepsPerHour = 240
  static let stepsPerDay = 5_760
  static let barsPerDay = 288

  /// Steps in a number of hours, at least one.
  static func steps(hours: Double) -> Int { max(1, Int(min(hours, 1e6) * Double(stepsPerHour))) }
}
