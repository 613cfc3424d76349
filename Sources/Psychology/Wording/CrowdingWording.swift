import Market

/// What venues publish of who stands where.
public enum CrowdingWording {
  public static func sentences(_ crowding: Crowding) -> [String] {
    [accounts(crowding), takers(crowding), turnover(crowding)].compactMap { $0 }
  }

  private static func accounts(_ crowding: Crowding) -> String? {
    let crowd = crowding.gauge(.longAccounts)
    let top = crowding.gauge(.topTraderLongs)
    guard let crowd else {
      return top.map {
        "Of the top traders\u{2019} positions \(share($0)) are long\(since($0))\(tail($0))."
      }
    }
    let lead = "\(share(crowd)) of accounts are net long\(since(crowd))\(tail(crowd))"
    guard let top, let gap = crowding.gap else { return lead + "." }
    let held =
      "the top traders hold \(share(top)) of their positions long\(since(top))\(tail(top))"
    let verdict =
      abs(gap) < Crowding.disagreement
      ? "Crowd and large traders stand alike, \(points(gap)) apart"
      : gap > 0
        ? "The crowd is longer than the large traders by \(points(gap))"
        : "The large traders are longer than the crowd by \(points(gap))"
    return "\(lead); \(held). \(verdict)."
  }

  private static func takers(_ crowding: Crowding) -> String? {
    guard let takers = crowding.gauge(.takerBuys) else { return nil }
    let who =
      abs(takers.value - 0.5) < 0.005
      ? "neither side pressed" : takers.value > 0.5 ? "buyers pressed" : "sellers pressed"
    return
      "Buyers were the takers in \(NumberText.percent(takers.value, decimals: 1)) of the "
      + "day\u{2019}s volume\(tail(takers)): \(who)."
  }

  /// Volume over open interest, so that more is more; the gauge is its inverse, and so is its rank.
  private static func turnover(_ crowding: Crowding) -> String? {
    guard let gauge = crowding.gauge(.openInterestToVolume), gauge.value > 0 else { return nil }
    let times = NumberText.fixed(1 / gauge.value, decimals: 1)
    let rank = gauge.rank.map { HistoryRank(share: 1 - $0.share, days: $0.days) }
    return "The day\u{2019}s volume was \(times) times the open interest\(Phrase.trailing(rank))."
  }

  private static func share(_ gauge: Crowding.Gauge) -> String {
    NumberText.percent(gauge.value, decimals: 0)
  }

  /// `, up from 68 %`
  private static func since(_ gauge: Crowding.Gauge) -> String {
    guard let before = gauge.before else { return "" }
    let was = NumberText.percent(before, decimals: 0)
    return was == share(gauge)
      ? ", as a day earlier" : ", \(gauge.value > before ? "up" : "down") from \(was)"
  }

  private static func points(_ gap: Double) -> String {
    let whole = Int((abs(gap) * 100).rounded())
    return "\(whole) \(whole == 1 ? "point" : "points")"
  }

  private static func tail(_ gauge: Crowding.Gauge) -> String {
    Phrase.trailing(gauge.rank)
  }
}
