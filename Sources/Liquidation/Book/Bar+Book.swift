import Market

extension Bar {
  /// Whether the prices are finite, positive and in order. Compared as numbers, so that what is no
  /// number fails.
  var isPossible: Bool {
    low.value > 1e-12 && high.value < 1e15 && low.value <= open.value && open.value <= high.value
      && low.value <= close.value && close.value <= high.value && triggerLow.value > 1e-12
      && triggerLow.value <= triggerHigh.value && triggerHigh.value < 1e15
  }

  /// The lowest price that pools were exposed to: the mark price's, and the close, so that no pool
  /// stands on the wrong side of the price that the map is drawn about.
  var reachedLow: Price { min(triggerLow, close) }
  /// The highest, likewise.
  var reachedHigh: Price { max(triggerHigh, close) }

  /// The share of the volume in which the buyer took the price, one half where it is not known.
  var takerBuyShare: Double {
    guard let bought = takerBuyVolume, volume.value > 0, bought.value.isFinite else { return 0.5 }
    return min(1, max(0, bought / volume))
  }
}

extension Timestamp {
  /// Days since 1970 with their fraction.
  var dayNumber: Double { Double(milliseconds) / Double(TimeSpan.day.milliseconds) }
}
