import Briefing
import Market

/// `index.json` at the root of a site: what there is and where, for programs.
///
/// `Guides/BriefingDocument.md` has it key by key, `schema/index.json` of every site its JSON Schema.
struct SiteIndex: Encodable, Sendable {
  static let currentSchemaVersion = 1
  static let file = "index.json"

  var schemaVersion = SiteIndex.currentSchemaVersion
  var title: String
  var description: String
  var baseURL: String
  var documents: [Document]
  var feeds: Feeds
  var markets: [Market]

  /// A kind of document, its version on this site and where its schema lies.
  struct Document: Encodable, Sendable {
    /// Its path; `{market}` and `{day}` stand for each of them.
    var path: String
    var schemaVersion: Int
    var schema: String

    enum CodingKeys: String, CodingKey {
      case path
      case schemaVersion = "schema_version"
      case schema
    }
  }

  struct Feeds: Encodable, Sendable {
    var atom = "feed.xml"
    var json = "feed.json"
    /// Absent without rules.
    var alerts: String?
  }

  struct Market: Encodable, Sendable {
    var id: String
    var name: String
    var simulated: Bool
    var page: String
    var catalogue: String
    var latest: Day
    /// Files that every day has, relative to its path.
    var files: [String]
    /// In order of time.
    var days: [Entry]
  }

  struct Entry: Encodable, Sendable {
    var date: Day
    var path: String
    var methodVersion: String
    /// Present and true where the day is still open.
    var provisional: Bool?

    enum CodingKeys: String, CodingKey {
      case date, path, provisional
      case methodVersion = "method_version"
    }
  }

  enum CodingKeys: String, CodingKey {
    case schemaVersion = "schema_version"
    case title, description
    case baseURL = "base_url"
    case documents, feeds, markets
  }

  /// What lies in the folder of every day, whatever the day holds.
  static let dayFiles = [
    "index.html", "briefing.json", "zones.csv", "profile.csv", ExplorerData.file,
  ]

  /// - Parameter markets: each with its days in order of time.
  init(
    _ markets: [(days: [DaySummary], latest: DaySummary)], frame: SiteFrame, hasAlerts: Bool
  ) {
    title = frame.title
    description = frame.description
    baseURL = frame.baseURL
    documents = [
      Document(
        path: "{market}/{day}/briefing.json", schemaVersion: Briefing.currentSchemaVersion,
        schema: "schema/briefing.json"),
      Document(
        path: AlertsDocument.file, schemaVersion: AlertsDocument.currentSchemaVersion,
        schema: "schema/alerts.json"),
      Document(
        path: SiteIndex.file, schemaVersion: SiteIndex.currentSchemaVersion,
        schema: "schema/index.json"),
    ]
    feeds = Feeds(alerts: hasAlerts ? AlertFeed.file : nil)
    self.markets = markets.map { days, latest in
      let figures = latest.figures.compactMap { $0.pictures.first?.light }.filter { file in
        days.allSatisfy { day in
          day.figures.contains { $0.pictures.first?.light == file }
        }
      }
      return Market(
        id: latest.market, name: latest.marketName, simulated: days.contains(where: \.simulated),
        page: "\(latest.market)/index.html", catalogue: "\(latest.market)/index.json",
        latest: latest.date, files: SiteIndex.dayFiles + figures,
        days: days.map {
          Entry(
            date: $0.date, path: "\($0.market)/\($0.date)/", methodVersion: $0.methodVersion,
            provisional: $0.provisional ? true : nil)
        })
    }
  }
}
