import Market

/// A briefing as feed readers show it: the summary, the picture, the key numbers, the zones, links to
/// the rest. Plain HTML that is XML as well, absolute in all its links.
enum FeedContent {
  static func html(_ day: DaySummary, frame: SiteFrame) -> String {
    let page = PageRenderer.url(day.path, frame.baseURL)
    let folder = frame.baseURL + "\(day.market)/\(day.date)/"
    var html = FeedID.remarks(day).map { "<p><strong>\($0)</strong></p>\n" }.joined()
    html += "<ul>\n"
    for sentence in day.summary { html += "<li>\(Escaping.html(sentence))</li>\n" }
    html += "</ul>\n" + picture(day, folder: folder, page: page)
    if let numbers = day.keyNumberTable { html += table(numbers) }
    if !day.zones.isEmpty { html += table(day.ladder) }
    let files = [("briefing.json", "all numbers"), ("zones.csv", "zones"), ("profile.csv", "map")]
    html += "<p><a href=\"\(Escaping.html(page))\">The whole briefing</a>"
    for (file, what) in files {
      html += " \u{00B7} <a href=\"\(Escaping.html(folder + file))\">\(what) (\(file))</a>"
    }
    return html + "</p>\n"
  }

  private static func picture(_ day: DaySummary, folder: String, page: String) -> String {
    guard let figure = day.figures.first(where: { $0.name == "heatmap" }),
      let picture = figure.pictures.first
    else { return "" }
    return
      "<p><a href=\"\(Escaping.html(page))\"><img src=\"\(Escaping.html(folder + picture.light))\""
      + " width=\"\(picture.width)\" height=\"\(picture.height)\""
      + " alt=\"\(Escaping.html(figure.alt))\" /></a></p>\n"
  }

  private static func table(_ table: DataTable) -> String {
    var html = "<table>\n<caption>\(Escaping.html(table.caption))</caption>\n<thead><tr>"
    for column in table.columns { html += "<th scope=\"col\">\(Escaping.html(column.title))</th>" }
    html += "</tr></thead>\n<tbody>\n"
    for row in table.rows {
      html += "<tr>"
      for (index, cell) in row.cells.enumerated() {
        let names = index == 0 && table.hasRowNames
        html += names ? "<th scope=\"row\">" : "<td>"
        html += Escaping.html(cell.text)
        if let note = cell.note { html += " (\(Escaping.html(note)))" }
        html += names ? "</th>" : "</td>"
      }
      html += "</tr>\n"
    }
    return html + "</tbody>\n</table>\n"
  }
}
