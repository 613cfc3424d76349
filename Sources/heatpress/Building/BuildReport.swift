import Market
import Site

/// What a build came to, in words and as a record.
struct BuildReport: CustomStringConvertible {
  var site: SiteReport
  var editions: Tally
  /// Days' charts, all of a day counted as one.
  var charts: Tally
  /// Days that were walked through to make the editions.
  var walked: Int
  var warnings = 0
  var elapsed: Duration

  var description: String {
    let count = NumberText.count
    let cache =
      "Made: \(share(editions, "edition")) in a walk of \(count(walked, "day")), charts of \(share(charts, "day")), "
      + "\(share(site.rendered, "page"))"
    guard !site.isUnchanged else {
      return
        "Nothing changed since the last build (\(elapsed.words)); --force builds all the same.\n\(cache)."
    }
    return "\(count(site.days, "day")), \(count(site.pages, "page")), "
      + "\(count(site.pictures, "chart picture")), \(count(site.files, "file")) of "
      + "\(NumberText.compact(Double(site.bytes)))B (\(site.reused) unchanged), "
      + "\(count(site.links, "link")) checked, \(count(warnings, "data finding")), \(elapsed.words).\n"
      + "\(cache); the others were in the cache."
  }

  /// `1 of 1,095 days`
  private func share(_ tally: Tally, _ noun: String) -> String {
    "\(NumberText.fixed(Double(tally.made), decimals: 0)) of \(NumberText.count(tally.wanted, noun))"
      + (tally.renewed > 0 ? " and the sources of \(tally.renewed)" : "")
  }

  /// For `--log-format json`.
  var record: Record {
    Record(
      days: site.days, daysWalked: walked, files: site.files, bytes: site.bytes,
      unchangedFiles: site.reused,
      linksChecked: site.links, dataFindings: warnings, published: !site.isUnchanged,
      seconds: elapsed.seconds,
      cache: [
        "editions": Hits(editions), "charts": Hits(charts), "pages": Hits(site.rendered),
        "track_record_charts": Hits(site.recordCharts),
      ])
  }

  struct Record: Encodable {
    var level = "info"
    var event = "build"
    var days: Int
    var daysWalked: Int
    var files: Int
    var bytes: Int
    var unchangedFiles: Int
    var linksChecked: Int
    var dataFindings: Int
    /// False where the site that stood was this one already.
    var published: Bool
    var seconds: Double
    var cache: [String: Hits]

    enum CodingKeys: String, CodingKey {
      case level, event, days, files, bytes, published, seconds, cache
      case daysWalked = "days_walked"
      case unchangedFiles = "unchanged_files"
      case linksChecked = "links_checked"
      case dataFindings = "data_findings"
    }
  }

  struct Hits: Encodable {
    var hits: Int
    var misses: Int
    /// Not computed, but written anew with the names of other files.
    var renewed: Int

    init(_ tally: Tally) {
      hits = tally.found
      misses = tally.made
      renewed = tally.renewed
    }
  }
}
