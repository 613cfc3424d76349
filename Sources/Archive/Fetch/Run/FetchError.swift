/// Why a run did not take place, or ended before it had asked for everything.
public enum FetchError: Error, Hashable, Sendable {
  /// Another run is at work in the data folder.
  case locked(dataFolder: String)
  /// The data folder holds a simulated market's files under a real contract's name.
  case simulated(dataFolder: String, marker: String)
  /// The HTTP library does not start.
  case transfer(TransferFault)
  /// The disk does not give or take a file.
  case file(ArchiveError)
}

extension FetchError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .locked(let folder):
      "\(folder): another fetch is at work in this data folder; run again when it has ended"
    case .simulated(let folder, let marker):
      "\(folder): \(marker) says that a simulation wrote this contract's files; real and simulated"
        + " days do not mix. Set 'data' in the configuration to another folder"
    case .transfer(let fault): "the HTTP library \(fault)"
    case .file(let error): error.description
    }
  }
}
