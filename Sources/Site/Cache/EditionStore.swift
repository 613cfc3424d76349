import Archive
import Briefing
import Charts
import Market

/// Days in the cache: their documents with what lies beside them, and their pictures.
///
/// It may be used from several threads at once, each for days of its own.
public struct EditionStore: Sendable {
  let cache: BuildCache

  /// In an edition: what general pages and feeds need of a day.
  static let summaryFile = ".summary"
  /// In an entry of charts: sizes and alt texts.
  static let figuresFile = ".figures"
  /// In an edition: the key of its figures, which its charts go by.
  static let numbersFile = ".numbers"
  static let documentFile = "briefing.json"
  /// In a day's page: what the site's rules found on it.
  static let alertsFile = ".alerts"

  public init(_ cache: BuildCache) { self.cache = cache }

  public func hasEdition(_ day: PlannedDay) -> Bool { cache.has(day.editionName) }

  public func hasCharts(_ day: PlannedDay) -> Bool { cache.has(day.chartsName) }

  /// Brings the results of days here that another machine has left in the common store.
  public func bring(_ days: [PlannedDay], threads: Int) {
    cache.find(days.flatMap { [$0.editionName, $0.chartsName] }, threads: threads)
  }

  /// - Throws: what the common store has failed of; until then, what it did not give was taken for
  ///   missing.
  public func checkStore() throws(SiteError) { try cache.checkStore() }

  /// The days of which the cache has no edition, and those of which it has no charts.
  public func lacking(
    _ days: [PlannedDay], threads: Int
  ) -> (editions: [PlannedDay], charts: Set<Day>) {
    let lacking = cache.lacking(
      days.flatMap { [$0.editionName, $0.chartsName] }, threads: threads)
    return (
      days.filter { lacking.contains($0.editionName) },
      Set(days.filter { lacking.contains($0.chartsName) }.map(\.date))
    )
  }

  /// Keeps a day's document, with its tables and the layers of its map.
  public func keep(_ edition: Edition, as day: PlannedDay) throws {
    let briefing = edition.briefing
    let heatmap = briefing.heatmap
    var files: [(name: String, bytes: [UInt8])] = [
      (EditionStore.documentFile, try BriefingJSON.encode(briefing)),
      (ExplorerData.file, try JSONText.encode(ExplorerData(briefing), pretty: false)),
      ("zones.csv", Array(CSV.zones(briefing).utf8)),
      ("profile.csv", CSV.profile(briefing)),
      (
        EditionStore.summaryFile,
        try BinaryForm.bytes(of: DaySummary(briefing, figures: []))
      ),
      (EditionStore.numbersFile, Array(day.numbers.digits.utf8)),
    ]
    for layer in edition.layers where !layer.file.contains("/") {
      files.append(
        (
          layer.file,
          try LayerPNG.encode(pixels: layer.pixels, columns: heatmap.columns, rows: heatmap.rows)
        ))
    }
    let sheets = MapSheet.sheets(of: heatmap)
    for sheet in sheets {
      files.append(
        (
          sheet.file,
          try LayerPNG.encodeSheet(
            pixels: sheet.pixels(of: edition.layers, in: heatmap),
            times: sheet.parts.count * heatmap.columns, prices: heatmap.rows,
            isOneOfSeveral: sheets.count > 1 && sheet.venue != nil)
        ))
    }
    _ = try cache.store(day.editionName, files)
  }

  /// Documents with the figures of some days, under other names: their data were read from files that
  /// have changed otherwise, as one does that is packed anew.
  ///
  /// - Returns: for each of the days that has one, its entry's name.
  public func siblings(of days: [PlannedDay]) throws(SiteError) -> [Day: CacheName] {
    guard let market = days.first?.market else { return [:] }
    let names = try cache.names(of: .edition, in: market)
    var found: [Day: CacheName] = [:]
    for day in days {
      found[day.date] = names["\(day.date)"]?.first { numbers($0) == day.numbers }
    }
    return found
  }

  /// Keeps a day's document that differs from another in the files that it names alone.
  ///
  /// - Parameter sources: with the files that the market is read from now.
  /// - Returns: the document.
  /// - Throws: `damagedEntry` where the other is not what was kept.
  public func keep(
    _ day: PlannedDay, from sibling: CacheName, naming sources: [ReadingRecord.Source]
  ) throws(SiteError) -> Briefing {
    let entry = try cache.existing(sibling)
    var briefing = try self.briefing(in: entry)
    for index in briefing.instruments.indices {
      let report = briefing.instruments[index]
      let known = sources.first {
        $0.instrument.venue == report.venue && $0.instrument.symbol == report.symbol
          && $0.instrument.kind == report.kind
      }
      briefing.instruments[index].inputs = known?.inputs(on: day.date) ?? []
    }
    _ = try cache.store(
      day.editionName, [(EditionStore.documentFile, try BriefingJSON.encode(briefing))],
      and: (entry, entry.files.filter { $0.name != EditionStore.documentFile }))
    return briefing
  }

