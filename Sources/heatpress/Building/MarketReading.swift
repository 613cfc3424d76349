import Archive
import Market
import Site

/// A market's instruments as read. One venue of several that has nothing does not stop the market;
/// a file that the configuration names has to be there.
struct MarketReading {
  private(set) var instruments: [InstrumentData] = []
  /// Configured, and nowhere in the data.
  private(set) var absent: [Instrument] = []
  /// What is to be told of those.
  private(set) var remarks = Remarks()

  /// - Parameter day: the first day that is wanted; `nil` for all.
  init(_ market: MarketConfiguration, configuration: Configuration, from day: Day? = nil) throws {
    let reader = ArchiveReader(dataFolder: configuration.data, policy: configuration.policy)
    var missing: ArchiveError?
    for source in market.instruments {
      do throws(ArchiveError) {
        instruments.append(try reader.read(source, from: day))
      } catch {
        guard case .noInput = error, !source.isNamedFile else { throw error }
        missing = missing ?? error
        absent.append(source.instrument)
        if market.instruments.count > 1 {
          remarks.warning("\(error.description). The map goes without it.")
        }
      }
    }
    if instruments.isEmpty, let missing { throw missing }
  }
}

extension InstrumentSource {
  /// Whether it is a file that the configuration names, and not a venue's own.
  var isNamedFile: Bool {
    if case .series = reader { return true }
    return false
  }
}
