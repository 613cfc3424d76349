import Briefing
import Market
import Yams

/// Goes through the rules of `heatpress.yml` that raise alerts.
extension ConfigurationReader {
  mutating func alerts(_ nodes: [Node], markets: [String]) -> [AlertRule] {
    var rules: [AlertRule] = []
    for node in nodes {
      guard var entry = yaml.mapping(node, name: "an alert") else { continue }
      yaml.require("name", in: entry, expected: "the rule's name for readers")
      let named = yaml.text("name", in: &entry)
      var market: String?
      // Ids that were wrong themselves are no second mistake here.
      if !markets.isEmpty { market = yaml.choice("market", of: markets, in: &entry) }
      let condition = condition(in: &entry)
      yaml.finish(entry)
      guard let (name, line) = named, let condition else { continue }
      let id = Slug.of(name)
      guard !rules.contains(where: { $0.id == id }) else {
        yaml.report(
          line: line, found: "the name '\(name)' is given to two alerts",
          expected: "names that differ in letters or digits: feeds tell alerts apart by them")
        continue
      }
      rules.append(AlertRule(id: id, name: name, market: market, condition: condition))
    }
    return rules
  }

  private mutating func condition(in entry: inout StrictYAML.Mapping) -> AlertCondition? {
    yaml.require("when", in: entry, expected: "what the rule watches")
    let kinds = AlertCondition.Kind.allCases.map(\.rawValue)
    guard
      let kind = yaml.choice("when", of: kinds, in: &entry)
        .flatMap(AlertCondition.Kind.init(rawValue:))
    else {
      // Whatever it was meant to watch, its thresholds are no second mistake.
      for key in ["over", "under", "within", "hours", "holding"] where entry.has(key) {
        _ = yaml.value(key, in: &entry)
      }
      return nil
    }
    switch kind {
    case .longPool, .shortPool: return pool(kind == .longPool ? .long : .short, in: &entry)
    case .squeeze, .flush:
      return limit(.points, in: &entry).map { .pressure(kind == .flush ? .long : .short, $0) }
    case .funding: return limit(.rate, in: &entry).map { .funding($0) }
    case .openInterestPercentile:
      return limit(.points, in: &entry).map { .percentile(.openInterest, $0) }
    case .trappedLongsPercentile:
      return limit(.points, in: &entry).map { .percentile(.trapped(.long), $0) }
    case .trappedShortsPercentile:
      return limit(.points, in: &entry).map { .percentile(.trapped(.short), $0) }
    case .longSweep, .shortSweep:
      guard let over = optional(.usd, "over", in: &entry) else { return nil }
      return .sweep(kind == .longSweep ? .long : .short, over: over)
    case .longReach, .shortReach: return reach(kind == .longReach ? .long : .short, in: &entry)
    case .staleData:
      yaml.require("over", in: entry, expected: AlertQuantity.age)
      return duration("over", in: &entry).map { .staleData(over: $0) }
    case .venueMissing: return .venueMissing
    }
  }

  private mutating func pool(_ side: Side, in entry: inout StrictYAML.Mapping) -> AlertCondition? {
    let over = required(.usd, "over", in: &entry)
    let within = required(.distance, "within", in: &entry)
    guard let over, let within else { return nil }
    return .pool(side, over: over, within: within)
  }

  private mutating func reach(
    _ side: Side, in entry: inout StrictYAML.Mapping
  ) -> AlertCondition? {
    let over = required(.probability, "over", in: &entry)
    let holding = optional(.usd, "holding", in: &entry)
    var hours: AlertHorizon? = .day
    if let (node, line) = yaml.value("hours", in: &entry) {
      hours = node.int.flatMap(AlertHorizon.init(rawValue:))
      if hours == nil {
        yaml.report(
          line: line, found: "'hours' is '\(node.scalar?.string ?? "no number")'",
          expected: oneOf(AlertHorizon.allCases.map { String($0.rawValue) }))
      }
    }
    guard let over, let holding, let hours else { return nil }
    return .reach(side, over: over, hours: hours, holding: holding)
  }

