/// The JSON Schemas (draft 2020-12) of what a site publishes as data, as they lie under `schema/`.
enum Schemas {
  /// Path within the site, and text.
  static var files: [(path: String, text: String)] {
    EmbeddedFiles.all.filter { $0.path.hasPrefix("Site/schema/") }.map {
      (String($0.path.dropFirst("Site/".count)), $0.text)
    }
  }
}
