extension Typesetter {
  /// Breaks a sentence into lines that fit.
  ///
  /// - Returns: `nil` where it takes more lines than allowed or a word is wider than a line.
  func wrapped(_ text: String, _ style: TextStyle, width: Double, lines limit: Int) -> [String]? {
    // One line needs no trying word by word.
    if limit == 1, !text.isEmpty { return self.width(text, style) <= width ? [text] : nil }
    var lines: [String] = []
    var current = ""
    // Only the plain space breaks: figures and their units are joined by others.
    for word in text.split(separator: " ") {
      let longer = current.isEmpty ? String(word) : current + " " + word
      if self.width(longer, style) <= width {
        current = longer
        continue
      }
      guard !current.isEmpty, self.width(String(word), style) <= width else { return nil }
      lines.append(current)
      current = String(word)
    }
    if !current.isEmpty { lines.append(current) }
    return lines.count <= limit ? lines : nil
  }

  /// The first of several wordings, longest first, that fits; of the last as much as fits.
  func fitted(
    _ wordings: [String], _ style: TextStyle, width: Double, lines limit: Int = 1
  ) -> [String] {
    for wording in wordings {
      if let lines = wrapped(wording, style, width: width, lines: limit) { return lines }
    }
    guard let last = wordings.last else { return [] }
    return [shortened(last, style, width: width)]
  }

  /// As much of a text as fits on a line, with an ellipsis where it was cut.
  func shortened(_ text: String, _ style: TextStyle, width: Double) -> String {
    guard self.width(text, style) > width else { return text }
    var kept = text
    while !kept.isEmpty {
      kept.removeLast()
      while kept.last == " " { kept.removeLast() }
      if self.width(kept + "\u{2026}", style) <= width { return kept + "\u{2026}" }
    }
    return ""
  }
}
