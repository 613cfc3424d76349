import Market

/// What search engines are told of a page, in the words of schema.org as JSON-LD.
///
/// It stands in a `script` element of a type that no browser runs, which the Content-Security-Policy
/// does not concern. Every sign that could end the element is written as an escape.
indirect enum LinkedData: Encodable, Hashable, Sendable {
  case text(String)
  case flag(Bool)
  case list([LinkedData])
  case thing([String: LinkedData])

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .flag(let flag): try container.encode(flag)
    case .list(let values): try container.encode(values)
    case .thing(let names): try container.encode(names)
    }
  }

  /// As it stands in the page.
  func markup() throws(SiteError) -> String {
    var names: [String: LinkedData] = ["@context": .text("https://schema.org")]
    if case .thing(let own) = self { names.merge(own) { $1 } }
    let json = try JSONText.encode(LinkedData.thing(names), pretty: false)
    var bytes: [UInt8] = []
    for byte in json where byte != UInt8(ascii: "\n") {
      switch byte {
      case UInt8(ascii: "<"): bytes += "\\u003c".utf8
      case UInt8(ascii: ">"): bytes += "\\u003e".utf8
      case UInt8(ascii: "&"): bytes += "\\u0026".utf8
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func site(_ frame: SiteFrame) -> LinkedData {
    .thing([
      "@type": .text("WebSite"), "@id": .text(frame.baseURL + "#site"), "name": .text(frame.title),
      "description": .text(frame.description), "url": .text(frame.baseURL),
      "inLanguage": .text("en"),
    ])
  }

  /// A briefing: news of a real market, a report on a simulated one, and the data behind it.
  static func briefing(_ day: DaySummary, frame: SiteFrame) -> LinkedData {
    let url = PageRenderer.url(day.path, frame.baseURL)
    var names: [String: LinkedData] = [
      "@type": .text(day.simulated ? "Report" : "NewsArticle"), "@id": .text(url + "#briefing"),
      "headline": .text(day.title), "description": .text(day.summary.joined(separator: " ")),
      "url": .text(url), "mainEntityOfPage": .text(url),
      "datePublished": .text("\(day.cutoff)"), "dateModified": .text("\(day.cutoff)"),
      "inLanguage": .text("en"), "author": publisher(frame), "publisher": publisher(frame),
      "isPartOf": .thing(["@id": .text(frame.baseURL + "#site")]),
      "about": .thing(["@type": .text("Thing"), "name": .text(day.marketName)]),
      "isBasedOn": dataset(day, frame: frame),
    ]
    if day.provisional { names["creativeWorkStatus"] = .text("Provisional") }
    if let card = day.card { names["image"] = .list([.text(frame.baseURL + card)]) }
    return .thing(names)
  }

  /// A market: all its days as data.
  static func market(
    _ days: [DaySummary], latest: DaySummary, frame: SiteFrame
  ) -> LinkedData {
    let folder = frame.baseURL + latest.market + "/"
    let first = days.first?.date ?? latest.date
    return .thing([
      "@type": .text("Dataset"), "@id": .text(folder + "#data"),
      "name": .text(
        "\(latest.marketName): where leveraged positions would be liquidated, by day"
          + (latest.simulated ? " (simulated market)" : "")),
      "description": .text(
        "A document for every day with the liquidation map, its zones with ranges, reach "
          + "probabilities, funding, crowding and how earlier forecasts were scored."),
      "url": .text(folder), "isAccessibleForFree": .flag(true),
      "temporalCoverage": .text("\(first)/\(latest.date)"), "creator": publisher(frame),
      "distribution": .list([download(folder + "index.json", "application/json")]),
    ])
  }

  private static func dataset(_ day: DaySummary, frame: SiteFrame) -> LinkedData {
    let folder = frame.baseURL + "\(day.market)/\(day.date)/"
    return .thing([
      "@type": .text("Dataset"), "@id": .text(folder + "#data"),
      "name": .text(
        "\(day.marketName), \(day.date.longDescription): liquidation map and zones"
          + (day.simulated ? " (simulated market)" : "")),
      "description": .text(
        "Every number of the briefing: the map of leveraged positions by price, the zones with "
          + "their ranges, funding, open interest and the forecast\u{2019}s score."),
      "url": .text(PageRenderer.url(day.path, frame.baseURL)),
      "isAccessibleForFree": .flag(true),
      "temporalCoverage": .text("\(day.date)"), "creator": publisher(frame),
      "distribution": .list([
        download(folder + "briefing.json", "application/json"),
        download(folder + "zones.csv", "text/csv"), download(folder + "profile.csv", "text/csv"),
      ]),
    ])
  }

  private static func publisher(_ frame: SiteFrame) -> LinkedData {
    .thing([
      "@type": .text("Organization"), "name": .text(frame.title), "url": .text(frame.baseURL),
    ])
  }

  private static func download(_ url: String, _ type: String) -> LinkedData {
    .thing([
      "@type": .text("DataDownload"), "contentUrl": .text(url), "encodingFormat": .text(type),
    ])
  }
}
