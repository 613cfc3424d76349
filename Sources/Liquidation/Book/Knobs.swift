public enum Knobs {
  nonisolated(unsafe) public static var v: [String: Double] = [:]
  static func get(_ k: String, _ d: Double) -> Double { v[k] ?? d }
}
