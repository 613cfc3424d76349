import Market
import Psychology

/// Plain words about the wallets that venues show.
struct WhaleWording {
  let whales: WhaleReport
  let asset: String

  var sentences: [String] { [holdings, distances, largest].compactMap { $0 } }

  private var holdings: String {
    let venues = Phrase.list(whales.venues.map(\.name))
    let looked =
      "Of the \(Phrase.count(whales.looked, "wallet")) watched on \(venues), "
      + "\(Phrase.word(whales.wallets)) \(whales.wallets == 1 ? "holds" : "hold") "
    let parts = Side.allCases.compactMap(holding)
    guard !parts.isEmpty else { return looked + "a position." }
    return looked + Phrase.list(parts) + " of the open interest there."
  }

  /// `1,204 BTC long ($118 M), 8.1 %`
  private func holding(_ side: Side) -> String? {
    let held = whales.side(side)
    guard held.positions > 0 else { return nil }
    return "\(Phrase.amount(held.quantityBase, of: asset)) \(side.rawValue) "
      + "(\(Phrase.usd(held.usd))), \(Phrase.share(held.share))"
  }

  private var distances: String? {
    let parts = Side.allCases.compactMap { side in
      whales.side(side).medianDistance.map { distance in
        "half of their \(side.rawValue)s by value after "
          + "\(Phrase.withArticle(Phrase.size(distance))) \(side == .long ? "fall" : "rise")"
      }
    }
    guard !parts.isEmpty else { return nil }
    return Phrase.sentence("\(Phrase.list(parts)) would be liquidated.")
  }

  private var largest: String? {
    guard let first = whales.largest.first else { return nil }
    var text =
      "The largest position is \(first.wallet)\u{2019}s \(first.side.rawValue) of "
      + "\(Phrase.amount(first.quantityBase, of: asset)) (\(Phrase.usd(first.usd))), entered at "
      + NumberText.price(first.entry.value)
    if let price = first.liquidationPrice, let distance = first.distance {
      text +=
        " and liquidated at \(NumberText.price(price.value)), \(Phrase.size(distance)) "
        + "\(first.side == .long ? "below" : "above") the close"
    }
    return text + "."
  }
}
