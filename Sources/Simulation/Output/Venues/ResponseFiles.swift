import Archive
import Market

/// Writes a simulated market as a venue's interface answers, one answer a file, below a folder of the
/// venue's.
struct ResponseFiles<Answers: VenueAnswers>: VenueFiles {
  private let data: String
  private let venue: Venue
  private let symbol: String
  private let answers: Answers
  private var funding: FundingWindows?
  private var end: Timestamp
  private(set) var count = FileCount()

  init(_ data: String, _ contract: SimulatedContract, _ options: SimulationOptions) {
    self.data = data
    venue = contract.instrument.venue
    symbol = contract.symbol
    answers = Answers(contract)
    funding = answers.funding.map(FundingWindows.init)
    end = options.start.start
  }

  private var markers: String { "\(venue.rawValue)/simulated" }
  var marker: String { "\(markers)/\(symbol).json" }

  /// The venue's folder where it holds anything that no marker accounts for.
  ///
  /// Answers about all symbols lie beside those about one, and cannot be told apart by symbol: a
  /// folder of real ones is left alone as a whole, and so is one of another simulated symbol.
  func venueFolder() throws -> String? {
    let root = "\(data)/\(venue.rawValue)"
    guard Files.isFolder(root), try !Files.list(root).isEmpty else { return nil }
    guard Files.isFolder("\(data)/\(markers)"),
      try Files.list("\(data)/\(markers)").allSatisfy({ $0 == "\(symbol).json" })
    else { return venue.rawValue }
    return nil
  }

  mutating func prepare(marker text: String) throws {
    try Files.makeFolder("\(data)/\(markers)")
    try Files.writeAtomically(text, to: "\(data)/\(marker)", synced: false)
    count.add(bytes: text.utf8.count)
    for folder in answers.folders { try clear("\(data)/\(folder)") }
  }

  private func clear(_ folder: String) throws {
    guard Files.isFolder(folder) else { return }
    for name in try Files.list(folder) {
      let path = "\(folder)/\(name)"
      if Files.isFolder(path) { try clear(path) } else { try Files.removeFile(path) }
    }
  }

  mutating func write(_ close: VenueDay) throws {
    end = close.day.day.close
    try write(answers.answers(close))
    let body = fundingBody
    try write(funding?.add(close.day.funding, body: body) ?? [])
  }

  mutating func finish() throws { try write(funding?.rest(at: end, body: fundingBody) ?? []) }

  private var fundingBody: ([FundingSettlement]) -> [UInt8] {
    { [answers, end] in answers.settled($0, at: end) }
  }

  private mutating func write(_ responses: [VenueResponse]) throws {
    for response in responses {
      if let slash = response.file.lastIndex(of: "/") {
        try Files.makeFolder("\(data)/\(response.file[..<slash])")
      }
      try Files.writeAtomically(response.body, to: "\(data)/\(response.file)", synced: false)
      count.add(bytes: response.body.count)
    }
  }
}
