import Glibc
import Market
import Testing

@testable import Liquidation

@Suite("Where a pool stands")
struct PlaceSpreadTests {
  @Test("a pool is spread as wide as asked, and nothing is lost", arguments: [3.0, 10, 25])
  func width(deviation: Double) {
    let spread = PlaceSpread(deviation: deviation)
    let middle = 4 * spread.reach
    var values = [Double](repeating: 0, count: 2 * middle)
    values[middle] = 7
    let found = spread.spread(values)
    let sum = found.reduce(0, +)
    let variance = found.enumerated().reduce(0) {
      $0 + $1.element * pow(Double($1.offset - middle), 2)
    }
    #expect(abs(sum - 7) < 1e-9)
    #expect(abs((variance / sum).squareRoot() / deviation - 1) < 0.1)
    #expect(found.allSatisfy { $0 >= 0 })
    #expect(found[middle + spread.reach + 1] == 0)
  }

  @Test("what would cross the close is turned back", arguments: Side.allCases)
  func wall(side: Side) {
    let spread = PlaceSpread(deviation: 8)
    let room = spread.reach
    let home = side == .long ? room + 2 : 0
    var values = [Double](repeating: 0, count: 2 * room + 6)
    let nearest = side == .long ? home - 1 : home + 1
    values[nearest] = 3
    let wrong = side == .long ? home + 1..<values.count : 0..<home
    if let first = wrong.first { values[first] = 5 }
    var found = values
    spread.apply(to: &found, row: 0..<values.count, side: side, home: home)
    #expect(Array(found[wrong]) == Array(values[wrong]))
    #expect(abs(found.reduce(0, +) - values.reduce(0, +)) < 1e-9)
    #expect(found[nearest] < 3)
  }

  @Test("lots hang on the price and not on the window, and have a spread about one")
  func lots() {
    let grid = LogPriceGrid()
    let field = LotField(member: 4, side: .short)
    let wide = field.factors(first: 10_000, count: 3_000, grid: grid)
    let part = field.factors(first: 10_703, count: 40, grid: grid)
    for (index, factor) in part.enumerated() { #expect(abs(factor / wide[703 + index] - 1) < 1e-9) }
    let logs = wide.map { log($0) }
    let mean = logs.reduce(0, +) / 3_000
    let variance = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3_000
    #expect(abs(variance.squareRoot() / LotField.deviation - 1) < 0.25)
    #expect(field.factors(first: 0, count: 0, grid: grid).isEmpty)
    #expect(LotField(member: 5, side: .short).factors(first: 0, count: 9, grid: grid) != wide)
  }
}
