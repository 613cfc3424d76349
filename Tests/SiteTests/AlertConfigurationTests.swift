import Briefing
import Market
import Testing

@testable import Site

@Suite struct AlertConfigurationTests {
  private func read(_ rule: String) throws -> Configuration {
    try Configuration.read(
      text: TinySite.yaml + "alerts:\n  - " + rule + "\n", file: "mysite/heatpress.yml")
  }

  private func words(_ rule: String) -> String {
    do {
      _ = try read(rule)
      return ""
    } catch {
      return "\(error)"
    }
  }

  static let conditions: [(String, AlertCondition)] = [
    ("when: long_pool, over: 50M USD, within: 2%", .pool(.long, over: 5e7, within: 0.02)),
    ("when: short_pool, over: 1.5B USD, within: 0.5 %", .pool(.short, over: 1.5e9, within: 0.005)),
    ("when: long_pool, over: 750 k USD, within: 25%", .pool(.long, over: 7.5e5, within: 0.25)),
    ("when: squeeze, over: 70", .pressure(.short, AlertLimit(over: 70))),
    ("when: flush, over: 62.5", .pressure(.long, AlertLimit(over: 62.5))),
    (
      "when: funding, over: 30%, under: -10%", .funding(AlertLimit(over: 0.3, under: -0.1))
    ),
    (
      "when: open_interest_percentile, over: 95",
      .percentile(.openInterest, AlertLimit(over: 95))
    ),
    (
      "when: trapped_longs_percentile, over: 90",
      .percentile(.trapped(.long), AlertLimit(over: 90))
    ),
    (
      "when: trapped_shorts_percentile, under: 5",
      .percentile(.trapped(.short), AlertLimit(under: 5))
    ),
    ("when: long_sweep", .sweep(.long, over: 0)),
    ("when: short_sweep, over: 10M USD", .sweep(.short, over: 1e7)),
    ("when: long_reach, over: 60%", .reach(.long, over: 0.6, hours: .day, holding: 0)),
    (
      "when: short_reach, over: 60%, hours: 72, holding: 20M USD",
      .reach(.short, over: 0.6, hours: .threeDays, holding: 2e7)
    ),
    ("when: stale_data, over: 6h", .staleData(over: .hours(6))),
    ("when: venue_missing", .venueMissing),
  ]

  @Test("every condition is read with its thresholds", arguments: conditions)
  func condition(rule: String, expected: AlertCondition) throws {
    let read = try read("{ name: A rule, \(rule) }")
    #expect(
      read.alerts == [AlertRule(id: "a-rule", name: "A rule", market: nil, condition: expected)])
  }

  @Test("every kind of condition is tried above, and stands in the guide")
  func everyKind() throws {
    let tried = Set(Self.conditions.map(\.1.kind))
    #expect(tried == Set(AlertCondition.Kind.allCases))
    let guide = try RepositoryFile.text("Guides/Alerts.md")
    for kind in AlertCondition.Kind.allCases {
      #expect(guide.contains("`\(kind.rawValue)`"), "\(kind.rawValue)")
    }
  }

  @Test("a rule may be about one market; none are there where the file has none")
  func market() throws {
    #expect(
      try read("{ name: A, market: btc, when: venue_missing }").alerts.first?.market == "btc")
    #expect(
      try Configuration.read(text: TinySite.yaml, file: "mysite/heatpress.yml").alerts.isEmpty)
  }

  @Test(
    "a mistake in a rule is named with its line and what is expected",
    arguments: [
      ("{ when: flush, over: 3 }", ":11: an alert has no 'name'"),
      ("{ name: A }", ":11: an alert has no 'when'"),
      ("{ name: A, when: long_pol, over: 3M USD, within: 2% }", "did you mean 'long_pool'?"),
      ("{ name: A, market: bct, when: flush, over: 3 }", "did you mean 'btc'?"),
      ("{ name: A, when: long_pool, over: 3M USD }", "an alert has no 'within'"),
      ("{ name: A, when: long_pool, within: 3% }", "has no 'over'; expected dollars such as 50M"),
      ("{ name: A, when: long_pool, over: 50M, within: 2% }", "'over' is '50M'; expected dollars"),
      ("{ name: A, when: long_pool, over: 5e7 USD, within: 2% }", "'over' is '5e7 USD'"),
      (
        "{ name: A, when: long_pool, over: 50M USD, within: 2 }", "'within' is '2'; expected a part"
      ),
      ("{ name: A, when: long_pool, over: 50M USD, within: 30% }", "at most 25%"),
      ("{ name: A, when: long_pool, over: 5M USD, within: 2%, under: 3 }", "unknown key 'under'"),
      ("{ name: A, when: flush }", "neither 'over' nor 'under'"),
      ("{ name: A, when: flush, over: 101 }", "'over' is '101'; expected a number from 0 to 100"),
      ("{ name: A, when: flush, over: nan }", "'over' is 'nan'"),
      ("{ name: A, when: flush, over: 40, under: 60 }", "so that the alert always fires"),
      ("{ name: A, when: funding, over: 0.3 }", "expected a rate over a year such as 30%"),
      ("{ name: A, when: long_reach, over: 60%, hours: 48 }", "expected 24, 72 or 168"),
      ("{ name: A, when: long_reach, over: 100% }", "a probability such as 60%, below 100%"),
      ("{ name: A, when: stale_data, over: soon }", "90m, 36h or 2d"),
      ("{ name: A, when: stale_data }", "an alert has no 'over'"),
      ("{ name: A, when: venue_missing, over: 3 }", "unknown key 'over' in an alert"),
      ("just words", "an alert is 'just words'; expected a mapping"),
      (
        "{ name: A b, when: venue_missing }\n  - { name: a-B, when: venue_missing }",
        ":12: the name 'a-B' is given to two alerts"
      ),
    ])
  func mistake(rule: String, expected: String) {
    let said = words(rule)
    #expect(said.contains(expected), "\(said)")
  }

  @Test("a word that no rule knows is one mistake, not one for each of its thresholds")
  func oneMistake() {
    let said = words("{ name: A, when: pools, over: 3M USD, within: 2%, hours: 24 }")
    #expect(said.split(separator: "\n").count == 1, "\(said)")
  }

  @Test(
    "no market and no page takes the place of a folder of the site", arguments: SiteFrame.ownFolders
  )
  func folders(name: String) throws {
    let yaml = TinySite.yaml.replacing("id: btc", with: "id: \(name)")
    #expect(throws: SiteError.self) {
      try Configuration.read(text: yaml, file: "mysite/heatpress.yml")
    }
    let site = try TinySite()
    try site.folder.write("---\ntitle: A\n---\n", to: "pages/\(name).md")
    var configuration = site.configuration
    configuration.pages = site.folder.path + "/pages"
    #expect(throws: SiteError.self) { try configuration.checkDesign() }
  }
}
