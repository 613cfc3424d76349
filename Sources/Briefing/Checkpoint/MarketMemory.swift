import Liquidation
import Market
import Psychology
import Scoring

/// What a walk remembers of a market from one day to the next, its instruments' books apart.
struct MarketMemory: Sendable, Codable {
  /// The zones of a close, as they were frozen, and what the briefing says of their reach.
  struct FrozenZones: Sendable, Codable {
    var day: Day
    var zones: [Zone]
    var reach: [FrozenZone]
  }

  /// The first day that is published: what only editions show is kept from so far before it on that
  /// its edition has it.
  var first: Day
  var ledger = DayLedger()
  var strip: ColumnStrip
  var recorder: HeatmapRecorder
  var forecasts: ForecastLog
  /// The place of the instrument whose price is the market's: the first that has data.
  var referencePlace = 0
  /// The market's price, day by day.
  var paths = PathHistory()
  /// Of the last close.
  var frozen: FrozenZones?
  /// What followed the sweeps of earlier days.
  var swept = SweepLog()

  init(first: Day, span: TimeSpan, options: ChronicleOptions, instruments: [BarSeries]) {
    self.first = first
    strip = ColumnStrip(span: span, limit: options.columns)
    recorder = HeatmapRecorder(capacity: options.columns)
    var scoring = ScoringOptions()
    scoring.binBps = options.binBps
    scoring.seed = options.seed
    forecasts = ForecastLog(
      instruments: instruments.map { ($0.instrument, $0.interval) }, options: scoring)
  }

  private var columnsSpan: TimeSpan {
    TimeSpan(milliseconds: strip.span.milliseconds * Int64(strip.limit))
  }
  /// After this the map's columns are drawn.
  var firstColumn: Timestamp { first.close - columnsSpan }
  /// From this day on the reading is worked out: editions rank theirs among those before.
  var firstReading: Day { first - HistoryRank.window }

  /// The first day that a walk taken up at a close can publish: one that this walk has remembered
  /// everything for, or one so late that nothing of it has begun.
  func servesFrom(_ day: Day) -> Day {
    let columnDays = Int(columnsSpan.days.rounded(.up))
    let untouched = day + max(HistoryRank.window + 1, columnDays)
    return max(day + 1, min(first, untouched))
  }
}
