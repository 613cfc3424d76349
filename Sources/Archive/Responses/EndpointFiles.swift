/// The files of endpoints, each folder listed once: a reading asks for them several times, and years
/// of them are thousands.
final class EndpointFiles {
  private var lists: [String: [StoredFile]] = [:]

  /// In order of time, as `StoredEndpoint.files(below:)` has them.
  func all(_ endpoint: StoredEndpoint, below dataFolder: String) throws(ArchiveError)
    -> [StoredFile]
  {
    if let list = lists[endpoint.folder] { return list }
    let list = try endpoint.files(below: dataFolder)
    lists[endpoint.folder] = list
    return list
  }
}
