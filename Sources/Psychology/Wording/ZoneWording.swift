import Liquidation
import Market

/// How a zone's place is told.
enum ZoneWording {
  /// `2.6 % below the close`, `right below the close`
  static func distance(_ zone: Zone) -> String {
    let direction = zone.side.poolDirection
    return Phrase.isFlat(zone.distance)
      ? "right \(direction) the close" : "\(Phrase.size(zone.distance)) \(direction) the close"
  }

  /// `2.6 % below the close (0.9 daily moves)`
  static func fullDistance(_ zone: Zone) -> String {
    distance(zone) + (Phrase.isFlat(zone.distance) ? "" : " (\(Phrase.dailyMoves(zone.sigmas)))")
  }
}
