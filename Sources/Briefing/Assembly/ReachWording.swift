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
    let sum = NumberText.fixed(zones.reduce(0) { $0 + $1.probability }, decimals: 1)
    let mapped =
      "the \(Phrase.count(zones.count, "zone")) mapped at the close of "
      + horizon.frozen.longDescription
    let within = "touched within \(horizon.hours) hours"
    guard !reached.isEmpty else {
      return zones.count == 1
        ? "The one zone mapped at the close of \(horizon.frozen.longDescription) was not \(within); "
          + "it had been given \(Phrase.share(zones[0].probability))."
        : "None of \(mapped) was \(within); their probabilities add up to \(sum)."
    }
    let named = reached.prefix(namedZones).map {
      "\(Phrase.band($0.low, $0.high)), given \(Phrase.share($0.probability))"
    }
    let rest = reached.count - named.count
    let list =
      named.joined(separator: "; ") + (rest > 0 ? "; \(Phrase.word(rest)) more" : "")
    return "Of \(mapped) \(Phrase.word(reached.count)) \(reached.count == 1 ? "was" : "were") "
      + "\(within) (\(list)); the probabilities of all add up to \(sum)."
  }

  static func record(_ record: ReachRecord) -> String {
    let windows = "\(Phrase.count(record.windows, "window")) of \(record.hours) hours"
    guard let skill = record.brierSkill else {
      return "Reach probabilities have been scored in \(windows), too few to say more."
    }
    let lead =
      "Over \(windows) the reach probabilities have a Brier skill of \(number(skill)) "
    let rival = "against how often levels as far away were reached before"
    guard let low = record.brierSkillLow, let high = record.brierSkillHigh else {
      return lead + rival + "."
    }
    let verdict =
      low > 0 ? "better than that" : high < 0 ? "worse than that" : "not to be told from no skill"
    return lead + "(\(number(low)) to \(number(high))) \(rival): \(verdict)"
      + reliability(record) + "."
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
      return judged.isEmpty ? "" : "; every tenth of them came as often as said, within its range"
    }
    return "; farthest off where they said \(Phrase.share(worst.forecast)): "
      + "\(Phrase.share(worst.observed)) of \(worst.levels) levels were reached"
  }
}
