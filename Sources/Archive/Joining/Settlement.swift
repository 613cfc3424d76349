import Market

/// One settlement of funding.
struct Settlement: PlacedRow {
  /// To the minute: the venues' own times are off by some milliseconds.
  var time: Timestamp
  var place: RowPlace
  /// From the settlement before, in hours; NaN where the venue does not say.
  var hours: Double
  var rate: Double

  /// Checks a row's rate and makes a settlement of it. The slot 0 is the time.
  static func make(_ row: ScannedRow, rate slot: Int, hours: Double = .nan)
    -> Result<Settlement, RowFault>
  {
    let rate = row.values[slot]
    if let fault = BarCheck.fundingRate(rate, slot) { return .failure(fault) }
    let minute = (row.time.milliseconds + 30_000) / 60_000
    return .success(
      Settlement(
        time: Timestamp(milliseconds: minute * 60_000), place: row.place, hours: hours, rate: rate))
  }

  func agrees(with other: Settlement) -> Bool { rate == other.rate && agree(hours, other.hours) }

  /// Fills in the intervals that the venue does not say: of the steps to the settlement before
  /// and to the one after, the shorter, since one of them may be missing.
  ///
  /// - Parameter rows: in order of time.
  static func fillHours(_ rows: inout [Settlement]) {
    guard rows.contains(where: \.hours.isNaN) else { return }
    let steps = zip(rows, rows.dropFirst()).map { ($1.time - $0.time).hours }
    for index in rows.indices where rows[index].hours.isNaN {
      // The first and the last have one neighbour, and ask for the step beyond it as well.
      let near = steps[max(0, index - 1)..<min(steps.count, index + 1)]
      let beyond = near.count > 1 ? near : steps[max(0, index - 2)..<min(steps.count, index + 2)]
      rows[index].hours = beyond.min().map { min(24, max(1, $0.rounded())) } ?? 8
    }
  }
}
