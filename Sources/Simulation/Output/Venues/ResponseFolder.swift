import Archive
import Market

/// The folder of a venue whose responses are kept one a file, and how they are written there.
struct ResponseFolder {
  /// The data folder.
  let data: String
  let venue: Venue
  let symbol: String
  private(set) var count = FileCount()

  init(data: String, contract: SimulatedContract) {
    self.data = data
    venue = contract.instrument.venue
    symbol = contract.symbol
  }

  var marker: String { "\(venue.rawValue)/simulated/\(symbol).json" }

  /// The venue's folder where it holds anything that no marker accounts for.
  ///
  /// The venue's files are not told apart by symbol: responses over all symbols lie beside those of
  /// one, so a folder of real responses is left alone as a whole.
  func venueFolder() throws -> String? {
    let root = "\(data)/\(venue.rawValue)"
    guard Files.isFolder(root), try !Files.list(root).isEmpty else { return nil }
    return Files.isFolder("\(root)/simulated") ? nil : venue.rawValue
  }

  /// Writes the marker and removes the responses of an earlier simulation of the symbol.
  ///
  /// - Parameter folders: those of the symbol, relative to the data folder.
  mutating func prepare(marker text: String, folders: [String]) throws {
    try Files.makeFolder("\(data)/\(venue.rawValue)/simulated")
    try Files.writeAtomically(text, to: "\(data)/\(marker)", synced: false)
    count.add(bytes: text.utf8.count)
    for folder in folders {
      let path = "\(data)/\(folder)"
      guard Files.isFolder(path) else { continue }
      for file in try Files.list(path) where Files.isFile("\(path)/\(file)") {
        try Files.removeFile("\(path)/\(file)")
      }
    }
  }

  mutating func write(_ responses: [VenueResponse]) throws {
    for response in responses {
      if let slash = response.file.lastIndex(of: "/") {
        try Files.makeFolder("\(data)/\(response.file[..<slash])")
      }
      try Files.writeAtomically(response.body, to: "\(data)/\(response.file)", synced: false)
      count.add(bytes: response.body.count)
    }
  }
}
