import Market

/// A figure that stood at a moment.
struct Moment: PlacedRow {
  var time: Timestamp
  var place: RowPlace
  var value: Double

  /// Checks that a row's figure is above zero. The slot 0 is the time.
  static func positive(_ row: ScannedRow, _ slot: Int) -> Result<Moment, RowFault> {
    if let fault = BarCheck.positive(row.values[slot], slot) { return .failure(fault) }
    return .success(Moment(time: row.time, place: row.place, value: row.values[slot]))
  }

  func agrees(with other: Moment) -> Bool { value == other.value }
}

/// What takers bought and sold in an interval. Only their proportion is used, so that the unit,
/// which some venues let the asker choose, does not matter.
struct TakerVolume: PlacedRow {
  var time: Timestamp
  var place: RowPlace
  var bought, sold: Double

  /// The slot 0 is the time.
  static func make(_ row: ScannedRow, bought: Int, sold: Int) -> Result<TakerVolume, RowFault> {
    let values = row.values
    if let fault = BarCheck.notNegative(values[bought], bought)
      ?? BarCheck.notNegative(values[sold], sold)
    {
      return .failure(fault)
    }
    return .success(
      TakerVolume(
        time: row.time, place: row.place, bought: values[bought], sold: values[sold]))
  }

  /// The part that was bought; `nil` where nothing was traded.
  var boughtShare: Double? {
    let sum = bought + sold
    return sum > 0 ? bought / sum : nil
  }

  func agrees(with other: TakerVolume) -> Bool { bought == other.bought && sold == other.sold }
}
