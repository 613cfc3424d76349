/// How many bands of price hold what the map's ranges say of them.
public struct BandCoverage: Sendable, Hashable {
  /// Those in which the map or the truth has anything.
  public private(set) var bands = 0
  /// Those of them whose true dollars lie between the map's p10 and p90.
  public private(set) var covered = 0

  public init() {}

  /// 0.8 for a map whose ranges are what they say; `nil` where there is no band.
  public var share: Double? { bands == 0 ? nil : Double(covered) / Double(bands) }

  mutating func add(isCovered: Bool) {
    bands += 1
    covered += isCovered ? 1 : 0
  }

  public static func + (a: BandCoverage, b: BandCoverage) -> BandCoverage {
    var sum = a
    sum.bands += b.bands
    sum.covered += b.covered
    return sum
  }
}
