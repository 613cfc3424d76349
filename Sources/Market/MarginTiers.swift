/// One step of a venue's maintenance-margin table.
public struct MarginTier: Hashable, Sendable {
  /// Notional from which the tier holds, in the table's unit (US dollars, or coins for inverse contracts).
  public var floor: Double
  /// Share of notional below which the position is liquidated.
  public var maintenanceMarginRate: Double
  /// The maintenance amount (`cum`), which makes the margin continuous from tier to tier, in the table's unit.
  public var maintenanceAmount: Double
  /// The highest leverage that may be set in this tier.
  public var maximumLeverage: Double

  public init(
    floor: Double, maintenanceMarginRate: Double, maintenanceAmount: Double, maximumLeverage: Double
  ) {
    self.floor = floor
    self.maintenanceMarginRate = maintenanceMarginRate
    self.maintenanceAmount = maintenanceAmount
    self.maximumLeverage = maximumLeverage
  }
}

/// A venue's maintenance-margin table for one symbol, checked for consistency.
public struct MarginTierTable: Hashable, Sendable {
  /// In ascending order of floor; the first floor is zero.
  public let tiers: [MarginTier]

  /// - Throws: `MarginTierFault` where the table breaks the venue's own identity
  ///   `cum_n = floor_n (m_n - m_(n-1)) + cum_(n-1)` or is out of order.
  public init(tiers: [MarginTier]) throws(MarginTierFault) {
    guard let first = tiers.first else { throw .empty }
    guard first.floor == 0, first.maintenanceAmount == 0 else { throw .doesNotStartAtZero }
    for (index, tier) in tiers.enumerated() {
      guard tier.maintenanceMarginRate > 0, tier.maintenanceMarginRate < 1,
        tier.maximumLeverage >= 1, tier.floor.isFinite
      else { throw .outOfRange(tier: index + 1) }
      guard index > 0 else { continue }
      let previous = tiers[index - 1]
      guard tier.floor > previous.floor,
        tier.maintenanceMarginRate > previous.maintenanceMarginRate
      else { throw .outOfOrder(tier: index + 1) }
      let expected =
        tier.floor * (tier.maintenanceMarginRate - previous.maintenanceMarginRate)
        + previous.maintenanceAmount
      guard abs(tier.maintenanceAmount - expected) <= 1e-6 * max(1, expected) else {
        throw .maintenanceAmountDiffers(
          tier: index + 1, found: tier.maintenanceAmount,
          expected: (expected * 1e6).rounded() / 1e6)
      }
    }
    self.tiers = tiers
  }

  /// The tier at a notional, in the table's unit.
  public func tier(notional: Double) -> MarginTier {
    var found = tiers[0]
    for tier in tiers where tier.floor <= notional { found = tier }
    return found
  }
}

/// What is wrong with a maintenance-margin table. Tiers count from 1, as the venues count.
public enum MarginTierFault: Error, Hashable, Sendable {
  case empty
  case doesNotStartAtZero
  case outOfRange(tier: Int)
  case outOfOrder(tier: Int)
  case maintenanceAmountDiffers(tier: Int, found: Double, expected: Double)
}

extension MarginTierFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .empty: "the margin table has no tier"
    case .doesNotStartAtZero:
      "the first margin tier must start at notional 0 with maintenance amount 0"
    case .outOfRange(let tier):
      "margin tier \(tier): rate must lie between 0 and 1 and leverage be at least 1"
    case .outOfOrder(let tier):
      "margin tier \(tier): floor and rate must be above those of tier \(tier - 1)"
    case .maintenanceAmountDiffers(let tier, let found, let expected):
      "margin tier \(tier): maintenance amount is \(found), but its floor and rates give \(expected)"
    }
  }
}

/// The tables of one symbol over time: each bar is judged by the one in force on its day.
public struct MarginSchedule: Hashable, Sendable {
  /// Ascending by the day on which each came into force; never empty.
  public let tables: [(from: Day, table: MarginTierTable)]

  /// - Parameter tables: in any order; the earliest also serves the days before it.
  public init?(_ tables: [(from: Day, table: MarginTierTable)]) {
    guard !tables.isEmpty else { return nil }
    self.tables = tables.sorted { $0.from < $1.from }
  }

  public func table(on day: Day) -> MarginTierTable {
    tables.last { $0.from <= day }?.table ?? tables[0].table
  }

  public static func == (a: MarginSchedule, b: MarginSchedule) -> Bool {
    a.tables.elementsEqual(b.tables) { $0.from == $1.from && $0.table == $1.table }
  }

  public func hash(into hasher: inout Hasher) {
    for (from, table) in tables {
      hasher.combine(from)
      hasher.combine(table)
    }
  }
}
