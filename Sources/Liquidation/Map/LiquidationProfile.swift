import Glibc
import Market

/// What would be liquidated at each price: one instrument's map at one moment.
///
/// A pool is counted in dollars at its own price and spread about it as far as its place is not known,
/// on its own side of the close. The dollars of the sides and bands are means over the ensemble's
/// members, so they add up; what is a member's own is spread by `BucketSpread` and parted by `LotField`.
public struct LiquidationProfile: Sendable {
  public let instrument: Instrument
  public let grid: LogPriceGrid
  /// The moment it holds for: the end of the last bar.
  public let time: Timestamp
  public let close: Price
  /// The lowest bin that holds anything.
  public private(set) var firstBin: Int
  public private(set) var binCount: Int
  /// None in a map without ranges.
  public let memberCount: Int
  /// Where each lane's positions are liquidated, which tells a distance's effective leverage.
  let margins: [BucketMargin]
  /// Layer by layer, each `binCount` dollars, lowest price first.
  private var dollars: [Double]
  /// The same times the age in days.
  private var dollarDays: [Double]
  /// The mean ages that bins had before they were spread, in days.
  private var ages = (least: Double.infinity, most: 0.0)
  /// Member by member, side by side, each `binCount` dollars.
  private var memberDollars: [Double]

  private static let bands = LeverageBand.allCases
  private static let layers = 2 * bands.count

  /// How far from its place a pool may stand, as a standard deviation of the price's logarithm.
  ///
  /// In real wallets half of the value has its liquidation price more than 1 % away from where it was
  /// a day before; nothing finer is known of where a pool stands (`Guides/Truth.md`).
  static let placeSpread = 0.01

  private static func layer(_ side: Side, _ band: LeverageBand) -> Int {
    (side == .long ? 0 : bands.count) + band.index
  }

  init(of ensemble: BookEnsemble, withRanges: Bool) {
    instrument = ensemble.instrument
    grid = ensemble.grid
    time = ensemble.time ?? Timestamp(milliseconds: 0)
    close = ensemble.close
    memberCount = withRanges ? ensemble.members.count : 0
    margins = ensemble.members.first?.margins ?? []
    var low = Int.max
    var high = Int.min
    for member in ensemble.members {
      member.forEachPool { _, _, bins, shift in
        low = min(low, bins.lowerBound + shift)
        high = max(high, bins.upperBound - 1 + shift)
      }
    }
    let spread = PlaceSpread(deviation: LiquidationProfile.placeSpread / grid.step)
    let home = grid.bin(of: close)
    // Room for what is carried outward, and for the wall.
    if low <= high {
      low = min(low - spread.reach, home)
      high = max(high + spread.reach, home)
    }
    firstBin = low <= high ? low : 0
    binCount = low <= high ? high - low + 1 : 0
    dollars = [Double](repeating: 0, count: LiquidationProfile.layers * binCount)
    dollarDays = dollars
    memberDollars = [Double](repeating: 0, count: memberCount * 2 * binCount)
    guard binCount > 0 else { return }
    let place = home - firstBin
    let count = binCount
    var spreads = [Side.long, .short].map { BucketSpread(side: $0, home: place, bins: count) }
    for (index, member) in ensemble.members.enumerated() {
      add(member, at: index, spreads: &spreads)
    }
    let part = 1 / Double(ensemble.members.count)
    for index in dollars.indices {
      dollars[index] *= part
      // What was collected is the day of entry.
      dollarDays[index] = max(0, dollars[index] * time.dayNumber - dollarDays[index] * part)
      guard dollars[index] > 0 else { continue }
      let age = dollarDays[index] / dollars[index]
      ages = (min(ages.least, age), max(ages.most, age))
    }
    for side in Side.allCases { settle(side) }
    for layer in 0..<LiquidationProfile.layers {
      let side: Side = layer < LiquidationProfile.bands.count ? .long : .short
      let row = layer * binCount..<(layer + 1) * binCount
      spread.apply(to: &dollars, row: row, side: side, home: place)
      spread.apply(to: &dollarDays, row: row, side: side, home: place)
    }
    for index in 0..<2 * memberCount {
      spread.apply(
        to: &memberDollars, row: index * binCount..<(index + 1) * binCount,
        side: index % 2 == 0 ? .long : .short, home: place)
    }
    let anchor = ensemble.members.first?.startPrice.map { grid.bin(of: $0) } ?? home
    for side in Side.allCases { scatter(side, anchor: anchor) }
  }

