import Market
import Psychology

/// What became of the reach probabilities.
enum ReachWording {
  /// Zones that are named at most; the others are in the table.
  private static let namedZones = 3
  /// A tenth with fewer levels is not judged.
  private static let fewestLevels = 30

  /// - Returns: `nil` where no zone had a probability.
  static func zones(_ horizon: HorizonScore) -> String? {
    guard let zones = horizon.zones, !zones.isEmpty else { return nil }
    let reached = zones.filter { $0.reached != nil }
    let frozen = "the close of \(horizon.frozen.longDescription)"
    let within = "touched within \(horizon.hours) hours"
    if zones.count == 1 {
      return "The one zone mapped at \(frozen) was \(reached.isEmpty ? "not " : "")\(within); "
        + "it had been given \(Phrase.chance(zones[0].probability))."
    }
    let mapped = "the \(Phrase.count(zones.count, "zone")) mapped at \(frozen)"
    guard !reached.isEmpty else {
      return "None of \(mapped) was \(within); \(expected(zones))."
    }
    let named = reached.prefix(namedZones).map {
      "\(Phrase.band($0.low, $0.high)), given \(Phrase.chance($0.probability))"
    }
    let rest = reached.count - named.count
    let list =
      named.joined(separator: "; ") + (rest > 0 ? "; \(Phrase.word(rest)) more" : "")
    return "Of \(mapped) \(Phrase.word(reached.count)) \(reached.count == 1 ? "was" : "were") "
      + "\(within) (\(list)); \(expected(zones))."
  }

  /// How many were to be expected; of less than one in ten the likeliest says more.
  private static func expected(_ zones: [ZoneOutcome]) -> String {
    let sum = zones.reduce(0) { $0 + $1.probability }
    guard sum >= 0.1 else {
      return "the likeliest had been given "
        + Phrase.chance(zones.map(\.probability).max() ?? 0)
    }
    return "by the chances given to all, \(NumberText.fixed(sum, decimals: 1)) were to be expected"
  }

  static func record(_ record: ReachRecord) -> String {
    let windows = "\(Phrase.count(record.windows, "window")) of \(record.hours) hours"
    guard let skill = record.brierSkill else {
      return "Chances of reach have been scored in \(windows), too few to say more."
    }
    let rival = "the share of levels as far away that were reached before"
    guard let low = record.brierSkillLow, let high = record.brierSkillHigh else {
      return "Over \(windows) the chances of reach have a Brier skill of \(number(skill)) against "
        + "\(rival)."
    }
    let verdict = low > 0 ? "beat" : high < 0 ? "do worse than" : "cannot be told from"
    return "Over \(windows) the chances of reach \(verdict) \(rival): Brier skill "
      + "\(number(skill)) (\(number(low)) to \(number(high)))\(reliability(record))."
  }

  /// Skills are small: two decimals would hide on which side of nought they lie.
  private static func number(_ skill: Double) -> String { NumberText.fixed(skill, decimals: 3) }

  /// The tenth whose forecast lies farthest outside the range of what came.
  private static func reliability(_ record: ReachRecord) -> String {
    let judged = record.reliability.filter { $0.levels >= fewestLevels && $0.observedLow != nil }
    let missed = judged.compactMap { bin -> (bin: ReliabilityReport, by: Double)? in
      guard let low = bin.observedLow, let high = bin.observedHigh else { return nil }
      let by = max(low - bin.forecast, bin.forecast - high)
      return by > 0 ? (bin, by) : nil
    }
    guard let worst = missed.max(by: { $0.by < $1.by })?.bin else {
      return judged.isEmpty ? "" : "; what was given came as often, within its range"
    }
    let said = NumberText.percent(worst.forecast, decimals: 0)
    let came = NumberText.percent(worst.observed, decimals: 0)
    return "; they were farthest off where about \(said) was given and \(came) of "
      + "\(worst.levels) levels were reached"
  }
}
