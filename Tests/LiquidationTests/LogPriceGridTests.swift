import Liquidation
import Market
import Testing

@Suite("Price grid")
struct LogPriceGridTests {
  @Test("a price lies in its bin", arguments: [1.0, 10, 25, 100])
  func bins(binBps: Double) {
    let grid = LogPriceGrid(binBps: binBps)
    var random = SeededGenerator(seed: 2)
    for _ in 0..<500 {
      let price = Price(1e-4 + 2e5 * random.uniform() * random.uniform())
      let bin = grid.bin(of: price)
      #expect(grid.lowerEdge(bin).value <= price.value * (1 + 1e-12))
      #expect(price.value < grid.upperEdge(bin).value * (1 + 1e-12))
      #expect(grid.bin(of: grid.center(bin)) == bin)
    }
  }

  @Test("impossible steps and prices are brought to the nearest possible")
  func impossible() {
    #expect(LogPriceGrid(binBps: .nan).binBps == 10)
    #expect(LogPriceGrid(binBps: 0).binBps == 1)
    #expect(LogPriceGrid(binBps: 1e9).binBps == 100)
    let grid = LogPriceGrid()
    #expect(grid.bin(of: Price(0)) == grid.bin(of: Price(1e-12)))
    #expect(grid.bin(of: Price(.infinity)) == grid.bin(of: Price(1e15)))
  }
}
