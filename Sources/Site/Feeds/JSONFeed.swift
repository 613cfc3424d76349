/// The newest briefings as JSON Feed 1.1 (jsonfeed.org).
struct JSONFeed: Encodable {
  var version = "https://jsonfeed.org/version/1.1"
  var title: String
  var description: String
  var language = "en"
  var homePage: String
  var feed: String
  var items: [Item]

  struct Item: Encodable {
    var id: String
    var url: String
    var title: String
    var html: String
    var summary: String
    var image: String?
    var published: String
    var tags: [String]
    var simulated: Bool
    /// Present and true where the day is still open.
    var provisional: Bool?

    enum CodingKeys: String, CodingKey {
      case id, url, title
      case html = "content_html"
      case summary, image
      case published = "date_published"
      case tags
      // Names of one's own begin with an underscore.
      case simulated = "_simulated"
      case provisional = "_provisional"
    }
  }

  enum CodingKeys: String, CodingKey {
    case version, title, description, language, items
    case homePage = "home_page_url"
    case feed = "feed_url"
  }

  /// - Parameter days: newest first.
  init(_ days: [DaySummary], frame: SiteFrame) {
    title = frame.title
    description = frame.description
    homePage = frame.baseURL
    feed = frame.baseURL + "feed.json"
    items = days.prefix(AtomFeed.limit).map { day in
      Item(
        id: FeedID.day(day, frame), url: PageRenderer.url(day.path, frame.baseURL),
        title: day.title, html: FeedContent.html(day, frame: frame), summary: FeedID.text(day),
        image: day.card.map { frame.baseURL + $0 }, published: "\(day.cutoff)", tags: [day.market],
        simulated: day.simulated, provisional: day.provisional ? true : nil)
    }
  }

  func bytes() throws(SiteError) -> [UInt8] { try JSONText.encode(self, pretty: true) }
}
