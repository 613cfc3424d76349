import Charts

/// A chart as a page shows it: its files in every size and theme.
public struct Figure: Hashable, Sendable, Codable {
  public var name: String
  /// What the chart shows, as a sentence.
  public var title: String
  public var alt: String
  /// Wide first; at least one.
  public var pictures: [Picture]

  public struct Picture: Hashable, Sendable, Codable {
    /// True for the form that is laid out for telephones.
    public var narrow: Bool
    public var width: Int
    public var height: Int
    public var light: String
    public var dark: String
  }

  /// The figure of a chart, and its files' names and bytes: `heatmap.png`, `heatmap-dark.png`,
  /// `heatmap-narrow.png`, `heatmap-narrow-dark.png`.
  static func of(_ chart: RenderedChart) -> (
    figure: Figure, files: [(name: String, bytes: [UInt8])]
  ) {
    var figure = Figure(name: chart.name, title: chart.title, alt: chart.altText, pictures: [])
    var files: [(name: String, bytes: [UInt8])] = []
    for size in ChartSize.allCases {
      guard let variant = chart.variants.first(where: { $0.size == size }) else { continue }
      let stem = chart.name + (size == .narrow ? "-narrow" : "")
      figure.pictures.append(
        Picture(
          narrow: size == .narrow, width: variant.width, height: variant.height,
          light: stem + ".png", dark: stem + "-dark.png"))
      files.append((stem + ".png", variant.light))
      files.append((stem + "-dark.png", variant.dark))
    }
    return (figure, files)
  }

  /// - Parameters:
  ///   - folder: from the page to the charts' folder: empty, or with a slash at its end.
  ///   - caption: HTML in the place of the title, where the template has one.
  func html(folder: String, caption: String?) -> String {
    guard let main = pictures.first else { return "" }
    var html =
      "<figure class=\"chart \(name)\">\n<a href=\"\(Escaping.html(folder + main.light))\">"
    html += "<picture>\n"
    for picture in pictures.reversed() {
      for dark in [true, false] where dark || picture.narrow {
        var conditions: [String] = []
        // Paper is light whatever the screen is.
        if dark { conditions.append("screen") }
        if picture.narrow { conditions.append("(max-width: 40rem)") }
        if dark { conditions.append("(prefers-color-scheme: dark)") }
        html += "<source media=\"\(conditions.joined(separator: " and "))\" "
        html += "srcset=\"\(Escaping.html(folder + (dark ? picture.dark : picture.light)))\" "
        html += "width=\"\(picture.width)\" height=\"\(picture.height)\" type=\"image/png\">\n"
      }
    }
    html += "<img src=\"\(Escaping.html(folder + main.light))\" width=\"\(main.width)\" "
    html += "height=\"\(main.height)\" alt=\"\(Escaping.html(alt))\""
    // None stands at the top of a page: text and style go first on a slow network.
    html += " loading=\"lazy\" decoding=\"async\">\n</picture></a>\n"
    return html + "<figcaption>\(caption ?? Escaping.html(title))</figcaption>\n</figure>"
  }
}
