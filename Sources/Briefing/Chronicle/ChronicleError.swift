import Market

/// Why a market cannot be walked.
public enum ChronicleError: Error, Hashable, Sendable {
  case noInstruments(market: String)
  case noBars(Instrument)
  /// Without open interest nothing says how much is held, and a map would be a guess.
  case noOpenInterest(Instrument)
  /// One instrument is there twice.
  case sameInstrument(Instrument)
  /// The walk cannot be taken up from the checkpoint given.
  case checkpoint(CheckpointError)
}

extension ChronicleError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noInstruments(let market):
      "market '\(market)' has no instrument; a briefing needs at least one"
    case .noBars(let instrument):
      "\(instrument): no bar was read, so there is nothing to brief"
    case .noOpenInterest(let instrument):
      "\(instrument): no bar gives open interest, and without it nothing says how much is held; "
        + "add the venue's open interest to the source or leave the instrument out"
    case .sameInstrument(let instrument):
      "\(instrument) stands twice in the market; its positions would count double"
    case .checkpoint(let error): error.description
    }
  }
}
