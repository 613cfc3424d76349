/// One step of a margin table as the venues print it: up to this size, at most this leverage, at
/// this maintenance rate.
struct BuiltInTier {
  var cap: Double
  var maximumLeverage: Double
  var rate: Double

  init(upTo cap: Double, _ maximumLeverage: Double, _ rate: Double) {
    self.cap = cap
    self.maximumLeverage = maximumLeverage
    self.rate = rate
  }
}

extension MarginTierTable {
  /// A table from its steps: each floor is the cap before it, and under `.marginal` the maintenance
  /// amounts follow from the venues' own rule that the margin is continuous from tier to tier.
  init(builtIn steps: [BuiltInTier], rule: Rule = .marginal) {
    var tiers: [MarginTier] = []
    var floor = 0.0
    for step in steps {
      let amount = tiers.last.map {
        floor * (step.rate - $0.maintenanceMarginRate) + $0.maintenanceAmount
      }
      tiers.append(
        MarginTier(
          floor: floor, maintenanceMarginRate: step.rate,
          maintenanceAmount: rule == .marginal ? amount ?? 0 : 0,
          maximumLeverage: step.maximumLeverage))
      floor = step.cap
    }
    self.tiers = tiers
    self.rule = rule
  }
}

extension MarginSchedule {
  /// Tables in order of the day from which each holds; the first also serves the days before.
  init(builtIn first: (from: Day, table: MarginTierTable), _ later: (Day, MarginTierTable)...) {
    self.tables = [first] + later.map { (from: $0.0, table: $0.1) }
  }
}
