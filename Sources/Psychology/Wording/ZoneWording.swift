import Liquidation
import Market

/// How a zone's place is told.
enum ZoneWording {
  /// `2.6 % below the close`, `right below the close`
  ///
  /// - Parameter place: where the distance is counted from.
  static func distance(_ zone: Zone, from place: String = "the close") -> String {
    let direction = zone.side.poolDirection
    return Phrase.isFlat(zone.distance)
      ? "right \(direction) \(place)" : "\(Phrase.size(zone.distance)) \(direction) \(place)"
  }

  /// `2.6 % below the close (0.9 daily moves)`
  static func fullDistance(_ zone: Zone) -> String {
    distance(zone) + (Phrase.isFlat(zone.distance) ? "" : " (\(Phrase.dailyMoves(zone.sigmas)))")
  }
}
