import Liquidation
import Market

/// What a squeeze or a flush would feed on.
public enum PressureWording {
  public static func sentences(_ side: Side, _ day: DayFigures) -> [String] {
    let pressure = day.pressure(on: side)
    return Phrase.labelledOnce([score(pressure), near(pressure), zones(side, day)])
  }

  /// `Squeeze` for shorts, `Flush` for longs.
  static func name(_ side: Side) -> String { side == .short ? "squeeze" : "flush" }

  // MARK: Sentences

  private static func score(_ pressure: Pressure) -> String {
    let name = name(pressure.side)
    let score = NumberText.fixed(pressure.score, decimals: 0)
    let place = since(pressure) + Phrase.trailing(pressure.rank)
    let start =
      switch pressure.score {
      case ..<12: "There is little fuel for a \(name): the score is \(score) of 100\(place)"
      case ..<30: "The \(name) score is a modest \(score) of 100\(place)"
      case ..<Pressure.high: "The \(name) score stands at \(score) of 100\(place)"
      case ..<70: "\(Phrase.sentence(name)) pressure is high at \(score) of 100\(place)"
      default: "\(Phrase.sentence(name)) pressure is very high at \(score) of 100\(place)"
      }
    guard let main = pressure.parts.max(by: { $0.points < $1.points }), main.points >= 1 else {
      return start + "."
    }
    let points = NumberText.fixed(main.points, decimals: 0)
    return "\(start); the largest part, \(points) of a possible "
      + "\(NumberText.fixed(main.kind.maximum, decimals: 0)) points, comes from "
      + "\(source(main.kind, pressure.side))."
  }

  /// `, up from 17 a day earlier`
  private static func since(_ pressure: Pressure) -> String {
    guard let before = pressure.before else { return "" }
    let (now, was) = (pressure.score.rounded(), before.rounded())
    let text = NumberText.fixed(was, decimals: 0)
    return now == was
      ? ", as a day earlier" : ", \(now > was ? "up" : "down") from \(text) a day earlier"
  }

  private static func source(_ kind: PressurePart.Kind, _ side: Side) -> String {
    switch kind {
    case .pools: "pools within reach"
    case .funding: "the funding that \(side.plural) pay"
    case .build: "\(side.plural) opened \(side == .short ? "into the rise" : "into the fall")"
    case .underWater: "\(side.plural) already under water"
    }
  }

  private static func near(_ pressure: Pressure) -> String {
    let edge = NumberText.price(pressure.reachPrice.value)
    let place =
      pressure.side == .short
      ? "between the close and \(edge), two daily moves up,"
      : "between the close and \(edge), two daily moves down,"
    guard pressure.near.p90 >= 0.5 else {
      return Phrase.sentence(place) + " nothing on the map would be liquidated."
    }
    let share = pressure.parts.first { $0.kind == .pools }?.nearShare ?? 0
    return Phrase.sentence(place) + " \(Phrase.usd(pressure.near)) of \(pressure.side.plural) "
      + "would be liquidated, \(Phrase.share(share)) of open interest."
  }

  private static func zones(_ side: Side, _ day: DayFigures) -> String {
    let zones = day.zones(of: side)
    guard let nearest = day.nextZone(of: side),
      let largest = zones.max(by: { $0.usd.value < $1.usd.value })
    else {
      return "No \(side.rawValue) zone stands out \(side.poolDirection) "
        + "\(NumberText.price(day.close.value))."
    }
    let band = Phrase.band(nearest.low, nearest.high)
    let place = ZoneWording.fullDistance(nearest)
    let holds = Phrase.usd(nearest.usd) + chance(nearest, day)
    if zones.count == 1 {
      return "The only \(side.rawValue) zone, \(band), stands \(place) and holds \(holds)."
    }
    if largest == nearest {
      return
        "The nearest sizeable \(side.rawValue) zone, \(band), is also the largest: it stands "
        + "\(place) and holds \(holds)."
    }
    return "The nearest sizeable \(side.rawValue) zone, \(band), stands \(place) and holds "
      + "\(holds); the largest, \(Phrase.band(largest.low, largest.high)), stands "
      + "\(ZoneWording.fullDistance(largest)) and holds "
      + "\(Phrase.usd(largest.usd))\(day.reach[largest].map { ", with \(Phrase.chance($0))" } ?? "")."
  }

  /// `, with a 31 % chance of being touched within a day`
  private static func chance(_ zone: Zone, _ day: DayFigures) -> String {
    day.reach[zone].map { ", with \(Phrase.chance($0)) of being touched within a day" } ?? ""
  }

  // MARK: The table of parts

  /// The part's name for readers.
  public static func name(of part: PressurePart, side: Side) -> String {
    switch part.kind {
    case .pools: "Pools within reach"
    case .funding: "Funding paid by \(side.plural)"
    case .build: "Positions opened into the \(side == .short ? "rise" : "fall")"
    case .underWater: "\(Phrase.sentence(side.plural)) under water"
    }
  }

  /// The figure behind a part, in words.
  public static func figure(of part: PressurePart, in pressure: Pressure) -> String {
    let side = pressure.side
    switch part.kind {
    case .pools:
      return "\(Phrase.usd(pressure.near)) within two daily moves, "
        + "\(Phrase.share(part.nearShare ?? 0)) of open interest"
    case .funding:
      guard let paid = part.measure else { return "no funding known for the day" }
      let rate = Phrase.size(paid)
      let text =
        Phrase.isFlat(paid)
        ? "next to nothing (0.0\u{202F}% a year)"
        : paid > 0
          ? "\(side.plural) pay \(rate) a year" : "\(side.plural) receive \(rate) a year"
      return text + ", mean of 24 hours"
        + (part.rank.map { "; the last rate is \(Phrase.percentile($0))" } ?? "")
    case .build:
      let days = part.days ?? 0
      guard days > 0 else { return "no earlier day to compare with" }
      return "\(side == .short ? "rising" : "falling") days added "
        + "\(Phrase.share(part.measure ?? 0)) to open interest "
        + (days == 1 ? "(one day known)" : "(past \(Phrase.word(days)) days)")
    case .underWater:
      return "\(Phrase.share(part.measure ?? 0)) of \(side.plural)"
    }
  }
}