  /// Brings the members at each price to the mean that they had before each was spread.
  private mutating func settle(_ side: Side) {
    guard memberCount > 0 else { return }
    let wanted = usd(side)
    let offset = side == .long ? 0 : 1
    var found = [Double](repeating: 0, count: binCount)
    for member in 0..<memberCount {
      let start = (2 * member + offset) * binCount
      for bin in 0..<binCount { found[bin] += memberDollars[start + bin] }
    }
    for bin in 0..<binCount where found[bin] > 0 {
      found[bin] = wanted[bin] * Double(memberCount) / found[bin]
    }
    for member in 0..<memberCount {
      let start = (2 * member + offset) * binCount
      for bin in 0..<binCount { memberDollars[start + bin] *= found[bin] }
    }
  }

  /// Parts the members at each price, their mean unchanged.
  private mutating func scatter(_ side: Side, anchor: Int) {
    var before = [Double](repeating: 0, count: binCount)
    var after = before
    for member in 0..<memberCount {
      let start = (2 * member + (side == .long ? 0 : 1)) * binCount
      let factors = LotField(member: member, side: side)
        .factors(first: firstBin - anchor, count: binCount, grid: grid)
      for bin in 0..<binCount {
        before[bin] += memberDollars[start + bin]
        memberDollars[start + bin] *= factors[bin]
        after[bin] += memberDollars[start + bin]
      }
    }
    for bin in 0..<binCount where after[bin] > 0 {
      let factor = before[bin] / after[bin]
      for member in 0..<memberCount {
        memberDollars[(2 * member + (side == .long ? 0 : 1)) * binCount + bin] *= factor
      }
    }
  }

  private mutating func add(_ member: PositionBook, at index: Int, spreads: inout [BucketSpread]) {
    let linear = instrument.kind == .linear
    let store = member.store
    let count = binCount
    let first = firstBin
    let hasMembers = memberCount > 0
    member.forEachPool { lane, margin, bins, shift in
      guard let ratio = margin.ratio else { return }
      let side: Side = lane < LeverageLadder.count ? .long : .short
      let offset = side == .long ? 0 : 1
      let band = LeverageBand(leverage: margin.leverage)
      let layer = LiquidationProfile.layer(side, band) * count
      let total = (index * 2 + offset) * count
      let factor = store.scale[lane] * (linear ? ratio : 1)
      let halfWidth = BucketSpread.halfWidth(
        bucket: lane % LeverageLadder.count, margin: margin, instrument: instrument, grid: grid)
      for bin in bins {
        let held = bin - store.origin
        let cell = store.cells[lane * store.bins + held]
        guard cell[0] > 0 else { continue }
        let unit = factor * (linear ? store.centers[held] : 1)
        let place = bin + shift - first
        dollars[layer + place] += unit * cell[0]
        dollarDays[layer + place] += unit * cell[2]
        guard hasMembers else { continue }
        if !spreads[offset].add(unit * cell[0], bin: place, halfWidth: halfWidth) {
          memberDollars[total + place] += unit * cell[0]
        }
      }
    }
    guard hasMembers else { return }
    for offset in spreads.indices {
      spreads[offset].empty(into: &memberDollars, row: (index * 2 + offset) * count)
    }
  }

  /// Makes room for more bins; those that are there keep what they hold.
  mutating func widen(to bins: ClosedRange<Int>) {
    let low = binCount > 0 ? min(firstBin, bins.lowerBound) : bins.lowerBound
    let high = binCount > 0 ? max(firstBin + binCount - 1, bins.upperBound) : bins.upperBound
    let count = high - low + 1
    guard low != firstBin || count != binCount else { return }
    func widened(_ rows: [Double], _ number: Int) -> [Double] {
      var wide = [Double](repeating: 0, count: number * count)
      for row in 0..<number {
        for bin in 0..<binCount {
          wide[row * count + firstBin - low + bin] = rows[row * binCount + bin]
        }
      }
      return wide
    }
    dollars = widened(dollars, LiquidationProfile.layers)
    dollarDays = widened(dollarDays, LiquidationProfile.layers)
    memberDollars = widened(memberDollars, 2 * memberCount)
    firstBin = low
    binCount = count
  }

  /// Takes everything of a side times a factor, in the mean and in every member.
  mutating func scale(_ side: Side, by factor: Double) {
    for band in LiquidationProfile.bands {
      let start = LiquidationProfile.layer(side, band) * binCount
      for index in start..<start + binCount {
        dollars[index] *= factor
        dollarDays[index] *= factor
      }
    }
    for member in 0..<memberCount {
      let start = (member * 2 + (side == .long ? 0 : 1)) * binCount
      for index in start..<start + binCount { memberDollars[index] *= factor }
    }
  }

  /// Adds what every member has alike, in a bin that there is room for.
  mutating func add(_ usd: Double, ageDays: Double, _ side: Side, _ band: LeverageBand, bin: Int) {
    let place = bin - firstBin
    let index = LiquidationProfile.layer(side, band) * binCount + place
    dollars[index] += usd
    dollarDays[index] += usd * ageDays
    for member in 0..<memberCount {
      memberDollars[(member * 2 + (side == .long ? 0 : 1)) * binCount + place] += usd
    }
  }

