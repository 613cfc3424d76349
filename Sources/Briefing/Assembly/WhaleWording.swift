import Market
import Psychology

/// Plain words about the wallets that venues show.
struct WhaleWording {
  let whales: WhaleReport
  let asset: String

  var sentences: [String] { [holdings, distances, largest].compactMap { $0 } }

  private var holdings: String {
    let venues = Phrase.list(whales.venues.map(\.name))
    let watched = "\(Phrase.count(whales.looked, "wallet")) watched on \(venues)"
    let who =
      whales.wallets == whales.looked
      ? "The \(watched) \(whales.looked == 1 ? "holds" : "hold")"
      : "Of the \(watched), \(Phrase.word(whales.wallets)) "
        + (whales.wallets == 1 ? "holds" : "hold")
    let sides = Side.allCases.filter { whales.side($0).positions > 0 }
    guard !sides.isEmpty else { return who + " a position." }
    let parts = sides.enumerated().map { index, side in
      let held = whales.side(side)
      let share = Phrase.share(held.share) + (index == 0 ? " of the open interest there" : "")
      return "\(Phrase.amount(held.quantityBase, of: asset)) \(side.rawValue) "
        + "(\(Phrase.usd(held.usd)), \(share))"
    }
    return who + " " + Phrase.list(parts) + "."
  }

  private var distances: String? {
    let parts = Side.allCases.compactMap { side in
      whales.side(side).medianDistance.map { distance in
        "\(Phrase.withArticle(Phrase.size(distance))) \(side == .long ? "fall" : "rise") would "
          + "liquidate half of their \(side.rawValue)s by value"
      }
    }
    return parts.isEmpty ? nil : Phrase.sentence(Phrase.list(parts)) + "."
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
