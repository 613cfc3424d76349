import Briefing
import Market
import Synchronization

@testable import Briefing

/// Editions that a market really has, and those it has on its worst days.
enum OddEdition: String, CaseIterable {
  case ordinary, otherSeed, crashless, firstDay, cheapCoin, dearCoin, noFunding, noZones
  case constantPrice, emptyLayers, nothingAtAll, longNames, oneColumn, negativeFunding
  case forecast, tinyPrice, calmForecast, wildForecast, emptyForecast, longNamesForecast

  /// Made when it is first asked for and kept: the tests only read them.
  var edition: Edition {
    OddEdition.made.withLock { made in
      if let known = made[self] { return known }
      let edition = make()
      made[self] = edition
      return edition
    }
  }

  private static let made = Mutex<[OddEdition: Edition]>([:])

  private func make() -> Edition {
    var options = SyntheticMarket.Options()
    options.warmUp = 12
    options.columns = 36
    switch self {
    case .otherSeed: options.seed = 99
    case .crashless: (options.seed, options.crash) = (5, 0)
    case .firstDay: (options.warmUp, options.columns) = (0, 24)
    case .cheapCoin: (options.price, options.opened) = (0.0812, 6e8)
    case .dearCoin: options.price = 1_234_567
    case .oneColumn: (options.warmUp, options.columns) = (3, 1)
    case .tinyPrice: (options.price, options.opened) = (1.234e-11, 1e18)
    default: break
    }
    var edition = SyntheticEdition.make(options)
    switch self {
    case .calmForecast: edition.briefing.sigma24h = 0.002
    case .wildForecast: edition.briefing.sigma24h = 0.25
    default: break
    }
    switch self {
    case .forecast, .tinyPrice, .calmForecast, .wildForecast, .emptyForecast, .longNamesForecast:
      SyntheticForecast.add(to: &edition.briefing)
    default: break
    }
    change(&edition.briefing)
    if [.emptyLayers, .nothingAtAll, .emptyForecast].contains(self) {
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
    case .emptyForecast:
      briefing.zones = []
      briefing.profile.series = []
      briefing.cascade?.fall.points = []
      briefing.cascade?.rise.points = []
      briefing.cascade?.fall.runawayShock = nil
      briefing.cascade?.voids = []
      briefing.projection?.reach = []
      briefing.projection?.fan = []
    case .constantPrice:
      let flat = [Double](repeating: 60_000, count: briefing.history.candles.close.count)
      briefing.history.candles.open = flat
      briefing.history.candles.high = flat
      briefing.history.candles.low = flat
      briefing.history.candles.close = flat
      briefing.price.close = Price(60_000)
      briefing.history.openInterestBase = flat
    case .longNames, .longNamesForecast:
      briefing.headline =
        "A headline that goes on for much longer than any other that was ever written"
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
