/// A table as values: what stands in it, which columns are numbers, what its words mean.
struct DataTable: Hashable, Sendable {
  struct Column: Hashable, Sendable {
    var title: String
    /// The anchor of the word in the glossary.
    var term: String?
    /// Numbers are set right, in figures of one width.
    var numeric = true
    /// What each cell is labelled with where the style sheet leaves the heads out, as on a telephone.
    var label: String?

    init(_ title: String, term: String? = nil, numeric: Bool = true, label: String? = nil) {
      self.title = title
      self.term = term
      self.numeric = numeric
      self.label = label
    }
  }

  struct Cell: Hashable, Sendable {
    var text: String
    /// A second line in small type, such as a range.
    var note: String?
    /// Relative to the page; the note belongs to it.
    var link: String?
    var term: String?
    /// What the cell is, for its colour: classes of the style sheet.
    var role: String?

    init(
      _ text: String, note: String? = nil, link: String? = nil, term: String? = nil,
      role: String? = nil
    ) {
      self.text = text
      self.note = note
      self.link = link
      self.term = term
      self.role = role
    }

    static let none = Cell("\u{2013}")
  }

  struct Row: Hashable, Sendable {
    /// The first names the row; as many as there are columns.
    var cells: [Cell]
    /// What the row is, for its colour: `long`, `short`, `close`.
    var role: String?

    init(_ cells: [Cell], role: String? = nil) {
      self.cells = cells
      self.role = role
    }
  }

  var name: String
  var caption: String
  var columns: [Column]
  var rows: [Row]
  /// Whether the first cell of a row names it.
  var hasRowNames = true
  /// A remark below the table.
  var note: String?

  /// - Parameters:
  ///   - caption: HTML in the place of the table's own, where the template has one.
  ///   - glossary: the link to a word of the glossary; `nil` where it does not have it.
  func html(caption override: String?, glossary: (String) -> String?) -> String {
    var html = "<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
    html += "aria-label=\"\(Escaping.html(caption))\">\n<table class=\"\(name)\">\n"
    html += "<caption><span>\(override ?? Escaping.html(caption))</span></caption>\n<thead><tr>"
    for column in columns {
      html += "<th scope=\"col\"\(column.numeric ? " class=\"number\"" : "")>"
      html += DataTable.linked(Escaping.html(column.title), column.term.flatMap(glossary)) + "</th>"
    }
    html += "</tr></thead>\n<tbody>\n"
    for row in rows {
      html += row.role.map { "<tr class=\"\($0)\">" } ?? "<tr>"
      for (index, cell) in row.cells.enumerated() {
        let classes = [columns[index].numeric ? "number" : nil, cell.role].compactMap(\.self)
        let attribute =
          (classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\"")
          + (columns[index].label.map { " data-label=\"\(Escaping.html($0))\"" } ?? "")
        let note = cell.note.map { " <small>\(Escaping.html($0))</small>" } ?? ""
        let text = Escaping.html(cell.text)
        let names = index == 0 && hasRowNames
        html += names ? "<th scope=\"row\"\(attribute)>" : "<td\(attribute)>"
        html +=
          cell.link == nil
          ? DataTable.linked(text, cell.term.flatMap(glossary)) + note
          : DataTable.linked(text + note, cell.link)
        html += names ? "</th>" : "</td>"
      }
      html += "</tr>\n"
    }
    html += "</tbody>\n</table>\n</div>"
    if let note { html += "\n<p class=\"note\">\(Escaping.html(note))</p>" }
    return html
  }

  private static func linked(_ html: String, _ link: String?) -> String {
    link.map { "<a href=\"\(Escaping.html($0))\">\(html)</a>" } ?? html
  }
}
