import Market

/// What venues publish of who stands where.
public enum CrowdingWording {
  public static func sentences(_ crowding: Crowding) -> [String] {
    [accounts(crowding), takers(crowding), turnover(crowding)].compactMap { $0 }
  }

  /// Gaps smaller than this are no disagreement.
  private static let disagreement = 0.05

  private static func accounts(_ crowding: Crowding) -> String? {
    let crowd = crowding.gauge(.longAccounts)
    let top = crowding.gauge(.topTraderLongs)
    guard let crowd else {
      return top.map { "Of the top traders\u{2019} positions \(share($0)) are long\(tail($0))." }
    }
    let lead = "\(share(crowd)) of accounts are net long\(tail(crowd))"
    guard let top, let gap = crowding.gap else { return lead + "." }
    let held = "the top traders hold \(share(top)) of their positions long\(tail(top))"
    let verdict =
      abs(gap) < disagreement
      ? "crowd and large traders stand alike"
      : gap > 0
        ? "the crowd is longer than the large traders by \(points(gap))"
        : "the large traders are longer than the crowd by \(points(gap))"
    return "\(lead), \(held): \(verdict)."
  }

  private static func takers(_ crowding: Crowding) -> String? {
    guard let takers = crowding.gauge(.takerBuys) else { return nil }
    let lean = abs(takers.value - 0.5)
    let who =
      lean < 0.005
      ? "neither buyers nor sellers were in more of a hurry"
      : takers.value > 0.5
        ? "buyers were in the greater hurry" : "sellers were in the greater hurry"
    return
      "Buyers took the price in \(NumberText.percent(takers.value, decimals: 1)) of the day\u{2019}s "
      + "volume\(tail(takers)): \(who)."
  }

  private static func turnover(_ crowding: Crowding) -> String? {
    guard let turnover = crowding.gauge(.openInterestToVolume), turnover.value > 0 else {
      return nil
    }
    let times = NumberText.fixed(1 / turnover.value, decimals: 1)
    return "The day\u{2019}s volume was \(times) times the open interest"
      + (turnover.rank.map { rank in
        "; open interest over volume is \((0.0..<1).contains(rank.share) && rank.share > 0 ? "at " : "")"
          + Phrase.percentile(rank)
      } ?? "") + "."
  }

  private static func share(_ gauge: Crowding.Gauge) -> String {
    NumberText.percent(gauge.value, decimals: 0)
  }

  private static func points(_ gap: Double) -> String {
    "\(Int((abs(gap) * 100).rounded())) points"
  }

  private static func tail(_ gauge: Crowding.Gauge) -> String {
    Phrase.trailing(gauge.rank)
  }
}