  private mutating func required(
    _ quantity: AlertQuantity, _ key: String, in entry: inout StrictYAML.Mapping
  ) -> Double? {
    yaml.require(key, in: entry, expected: quantity.expected)
    return self.quantity(quantity, key, in: &entry)
  }

  /// Zero where the key is not there; `nil` where it is wrong.
  private mutating func optional(
    _ quantity: AlertQuantity, _ key: String, in entry: inout StrictYAML.Mapping
  ) -> Double? {
    let stated = self.quantity(quantity, key, in: &entry)
    return entry.has(key) ? stated : 0
  }

  private mutating func limit(
    _ quantity: AlertQuantity, in entry: inout StrictYAML.Mapping
  ) -> AlertLimit? {
    let over = self.quantity(quantity, "over", in: &entry)
    let under = self.quantity(quantity, "under", in: &entry)
    guard entry.has("over") || entry.has("under") else {
      yaml.report(
        line: entry.line, found: "an alert has neither 'over' nor 'under'",
        expected: quantity.expected)
      return nil
    }
    if let over, let under, under >= over {
      yaml.report(
        line: entry.line, found: "'under' is not below 'over', so that the alert always fires",
        expected: "one of them, or a range of what is usual")
      return nil
    }
    return (over == nil && entry.has("over")) || (under == nil && entry.has("under"))
      ? nil : AlertLimit(over: over, under: under)
  }

  private mutating func quantity(
    _ quantity: AlertQuantity, _ key: String, in entry: inout StrictYAML.Mapping
  ) -> Double? {
    guard let (node, line) = yaml.value(key, in: &entry) else { return nil }
    guard let text = node.scalar?.string, let value = quantity.value(text) else {
      yaml.report(
        line: line, found: "'\(key)' is '\(node.scalar?.string ?? "no text")'",
        expected: quantity.expected)
      return nil
    }
    return value
  }
}

/// The quantities that thresholds are given in, each with its unit, so that none is mistaken.
enum AlertQuantity {
  case usd, distance, probability, rate, points

  static let age = "a number of minutes, hours or days such as 90m, 36h or 2d"

  var expected: String {
    switch self {
    case .usd: "dollars such as 50M USD, 750k USD or 1.5B USD"
    case .distance: "a part of the price such as 2%, at most 25%"
    case .probability: "a probability such as 60%, below 100%"
    case .rate: "a rate over a year such as 30% or -10%"
    case .points: "a number from 0 to 100"
    }
  }

  /// - Returns: dollars, a fraction, or points; `nil` where the text is none.
  func value(_ text: String) -> Double? {
    switch self {
    case .usd: dollars(text)
    case .distance: percent(text, in: 0.0001...0.25)
    case .probability: percent(text, in: 0...0.9999)
    case .rate: percent(text, in: -100...100)
    case .points: number(text[...]).flatMap { (0...100).contains($0) ? $0 : nil }
    }
  }

  private func dollars(_ text: String) -> Double? {
    guard text.hasSuffix("USD") else { return nil }
    var amount = trimmed(text.dropLast(3))
    var scale = 1.0
    for (letter, value) in [("k", 1e3), ("M", 1e6), ("B", 1e9)] where amount.hasSuffix(letter) {
      scale = value
      amount = trimmed(amount.dropLast())
      break
    }
    return number(amount).flatMap { (0...1e15).contains($0 * scale) ? $0 * scale : nil }
  }

  private func percent(_ text: String, in range: ClosedRange<Double>) -> Double? {
    guard text.hasSuffix("%") else { return nil }
    return number(trimmed(text.dropLast())).flatMap { range.contains($0 / 100) ? $0 / 100 : nil }
  }

  /// A plain decimal: digits, one point, a minus.
  private func number(_ text: Substring) -> Double? {
    let plain = text.utf8.allSatisfy { (0x30...0x39).contains($0) || "-.".utf8.contains($0) }
    guard plain, text.utf8.last != UInt8(ascii: "."), text.utf8.count < 20 else { return nil }
    return Double(text)
  }

  private func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.last == " " || text.last == "\u{202F}" { text = text.dropLast() }
    return text
  }
}
