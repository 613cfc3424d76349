import Archive
import Market

/// What a reading of a market's data came to, kept for the next build: it reads from the first day on
/// whose files have changed, and takes the days before from here.
public struct ReadingRecord: Codable, Sendable {
  /// What the data say of a day.
  struct Line: Codable, Sendable {
    /// What the day adds to those before.
    var data: ContentKey
    /// The files that the day's document names.
    var files: ContentKey
  }

  /// What was read of an instrument.
  public struct Source: Codable, Sendable {
    public var instrument: Instrument
    public var interval: TimeSpan
    /// The end of its last bar.
    public var end: Timestamp?
    var simulated: Bool
    /// Whether it ever gives open interest.
    var isHeld: Bool
    public var findings: [Finding]
    /// As documents to come name them; of older files, they name none.
    var inputs: [InputFile]
    /// Those of them that grow by the day, as they were at the close of each of their days, by name.
    var growing: [String: [InputFile]]
    /// Whether older files were left out of the inputs.
    var hasForgotten = false
  }

  /// Something that was wrong with the data.
  public struct Finding: Codable, Sendable {
    public var kind: DataFinding.Kind
    public var words: String
    /// The first day that it is told on; `nil`: all.
    var from: Day?
  }

  public let survey: SurveyDigest
  let head: ContentKey
  /// The first of the lines.
  let firstDay: Day
  /// A line a day, without holes.
  private(set) var lines: [Line]
  /// The days that can be published, ascending.
  public private(set) var days: [Day]
  /// The day that the data end within, which can be published as provisional.
  public private(set) var openDay: Day?
  public private(set) var sources: [Source]
  public let absent: [Instrument]

  public var simulated: Bool { sources.contains(where: \.simulated) }

  /// Files are kept that reach into so many days before the end: documents name those of 90 days, and a
  /// file that grows may be of a month that began before.
  private static let inputAge = TimeSpan.days(150)

  /// - Parameters:
  ///   - instruments: read whole, in their order.
  ///   - days: that can be published.
  ///   - openDay: that can be published as provisional.
  public init(
    _ survey: SurveyDigest, instruments: [InstrumentData], absent: [Instrument], days: [Day],
    openDay: Day? = nil
  ) {
    let digests = DayDigests(instruments, absent: absent)
    self.survey = survey
    self.absent = absent
    self.days = days
    self.openDay = openDay
    head = digests.head
    let known = digests.known
    let first = min(known.first ?? days.first ?? Day(number: 0), days.first ?? Day(number: .max))
    let last = max(known.last ?? first, days.last ?? first)
    firstDay = first
    sources = instruments.map(Source.init)
    let inputs = NamedInputs(sources)
    lines = (first...last).map { Line(data: digests.data(of: $0), files: inputs.key(of: $0)) }
    let horizon = horizon
    for index in sources.indices { sources[index].forgetOldInputs(before: horizon) }
  }

  /// Up to where inputs are known.
  private var horizon: Timestamp { last.close - ReadingRecord.inputAge }
  private var last: Day { firstDay + (lines.count - 1) }

  func line(of day: Day) -> Line? {
    day >= firstDay && day <= last ? lines[day.number - firstDay.number] : nil
  }

  /// The record after the data have changed from a day on.
  ///
  /// - Parameters:
  ///   - change: the first day whose data have changed.
  ///   - instruments: read from a day before that on.
  ///   - start: that day.
  ///   - days: that can be published, from `change` on.
  ///   - openDay: that can be published as provisional.
  /// - Returns: `nil` where this cannot be told from so little: all has to be read.
  public func updated(
    _ survey: SurveyDigest, from change: Day, reading instruments: [InstrumentData],
    since start: Day, absent: [Instrument], days: [Day], openDay: Day? = nil
  ) -> ReadingRecord? {
    guard start < change, change > firstDay, change <= last + 1, absent == self.absent,
      instruments.count == sources.count
    else { return nil }
    var updated: [Source] = []
    var changed: [InputFile] = []
    for (source, data) in zip(sources, instruments) {
      guard let (now, differing) = source.updated(from: change, reading: data, since: start)
      else { return nil }
      updated.append(now)
      changed += differing
    }
    let renamed = min(changed.map(\.first.day).min() ?? change, change)
    // What a file was at closes before the start is not known, nor are files that were forgotten.
    guard renamed >= start, knowsFiles(of: renamed) else { return nil }
    let digests = DayDigests(instruments, absent: absent)
    guard let read = digests.firstDay, read < change else { return nil }
    let inputs = NamedInputs(updated)
    let end = max(digests.known.last ?? change, days.last ?? change)
    var record = ReadingRecord(self, survey: survey, sources: updated)
    record.lines = (firstDay...max(end, change)).compactMap { day in
      guard day < change else {
        return Line(data: digests.data(of: day), files: inputs.key(of: day))
      }
      guard day >= renamed, let known = line(of: day) else { return line(of: day) }
      return Line(data: known.data, files: inputs.key(of: day))
    }
    record.days = self.days.filter { $0 < change } + days.filter { $0 >= change }
    record.openDay = openDay
    let horizon = record.horizon
    for index in record.sources.indices { record.sources[index].forgetOldInputs(before: horizon) }
    return record
  }

