import Archive
import Briefing
import Charts
import Market

/// What `heatpress.yml` says, checked, with every path made whole.
public struct Configuration: Hashable, Sendable {
  /// The file it was read from.
  public var file: String
  public var title: String
  /// One sentence on what the site is, for feeds and search engines.
  public var description: String
  /// Where the site will stand, with a slash at its end; for feeds, cards and the 404 page.
  public var baseURL: String
  public var data: String
  public var output: String
  /// Where results are kept from one build to the next; absent, it is `.heatpress-cache` beside the
  /// output.
  public var cache: String?
  public var policy: Policy
  /// What is published of a day that the data end within.
  public var openDay: OpenDayPolicy
  /// Newest data older than this is not published as new.
  public var maximumAge: TimeSpan
  /// The folder with the team's templates; those built in where absent, also for single files.
  public var templates: String?
  /// The folder with the site's own Markdown pages; those built in where absent.
  public var pages: String?
  /// The folder with style sheet and icon; those built in where absent.
  public var assets: String?
  /// Font files for the text in charts, in order of preference.
  public var fonts: FontFiles
  /// At least one; ids differ.
  public var markets: [MarketConfiguration]
  /// What to speak up about; ids differ. None where the file has none.
  public var alerts: [AlertRule]

  /// The folder of the cache. It lies beside where the output really is, so that files can have a name
  /// in both.
  public var cacheFolder: String {
    cache ?? FilePath.folder(of: OutputFolder(output).live) + "/.heatpress-cache"
  }

  /// The path of the base URL: `/briefings/`.
  public var basePath: String {
    guard let scheme = baseURL.range(of: "://"),
      let slash = baseURL[scheme.upperBound...].firstIndex(of: "/")
    else { return "/" }
    return String(baseURL[slash...])
  }
}

/// What is published of a day that is not over.
public enum OpenDayPolicy: String, Hashable, Sendable, CaseIterable {
  /// Nothing, until it is.
  case wait
  /// An edition that says so, and is replaced as the day goes on.
  case provisional
}

/// A market that is briefed every day: one or several instruments on one underlying.
public struct MarketConfiguration: Hashable, Sendable {
  /// The market's folder on the site: lower-case letters, digits and hyphens.
  public var id: String
  public var name: String
  /// At least one; none twice.
  public var instruments: [InstrumentSource]
}
