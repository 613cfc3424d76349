/// The file that says that a symbol's files are simulated, and how.
enum SimulationMarker {
  /// Raised whenever the same options give other bytes.
  static let generatorVersion = 2

  /// JSON with its keys in order.
  static func text(_ options: SimulationOptions, contract: SimulatedContract) -> String {
    let mix = options.mix
    return """
      {
        "days": \(options.days),
        "first_day": "\(options.start)",
        "generator_version": \(generatorVersion),
        "last_day": "\(options.end)",
        "mix": {
          "churn": \(mix.churn),
          "hedged": \(mix.hedged),
          "isolated": \(mix.isolated),
          "leverage": \(mix.leverage),
          "reporting": \(mix.reporting)
        },
        "seed": \(options.seed),
        "symbol": "\(contract.symbol)"
      }

      """
  }
}
