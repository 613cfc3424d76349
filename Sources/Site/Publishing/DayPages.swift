import Briefing
import Market

/// The pages of days: their keys, and how each is made.
struct DayPages: Sendable {
  private let design: SiteDesign
  private let store: EditionStore
  private let keys: ResultKeys
  private let rules: [AlertRule]
  private let rulesKey: ContentKey
  private let digest: ContentKey

  /// - Parameter rules: what the site speaks up about.
  init(design: SiteDesign, store: EditionStore, keys: ResultKeys, rules: [AlertRule]) {
    self.design = design
    self.store = store
    self.keys = keys
    self.rules = rules
    rulesKey = keys.rules(rules)
    digest = design.digest(for: .briefing)
  }

  /// The page of one of a market's days.
  ///
  /// - Parameters:
  ///   - days: all that the market has on the site, in order of time.
  ///   - briefing: the day's document where it is at hand; else it is read when the page is made.
  func page(_ index: Int, of days: [PlannedDay], showing briefing: Briefing? = nil) -> PlannedPage {
    let day = days[index]
    let previous = index > 0 ? days[index - 1].date : nil
    let next = index + 1 < days.count ? days[index + 1].date : nil
    let (store, design, rules) = (store, design, rules)
    return PlannedPage(
      folder: day.folder,
      name: day.name(
        .page,
        keys.briefingPage(day, design: digest, rules: rulesKey, previous: previous, next: next))
    ) { () throws(SiteError) in
      let known = if let briefing { briefing } else { try store.briefing(day) }
      let figures = try store.figures(day.chartsName)
      let summary = DaySummary(known, figures: figures, rules: rules)
      var page = BriefingPage.page(
        known, figures: figures, rules: rules, previous: previous, next: next)
      page.linkedData = .briefing(summary, frame: design.renderer.frame)
      if next == nil {
        page.edition = EditionMark(
          id: EditionNews.id(of: [try store.documentDigest(day)]), source: "../" + EditionNews.file)
      }
      var files = try PlannedPage.files(of: page, by: design.renderer)
      if !rules.isEmpty { files.append(try EditionStore.file(of: summary.alerts)) }
      return files
    }
  }
}
