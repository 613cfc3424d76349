import Archive
import Market

/// Writes what the venues of a simulated market publish, and the truth behind it.
struct MarketWriter {
  private var venues: [any VenueFiles]
  private let truths: [TruthFolder?]

  /// Checks all folders before the first is touched.
  ///
  /// - Parameter truth: Binance's truth lies in it directly, that of other venues in folders of their
  ///   names.
  init(_ options: SimulationOptions, contracts: [SimulatedContract], data: String, truth: String?)
    throws
  {
    venues = contracts.map { contract in
      switch contract.instrument.venue {
      case .binance: BinanceFiles(data: data, contract: contract)
      case .bybit: ResponseFiles<BybitAnswers>(data, contract, options)
      case .okx: ResponseFiles<OKXAnswers>(data, contract, options)
      case .bitfinex: ResponseFiles<BitfinexAnswers>(data, contract, options)
      case .hyperliquid: ResponseFiles<HyperliquidAnswers>(data, contract, options)
      }
    }
    for (files, contract) in zip(venues, contracts) {
      guard let folder = try files.venueFolder() else { continue }
      throw SimulationError.wouldReplaceVenueFiles(
        symbol: contract.symbol, folder: folder, marker: files.marker)
    }
    for (index, contract) in contracts.enumerated() {
      try venues[index].prepare(marker: SimulationMarker.text(options, contract: contract))
    }
    truths = try contracts.map { contract in
      try truth.map { folder in
        let venue = contract.instrument.venue
        return try TruthFolder(
          venue == .binance ? folder : "\(folder)/\(venue.rawValue)", contract: contract)
      }
    }
  }

  /// - Parameter index: the venue's place.
  mutating func write(_ day: VenueDay, of index: Int) throws { try venues[index].write(day) }

  /// Writes the day's truth where it was asked for.
  ///
  /// - Parameter positions: those open at the day's close; not worked out unless they are wanted.
  func writeTruth(
    _ day: SimulatedDay, of index: Int, positions: @autoclosure () -> [SimulatedPosition]
  ) throws {
    try truths[index]?.write(day, positions: positions())
  }

  /// - Parameter liquidations: every forced close of each venue.
  mutating func finish(liquidations: [[ForcedClose]]) throws {
    for index in venues.indices {
      try venues[index].finish()
      try truths[index]?.finish(liquidations: liquidations[index])
    }
  }

  var count: FileCount { venues.reduce(FileCount()) { $0 + $1.count } }
}
