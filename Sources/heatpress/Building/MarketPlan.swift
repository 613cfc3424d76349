import Archive
import Briefing
import Market
import Site

/// The first stage of a build: which days a market has, and under which keys their results are known.
struct MarketPlan: Sendable {
  var market: MarketConfiguration
  /// To publish, ascending; at least one.
  var days: [PlannedDay]
  /// The last of them, where it is still open: its edition is provisional.
  var openDay: Day?
  /// Those whose editions have to be worked out.
  var missing: Set<Day> = []
  /// Those whose editions name other files than one in the cache, and are the same but for that.
  var renamed: [Day: CacheName] = [:]
  /// Those whose charts are not in the cache.
  var undrawn: Set<Day> = []
  /// What the market's data came to; `nil` where nothing is to be computed of them.
  var data: (record: ReadingRecord, chain: DayChain)?
  /// The days at whose closes the walk's memory is kept.
  var checkpoints: [Day] = []
  /// What the next build wants to find in the cache, besides what the site is made of.
  var kept: [CacheName] = []
  var remarks = Remarks()
  /// The market as it was read, if the missing days can be worked out from that.
  var reading: ReadMarket?

  /// How much was wrong with the data.
  var findings: Int {
    data?.record.sources.reduce(0) { $0 + $1.findings.count } ?? 0
  }

  /// From the first day of the site to the last that is missing.
  var range: ClosedRange<Day> {
    let first = days[0].date
    return first...max(first, missing.max() ?? first)
  }
}

/// A market's data, whole or from a checkpoint on, and a walk through them.
struct ReadMarket: Sendable {
  var instruments: [InstrumentData]
  var absent: [Instrument]
  var chronicle: MarketChronicle
  /// Where the walk begins; `nil` for the beginning.
  private var checkpoint: (day: Day, servesFrom: Day)?

  /// All of the market.
  init(_ market: MarketConfiguration, configuration: Configuration) throws {
    let reading = try MarketReading(market, configuration: configuration)
    instruments = reading.instruments
    absent = reading.absent
    chronicle = try MarketChronicle(
      market: market.id, name: market.name, instruments: instruments, absent: absent)
  }

  /// What comes after a checkpoint.
  ///
  /// - Parameter record: of the files of the days before, as they are now.
  /// - Returns: `nil` where the checkpoint does not fit the market.
  init?(
    _ market: MarketConfiguration, configuration: Configuration, after checkpoint: WalkCheckpoint,
    known record: ReadingRecord
  ) throws {
    // From the day's start on: a bar may reach over its close.
    let reading = try MarketReading(market, configuration: configuration, from: checkpoint.day)
    instruments = reading.instruments
    absent = reading.absent
    do throws(ChronicleError) {
      chronicle = try MarketChronicle(
        market: market.id, name: market.name,
        instruments: instruments.map { record.completing($0, from: checkpoint.day) },
        absent: absent,
        resuming: checkpoint)
    } catch {
      guard case .checkpoint = error else { throw error }
      return nil
    }
    self.checkpoint = (checkpoint.day, checkpoint.servesFrom)
  }

  /// Whether the walk can publish a day.
  func serves(_ day: Day) -> Bool {
    checkpoint.map { day > $0.day && day >= $0.servesFrom } ?? true
  }
}

extension TimeSpan {
  /// As the configuration writes it: `36h`, `90m`, `2d`.
  var shortText: String {
    let minutes = milliseconds / 60_000
    if minutes % 60 != 0 { return "\(minutes)m" }
    return minutes % 1_440 == 0 && minutes > 2_880 ? "\(minutes / 1_440)d" : "\(minutes / 60)h"
  }
}
