import Market

/// The market makers: they take the other side of every order and carry what traders do not
/// hold against each other. Their positions are covered on other venues.
struct MakerDesk {
  private static let count = 12
  private(set) var positions: [Position?]
  private var inventory: [Lots]
  private(set) var netLots: Lots = 0
  private var generator: SeededGenerator

  init(generator: SeededGenerator) {
    self.positions = Array(repeating: nil, count: Self.count)
    self.inventory = Array(repeating: 0, count: Self.count)
    self.generator = generator
  }

  /// Lots held long over all makers; as much open interest has a maker on its long side.
  var longLots: Lots { inventory.reduce(0) { $0 + max(0, $1) } }

  /// Buys or sells lots at a price. Of two makers that quote, the one whom the trade relieves more
  /// gets it.
  mutating func take(_ lots: Lots, at price: Double) {
    guard lots != 0 else { return }
    let first = Int(generator.next() % UInt64(Self.count))
    let second = Int(generator.next() % UInt64(Self.count))
    let prefersFirst =
      lots > 0 ? inventory[first] <= inventory[second] : inventory[first] >= inventory[second]
    let maker = prefersFirst ? first : second
    book(lots, at: price, maker: maker)
    inventory[maker] += lots
    netLots += lots
  }

  /// Takes the funding of one settlement from the makers' balances.
  ///
  /// - Parameter payment: US dollars that a long of one coin pays.
  mutating func payFunding(_ payment: Double) {
    for index in positions.indices {
      guard var position = positions[index] else { continue }
      position.wallet -= position.lots.base * payment
      positions[index] = position
    }
  }

  private mutating func book(_ lots: Lots, at price: Double, maker: Int) {
    guard var position = positions[maker] else {
      positions[maker] = opened(lots, at: price)
      return
    }
    if (position.lots > 0) == (lots > 0) {
      position.add(lots, at: price)
      positions[maker] = position
    } else if abs(lots) < abs(position.lots) {
      position.reduce(-lots, at: price)
      positions[maker] = position
    } else {
      let rest = lots + position.lots
      positions[maker] = rest == 0 ? nil : opened(rest, at: price)
    }
  }

  private func opened(_ lots: Lots, at price: Double) -> Position {
    Position(
      lots: lots, entryPrice: price, leverage: 2, marginMode: .cross,
      wallet: abs(lots).base * price, isHedged: true)
  }
}
