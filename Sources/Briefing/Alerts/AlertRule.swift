import Market

/// A rule of the configuration: which briefings it speaks up about.
public struct AlertRule: Hashable, Sendable {
  /// Lower-case words with hyphens, made of the name; different for every rule of a site.
  public var id: String
  /// For readers.
  public var name: String
  /// The id of the one market that it watches; all where absent.
  public var market: String?
  public var condition: AlertCondition

  public init(id: String, name: String, market: String? = nil, condition: AlertCondition) {
    self.id = id
    self.name = name
    self.market = market
    self.condition = condition
  }

  /// What the rule has to say of a day, from the document alone.
  ///
  /// - Returns: `nil` where it does not fire, or is about another market.
  public func finding(in briefing: Briefing) -> AlertFinding? {
    guard market == nil || market == briefing.market else { return nil }
    return condition.finding(in: briefing).map { value, unit, sentence in
      AlertFinding(rule: id, value: value, unit: unit, sentence: sentence)
    }
  }
}

/// What a rule found in one briefing.
public struct AlertFinding: Hashable, Sendable, Codable {
  public enum Unit: String, Hashable, Sendable, Codable, CaseIterable {
    case usd
    /// A part of one: a rate or a probability.
    case fraction
    /// 0 to 100.
    case points
    case hours
    /// How many.
    case count
  }

  /// The rule's id.
  public var rule: String
  /// The figure that passed the threshold.
  public var value: Double
  public var unit: Unit
  /// What fired, with its figures.
  public var sentence: String

  public init(rule: String, value: Double, unit: Unit, sentence: String) {
    self.rule = rule
    self.value = value
    self.unit = unit
    self.sentence = sentence
  }
}
