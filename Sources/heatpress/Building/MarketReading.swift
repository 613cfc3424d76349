import Archive
import Market
import Site

/// A market's instruments as read. One venue of several that has nothing does not stop the market;
/// a file that the configuration names has to be there.
struct MarketReading {
  private(set) var instruments: [InstrumentData] = []
  /// Configured, and nowhere in the data.
  private(set) var absent: [Instrument] = []

  init(_ market: MarketConfiguration, configuration: Configuration, log: Log) throws {
    let reader = ArchiveReader(dataFolder: configuration.data, policy: configuration.policy)
    var missing: ArchiveError?
    for source in market.instruments {
      log.info("Reading \(source.instrument) …")
      do throws(ArchiveError) {
        let data = try reader.read(source)
        FindingLog.tell(data, in: log)
        instruments.append(data)
      } catch {
        guard case .noInput = error, !source.isNamedFile else { throw error }
        missing = missing ?? error
        absent.append(source.instrument)
        if market.instruments.count > 1 {
          log.warning("\(source.instrument): \(error.description)")
        }
      }
    }
    if instruments.isEmpty, let missing { throw missing }
    FindingLog.tellMixture(market.id, instruments, in: log)
  }
}

extension InstrumentSource {
  /// Whether it is a file that the configuration names, and not a venue's own.
  var isNamedFile: Bool {
    if case .series = reader { return true }
    return false
  }
}
