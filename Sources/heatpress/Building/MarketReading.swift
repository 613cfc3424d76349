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
          log.warning("\(error.description). The map goes without it.")
        }
      }
    }
    if instruments.isEmpty, let missing { throw missing }
    FindingLog.tellMixture(market.id, instruments, in: log)
    tellAge(in: log)
  }

  /// Which instruments end before the newest one does.
  private func tellAge(in log: Log) {
    let ends = instruments.compactMap { data in
      data.series.bars.last.map { (data.series, $0.time + data.series.interval) }
    }
    guard let newest = ends.map(\.1).max() else { return }
    for (series, end) in ends where newest - end > series.interval {
      log.warning(
        "\(series.instrument): its data end at \(end), \((newest - end).shortText) before those of "
          + "the market's newest; from there on its books are carried along another venue's prices."
      )
    }
  }
}

extension InstrumentSource {
  /// Whether it is a file that the configuration names, and not a venue's own.
  var isNamedFile: Bool {
    if case .series = reader { return true }
    return false
  }
}
