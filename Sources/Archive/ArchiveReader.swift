import Market

/// Reads the venues' files below one data folder.
public struct ArchiveReader: Sendable {
  /// The folder that every path in the configuration is relative to.
  public var dataFolder: String
  public var policy: Policy

  public init(dataFolder: String, policy: Policy) {
    self.dataFolder = dataFolder
    self.policy = policy
  }

  /// Reads one instrument, checks every row and joins what lies in several files.
  ///
  /// - Parameter day: the first day that is wanted; `nil`: all. The bars, order books, liquidations
  ///   and wallets are exactly those of reading all that are not before the day's start; the margin
  ///   schedule says the same of every day from there on.
  /// - Throws: `ArchiveError`: `.noInput` where what a liquidation map cannot do without is not
  ///   there, `.refusedRow` and `.refusedFile` where what is there is wrong, `.cannotRead` where
  ///   the system does not give it.
  /// - Complexity: linear in the bytes of the files.
  public func read(_ source: InstrumentSource, from day: Day? = nil) throws(ArchiveError)
    -> InstrumentData
  {
    var data = try reader(source).read(from: day)
    if !source.marginTiers.isEmpty {
      data.marginSchedule = try MarginTableReader(
        dataFolder: dataFolder, instrument: source.instrument
      ).schedule(source.marginTiers)
    }
    return data
  }

  func reader(_ source: InstrumentSource) -> any SourceReader {
    let instrument = source.instrument
    return switch source.reader {
    case .series(let series):
      SeriesReader(
        dataFolder: dataFolder, policy: policy, instrument: instrument, source: series)
    case .binanceArchive:
      BinanceReader(dataFolder: dataFolder, policy: policy, instrument: instrument)
    case .bybit: BybitReader(dataFolder: dataFolder, policy: policy, instrument: instrument)
    case .okx: OKXReader(dataFolder: dataFolder, policy: policy, instrument: instrument)
    case .bitfinex: BitfinexReader(dataFolder: dataFolder, policy: policy, instrument: instrument)
    case .hyperliquid:
      HyperliquidReader(dataFolder: dataFolder, policy: policy, instrument: instrument)
    }
  }
}
