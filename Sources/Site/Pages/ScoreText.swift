import Briefing
import Market

/// How the figures of scores are written.
enum ScoreText {
  /// `24 h`, `72 h`, `7 d`
  static func length(_ hours: Int) -> String {
    hours > 72 && hours % 24 == 0 ? "\(hours / 24)\u{202F}d" : "\(hours)\u{202F}h"
  }

  static func count(_ count: Int) -> String { NumberText.fixed(Double(count), decimals: 0) }

  static func lift(_ lift: Double?) -> String {
    lift.map { NumberText.fixed($0, decimals: 2) } ?? "\u{2013}"
  }

  /// `0.84–1.31`; `nil` where there is no range.
  static func lifts(_ low: Double?, _ high: Double?) -> String? {
    guard let low, let high else { return nil }
    return lift(low) + "\u{2013}" + lift(high)
  }

  static func share(_ share: Double?, decimals: Int = 1) -> String {
    share.map { NumberText.percent($0, decimals: decimals) } ?? "\u{2013}"
  }

  /// `17.6 %–31.8 %`
  static func shares(_ low: Double?, _ high: Double?) -> String {
    guard let low, let high else { return "\u{2013}" }
    return share(low) + "\u{2013}" + share(high)
  }

  /// Skills are small: two decimals would hide on which side of nought they lie.
  static func skill(_ skill: Double?) -> String {
    skill.map { NumberText.fixed($0, decimals: 3) } ?? "\u{2013}"
  }

  /// Ends may lie below nought, where a dash would read as a minus.
  static func skills(_ low: Double?, _ high: Double?) -> String {
    guard let low, let high else { return "\u{2013}" }
    return skill(low) + " to " + skill(high)
  }

  static func verdict(_ running: RunningScore) -> String {
    switch running.verdict {
    case .better: "better"
    case .worse: "worse"
    case .chance: "not to be told from it"
    case nil: "too few windows to say"
    }
  }

  static func verdict(_ reach: ReachRecord) -> String {
    guard let low = reach.brierSkillLow, let high = reach.brierSkillHigh else {
      return "too few windows to say"
    }
    return low > 0 ? "better" : high < 0 ? "worse" : "not to be told from it"
  }
}
