import Briefing
import Market

@testable import Briefing

/// Editions that a market really has, and those it has on its worst days.
enum OddEdition: String, CaseIterable {
  case ordinary, otherSeed, crashless, firstDay, cheapCoin, dearCoin, noFunding, noZones
  case constantPrice, emptyLayers, nothingAtAll, longNames, oneColumn, negativeFunding

  /// Made once: the tests only read them.
  static let all: [OddEdition: Edition] = {
    var all: [OddEdition: Edition] = [:]
    for odd in OddEdition.allCases { all[odd] = odd.make() }
    return all
  }()

  var edition: Edition { OddEdition.all[self] ?? make() }

  private func make() -> Edition {
    var options = SyntheticMarket.Options()
    options.warmUp = 30
    options.columns = 60
    switch self {
    case .otherSeed: options.seed = 99
    case .crashless: (options.seed, options.crash) = (5, 0)
    case .firstDay: (options.warmUp, options.columns) = (0, 24)
    case .cheapCoin: (options.price, options.opened) = (0.0812, 6e8)
    case .dearCoin: options.price = 1_234_567
    case .oneColumn: (options.warmUp, options.columns) = (3, 1)
    default: break
    }
    var edition = SyntheticEdition.make(options)
    change(&edition.briefing)
    if self == .emptyLayers || self == .nothingAtAll {
      for index in edition.layers.indices {
        let count = edition.layers[index].pixels.count
        edition.layers[index].pixels = Array(repeating: 0, count: count)
      }
    }
    if self == .nothingAtAll {
      edition.briefing.heatmap.layers = []
      edition.layers = []
    }
    return edition
  }

  private func change(_ briefing: inout Briefing) {
    switch self {
    case .noFunding:
      briefing.history.funding = []
      briefing.reading.funding = nil
    case .negativeFunding:
      for index in briefing.history.funding.indices { briefing.history.funding[index].rate = -0.02 }
    case .noZones: briefing.zones = []
    case .constantPrice:
      let flat = [Double](repeating: 60_000, count: briefing.history.candles.close.count)
      briefing.history.candles.open = flat
      briefing.history.candles.high = flat
      briefing.history.candles.low = flat
      briefing.history.candles.close = flat
      briefing.price.close = Price(60_000)
      briefing.history.openInterestBase = flat
    case .longNames:
      briefing.marketName = "A market whose name is much longer than any title that was ever set"
      briefing.instruments = Venue.allCases.flatMap { venue in
        briefing.instruments.map { instrument in
          var other = instrument
          other.venue = venue
          other.symbol = "1000000WHATEVERCOINUSDT"
          return other
        }
      }
    case .nothingAtAll:
      briefing.heatmap.rows = 0
      briefing.heatmap.columns = 0
      briefing.history = HistoryReport(
        candles: CandleReport(
          firstTime: briefing.cutoff, intervalSeconds: 3_600, open: [], high: [], low: [],
          close: []), openInterestBase: [], funding: [], dailyOpenInterestBase: [],
        dailyClose: [])
      briefing.zones = []
      briefing.instruments = []
      briefing.profile.series = []
      briefing.profile.longP10 = []
      briefing.profile.longP90 = []
      briefing.profile.shortP10 = []
      briefing.profile.shortP90 = []
      briefing.entries = EntryReport(
        lowestPrice: Price(1), binBps: 50, longBase: [], shortBase: [], seededLongBase: [],
        seededShortBase: [])
    default: break
    }
  }
}
