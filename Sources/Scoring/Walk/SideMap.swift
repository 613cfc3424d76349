/// How dense a forecast is in the price cells on one side of the close.
public struct SideMap: Hashable, Sendable, Codable {
  /// The lowest cell, a bin of the grid.
  public var firstBin: Int
  /// One for each cell, lowest price first, none negative; in a unit of the forecast's own, since
  /// scores look at proportions alone.
  public var density: [Double]

  public init(firstBin: Int, density: [Double]) {
    self.firstBin = firstBin
    self.density = density
  }

  /// Zero outside the map.
  public subscript(bin: Int) -> Double {
    let place = bin - firstBin
    return density.indices.contains(place) ? density[place] : 0
  }

  init(bins: ClosedRange<Int>, _ density: (Int) -> Double) {
    firstBin = bins.lowerBound
    self.density = bins.map {
      let value = density($0)
      return value > 0 && value.isFinite ? value : 0
    }
  }
}