  /// Data that were read from a day on, with the files that were passed over.
  public func completing(_ data: InstrumentData, from start: Day) -> InstrumentData {
    let source = sources.first { $0.instrument == data.series.instrument }
    var data = data
    data.inputs = (source?.inputs ?? []).filter { $0.last < start.start } + data.inputs
    return data
  }

  /// Whether it can be told which files the document of a day names, and as what.
  public func knowsFiles(of day: Day) -> Bool {
    day.close - InputFile.namedFor >= horizon || !sources.contains(where: \.hasForgotten)
  }

  private init(_ record: ReadingRecord, survey: SurveyDigest, sources: [Source]) {
    self.survey = survey
    self.sources = sources
    head = record.head
    firstDay = record.firstDay
    lines = record.lines
    days = record.days
    openDay = record.openDay
    absent = record.absent
  }
}

extension ReadingRecord.Source {
  public init(_ data: InstrumentData) {
    instrument = data.series.instrument
    interval = data.series.interval
    end = data.series.bars.last.map { $0.time + data.series.interval }
    simulated = data.simulated
    isHeld = data.series.bars.contains { ($0.openInterest?.value ?? 0) > 0 }
    findings = data.findings.map { ReadingRecord.Finding($0, inputs: data.inputs) }
    inputs = data.namedInputs
    growing = data.growingInputs
  }

  /// The files that the document of a day names, as it names them, by name.
  func inputs(on day: Day) -> [InputFile] {
    inputs.atClose(of: day, since: day.close - InputFile.namedFor, growing: growing)
      .sorted { $0.file < $1.file }
  }

  mutating func forgetOldInputs(before horizon: Timestamp) {
    let count = inputs.count
    inputs.removeAll { $0.last < horizon }
    growing = growing.mapValues { days in days.filter { $0.last >= horizon } }
      .filter { !$0.value.isEmpty }
    hasForgotten = hasForgotten || inputs.count < count
  }

  /// - Returns: the source after a change, and the files that have come, gone or changed; `nil` where
  ///   something differs that concerns earlier days as well.
  fileprivate func updated(
    from change: Day, reading data: InstrumentData, since start: Day
  ) -> (Self, changed: [InputFile])? {
    var now = Self(data)
    guard instrument == now.instrument, interval == now.interval, simulated == now.simulated,
      isHeld
    else { return nil }
    now.isHeld = true
    // An instrument of which nothing came is as it was, unless something of it is gone.
    if now.end == nil, let end, end <= start.start { now.end = end }
    guard now.end != nil else { return nil }
    now.findings =
      findings.filter { $0.from.map { $0 < change } ?? true }
      + now.findings.filter { $0.from.map { $0 >= change } ?? false }
    // Whatever reaches behind the start was read again, if it is still there.
    let names = Set(now.inputs.map(\.file))
    let kept = inputs.filter { $0.last < start.start && !names.contains($0.file) }
    let before = Set(inputs).subtracting(kept)
    let after = Set(now.inputs)
    now.inputs = kept + now.inputs
    now.hasForgotten = hasForgotten
    // What comes to a file that grows is in no document of the days before.
    let differing = before.symmetricDifference(after).filter { now.growing[$0.file] == nil }
    for input in kept { now.growing[input.file] = growing[input.file] }
    return (now, Array(differing))
  }
}

extension ReadingRecord.Finding {
  fileprivate init(_ finding: DataFinding, inputs: [InputFile]) {
    kind = finding.kind
    words = finding.words
    from =
      finding.time?.day
      ?? finding.file.flatMap { file in inputs.first { $0.file == file }?.first.day }
  }
}

extension DataFinding {
  /// With its place: `metrics/BTCUSDT-metrics-2024-08-05.zip, row 17: …`
  public var words: String {
    var place = file ?? ""
    if let row { place += ", row \(row)" }
    return (place.isEmpty ? "" : place + ": ") + message
  }
}
