import Market
import Site

/// What a build came to, in words.
struct BuildReport: CustomStringConvertible {
  enum Outcome {
    /// Neither data nor configuration, templates or program differ from those of the site that stands.
    case unchanged
    case published(SiteReport)
  }

  var outcome: Outcome
  var warnings = 0
  var elapsed: Duration

  var description: String {
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let time = NumberText.fixed(seconds, decimals: seconds < 10 ? 2 : 0) + " s"
    switch outcome {
    case .unchanged:
      return "Nothing changed since the last build (\(time)); --force builds all the same."
    case .published(let report):
      return "\(count(report.days, "day")), \(count(report.pages, "page")), "
        + "\(count(report.pictures, "chart picture")), \(count(report.files, "file")) of "
        + "\(NumberText.compact(Double(report.bytes)))B (\(report.reused) unchanged), "
        + "\(count(report.links, "link")) checked, \(count(warnings, "data finding")), \(time)."
    }
  }

  private func count(_ number: Int, _ noun: String) -> String {
    NumberText.fixed(Double(number), decimals: 0) + " " + noun + (number == 1 ? "" : "s")
  }
}
