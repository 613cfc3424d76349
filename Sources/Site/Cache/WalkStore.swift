import Archive
import Briefing
import Market

/// What lets a build begin where the one before ended: what was read, and the memory of walks.
extension EditionStore {
  private static let recordFile = "reading.bin"
  private static let checkpointFile = "walk.bin"

  /// What the record of a reading is called.
  ///
  /// - Parameter source: the key of how the data are read.
  public func recordName(
    of market: String, source: ContentKey, survey: SurveyDigest
  ) -> CacheName {
    var maker = KeyMaker("reading")
    maker.add("survey", survey.key)
    return CacheName(folder: market, stem: source.digits, kind: .reading, key: maker.key)
  }

  /// - Returns: `nil` where there is none, or it is damaged.
  public func record(_ name: CacheName) -> ReadingRecord? {
    guard let entry = cache.entry(name), let bytes = try? entry.bytes(of: Self.recordFile) else {
      return nil
    }
    return try? BinaryForm.value(ReadingRecord.self, from: bytes)
  }

  /// The records of readings of the same source.
  public func records(
    of market: String, source: ContentKey
  ) throws(SiteError) -> [ReadingRecord] {
    let names = try cache.names(of: .reading, in: market)[source.digits] ?? []
    return names.compactMap(record)
  }

  public func keep(_ record: ReadingRecord, as name: CacheName) throws {
    _ = try cache.store(name, [(Self.recordFile, try BinaryForm.bytes(of: record))])
  }

  public func hasCheckpoint(_ name: CacheName) -> Bool { cache.has(name) }

  public func keep(_ checkpoint: WalkCheckpoint, as name: CacheName) throws(SiteError) {
    _ = try cache.store(name, [(Self.checkpointFile, checkpoint.bytes)])
  }

  /// The latest memory of a walk before a day.
  ///
  /// - Parameter days: those at whose closes one may be, ascending.
  /// - Returns: `nil` where there is none that is whole.
  public func checkpoint(before day: Day, in chain: DayChain, at days: [Day]) -> WalkCheckpoint? {
    for candidate in days.reversed() where candidate < day {
      guard let name = chain.checkpoint(at: candidate), let entry = cache.entry(name),
        let bytes = try? entry.bytes(of: Self.checkpointFile),
        let checkpoint = try? WalkCheckpoint(bytes: bytes), checkpoint.servesFrom <= day
      else { continue }
      return checkpoint
    }
    return nil
  }
}
