import Market
import Testing

@testable import Simulation

@Suite("A position as the venue keeps it")
struct PositionTests {
  private let rule = SimulatedContract(symbol: "BTCUSDT")
    .marginRule(on: SimulationOptions.defaultStart)

  private func isolated(_ lots: Lots, leverage: Int) -> Position {
    Position(
      lots: lots, entryPrice: 10_000, leverage: leverage, marginMode: .isolated,
      wallet: abs(lots).base * 10_000 / Double(leverage), isHedged: false)
  }

  @Test(
    "liquidation prices lie where the venue's closed form has them",
    arguments: [(10, -0.09639), (25, -0.03614), (100, -0.00602)])
  func distance(leverage: Int, expected: Double) throws {
    var position = isolated(1_000, leverage: leverage)
    position.settle(rule: rule, step: 3)
    let price = try #require(position.liquidationPrice)
    #expect(abs(price / 10_000 - 1 - expected) < 1e-5)
    #expect(position.settledStep == 3)
    #expect(position.isLiquidated(at: price))
    #expect(!position.isLiquidated(at: price + 0.01))
  }

  @Test("adding averages the entry and brings its own margin")
  func adding() {
    var position = isolated(1_000, leverage: 10)
    position.add(3_000, at: 12_000)
    #expect(position.entryPrice == 11_500)
    #expect(position.lots == 4_000)
    #expect(position.wallet == 1_000 + 3_600)
  }

  @Test("closing a part of an isolated position leaves entry and liquidation price where they are")
  func reducing() throws {
    var position = isolated(-4_000, leverage: 20)
    position.settle(rule: rule, step: 1)
    let before = try #require(position.liquidationPrice)
    position.reduce(-1_000, at: 9_000)
    position.settle(rule: rule, step: 2)
    #expect(position.lots == -3_000)
    #expect(position.entryPrice == 10_000)
    #expect(abs(try #require(position.liquidationPrice) / before - 1) < 1e-12)
  }

  @Test("a cross account keeps the loss of what is closed")
  func crossLoss() {
    var position = Position(
      lots: 2_000, entryPrice: 10_000, leverage: 10, marginMode: .cross, wallet: 5_000,
      isHedged: false)
    position.reduce(1_000, at: 9_000)
    #expect(position.wallet == 4_000)
    #expect(position.gain(at: 9_000) == -1_000)
  }

  @Test("a fully paid long cannot be liquidated")
  func unlevered() {
    var position = isolated(1_000, leverage: 1)
    position.settle(rule: rule, step: 1)
    #expect(position.liquidationPrice == nil)
    #expect(!position.isLiquidated(at: 0.01))
  }
}
