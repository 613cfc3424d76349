import Market

@testable import Briefing

/// The tiny edition with every figure that a document may have, so that its keys are all keys.
enum WholeBriefing {
  static var briefing: Briefing {
    var briefing = TinyEdition.briefing()
    briefing.provisional = true
    briefing.price.change7d = 0.01
    briefing.zones[0].expectedUSD = ReachReport(h24: 1e7, h72: 2e7, h168: 3e7)
    briefing.cascade = briefing.cascade.map { cascade in
      var cascade = cascade
      fill(&cascade.fall)
      fill(&cascade.rise)
      return cascade
    }
    fill(&briefing.reading.trappedLongs)
    fill(&briefing.reading.trappedShorts)
    briefing.reading.crowding?.gap = 0.1
    briefing.reading.whales?.long.medianDistance = 0.3
    briefing.reading.regime?.fundingAnnualised = 0.1
    briefing.reading.sweeps.zones[0].return4h = 0.01
    briefing.reading.sweeps.reportedShortUSD = 1e6
    let scored = briefing.scorecard?.horizons[0].long
    briefing.scorecard?.horizons[0].short = scored ?? empty
    briefing.dataHealth.missingInstruments = [
      MissingInstrument(venue: .okx, symbol: "BTC-USDT-SWAP")
    ]
    return briefing
  }

  private static func fill(_ curve: inout CascadeCurve) {
    curve.points[0].finalMoveP10 = 0.01
    curve.points[0].finalMoveP90 = 0.02
    curve.runawayShock = 0.1
  }

  private static func fill(_ report: inout TrappedReport) {
    let figure = Estimate(value: 2, p10: 1, p90: 3)
    report.meanEntry = figure
    report.loss = figure
    report.medianDistance = figure
    report.fundingPaid = figure
    report.percentile90d = 0.5
  }

  private static let empty = SideScore(
    cells: 0, events: 0, placedUSD: 0, running: RunningScore(windows: 0))

  /// The paths of optional properties that are empty wherever they stand, by reflection: a property
  /// that is added later is empty here until it is filled above.
  static func unfilled(_ value: Any) -> Set<String> {
    var seen = (empty: Set<String>(), filled: Set<String>())
    look(at: value, path: "", &seen)
    return seen.empty.subtracting(seen.filled)
  }

  private static func look(
    at value: Any, path: String, _ seen: inout (empty: Set<String>, filled: Set<String>)
  ) {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional:
      guard let child = mirror.children.first else {
        seen.empty.insert(path)
        return
      }
      seen.filled.insert(path)
      look(at: child.value, path: path, &seen)
    case .collection:
      if mirror.children.isEmpty { seen.empty.insert(path) } else { seen.filled.insert(path) }
      for child in mirror.children { look(at: child.value, path: path + "[]", &seen) }
    case .struct:
      for child in mirror.children {
        look(at: child.value, path: path + "." + (child.label ?? ""), &seen)
      }
    default: break
    }
  }
}
