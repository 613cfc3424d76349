import Market

/// Why a walk cannot be taken up from a checkpoint; it can still be walked from the start.
public enum CheckpointError: Error, Hashable, Sendable {
  /// Cut short, changed, or no checkpoint at all.
  case damaged
  /// Another version's, or another machine's order of bytes.
  case otherFormat
  case otherMarket(found: String, expected: String)
  case otherOptions
  /// Other instruments, in another order, or with bars of another length.
  case otherInstruments(found: [Instrument], expected: [Instrument])
}

extension CheckpointError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .damaged: "the checkpoint's bytes are damaged"
    case .otherFormat: "the checkpoint is of another version of this program"
    case .otherMarket(let found, let expected):
      "the checkpoint is of market '\(found)', not of '\(expected)'"
    case .otherOptions: "the checkpoint was made with other options"
    case .otherInstruments(let found, let expected):
      "the checkpoint is of \(list(found)), the data are of \(list(expected))"
    }
  }

  private func list(_ instruments: [Instrument]) -> String {
    instruments.map(\.description).joined(separator: ", ")
  }
}
