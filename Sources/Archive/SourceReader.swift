import Market

/// Reads one instrument from one kind of source.
protocol SourceReader {
  /// - Parameter day: what is before its start is left out; `nil`: nothing is.
  func read(from day: Day?) throws(ArchiveError) -> InstrumentData

  /// Enters what the instrument's days are made of.
  func survey(_ surveyor: inout Surveyor) throws(ArchiveError)
}

/// Reads one contract from a venue's own files, most of which hold a day or less.
protocol VenueReader: SourceReader {
  /// The days that there are candles of, by the names of the files.
  func candleDays() throws(ArchiveError) -> Set<Day>

  /// - Parameter since: files of which nothing is as late as this day's start are passed over. What is
  ///   read of the day itself may lack what carries over from the day before. `nil`: all are read.
  func read(since: Day?) throws(ArchiveError) -> InstrumentData
}

extension VenueReader {
  /// Reads the files that bear on what is wanted.
  func read(from day: Day?) throws(ArchiveError) -> InstrumentData {
    guard let day else { return try read(since: nil) }
    // Some of what a bar says follows from the bar before it and the hours before that, so that
    // reading starts with the last day before that has any bar.
    for earlier in try candleDays().filter({ $0 < day }).sorted(by: >) {
      let data = try read(since: earlier)
      if let first = data.series.bars.first, first.time < day.start {
        return data.suffix(from: day)
      }
    }
    return try read(since: nil).suffix(from: day)
  }
}
