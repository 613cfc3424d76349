/// A heading's words as an anchor: `What the map gets wrong` is `what-the-map-gets-wrong`.
enum Slug {
  static func of(_ text: String) -> String {
    var slug = ""
    for character in text.lowercased() {
      if character.isASCII, character.isLetter || character.isNumber {
        slug.append(character)
      } else if character.isLetter, character.unicodeScalars.count == 1 {
        // Letters of other scripts are valid in an id and in a link.
        slug.append(character)
      } else if !slug.hasSuffix("-"), !slug.isEmpty, character != "'", character != "\u{2019}" {
        slug.append("-")
      }
    }
    while slug.hasSuffix("-") { slug.removeLast() }
    return slug.isEmpty ? "section" : slug
  }
}
