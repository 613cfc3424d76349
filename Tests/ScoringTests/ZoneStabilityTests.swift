import Glibc
import Liquidation
import Market
import Testing

@testable import Scoring

@Suite("Stability of zones")
struct ZoneStabilityTests {
  private let first = Day(number: 19_900)

  private func zone(_ side: Side, _ low: Double, _ high: Double, usd: Double = 1e6) -> Zone {
    Zone(
      side: side, low: Price(low), high: Price(high), peak: Price((low + high) / 2),
      usd: Estimate(members: [usd]), distance: 0, sigmas: 0, bands: [:], venues: [:],
      medianAge: .hour, prominence: 0.1)
  }

  /// Two closes at 100, between which the price has been from 99 to 101.
  private func steps(_ before: [Zone], _ after: [Zone]) -> ZoneStability {
    var stability = ZoneStability()
    for (offset, zones) in [before, after].enumerated() {
      stability.endDay(
        first + offset, zones: zones, low: Price(99), high: Price(101), close: Price(100),
        sigma: 0.02)
    }
    return stability
  }

  @Test("zones that stay are kept whole and do not drift")
  func same() throws {
    let zones = [zone(.long, 95, 96), zone(.short, 104, 106)]
    let summary = try #require(steps(zones, zones).summary())
    #expect(summary.steps == 2)
    #expect(abs(summary.kept - 1) < 1e-12 && summary.met == 1 && summary.drift == 0)
    #expect(summary.chance > 0 && summary.chance < 1)
  }

  @Test("a zone that moved by half its width is half kept and has drifted")
  func moved() throws {
    let width = 0.01
    let high = 95 * exp(width)
    let summary = try #require(
      steps(
        [zone(.long, 95, high)], [zone(.long, 95 * exp(width / 2), high * exp(width / 2))]
      ).summary())
    #expect(abs(summary.kept - 0.5) < 1e-9 && summary.met == 1)
    #expect(abs(summary.drift - width / 2 / 0.02) < 1e-9)
  }

  @Test("what is gone is not kept, by dollars")
  func gone() throws {
    let summary = try #require(
      steps(
        [zone(.long, 95, 96, usd: 3e6), zone(.long, 92, 93, usd: 1e6)], [zone(.long, 95, 96)]
      ).summary())
    #expect(abs(summary.kept - 0.75) < 1e-12 && abs(summary.met - 0.75) < 1e-12)
  }

  @Test("zones that the price touched, and those of the other side, are not counted")
  func touched() {
    #expect(steps([zone(.long, 98, 99.5), zone(.short, 100.5, 102)], []).summary() == nil)
    let summary = steps([zone(.long, 95, 96)], [zone(.short, 95, 96)]).summary()
    #expect(summary?.kept == 0 && summary?.met == 0)
  }

  @Test("closes that do not follow on one another are not compared")
  func gaps() {
    var stability = ZoneStability()
    for offset in [0, 2, 1] {
      stability.endDay(
        first + offset, zones: [zone(.long, 95, 96)], low: Price(99), high: Price(101),
        close: Price(100), sigma: 0.02)
    }
    #expect(stability.steps.isEmpty)
  }

  @Test("a step knows the move between its closes", arguments: [97.0, 100, 104])
  func move(close: Double) throws {
    var stability = ZoneStability()
    for (offset, price) in [100, close].enumerated() {
      stability.endDay(
        first + offset, zones: [zone(.long, 90, 91)], low: Price(96), high: Price(104),
        close: Price(price), sigma: 0.02)
    }
    let step = try #require(stability.steps.first)
    #expect(abs(step.moveSigmas - log(close / 100) / 0.02) < 1e-9)
    #expect(stability.summary { abs($0.moveSigmas) > 10 } == nil)
  }
}
