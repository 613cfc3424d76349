import Market

/// One file of the archive and the days that its name says it covers.
struct BinanceFile: Hashable {
  /// Relative to the data folder.
  var name: String
  var first: Day
  var last: Day
  var isDaily: Bool

  var times: Range<Timestamp> { first.start..<last.close }
}

extension [BinanceFile] {
  /// The days that the files cover by their names.
  var days: Set<Day> { Set(flatMap { $0.first...$0.last }) }

  /// The times that each file's name promises all of.
  var promises: [String: Range<Timestamp>] {
    Dictionary(map { ($0.name, $0.times) }) { first, _ in first }
  }
}

/// Folders that were listed before: a reading asks several times, and years of files are thousands.
final class BinanceListing {
  fileprivate var files: [String: [BinanceFile]] = [:]
}

/// What the archive holds of one contract, by the names of its files.
struct BinanceCatalogue {
  let dataFolder: String
  let layout: BinanceLayout
  let listing: BinanceListing

  /// The files of one kind in order of time. A month of which every day has its own file is left
  /// out, since the days' files are the newer.
  func files(_ kind: BinanceLayout.Kind, interval: String? = nil) throws(ArchiveError)
    -> [BinanceFile]
  {
    let symbol = layout.instrument.symbol
    let prefix = "\(symbol)-\(interval ?? kind.rawValue)-"
    if let files = listing.files["\(kind) \(prefix)"] { return files }
    var found: [BinanceFile] = []
    for period in BinanceLayout.Period.allCases {
      let folder = layout.folder(period, kind, symbol: symbol, interval: interval)
      for name in try names(in: folder) {
        guard let days = Self.days(name, prefix, period) else { continue }
        found.append(
          BinanceFile(
            name: folder + "/" + name, first: days.lowerBound, last: days.upperBound,
            isDaily: period == .daily))
      }
    }
    let daily = Set(found.lazy.filter(\.isDaily).map(\.first))
    let files =
      found
      .filter { file in file.isDaily || (file.first...file.last).contains { !daily.contains($0) } }
      .sorted { ($0.first, $0.isDaily ? 1 : 0, $0.name) < ($1.first, $1.isDaily ? 1 : 0, $1.name) }
    listing.files["\(kind) \(prefix)"] = files
    return files
  }

  /// The lengths of candles of which there are files, shortest first.
  func intervals(_ kind: BinanceLayout.Kind) throws(ArchiveError)
    -> [(name: String, span: TimeSpan)]
  {
    var present: [(name: String, span: TimeSpan)] = []
    for interval in BinanceLayout.intervals
    where try !files(kind, interval: interval.name).isEmpty {
      present.append(interval)
    }
    return present
  }

  /// The symbols that the archive has candles of.
  func symbols() throws(ArchiveError) -> [String] {
    var symbols: Set<String> = []
    for period in BinanceLayout.Period.allCases {
      symbols.formUnion(try names(in: layout.folder(period, .candles)))
    }
    return symbols.sorted()
  }

  /// The kinds of data that there is a folder of, in words.
  func kinds() -> [String] {
    BinanceLayout.Kind.allCases.filter { kind in
      BinanceLayout.Period.allCases.contains { period in
        Files.isFolder(
          dataFolder + "/" + layout.folder(period, kind, symbol: layout.instrument.symbol))
      }
    }.map(\.rawValue)
  }

  /// The names in a folder; none where it does not exist.
  private func names(in folder: String) throws(ArchiveError) -> [String] {
    let path = dataFolder + "/" + folder
    return Files.isFolder(path) ? try Files.list(path) : []
  }

  /// The days of `<prefix>2024-08-05.zip` (a day's file) or `<prefix>2024-08.zip` (a month's).
  private static func days(_ name: String, _ prefix: String, _ period: BinanceLayout.Period)
    -> ClosedRange<Day>?
  {
    guard name.hasPrefix(prefix) else { return nil }
    var name = name
    return name.withUTF8 { bytes in
      let date = bytes[prefix.utf8.count...]
      guard NamedDate.ends(date, with: ".zip") else { return nil }
      switch period {
      case .daily: return NamedDate.day(date.dropLast(4)).map { $0...$0 }
      case .monthly:
        guard let first = NamedDate.month(date.dropLast(4)) else { return nil }
        // Day 28 and four more lie in the next month, whichever month it is.
        let next = first + 31
        return first...(next - next.calendar.day)
      }
    }
  }
}
