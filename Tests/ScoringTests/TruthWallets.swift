import Archive
import FoundationEssentials
import Liquidation
import Market

/// Real BTC positions of large wallets on Hyperliquid, recorded by others; looked for in the folder
/// that `HEATPRESS_DATA` names.
struct TruthWallets {
  struct Position {
    var time: Timestamp
    var wallet: String
    var side: Side
    var size: Double
    var entry: Double
    var leverage: Double
    var value: Double
    var liquidation: Double?
    var mark: Double
    /// What the whole account is worth, in dollars.
    var account: Double

    /// Distance to liquidation as a fraction of the mark price; none where no price liquidates.
    var distance: Double? { liquidation.map { abs($0 / mark - 1) } }

    /// Leverage of the isolated position with the same liquidation price, were it opened at the mark
    /// price at a maintenance rate of 1.25 %.
    var effectiveLeverage: Double {
      guard let liquidation else { return 1 }
      let ratio = liquidation / mark
      let margin = side == .long ? 1 - ratio * 0.9875 : ratio * 1.0125 - 1
      return margin > 0 ? 1 / margin : .infinity
    }

    /// Of the book's ladder.
    var bucket: Int {
      min(LeverageLadder.count - 1, LeverageLadder.edges.count { $0 <= effectiveLeverage })
    }
  }

  /// The prior was made from the snapshots before this moment, the end of 8 February 2026.
  static let cutoff = Timestamp("2026-02-09")

  static let path: String = {
    let folder =
      ProcessInfo.processInfo.environment["HEATPRESS_DATA"]
      ?? #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
      + "/../shared/data"
    return folder + "/hyperliquid/BTC-wallet-positions-2026-02-04_2026-02-12.csv.gz"
  }()

  static var areThere: Bool { Files.isFile(path) }

  /// By time and wallet.
  var positions: [Position]

  init() throws {
    let table = PlainTable(
      path: Self.path, name: "wallets.csv.gz",
      columns: [
        .init("time", .text), .init("wallet", .text), .init("side", .text),
        .init("size_btc", .number), .init("entry_price", .number), .init("leverage", .number),
        .init("value_usd", .number), .init("liquidation_price", .optionalNumber),
        .init("mark_price", .number), .init("account_value_usd", .number),
      ])
    positions = try table.read { row throws(PlainTable.Fault) in
      guard let time = Timestamp(row.text(0)) else {
        throw PlainTable.Fault(column: 0, expected: "a time")
      }
      guard let side = Side(rawValue: row.text(2)) else {
        throw PlainTable.Fault(column: 2, expected: "long or short")
      }
      return Position(
        time: time, wallet: row.text(1), side: side, size: row.number(3), entry: row.number(4),
        leverage: row.number(5), value: row.number(6), liquidation: row.optionalNumber(7),
        mark: row.number(8), account: row.number(9))
    }
    positions.sort { ($0.time, $0.wallet) < ($1.time, $1.wallet) }
  }

  /// The snapshots that the prior was made from, or the rest.
  func part(fitted: Bool) -> [Position] {
    positions.filter { position in Self.cutoff.map { (position.time < $0) == fitted } ?? false }
  }

  /// Each position with the same wallet's next one, at most a day later: wallets drop out of the
  /// snapshots and come back.
  func pairs(fitted: Bool, from shortest: TimeSpan = .minutes(1), to longest: TimeSpan = .days(1))
    -> [(before: Position, after: Position)]
  {
    let start = part(fitted: fitted)
    return Dictionary(grouping: positions, by: \.wallet).values.flatMap { history in
      history.enumerated().compactMap { index, position in
        guard start.first.map({ position.time >= $0.time }) == true,
          start.last.map({ position.time <= $0.time }) == true
        else { return nil }
        let next = history[(index + 1)...].first { $0.time - position.time >= shortest }
        guard let next, next.time - position.time <= longest else { return nil }
        return (position, next)
      }
    }.sorted { ($0.before.time, $0.before.wallet) < ($1.before.time, $1.before.wallet) }
  }
}

extension [TruthWallets.Position] {
  /// Share of the dollars in each bucket of the ladder.
  func shares() -> [Double] {
    var shares = [Double](repeating: 0, count: LeverageLadder.count)
    for position in self { shares[position.bucket] += position.value }
    let total = shares.reduce(0, +)
    return shares.map { $0 / total }
  }

  /// The median of a figure by dollars.
  func median(_ figure: (TruthWallets.Position) -> Double) -> Double {
    let sorted = map { (figure($0), $0.value) }.sorted { $0.0 < $1.0 }
    let half = sorted.reduce(0) { $0 + $1.1 } / 2
    var sum = 0.0
    for (value, weight) in sorted {
      sum += weight
      if sum >= half { return value }
    }
    return .nan
  }
}
