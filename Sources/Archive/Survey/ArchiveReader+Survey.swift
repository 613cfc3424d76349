import Market

extension ArchiveReader {
  /// What an instrument's days are made of, without reading more than it takes to tell them apart:
  /// files whose names are dated are digested as they are; a `series` and funding, whose files grow by
  /// the day, are told apart by the rows of each day.
  ///
  /// - Parameter threads: digests so many files at once.
  /// - Throws: as reading does, where there is no candle or no open interest, or a file that has to be
  ///   scanned cannot be.
  /// - Complexity: linear in the bytes of the files.
  public func survey(_ source: InstrumentSource, threads: Int = 1) throws(ArchiveError)
    -> SourceSurvey
  {
    var surveyor = Surveyor(dataFolder: dataFolder)
    try reader(source).survey(&surveyor)
    let earliest = source.marginTiers.map(\.from).min()
    for tiers in source.marginTiers {
      surveyor.add(tiers.path, from: tiers.from == earliest ? nil : tiers.from)
    }
    return try surveyor.survey(threads: threads)
  }
}
