import Market

/// A feed of the Atom Syndication Format (RFC 4287).
struct AtomDocument {
  struct Entry {
    var id: String
    var title: String
    /// Its page, absolute.
    var link: String
    var published: Timestamp
    var updated: Timestamp
    var category: (term: String, label: String)
    var summary: String
    /// A fragment of HTML, absolute in its links.
    var content: String
  }

  var id: String
  var title: String
  var subtitle: String
  /// Where the feed itself stands, and the page that it is the feed of; absolute.
  var feed: String
  var page: String
  var author: String
  var updated: Timestamp
  var entries: [Entry]

  var text: String {
    let x = { (text: String) in Escaping.html(text) }
    var xml = """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
      <id>\(x(id))</id>
      <title>\(x(title))</title>
      <subtitle>\(x(subtitle))</subtitle>
      <link rel="self" type="application/atom+xml" href="\(x(feed))"/>
      <link rel="alternate" type="text/html" href="\(x(page))"/>
      <updated>\(updated)</updated>
      <author><name>\(x(author))</name></author>

      """
    for entry in entries {
      xml += """
        <entry>
        <id>\(x(entry.id))</id>
        <title>\(x(entry.title))</title>
        <link rel="alternate" type="text/html" href="\(x(entry.link))"/>
        <published>\(entry.published)</published>
        <updated>\(entry.updated)</updated>
        <category term="\(x(entry.category.term))" label="\(x(entry.category.label))"/>
        <summary>\(x(entry.summary))</summary>
        <content type="html">\(x(entry.content))</content>
        </entry>

        """
    }
    return xml + "</feed>\n"
  }
}