  /// Keeps a day's pictures.
  public func keep(_ charts: [RenderedChart], as day: PlannedDay) throws {
    try keep(charts, as: day.chartsName)
  }

  func keep(_ charts: [RenderedChart], as name: CacheName) throws {
    var figures: [Figure] = []
    var files: [(name: String, bytes: [UInt8])] = []
    for chart in charts {
      let (figure, pictures) = Figure.of(chart)
      figures.append(figure)
      files += pictures
    }
    files.append((EditionStore.figuresFile, try BinaryForm.bytes(of: figures)))
    _ = try cache.store(name, files)
  }

  /// A day's document and the layers that its charts are drawn from.
  ///
  /// - Throws: `damagedEntry` where it is not what was kept.
  public func edition(_ day: PlannedDay) throws(SiteError) -> Edition {
    let entry = try cache.existing(day.editionName)
    let briefing = try self.briefing(in: entry)
    var layers: [LayerPixels] = []
    for layer in briefing.heatmap.layers {
      guard let decoded = try? LayerPNG.decode(try entry.bytes(of: layer.file)),
        decoded.columns == briefing.heatmap.columns, decoded.rows == briefing.heatmap.rows
      else { throw .damagedEntry(path: entry.path, file: layer.file) }
      layers.append(LayerPixels(file: layer.file, pixels: decoded.pixels))
    }
    return Edition(briefing: briefing, layers: layers)
  }

  /// The digest of a day's document.
  ///
  /// - Throws: `damagedEntry`.
  func documentDigest(_ day: PlannedDay) throws(SiteError) -> String {
    let entry = try cache.existing(day.editionName)
    guard let file = entry.files.first(where: { $0.name == EditionStore.documentFile }) else {
      throw .damagedEntry(path: entry.path, file: EditionStore.documentFile)
    }
    return file.sha256
  }

  func briefing(_ day: PlannedDay) throws(SiteError) -> Briefing {
    try briefing(in: try cache.existing(day.editionName))
  }

  private func briefing(in entry: CacheEntry) throws(SiteError) -> Briefing {
    let file = EditionStore.documentFile
    return try BriefingJSON.decode(try entry.bytes(of: file), path: entry.path + "/" + file)
  }

  /// The key of an edition's figures; `nil` where the cache does not have it whole.
  func numbers(_ edition: CacheName) -> ContentKey? {
    guard let entry = cache.entry(edition),
      let bytes = try? entry.bytes(of: EditionStore.numbersFile)
    else { return nil }
    return ContentKey(digits: String(decoding: bytes, as: UTF8.self))
  }

  func figures(_ name: CacheName) throws(SiteError) -> [Figure] {
    let entry = try cache.existing(name)
    return try decode([Figure].self, EditionStore.figuresFile, of: entry)
  }

  /// What general pages show of a day.
  func summary(_ day: PlannedDay) throws(SiteError) -> DaySummary {
    let entry = try cache.existing(day.editionName)
    var summary = try decode(DaySummary.self, EditionStore.summaryFile, of: entry)
    summary.figures = try figures(day.chartsName)
    return summary
  }

  static func file(
    of alerts: [AlertFinding]
  ) throws(SiteError) -> (name: String, bytes: [UInt8]) {
    do {
      return (alertsFile, try BinaryForm.bytes(of: alerts))
    } catch {
      throw .unwritableJSON(reason: "\(error)")
    }
  }

  /// What the site's rules found on the day of a page.
  func alerts(_ page: CacheEntry) throws(SiteError) -> [AlertFinding] {
    try decode([AlertFinding].self, EditionStore.alertsFile, of: page)
  }

  private func decode<Value: Decodable>(
    _ type: Value.Type, _ file: String, of entry: CacheEntry
  ) throws(SiteError) -> Value {
    let bytes = try entry.bytes(of: file)
    guard let value = try? BinaryForm.value(type, from: bytes) else {
      throw .damagedEntry(path: entry.path, file: file)
    }
    return value
  }
}
