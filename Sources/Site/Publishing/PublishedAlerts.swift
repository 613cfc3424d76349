import FoundationEssentials

extension PublishedDays {
  /// What the alerts of the site that stands say.
  ///
  /// - Throws: `unreadableDay` where `alerts.json` is missing or not of this version.
  public func alerts() throws(SiteError) -> AlertsDocument {
    let path = folder + "/" + AlertsDocument.file
    let bytes = try FileSystem.read(path)
    let document: AlertsDocument
    do {
      document = try JSONDecoder().decode(AlertsDocument.self, from: Data(bytes))
    } catch {
      throw .unreadableDay(path: path, reason: "these are no alerts of this version: \(error)")
    }
    guard document.schemaVersion == AlertsDocument.currentSchemaVersion else {
      throw .unreadableDay(
        path: path,
        reason: "schema_version is \(document.schemaVersion), expected "
          + "\(AlertsDocument.currentSchemaVersion)")
    }
    return document
  }
}
