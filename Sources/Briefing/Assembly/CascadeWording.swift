import Market
import Psychology

/// Plain words about what a sudden move would set off.
struct CascadeWording {
  let cascade: CascadeReport
  let close: Price

  /// The shock that the text speaks of.
  private static let shock = 0.03

  var sentences: [String] {
    Phrase.labelledOnce([moves, runaway, void].compactMap { $0 })
  }

  private var moves: String? {
    guard let fall = point(of: cascade.fall), let rise = point(of: cascade.rise) else { return nil }
    return
      "A sudden fall of \(Phrase.size(fall.shock)) would force out \(usd(fall)) of longs and end "
      + "\(Phrase.size(fall.finalMove)) lower; a rise of the same size would force out \(usd(rise)) of "
      + "shorts and end \(Phrase.size(rise.finalMove)) higher."
  }

  private var runaway: String? {
    let parts = [cascade.fall, cascade.rise].compactMap { curve in
      curve.runawayShock.map { shock in
        "from a \(curve.side == .long ? "fall" : "rise") of \(Phrase.size(shock)) on"
      }
    }
    guard let farthest = cascade.fall.points.last?.shock else { return nil }
    return parts.isEmpty
      ? "No shock up to \(Phrase.size(farthest)) more than doubles itself."
      : "A cascade more than doubles the shock \(Phrase.list(parts))."
  }

  private var void: String? {
    guard let widest = cascade.voids.max(by: { $0.high / $0.low < $1.high / $1.low }) else {
      return nil
    }
    let isAbove = widest.high > close.value
    // One that begins at the close has no distance worth telling.
    let stretch =
      Phrase.isFlat(widest.distance)
      ? "runs from the close \(isAbove ? "up" : "down") to "
        + NumberText.price(isAbove ? widest.high : widest.low)
      : "is \(Phrase.band(Price(widest.low), Price(widest.high)))"
    return "The widest stretch with little to feed a move \(stretch), with "
      + "\(Phrase.usd(widest.usd)) in it."
  }

  private func usd(_ point: CascadePoint) -> String {
    Phrase.usd(Estimate(value: point.usd, p10: point.usdP10, p90: point.usdP90))
  }

  private func point(of curve: CascadeCurve) -> CascadePoint? {
    curve.points.min {
      abs($0.shock - CascadeWording.shock) < abs($1.shock - CascadeWording.shock)
    }
  }
}
