import Briefing
import Charts
import Market

/// `<market>/index.json`: the days of a market in order, where each is, and the prices that a replay
/// shows it in.
struct MarketCatalogue: Encodable, Sendable {
  var schemaVersion = Briefing.currentSchemaVersion
  var market: String
  var name: String
  var days: [Entry]

  struct Entry: Encodable, Sendable {
    var date: Day
    /// Relative to the catalogue.
    var folder: String
    var close: Price
    /// Present and true where the day is still open.
    var provisional: Bool?
    /// What neighbouring days share, so that the picture stands still while they go by.
    var window: Window
  }

  struct Window: Encodable, Hashable, Sendable {
    var low: Price
    var high: Price
  }

  enum CodingKeys: String, CodingKey {
    case schemaVersion = "schema_version"
    case market, name, days
  }

  /// How far apart a shared window's prices may be, and how much further than those of a single day:
  /// beyond, a day would be too small in it.
  private static let widest = (ratio: 1.6, overOwn: 1.25)

  /// - Parameter days: in order of time.
  init(_ days: [DaySummary], latest: DaySummary) {
    market = latest.market
    name = latest.marketName
    let windows = MarketCatalogue.windows(days.map(\.view))
    self.days = zip(days, windows).map { day, window in
      Entry(
        date: day.date, folder: "\(day.date)/", close: day.close,
        provisional: day.provisional ? true : nil, window: window)
    }
  }

  /// Runs of days, each as long as one window holds them, in the window that holds them all.
  static func windows(_ views: [HeatmapView]) -> [Window] {
    var windows: [Window] = []
    var run: (low: Double, high: Double, own: Double, count: Int) = (0, 0, 0, 0)
    func close() {
      let window = Window(low: Price(run.low), high: Price(run.high))
      windows += Array(repeating: window, count: run.count)
    }
    for view in views {
      let (low, high) = (min(run.low, view.low), max(run.high, view.high))
      let own = max(run.own, view.high / view.low)
      if run.count > 0, high <= low * max(widest.ratio, widest.overOwn * own) {
        run = (low, high, own, run.count + 1)
      } else {
        close()
        run = (view.low, view.high, view.high / view.low, 1)
      }
    }
    close()
    return windows
  }
}
