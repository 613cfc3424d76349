import Archive
import Market
import Testing

@testable import Site

/// What was read before and what has changed since, held against a reading of all.
@Suite struct ReadingRecordTests {
  static let instrument = Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear)
  static let first = Day(number: 19_900)

  /// Data of some days: hourly bars, a file a day, and one file that grows by the day.
  struct Source {
    var days = 40
    /// By day: what was traded in its first hour.
    var revised: [Int: Double] = [:]
    var gapsFound: [Int: String] = [:]
    /// Of the file that grows, by day: what was revised in it.
    var growing: [Int: Int] = [:]
    /// A file of all days that does not grow by the day.
    var packed = 0

    func read(from start: Int = 0) -> InstrumentData {
      var bars: [Bar] = []
      for day in start..<days {
        for hour in 0..<24 {
          let time = (first + day).start + .hours(Int64(hour))
          var bar = Bar(
            time: time, open: Price(100), high: Price(101), low: Price(99), close: Price(100),
            volume: Base(hour == 0 ? revised[day] ?? 5 : 5), openInterest: Base(1_000))
          bar.fundingRate = hour % 8 == 0 ? 0.0001 : nil
          bars.append(bar)
        }
      }
      return InstrumentData(
        series: BarSeries(instrument: instrument, interval: .hour, bars: bars),
        inputs: (start..<days).map { file($0) } + [packedFile]
          + (growingStates.last.map { [$0] } ?? []),
        growing: ["funding.csv": growingStates],
        findings: gapsFound.filter { $0.key >= start }.sorted { $0.key < $1.key }.map {
          day, words in
          DataFinding(kind: .gap, time: (first + day).start, message: words)
        }, simulated: true)
    }

    private func file(_ day: Int) -> InputFile {
      InputFile(
        file: "day-\(day).csv", sha256: "\(revised[day] ?? 5)", rows: 24,
        first: (first + day).start,
        last: (first + day).close - .hour, gaps: 0, refused: 0)
    }

    private var packedFile: InputFile {
      InputFile(
        file: "all.zip", sha256: "\(packed)", rows: 1, first: first.start,
        last: (first + 400).start, gaps: 0, refused: 0)
    }

    private var growingStates: [InputFile] {
      (0..<days).map { day in
        let revisions = growing.filter { $0.key <= day }.sorted { $0.key < $1.key }
        return InputFile(
          file: "funding.csv", sha256: "\(day) \(revisions)", rows: 3 * (day + 1),
          first: first.start, last: (first + day).close - .hours(8), gaps: 0, refused: 0)
      }
    }

    var survey: SurveyDigest {
      SurveyDigest([
        (
          instrument,
          [SourceSurvey.Part(file: "folder", sha256: "simulated", from: nil)]
            + (0..<days).flatMap { day in
              [
                SourceSurvey.Part(
                  file: "day-\(day).csv", sha256: "\(revised[day] ?? 5)", from: first + day),
                SourceSurvey.Part(
                  file: "funding.csv", sha256: growingStates[day].sha256, from: first + day),
              ]
            }
        )
      ])
    }

    var record: ReadingRecord {
      ReadingRecord(
        survey, instruments: [read()], absent: [], days: (0..<days).map { first + $0 })
    }

    func updated(_ record: ReadingRecord, from change: Int, since start: Int) -> ReadingRecord? {
      record.updated(
        survey, from: first + change, reading: [read(from: start)], since: first + start,
        absent: [], days: (start..<days).map { first + $0 })
    }

    private var first: Day { ReadingRecordTests.first }
    private var instrument: Instrument { ReadingRecordTests.instrument }
  }

  private func expectEqual(
    _ a: ReadingRecord?, _ b: ReadingRecord, _ comment: Comment,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let a = try #require(a, comment, sourceLocation: location)
    #expect(try JSONText.encode(a, pretty: false).count > 1_000)
    for day in 0..<60 {
      let date = Self.first + day
      #expect(a.line(of: date)?.data == b.line(of: date)?.data, comment, sourceLocation: location)
      #expect(a.line(of: date)?.files == b.line(of: date)?.files, comment, sourceLocation: location)
    }
    #expect(a.days == b.days && a.head == b.head, comment, sourceLocation: location)
    #expect(a.sources.map(\.end) == b.sources.map(\.end), comment, sourceLocation: location)
    #expect(
      a.sources.flatMap(\.findings).map(\.words) == b.sources.flatMap(\.findings).map(\.words),
      comment, sourceLocation: location)
  }

  @Test("what has changed since is put together with what was known, as if all were read")
  func updates() throws {
    var generator = SeededGenerator(seed: 3)
    var source = Source()
    var record = source.record
    for step in 0..<30 {
      let change = generator.next() % 4
      let earlier = source
      switch change {
      case 0: source.days += 1
      case 1: source.growing[source.days - 1 - Int(generator.next() % 20)] = step
      case 2: source.revised[source.days - 1 - Int(generator.next() % 20)] = Double(step + 10)
      default:
        source.gapsFound[source.days - 1] = "gap \(step)"
        source.revised[source.days - 1] = Double(step + 100)
      }
      guard case .from(let day) = source.survey.difference(from: earlier.survey) else {
        Issue.record("step \(step): no difference")
        continue
      }
      let number = day.number - Self.first.number
      let updated = source.updated(record, from: number, since: number - 1)
      try expectEqual(updated, source.record, "step \(step), change \(change)")
      record = try #require(updated)
    }
  }

  @Test("the days before the first change are known by what is kept of their files")
  func differences() {
    var source = Source()
    let before = source.survey
    #expect(before.difference(from: source.survey) == .none)
    source.revised[12] = 1
    #expect(source.survey.difference(from: before) == .from(Self.first + 12))
    source = Source(days: 41)
    #expect(source.survey.difference(from: before) == .from(Self.first + 40))
    #expect(before.difference(from: source.survey) == .from(Self.first + 40))
  }

  @Test("a record reads back, and is written in one order")
  func coding() throws {
    let folder = try TemporaryFolder()
    let store = EditionStore(try BuildCache(folder: folder.path + "/cache"))
    let record = Source().record
    let source = KeyMaker("source").key
    let name = store.recordName(of: "btc", source: source, survey: record.survey)
    try store.keep(record, as: name)
    let again = try #require(store.record(name))
    #expect(try JSONText.encode(record, pretty: false) == JSONText.encode(again, pretty: false))
    #expect(again.survey.difference(from: record.survey) == .none)
    #expect(try store.records(of: "btc", source: source).count == 1)
    #expect(try store.records(of: "btc", source: KeyMaker("other").key).isEmpty)
  }

  @Test("a file that grows is named as it was at each close: a day more changes no day before")
  func growing() throws {
    let record = Source().record
    let grown = Source(days: 41)
    let updated = try #require(grown.updated(record, from: 40, since: 39))
    try expectEqual(updated, grown.record, "a day more")
    for day in 0..<40 {
      #expect(updated.line(of: Self.first + day)?.files == record.line(of: Self.first + day)?.files)
    }
    var revised = Source()
    revised.growing[35] = 1
    let again = try #require(revised.updated(record, from: 35, since: 34))
    try expectEqual(again, revised.record, "a day revised enters all that follow")
    for day in 0..<40 {
      let date = Self.first + day
      #expect(
        (again.line(of: date)?.files == record.line(of: date)?.files) == (day < 35), "day \(day)")
    }
  }

  @Test("files are named anew from what was kept where none was forgotten")
  func naming() throws {
    var data = Source(days: 300).read()
    #expect(record(of: data).knowsFiles(of: Self.first + 299))
    #expect(!record(of: data).knowsFiles(of: Self.first + 20))
    try expectNamed(record(of: data), as: data, days: 250..<300)
    let before = Source(days: 299).record
    let updated = try #require(Source(days: 300).updated(before, from: 299, since: 297))
    try expectNamed(updated, as: data, days: 250..<300)
    data.inputs.removeAll { $0.last < (Self.first + 200).start }
    #expect(record(of: data).knowsFiles(of: Self.first + 20))
  }

  /// Whether the record names for each day what the data do.
  private func expectNamed(_ record: ReadingRecord, as data: InstrumentData, days: Range<Int>)
    throws
  {
    let source = try #require(record.sources.first)
    for day in days {
      let date = Self.first + day
      let named = data.inputs(atCloseOf: date, since: date.close - InputFile.namedFor)
      #expect(source.inputs(on: date) == named.sorted { $0.file < $1.file }, "day \(day)")
    }
  }

  private func record(of data: InstrumentData) -> ReadingRecord {
    ReadingRecord(
      Source().survey, instruments: [data], absent: [], days: (0..<300).map { Self.first + $0 })
  }

  @Test("what concerns all days, or older ones than are kept, has to be read whole")
  func whole() {
    let record = Source().record
    var source = Source(days: 41)
    #expect(
      source.updated(record, from: 40, since: 40) == nil, "the change has to be after the start")
    #expect(source.updated(record, from: 0, since: -1) == nil)
    #expect(
      record.updated(
        source.survey, from: Self.first + 40, reading: [source.read(from: 39)],
        since: Self.first + 39, absent: [Self.instrument], days: []) == nil)
    source = Source(days: 300)
    let long = source.record
    source.packed = 1
    #expect(source.updated(long, from: 299, since: 298) == nil, "a file of all days has changed")
  }

  @Test("the memory of walks is kept of the last seven closes and before the ends of months")
  func checkpointDays() {
    let days = Array(Day(number: 19_723)...Day(number: 19_723 + 99))
    let kept = DayChain.checkpointDays(days).map(\.description)
    #expect(Array(kept.prefix(3)) == ["2024-01-30", "2024-02-28", "2024-03-30"])
    #expect(kept.count == 10 && kept.last == "2024-04-09")
  }

  @Test("a month's file, which begins with the close before it, costs no day before that close")
  func checkpointBeforeAMonth() {
    let days = Array(Day(number: 19_723)...Day(number: 19_723 + 120))
    for today in days.dropFirst(40) {
      let kept = DayChain.checkpointDays(days.filter { $0 <= today })
      let monthBegins = today - (today.calendar.day - 1)
      let changed = monthBegins - 1
      #expect(kept.last { $0 < changed } == changed - 1, "on \(today)")
    }
  }
}