  /// The mean age of everything a side holds, in days; zero where it holds nothing.
  func meanAgeDays(_ side: Side) -> Double {
    let start = LiquidationProfile.layer(side, LiquidationProfile.bands[0]) * binCount
    let places = start..<start + LiquidationProfile.bands.count * binCount
    let held = dollars[places].reduce(0, +)
    return held > 0 ? dollarDays[places].reduce(0, +) / held : 0
  }

  /// Dollars by bin from `firstBin`, lowest price first.
  public func usd(_ side: Side, _ band: LeverageBand) -> [Double] {
    Array(layerSlice(side, band))
  }

  func layerSlice(_ side: Side, _ band: LeverageBand) -> ArraySlice<Double> {
    let start = LiquidationProfile.layer(side, band) * binCount
    return dollars[start..<start + binCount]
  }

  /// All bands of a side, by bin.
  public func usd(_ side: Side) -> [Double] {
    var sum = [Double](repeating: 0, count: binCount)
    for band in LiquidationProfile.bands {
      for (index, value) in layerSlice(side, band).enumerated() { sum[index] += value }
    }
    return sum
  }

  /// How far from the close positions opened there are mapped, in the price's logarithm: up to where
  /// the lowest leverage that is not taken as held without one is liquidated, maintenance left aside.
  public func mappedReach(_ side: Side) -> Double {
    let margin = side.sign / LeverageLadder.edges[0]
    return abs(instrument.kind == .linear ? log1p(-margin) : log1p(margin))
  }

  /// Everything in a layer.
  public func total(_ side: Side, _ band: LeverageBand) -> USD {
    USD(layerSlice(side, band).reduce(0, +))
  }

  /// Everything that could be liquidated at any price: the sum of the layers.
  public var total: USD {
    var sum = USD.zero
    for side in Side.allCases {
      for band in LiquidationProfile.bands { sum += total(side, band) }
    }
    return sum
  }

  /// What a side of each member would lose in a range of bins.
  public func members(_ side: Side, bins: Range<Int>) -> [Double] {
    let low = max(0, bins.lowerBound - firstBin)
    let high = min(binCount, bins.upperBound - firstBin)
    return (0..<memberCount).map { member in
      guard low < high else { return 0 }
      let start = (member * 2 + (side == .long ? 0 : 1)) * binCount
      var sum = 0.0
      for index in start + low..<start + high { sum += memberDollars[index] }
      return sum
    }
  }

  /// One member's dollars by bin from `firstBin`.
  func memberSlice(_ side: Side, _ member: Int) -> ArraySlice<Double> {
    let start = (member * 2 + (side == .long ? 0 : 1)) * binCount
    return memberDollars[start..<start + binCount]
  }

  /// The range of a side's total in each bin: 10th and 90th percentile over the members.
  public func range(_ side: Side) -> (p10: [Double], p90: [Double]) {
    var p10 = [Double](repeating: 0, count: binCount)
    var p90 = p10
    var values = [Double](repeating: 0, count: memberCount)
    let offset = side == .long ? 0 : 1
    for bin in 0..<binCount {
      for member in 0..<memberCount {
        values[member] = memberDollars[(member * 2 + offset) * binCount + bin]
      }
      values.sort()
      p10[bin] = quantile(values, 0.1)
      p90[bin] = quantile(values, 0.9)
    }
    return (p10, p90)
  }

  /// The mean age of what stands in a bin of a layer; `nil` where nothing does.
  ///
  /// - Parameter bin: of the grid.
  public func meanAge(_ side: Side, _ band: LeverageBand, bin: Int) -> TimeSpan? {
    guard bin >= firstBin, bin < firstBin + binCount else { return nil }
    let index = LiquidationProfile.layer(side, band) * binCount + bin - firstBin
    guard dollars[index] > 0 else { return nil }
    // What little was carried far is known to few digits.
    let days = min(ages.most, max(ages.least, dollarDays[index] / dollars[index]))
    return TimeSpan(milliseconds: Int64(days * Double(TimeSpan.day.milliseconds)))
  }
}

extension PositionBook {
  /// Visits the lanes that can be liquidated: the lane, its margin, the bins of entry, and how many
  /// bins away the liquidation price stands.
  func forEachPool(_ body: (Int, BucketMargin, Range<Int>, Int) -> Void) {
    for lane in 0..<CohortStore.lanes {
      let margin = margins[lane]
      let bins = store.occupied(lane: lane)
      guard margin.ratio != nil, !bins.isEmpty else { continue }
      body(lane, margin, bins, Int((margin.shift + 0.5).rounded(.down)))
    }
  }
}
