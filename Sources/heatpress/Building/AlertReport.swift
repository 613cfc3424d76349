import Site

/// What the alerts of the published site say, for the one who runs a build.
struct AlertReport {
  /// Those that fire at their market's latest close.
  private let active: [AlertsDocument.Alert]

  /// Reads them from the site that stands, so that a build that had nothing to do tells the same.
  init(_ configuration: Configuration) throws {
    active =
      configuration.alerts.isEmpty
      ? [] : try PublishedDays(output: configuration.output).alerts().active
  }

  func tell(in log: Log) {
    for alert in active {
      log.info(
        "Alert, \(alert.marketName) since \(alert.firstDay): \(alert.name): \(alert.sentence)")
    }
  }

  /// - Throws: a failure with the alerts' own exit code, where any fires.
  func fail() throws {
    guard let first = active.first else { return }
    let others = active.count - 1
    throw Failure(
      .alert,
      "an alert fires: \(first.name), \(first.marketName)"
        + (others > 0 ? ", and \(others) more" : "") + ". The site is published.")
  }
}
