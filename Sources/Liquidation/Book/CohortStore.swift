import Glibc
import Market

/// A book's cells: for each price bin of entry, side and leverage bucket what is held there.
///
/// A cell is four sums over its positions: quantity, quantity times funding index at entry, quantity
/// times time of entry, and the seeded part of the quantity. Cells of a lane (side and bucket) share
/// a scale, so that closing a share of everything in the lane costs one multiplication. Totals are
/// kept beside the cells.
struct CohortStore: Sendable {
  /// Quantity, its funding moment, its time moment, its seeded part.
  typealias Cell = SIMD4<Double>

  static let lanes = 2 * LeverageLadder.count
  /// No book spans more bins than this, a factor of 3,600 in price at 10 basis points; what was
  /// entered further away is moved to the edge.
  static let maximumBins = 8_192

  /// The share of a side below which a cell is not worth keeping; all such cells together are less
  /// than rounding is allowed to be.
  static let dust = 1e-14

  let grid: LogPriceGrid
  /// The first bin that there is room for, and how many there are.
  private(set) var origin = 0
  private(set) var bins = 0
  /// Lane by lane, each `bins` cells, lowest bin first: what a bar touches of a lane lies together.
  private(set) var cells: [Cell] = []
  /// The middle price of each bin.
  private(set) var centers: [Double] = []
  /// What a lane's cells are to be multiplied by.
  private(set) var scale = [Double](repeating: 1, count: lanes)
  private(set) var totals = [Double](repeating: 0, count: lanes)
  /// Bounds of the bins that hold anything; empty where the lowest is above the highest.
  private(set) var lowest = [Int](repeating: .max, count: lanes)
  private(set) var highest = [Int](repeating: .min, count: lanes)

  init(grid: LogPriceGrid) { self.grid = grid }

  static func lane(_ side: Side, _ bucket: Int) -> Int {
    side == .long ? bucket : LeverageLadder.count + bucket
  }

  func total(_ side: Side) -> Double {
    let first = CohortStore.lane(side, 0)
    var sum = 0.0
    for lane in first..<first + LeverageLadder.count { sum += totals[lane] }
    return sum
  }

  /// The cell's sums as they stand, the lane's scale applied.
  func cell(lane: Int, bin: Int) -> Cell {
    guard bin >= origin, bin < origin + bins else { return .zero }
    return cells[lane * bins + bin - origin] * scale[lane]
  }

  /// The occupied bins of a lane.
  func occupied(lane: Int) -> Range<Int> {
    lowest[lane] <= highest[lane] ? lowest[lane]..<highest[lane] + 1 : 0..<0
  }

  /// Makes room for entries in a range of bins.
  mutating func reserve(_ range: ClosedRange<Int>) {
    guard bins == 0 || range.lowerBound < origin || range.upperBound >= origin + bins else {
      return
    }
    let slack = 128
    var low = range.lowerBound - slack
    var high = range.upperBound + slack
    if bins > 0 {
      low = min(low, origin)
      high = max(high, origin + bins - 1)
    }
    let limit = max(CohortStore.maximumBins, range.count + 2 * slack)
    if high - low >= limit {
      // The far end gives way to where the price is.
      if range.upperBound + slack == high { low = high - limit + 1 } else { high = low + limit - 1 }
    }
    rebuild(low...high)
  }

  private mutating func rebuild(_ range: ClosedRange<Int>) {
    let lanes = CohortStore.lanes
    var moved = [Cell](repeating: .zero, count: range.count * lanes)
    for lane in 0..<lanes {
      for place in 0..<bins {
        let bin = min(range.upperBound, max(range.lowerBound, origin + place))
        moved[lane * range.count + bin - range.lowerBound] += cells[lane * bins + place]
      }
    }
    cells = moved
    origin = range.lowerBound
    bins = range.count
    centers = range.map { grid.center($0).value }
    for lane in 0..<lanes where lowest[lane] <= highest[lane] {
      lowest[lane] = min(range.upperBound, max(range.lowerBound, lowest[lane]))
      highest[lane] = min(range.upperBound, max(range.lowerBound, highest[lane]))
    }
  }

  /// Adds to a lane at one bin, which must have been reserved.
  mutating func add(_ entry: Cell, lane: Int, bin: Int) {
    cells[lane * bins + bin - origin] += entry / scale[lane]
    totals[lane] += entry[0]
    lowest[lane] = min(lowest[lane], bin)
    highest[lane] = max(highest[lane], bin)
  }

