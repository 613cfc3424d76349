import Market

/// Whether a position stands on its own margin or on the whole account's.
public enum MarginMode: String, Sendable, CaseIterable {
  case isolated, cross
}

/// Quantities are counted in thousandths of a coin, the venue's smallest step, so that
/// sums over thousands of positions are exact.
typealias Lots = Int64

extension Lots {
  /// In base units.
  var base: Double { Double(self) / 1_000 }
}

/// One trader's position, kept as the venue keeps it: average entry, margin, liquidation price.
struct Position {
  /// Positive for a long, negative for a short; never zero.
  var lots: Lots
  /// Average entry price of what is held, US dollars a coin.
  var entryPrice: Double
  /// The trader's setting.
  var leverage: Int
  var marginMode: MarginMode
  /// What stands behind the position before its own gain or loss, US dollars: an isolated
  /// position's margin, or the balance of a cross account. Funding is taken from it.
  var wallet: Double
  /// Covered by coins the trader holds or by positions on other venues: cannot be liquidated.
  var isHedged: Bool
  /// US dollars a coin; `nil` where no price liquidates the position.
  private(set) var liquidationPrice: Double?
  /// The step on which the liquidation price took its present value.
  private(set) var settledStep: Int

  init(
    lots: Lots, entryPrice: Double, leverage: Int, marginMode: MarginMode, wallet: Double,
    isHedged: Bool
  ) {
    self.lots = lots
    self.entryPrice = entryPrice
    self.leverage = leverage
    self.marginMode = marginMode
    self.wallet = wallet
    self.isHedged = isHedged
    self.settledStep = 0
  }

  var side: Side { lots > 0 ? .long : .short }
  var quantity: Double { abs(lots).base }
  /// Margin that the venue asked for at entry, US dollars.
  var initialMargin: Double { quantity * entryPrice / Double(leverage) }

  /// Gain at a price, US dollars; negative for a loss.
  func gain(at price: Double) -> Double { lots.base * (price - entryPrice) }

  /// Adds to the position in its own direction; an isolated one brings margin with it.
  mutating func add(_ added: Lots, at price: Double) {
    let total = lots + added
    entryPrice = (entryPrice * lots.base + price * added.base) / total.base
    lots = total
    if marginMode == .isolated { wallet += abs(added).base * price / Double(leverage) }
  }

  /// Closes part of the position: an isolated one releases margin in proportion, a cross account
  /// keeps the gain or loss.
  ///
  /// - Parameter closed: less than the whole, of the sign of the position.
  mutating func reduce(_ closed: Lots, at price: Double) {
    let share = closed.base / lots.base
    if marginMode == .isolated {
      wallet *= 1 - share
    } else {
      wallet += closed.base * (price - entryPrice)
    }
    lots -= closed
  }

  /// Recomputes the liquidation price by the venue's rule.
  mutating func settle(rule: MarginRule, step: Int) {
    let price =
      isHedged
      ? nil
      : rule.liquidationPrice(
        side, entry: Price(entryPrice), quantity: Base(quantity), wallet: USD(wallet),
        mode: marginMode)?.value
    if price != liquidationPrice { settledStep = step }
    liquidationPrice = price
  }

  /// True where a mark price would have the venue close the position.
  func isLiquidated(at mark: Double) -> Bool {
    guard let liquidationPrice else { return false }
    return lots > 0 ? mark <= liquidationPrice : mark >= liquidationPrice
  }
}
