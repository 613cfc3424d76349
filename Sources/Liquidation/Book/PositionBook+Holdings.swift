import Market

/// What is held.
extension PositionBook {
  /// Everything held on a side, hedged included: the open interest, in coins at the last close.
  public func quantity(_ side: Side) -> Base { coins(store.total(side)) }

  /// The part of a side that is hedged or unlevered and never liquidated.
  public func hedgedQuantity(_ side: Side) -> Base {
    var sum = 0.0
    for bucket in 0..<LeverageLadder.count {
      let lane = CohortStore.lane(side, bucket)
      if margins[lane].ratio == nil { sum += store.totals[lane] }
    }
    return coins(sum)
  }

  /// Every cell that holds anything, by bucket, then by entry price, ascending.
  public func cohorts(_ side: Side) -> [Cohort] {
    var cohorts: [Cohort] = []
    forEachCohort(side) { cohorts.append($0) }
    return cohorts
  }

  /// Visits what `cohorts(_:)` lists, without making a list.
  public func forEachCohort(_ side: Side, _ body: (Cohort) -> Void) {
    for bucket in 0..<LeverageLadder.count {
      let lane = CohortStore.lane(side, bucket)
      let margin = margins[lane]
      for bin in store.occupied(lane: lane) {
        let cell = store.cell(lane: lane, bin: bin)
        guard cell[0] > 0 else { continue }
        let entry = store.centers[bin - store.origin]
        body(
          Cohort(
            side: side, leverage: margin.leverage,
            band: margin.ratio == nil ? nil : LeverageBand(leverage: margin.leverage),
            entryPrice: Price(entry), quantity: coins(cell[0]),
            fundingPaid: USD(side.sign * (cell[0] * fundingIndex - cell[1])),
            meanEntryTime: Timestamp(
              milliseconds: Int64(cell[2] / cell[0] * Double(TimeSpan.day.milliseconds))),
            liquidationPrice: margin.ratio.map { Price(entry * $0) },
            seededShare: min(1, max(0, cell[3] / cell[0]))))
      }
    }
  }

  /// The part of a side that was there before the first bar, 0 to 1; 0 for an empty book.
  public func seededShare(_ side: Side) -> Double {
    var seeded = 0.0
    var held = 0.0
    for bucket in 0..<LeverageLadder.count {
      let lane = CohortStore.lane(side, bucket)
      for bin in store.occupied(lane: lane) {
        let cell = store.cell(lane: lane, bin: bin)
        seeded += cell[3]
        held += cell[0]
      }
    }
    return held > 0 ? seeded / held : 0
  }

  /// Price bins in which either side holds anything.
  public var occupiedBins: Int {
    var count = 0
    for place in 0..<store.bins
    where (0..<CohortStore.lanes).contains(where: {
      store.cells[$0 * store.bins + place][0] > 0
    }) {
      count += 1
    }
    return count
  }

  /// When the oldest positions still held were entered: the earliest mean time of entry of the cells
  /// that hold at least a millionth of their side. Seeded positions count from the first bar; `nil`
  /// for an empty book.
  public var oldestEntry: Timestamp? {
    var oldest: Timestamp?
    for side in Side.allCases {
      let least = quantity(side) * 1e-6
      forEachCohort(side) { cohort in
        guard cohort.quantity >= least else { return }
        oldest = min(oldest ?? cohort.meanEntryTime, cohort.meanEntryTime)
      }
    }
    return oldest
  }

  /// Contract units as coins at the last close.
  func coins(_ contracts: Double) -> Base {
    Base(instrument.kind == .linear || close.value == 0 ? contracts : contracts / close.value)
  }
}