  /// Adds a quantity to a lane over neighbouring bins, which must have been reserved.
  ///
  /// - Parameters:
  ///   - unit: what a unit of the quantity is to a cell.
  ///   - range: the bins, at least one.
  ///   - spread: in which proportion, its share of the range not zero.
  mutating func add(
    _ quantity: Double, of unit: Cell, lane: Int, over range: ClosedRange<Int>,
    as spread: borrowing EntrySpread, share: Double
  ) {
    // One division for both, since this is most of what a bar costs.
    let entry = unit * (quantity / (share * scale[lane]))
    let offset = lane * bins - origin
    let first = spread.first
    for bin in range { cells[offset &+ bin] += entry * spread.weights[bin &- first] }
    totals[lane] += quantity
    lowest[lane] = min(lowest[lane], range.lowerBound)
    highest[lane] = max(highest[lane], range.upperBound)
  }

  /// Empties a lane's bins from one on upward, or up to one.
  ///
  /// - Returns: the quantity removed, and the sum of quantity times entry price.
  mutating func clear(lane: Int, from first: Int, through last: Int) -> (Double, Double) {
    let low = max(first, lowest[lane])
    let high = min(last, highest[lane])
    guard low <= high else { return (0, 0) }
    var quantity = 0.0
    var notional = 0.0
    let offset = lane * bins
    for place in low - origin...high - origin {
      let held = cells[offset + place][0]
      quantity += held
      notional += held * centers[place]
      cells[offset + place] = .zero
    }
    if high == highest[lane] { highest[lane] = low - 1 }
    if low == lowest[lane] { lowest[lane] = high + 1 }
    quantity *= scale[lane]
    notional *= scale[lane]
    if lowest[lane] > highest[lane] {
      quantity = totals[lane]
      reset(lane: lane)
    } else {
      totals[lane] = max(0, totals[lane] - quantity)
    }
    return (quantity, notional)
  }

  /// Removes a share of everything a lane holds, in proportion.
  ///
  /// - Parameter share: 0 to 1.
  mutating func thin(lane: Int, by share: Double) {
    let rest = 1 - share
    guard rest > 0 else {
      _ = clear(lane: lane, from: .min, through: .max)
      return
    }
    scale[lane] *= rest
    totals[lane] *= rest
    if scale[lane] < 1e-100 { renormalise(lane: lane) }
  }

  /// Multiplies all that a lane holds by a factor, positive and finite.
  mutating func multiply(lane: Int, by factor: Double) {
    scale[lane] *= factor
    totals[lane] *= factor
    if scale[lane] < 1e-100 || scale[lane] > 1e100 { renormalise(lane: lane) }
  }

  private mutating func renormalise(lane: Int) {
    for bin in occupied(lane: lane) {
      cells[lane * bins + bin - origin] *= scale[lane]
    }
    scale[lane] = 1
  }

  private mutating func reset(lane: Int) {
    lowest[lane] = .max
    highest[lane] = .min
    totals[lane] = 0
    scale[lane] = 1
  }

  /// Takes the totals afresh from the cells and brings each side to what it should hold, so that
  /// rounding never adds up. Cells that years of closing have left next to nothing of are emptied.
  mutating func settle(_ side: Side, at target: Double) {
    let first = CohortStore.lane(side, 0)
    for lane in first..<first + LeverageLadder.count {
      let least = target * CohortStore.dust / scale[lane]
      let held = occupied(lane: lane)
      var sum = 0.0
      lowest[lane] = .max
      highest[lane] = .min
      for bin in held {
        let index = lane * bins + bin - origin
        guard cells[index][0] > least else {
          cells[index] = .zero
          continue
        }
        sum += cells[index][0]
        lowest[lane] = min(lowest[lane], bin)
        highest[lane] = bin
      }
      totals[lane] = sum * scale[lane]
      if held.isEmpty || sum == 0 { reset(lane: lane) }
    }
    let held = total(side)
    guard held > 0 else { return }
    let factor = target / held
    for lane in first..<first + LeverageLadder.count {
      scale[lane] *= factor
      totals[lane] *= factor
    }
  }

  /// Takes up what was held: a lane's occupied bins, one lane after the other, which have to lie within
  /// the store's.
  mutating func restore(
    origin: Int, bins: Int, scale: [Double], totals: [Double], lowest: [Int], highest: [Int],
    cells held: [Cell]
  ) {
    self.origin = origin
    self.bins = bins
    (self.scale, self.totals) = (scale, totals)
    (self.lowest, self.highest) = (lowest, highest)
    centers = (origin..<origin + bins).map { grid.center($0).value }
    cells = [Cell](repeating: .zero, count: bins * CohortStore.lanes)
    var next = 0
    for lane in 0..<CohortStore.lanes {
      for bin in occupied(lane: lane) {
        cells[lane * bins + bin - origin] = held[next]
        next += 1
      }
    }
  }

  mutating func removeAll() {
    for index in cells.indices { cells[index] = .zero }
    for lane in 0..<CohortStore.lanes { reset(lane: lane) }
  }
}
