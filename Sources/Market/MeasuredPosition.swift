/// A position as the venue itself shows it: nothing about it is modelled.
public struct MeasuredPosition: Hashable, Sendable, Codable {
  /// What the margin of a position is.
  public enum MarginMode: String, Hashable, Sendable, Codable, CaseIterable {
    /// The account's whole balance.
    case cross
    /// What was set aside for the position.
    case isolated
  }

  public var side: Side
  public var quantity: Base
  public var entryPrice: Price
  /// `nil` where no price above zero would liquidate it.
  public var liquidationPrice: Price?
  /// As set by the holder: the margin asked for at entry, not the account's real leverage.
  public var leverage: Double
  public var marginMode: MarginMode

  public init(
    side: Side, quantity: Base, entryPrice: Price, liquidationPrice: Price?, leverage: Double,
    marginMode: MarginMode
  ) {
    self.side = side
    self.quantity = quantity
    self.entryPrice = entryPrice
    self.liquidationPrice = liquidationPrice
    self.leverage = leverage
    self.marginMode = marginMode
  }
}

/// What one wallet held of a coin when it was looked at; nothing is an answer too.
public struct WalletSnapshot: Hashable, Sendable, Codable {
  public var time: Timestamp
  /// Shortened for display: `0x1234…abcd`. Two wallets may share it.
  public var wallet: String
  /// `nil` where the wallet held nothing of the coin.
  public var position: MeasuredPosition?
  /// Everything the account is worth, open profit and loss included.
  public var accountValue: USD

  public init(
    time: Timestamp, wallet: String, position: MeasuredPosition?, accountValue: USD
  ) {
    self.time = time
    self.wallet = wallet
    self.position = position
    self.accountValue = accountValue
  }
}

extension WalletSnapshot {
  /// What was last seen of each wallet at a moment, in the order of the wallets.
  ///
  /// - Parameters:
  ///   - snapshots: in order of time.
  ///   - age: wallets that were not looked at for longer are left out: they may hold anything.
  /// - Complexity: logarithmic in the looks, linear in those that are young enough.
  public static func standing(
    _ snapshots: [WalletSnapshot], at time: Timestamp, notOlderThan age: TimeSpan
  ) -> [WalletSnapshot] {
    var last: [String: WalletSnapshot] = [:]
    // Years of looks are not read for those of a day and a half.
    var low = 0
    var high = snapshots.count
    while low < high {
      let middle = (low + high) / 2
      if snapshots[middle].time <= time { low = middle + 1 } else { high = middle }
    }
    for snapshot in snapshots[..<low].reversed() {
      guard snapshot.time + age >= time else { break }
      if last[snapshot.wallet] == nil { last[snapshot.wallet] = snapshot }
    }
    return last.values.sorted { $0.wallet < $1.wallet }
  }
}
