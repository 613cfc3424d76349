import Market

/// Why a market was not simulated or not written.
public enum SimulationError: Error, Hashable, Sendable {
  /// The number of days is not within 1 to 3,650.
  case days(found: Int)
  /// The symbol is not 2 to 20 capital letters and digits.
  case symbol(found: String)
  /// A figure of the trader mix lies outside its range.
  case mix(name: String, found: Double, lowest: Double, highest: Double)
  /// No venue is to be simulated, or one twice.
  case venues(found: [Venue])
  /// There are files of the symbol that no simulation wrote.
  case wouldReplaceVenueFiles(symbol: String, folder: String, marker: String)
}

extension SimulationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .days(let found):
      "a market can be simulated for 1 to \(SimulationOptions.mostDays) days, not for \(found)"
    case .symbol(let found):
      "'\(found)' is no symbol: 2 to 20 capital letters and digits, such as BTCUSDT, are expected"
    case .mix(let name, let found, let lowest, let highest):
      "\(name) is \(found), but must lie within \(lowest) to \(highest)"
    case .venues(let found):
      "each venue is to be named once, at least one of "
        + SimulatedVenue.all.map(\.venue.rawValue).joined(separator: ", ")
        + "; found: " + found.map(\.rawValue).joined(separator: ", ")
    case .wouldReplaceVenueFiles(let symbol, let folder, let marker):
      "\(folder) holds files of \(symbol), and \(marker) does not say that they are simulated: "
        + "choose another symbol or another data folder, so that no venue's file is replaced"
    }
  }
}
