import Glibc
import Market
import Testing

@testable import Liquidation

/// What the book assumes, held against real positions. The figures stand in `Guides/Truth.md`.
@Suite("Real wallets", .enabled(if: TruthWallets.areThere))
struct TruthWalletTests {
  private let wallets: TruthWallets

  init() throws { wallets = try TruthWallets() }

  @Test("the prior's shares are those of the snapshots to 8 February", arguments: Side.allCases)
  func fitted(side: Side) throws {
    let found = wallets.part(fitted: true).filter { $0.side == side }.shares()
    let prior = side == .long ? LeverageLadder.measuredLong : LeverageLadder.measuredShort
    for (share, assumed) in zip(found, prior) { #expect(abs(share - assumed) < 0.0021) }
  }

  @Test("the later snapshots hold nearly as the prior says", arguments: Side.allCases)
  func later(side: Side) throws {
    let rest = wallets.part(fitted: false).filter { $0.side == side }
    let found = rest.shares()
    let measured = side == .long ? LeverageLadder.measuredLong : LeverageLadder.measuredShort
    let members = BookPrior.ensemble(members: 16, seed: 1).map { $0.holdings(side) }
    let book = (0..<LeverageLadder.count).map { k in members.reduce(0) { $0 + $1[k] } / 16 }
    print("\(side) to 8 Feb:", texts(measured), "rest:", texts(found), "book:", texts(book))
    print(
      "\(side) off: measured \(text(difference(found, measured)))",
      "book \(text(difference(found, book)))")
    #expect(rest.count > 1_000)
    #expect(difference(found, measured) < 0.25)
    // The book mixes smaller accounts in, which these wallets are not.
    #expect(difference(found, book) < 0.4)
  }

  @Test("effective leverage is a tenth of the setting", arguments: Side.allCases, [true, false])
  func leverage(side: Side, fitted: Bool) throws {
    let part = wallets.part(fitted: fitted).filter { $0.side == side }
    let setting = part.median(\.leverage)
    let effective = part.median(\.effectiveLeverage)
    let distance = part.median { $0.distance ?? .infinity }
    print(
      "\(side) fitted \(fitted): setting \(setting) effective \(text(effective))",
      "distance \(text(distance)) within 5, 10, 20, 30, 50 %:",
      texts(
        [0.05, 0.1, 0.2, 0.3, 0.5].map { limit in
          part.filter { $0.distance ?? .infinity < limit }.reduce(0) { $0 + $1.value }
            / part.reduce(0) { $0 + $1.value }
        }))
    #expect(setting >= 15 && setting <= 30)
    #expect(effective > 1.2 && effective < 3.5)
    #expect(distance > 0.3 && distance < 0.7)
  }

  @Test("few positions are seen to be crossed, and not all of them are gone")
  func crossed() throws {
    let times = Set(wallets.positions.map(\.time)).sorted()
    let byTime = Dictionary(grouping: wallets.positions, by: \.time)
    let histories = Dictionary(grouping: wallets.positions, by: \.wallet)
    var crossed: [(position: TruthWallets.Position, after: TruthWallets.Position?)] = []
    for (time, next) in zip(times, times.dropFirst()) {
      let marks = byTime[next]?.map(\.mark) ?? []
      guard let low = marks.min(), let high = marks.max() else { continue }
      for position in byTime[time] ?? [] {
        guard let price = position.liquidation else { continue }
        guard position.side == .long ? low <= price : high >= price else { continue }
        // A wallet may miss a snapshot and be in the one after.
        let after = histories[position.wallet]?.first {
          $0.time >= next && $0.time <= time + .days(1)
        }
        crossed.append((position, after))
      }
    }
    for (position, after) in crossed {
      print(
        "\(position.time) \(position.side) \(text(position.value / 1e6)) M at",
        "\(text(position.liquidation ?? 0)) from \(text(position.mark)):",
        after.map { "\($0.side) \(text($0.size / position.size)) \(text($0.liquidation ?? 0))" }
          ?? "not seen within a day")
    }
    // The book takes all of them for liquidated.
    let stayed = crossed.filter { $0.after?.side == $0.position.side }
    #expect(crossed.count >= 3 && crossed.count <= 10)
    #expect(!stayed.isEmpty && stayed.count < crossed.count)
    for (position, after) in stayed {
      let price = try #require(position.liquidation)
      let moved = try #require(after?.liquidation)
      #expect(position.side == .long ? moved < price : moved > price)
    }
  }

  @Test(
    "closing does not grow with effective leverage as the book assumes", arguments: [true, false])
  func closing(fitted: Bool) throws {
    let limits = [1.2, 2.2, 4.6, .infinity]
    var closed = [Double](repeating: 0, count: limits.count)
    var held = closed
    for (before, after) in wallets.pairs(fitted: fitted) {
      let band = limits.firstIndex { before.effectiveLeverage < $0 } ?? limits.count - 1
      let left = after.side == before.side ? after.size : 0
      closed[band] += max(0, before.size - left)
      held[band] +=
        before.size * Double((after.time - before.time).milliseconds) / 86_400_000
    }
    let rates = zip(closed, held).map { $0 / $1 }
    let all = closed.reduce(0, +) / held.reduce(0, +)
    print("fitted \(fitted): closed a day below 1.2, 2.2, 4.6 and above:", texts(rates), text(all))
    #expect(all > 0.05 && all < 0.5)
    // From 1x to 7x the book's rate grows by 1.6 to 4.3; none of it is seen in these wallets.
    #expect(rates[3] / rates[0] < 1.4)
  }

  @Test("liquidation prices move while positions do not", arguments: [true, false])
  func drift(fitted: Bool) throws {
    var total = 0.0
    var moved = 0.0
    var count = 0
    for (before, after) in wallets.pairs(
      fitted: fitted, from: .hours(20), to: .hours(28))
    where before.side == after.side && abs(after.size / before.size - 1) < 0.005
      && before.effectiveLeverage >= 1.2
    {
      guard let price = before.liquidation else { continue }
      let change = after.liquidation.map { abs($0 - price) / before.mark } ?? .infinity
      total += before.value
      moved += change > 0.01 ? before.value : 0
      count += 1
    }
    print("fitted \(fitted): of \(count) unchanged positions moved by 1 %: \(text(moved / total))")
    #expect(count > 100)
    #expect(moved / total > 0.2 && moved / total < 0.8)
  }

  /// Half the sum of the differences: the share that would have to be held otherwise.
  private func difference(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + abs($1.0 - $1.1) } / 2
  }

  private func text(_ value: Double) -> String { NumberText.fixed(value, decimals: 3) }
  private func texts(_ values: [Double]) -> String { values.map(text).joined(separator: " ") }
}
