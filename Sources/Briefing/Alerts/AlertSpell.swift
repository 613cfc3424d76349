import Market

/// A rule's firing in one market, from the first briefing on which it fired to the last in a row.
public struct AlertSpell: Hashable, Sendable {
  public enum Status: String, Hashable, Sendable, Codable, CaseIterable {
    /// It fires at the market's latest close and did not at the one before.
    case fired
    /// It fires at the latest close as it did before.
    case standing
    /// It does not fire any more.
    case cleared
  }

  /// The rule's id.
  public var rule: String
  /// The days of the first and the last briefing on which it fired.
  public var first: Day
  public var last: Day
  /// The first briefing on which it did not fire any more; absent while it stands.
  public var cleared: Day?
  /// Briefings on which it fired.
  public var days: Int
  /// What it found first and last.
  public var opening: AlertFinding
  public var latest: AlertFinding

  public var status: Status {
    cleared != nil ? .cleared : days == 1 ? .fired : .standing
  }

  /// The spells of a market, oldest first; those that began on one day in the order of their rules'
  /// ids.
  ///
  /// A day without a briefing ends no spell: what counts is the next briefing that there is.
  ///
  /// - Parameter days: every briefing's day in order of time, with all that fired on it.
  public static func spells(of days: [(day: Day, findings: [AlertFinding])]) -> [AlertSpell] {
    var ended: [AlertSpell] = []
    var open: [String: AlertSpell] = [:]
    for (day, findings) in days {
      let fired = Dictionary(findings.map { ($0.rule, $0) }) { first, _ in first }
      for (rule, var spell) in open where fired[rule] == nil {
        spell.cleared = day
        ended.append(spell)
        open[rule] = nil
      }
      for (rule, finding) in fired {
        var spell =
          open[rule]
          ?? AlertSpell(
            rule: rule, first: day, last: day, days: 0, opening: finding, latest: finding)
        spell.last = day
        spell.days += 1
        spell.latest = finding
        open[rule] = spell
      }
    }
    return (ended + open.values).sorted { ($0.first, $0.rule) < ($1.first, $1.rule) }
  }
}
