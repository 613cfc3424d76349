import Market
import Site

/// What computing a share came to, in words and as a record.
struct ShareReport: CustomStringConvertible {
  /// What a market came to.
  struct Part {
    var editions: Tally
    var charts: Tally
    var walked: Int
    var findings: Int
    var remarks: Remarks
  }

  var share: ShareNumber
  var markets: Int
  var elapsed = Duration.zero
  private var days = 0
  private var editions = 0
  private var charts = 0
  private var walked = 0
  private var findings = 0

  init(share: ShareNumber, markets: Int) {
    self.share = share
    self.markets = markets
  }

  mutating func add(_ part: Part) {
    days += part.editions.wanted
    editions += part.editions.made + part.editions.renewed
    charts += part.charts.made
    walked += part.walked
    findings += part.findings
  }

  var description: String {
    let count = NumberText.count
    return "Share \(share): \(count(markets, "market")), \(count(days, "day")); "
      + "made \(count(editions, "edition")) in a walk of \(count(walked, "day")) and the charts of \(count(charts, "day")), "
      + "\(count(findings, "data finding")), \(elapsed.words)."
  }

  /// For `--log-format json`.
  var record: Record {
    Record(
      share: share.number, shares: share.count, markets: markets, days: days,
      editionsMade: editions, chartsMade: charts, daysWalked: walked, dataFindings: findings,
      seconds: elapsed.seconds)
  }

  struct Record: Encodable {
    var level = "info"
    var event = "share"
    var share: Int
    var shares: Int
    var markets: Int
    var days: Int
    var editionsMade: Int
    var chartsMade: Int
    var daysWalked: Int
    var dataFindings: Int
    var seconds: Double

    enum CodingKeys: String, CodingKey {
      case level, event, share, shares, markets, days, seconds
      case editionsMade = "editions_made"
      case chartsMade = "charts_made"
      case daysWalked = "days_walked"
      case dataFindings = "data_findings"
    }
  }
}
