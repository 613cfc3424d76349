import Market

extension CohortStore: Codable {
  /// The store with the occupied bins of each lane, one lane after the other, and no others.
  private struct Occupied: Codable {
    var grid: LogPriceGrid
    var origin: Int
    var bins: Int
    var scale: [Double]
    var totals: [Double]
    var lowest: [Int]
    var highest: [Int]
    var cells: [Cell]

    /// Whether every index that a store makes of these stays within it.
    var isPossible: Bool {
      let lanes = CohortStore.lanes
      guard [scale.count, totals.count, lowest.count, highest.count].allSatisfy({ $0 == lanes }),
        (0...CohortStore.mostBins).contains(bins),
        (-CohortStore.mostBins...CohortStore.mostBins).contains(origin)
      else { return false }
      var count = 0
      for lane in 0..<lanes where lowest[lane] <= highest[lane] {
        guard lowest[lane] >= origin, highest[lane] < origin + bins else { return false }
        count += highest[lane] - lowest[lane] + 1
      }
      return cells.count == count
    }
  }

  /// More than there are between the lowest and the highest price that a bar may have, on any grid.
  private static let mostBins = 1_000_000

  init(from decoder: any Decoder) throws {
    let held = try Occupied(from: decoder)
    guard held.isPossible else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: "cells that fit in no store"))
    }
    self.init(grid: held.grid)
    restore(
      origin: held.origin, bins: held.bins, scale: held.scale, totals: held.totals,
      lowest: held.lowest, highest: held.highest, cells: held.cells)
  }

  func encode(to encoder: any Encoder) throws {
    var occupied: [Cell] = []
    for lane in 0..<CohortStore.lanes {
      let range = self.occupied(lane: lane)
      guard !range.isEmpty else { continue }
      let first = lane * bins + range.lowerBound - origin
      occupied += cells[first..<first + range.count]
    }
    try Occupied(
      grid: grid, origin: origin, bins: bins, scale: scale, totals: totals, lowest: lowest,
      highest: highest, cells: occupied
    ).encode(to: encoder)
  }
}
