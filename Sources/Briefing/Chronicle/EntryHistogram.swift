import Liquidation
import Market

/// Coins by price of entry, the mean over the ensemble's members.
struct EntryHistogram: Sendable {
  /// How many of the map's bins make one of these.
  static let binsPerStep = 5

  private let grid: LogPriceGrid
  private let weight: Double
  /// Step to long, short, seeded long and seeded short coins.
  private var cells: [Int: SIMD4<Double>] = [:]
  /// The step that the last cohort fell in, its prices, and what it has gathered since.
  private var step = 0
  private var low = Price.zero
  private var high = Price.zero
  private var pending = SIMD4<Double>.zero

  init(grid: LogPriceGrid, members: Int) {
    self.grid = grid
    weight = 1 / Double(max(1, members))
  }

  mutating func add(_ cohort: Cohort) {
    let price = cohort.entryPrice
    // Cohorts come by rising price: most fall in the step of the one before.
    if price < low || price >= high { turn(to: price) }
    let held = cohort.quantity.value * weight
    let seeded = held * cohort.seededShare
    pending += cohort.side == .long ? SIMD4(held, 0, seeded, 0) : SIMD4(0, held, 0, seeded)
  }

  private mutating func turn(to price: Price) {
    finish()
    let bin = grid.bin(of: price)
    let steps = EntryHistogram.binsPerStep
    step = bin >= 0 ? bin / steps : (bin - steps + 1) / steps
    low = grid.lowerEdge(step * steps)
    high = grid.lowerEdge((step + 1) * steps)
  }

  /// Puts what is still gathered in its place; to be called after the last cohort.
  mutating func finish() {
    if pending != .zero { cells[step, default: .zero] += pending }
    pending = .zero
  }

  var report: EntryReport {
    let first = cells.keys.min() ?? 0
    let last = cells.keys.max() ?? first
    let rows = cells.isEmpty ? [] : (first...last).map { cells[$0] ?? .zero }
    func column(_ index: Int) -> [Double] { rows.map { $0[index].roundedToDigits(9) } }
    return EntryReport(
      lowestPrice: grid.lowerEdge(first * EntryHistogram.binsPerStep),
      binBps: grid.binBps * Double(EntryHistogram.binsPerStep), longBase: column(0),
      shortBase: column(1), seededLongBase: column(2), seededShortBase: column(3))
  }
}
