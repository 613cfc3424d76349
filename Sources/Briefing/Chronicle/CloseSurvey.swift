import Liquidation
import Market
import Psychology

/// What the books of all instruments hold at a close: the tallies that the reading is made from, by
/// member of the ensemble, and where and when positions were entered.
struct CloseSurvey: Sendable {
  /// One instrument's books, mean over the members and over the two sides.
  struct Holdings: Sendable {
    fileprivate(set) var hedged = 0.0
    /// Share of what is held that was there before the first bar.
    fileprivate(set) var seededShare = 0.0
    /// The earliest mean time of entry of any cohort; `nil` for an empty book.
    fileprivate(set) var oldestEntry: Timestamp?
  }

  private(set) var longs: [SideTally] = []
  private(set) var shorts: [SideTally] = []
  /// In the instruments' order.
  private(set) var holdings: [Holdings] = []
  private(set) var entries: EntryHistogram

  /// - Parameter withEntries: whether the histogram of entries is wanted; it is only shown.
  init(walks: [InstrumentWalk], sigma: Double, grid: LogPriceGrid, withEntries: Bool) {
    let members = walks.map(\.ensemble.members.count).min() ?? 0
    entries = EntryHistogram(grid: grid, members: members)
    longs = (0..<members).map { _ in SideTally(side: .long, sigma: sigma) }
    shorts = (0..<members).map { _ in SideTally(side: .short, sigma: sigma) }
    for walk in walks {
      var hedged = 0.0
      var held = 0.0
      var seeded = 0.0
      var oldest = Timestamp(milliseconds: .max)
      for member in 0..<members {
        for side in Side.allCases {
          var tally = side == .long ? longs[member] : shorts[member]
          walk.ensemble.members[member].forEachCohort(side) { cohort in
            tally.add(cohort, close: walk.close)
            if withEntries { entries.add(cohort) }
            held += cohort.quantity.value
            seeded += cohort.quantity.value * cohort.seededShare
            oldest = min(oldest, cohort.meanEntryTime)
          }
          if side == .long { longs[member] = tally } else { shorts[member] = tally }
        }
        let book = walk.ensemble.members[member]
        hedged += (book.hedgedQuantity(.long).value + book.hedgedQuantity(.short).value) / 2
      }
      holdings.append(
        Holdings(
          hedged: hedged / Double(max(1, members)), seededShare: held > 0 ? seeded / held : 0,
          oldestEntry: held > 0 ? oldest.toTheMinute : nil))
    }
    entries.finish()
  }
}

extension Timestamp {
  /// Rounded, since a mean of times carries noise in its milliseconds.
  fileprivate var toTheMinute: Timestamp {
    let minute = TimeSpan.minutes(1).milliseconds
    return Timestamp(milliseconds: (milliseconds + minute / 2) / minute * minute)
  }
}
