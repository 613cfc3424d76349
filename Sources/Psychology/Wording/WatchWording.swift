import Liquidation
import Market

/// The summary's last sentence: the level to watch on each side, what stands there, how far it is
/// and how likely it is to be touched within a day.
enum WatchWording {
  static func sentence(_ day: DayFigures) -> String {
    let close = NumberText.price(day.close.value)
    let long = day.nextZone(of: .long)
    let short = day.nextZone(of: .short)
    switch (long, short) {
    case (nil, nil):
      return "No pool stands out from the map on either side of \(close)."
    case (let long?, nil):
      return "Watch \(place(long, day)); above \(close) no short pool stands out."
    case (nil, let short?):
      return "Watch \(place(short, day)); below \(close) no long pool stands out."
    case (let long?, let short?):
      // The likelier first; without chances the nearer.
      let rank = { (zone: Zone) in (day.reach[zone] ?? 0, -abs(zone.distance)) }
      let (first, second) = rank(short) > rank(long) ? (short, long) : (long, short)
      return "Watch \(place(first, day)), and \(place(second, day, isSecond: true))."
    }
  }

  /// `51,637–52,628, 2.5 % below the close, with $33.9 M of longs and a 52 % chance of being touched
  /// within a day`
  private static func place(_ zone: Zone, _ day: DayFigures, isSecond: Bool = false) -> String {
    let chance = day.reach[zone].map {
      " and \(Phrase.chance($0))" + (isSecond ? "" : " of being touched within a day")
    }
    let distance = ZoneWording.distance(zone, from: day.isOpen ? "the price" : "the close")
    return "\(Phrase.band(zone.low, zone.high)), \(distance), with "
      + "\(Phrase.usd(zone.usd)) of \(zone.side.plural)\(chance ?? "")"
  }
}
