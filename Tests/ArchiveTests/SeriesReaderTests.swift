import Market
import Testing

@testable import Archive

@Suite struct SeriesReaderTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  static let instrument = Instrument(venue: .binance, symbol: "BTCUSDT", kind: .linear)
  static let columns: [SeriesColumn: String] = [
    .time: "t", .open: "o", .high: "h", .low: "l", .close: "c", .volume: "v", .openInterest: "oi",
  ]
  static let header = "t,o,h,l,c,v,oi\n"
  static let start = Int64(1_722_816_000_000)  // 2024-08-05T00:00Z

  /// A row of the test's series: hour, and what differs from a plain bar.
  static func row(
    _ hour: Int64, time: String? = nil, open: String = "100", high: String = "110",
    low: String = "90", close: String = "105", volume: String = "10", oi: String = "1000"
  ) -> String {
    "\(time ?? "\(start + hour * 3_600_000)"),\(open),\(high),\(low),\(close),\(volume),\(oi)\n"
  }

  func read(
    _ text: String, path: String = "a.csv", columns: [SeriesColumn: String] = columns,
    policy: Policy = .strict
  ) throws -> InstrumentData {
    try folder.write(path, text)
    return try read(path: path, columns: columns, policy: policy)
  }

  func read(
    path: String, columns: [SeriesColumn: String] = columns, policy: Policy = .strict
  ) throws -> InstrumentData {
    try ArchiveReader(dataFolder: folder.path, policy: policy).read(
      InstrumentSource(
        instrument: Self.instrument,
        reader: .series(SeriesSource(path: path, columns: columns))))
  }

  @Test("bars, their file and its digest are read")
  func plain() throws {
    let text = Self.header + Self.row(0) + Self.row(1, close: "91.5") + Self.row(2, oi: "")
    let data = try read(text)
    #expect(data.series.interval == .hour)
    #expect(data.series.bars.count == 3)
    #expect(data.series.bars[1].close == Price(91.5))
    #expect(data.series.bars[0].openInterest == Base(1_000))
    #expect(data.series.bars[2].openInterest == nil)
    #expect(data.series.bars[0].fundingRate == nil)
    #expect(data.findings.isEmpty)
    #expect(!data.simulated)
    let input = try #require(data.inputs.first)
    #expect(input.file == "a.csv" && input.rows == 3 && input.gaps == 0 && input.refused == 0)
    #expect(input.sha256 == SHA256.hexDigest(of: text.utf8))
    #expect(input.first == Timestamp(milliseconds: Self.start))
    #expect(input.last == Timestamp(milliseconds: Self.start + 7_200_000))
  }

  @Test("plain, .gz and .zip files of the same rows give the same bars")
  func packed() throws {
    let text = Self.header + (0..<48).map { Self.row($0) }.joined()
    let plain = try read(text)
    try GzipWriter.write(Array(text.utf8), to: folder.path + "/a.csv.gz")
    try folder.writeZip("a.zip", text)
    for path in ["a.csv.gz", "a.zip"] {
      let data = try read(path: path)
      #expect(data.series.bars == plain.series.bars)
      #expect(
        data.inputs.first?.sha256
          == SHA256.hexDigest(of: try Files.readAll(folder.path + "/" + path)))
      // At a close it is named by the text that was there, which `gzip -dc FILE | head -c BYTES` gives.
      let day = Timestamp(milliseconds: Self.start).day
      let then = try #require(data.inputs(atCloseOf: day).first)
      let bytes = try #require(then.bytes)
      #expect(then.rows == 24 && bytes < text.utf8.count)
      #expect(then.sha256 == SHA256.hexDigest(of: Array(text.utf8.prefix(bytes))))
    }
  }

  @Test("dollars become coins at the close, per cent a fraction")
  func units() throws {
    let columns: [SeriesColumn: String] = [
      .time: "t", .open: "p", .high: "p", .low: "p", .close: "p", .volume: "v",
      .openInterestUSD: "oi", .longLiquidationsUSD: "ll", .shortLiquidationsUSD: "sl",
      .fundingRatePercent: "f", .takerBuyVolume: "b", .longShortRatio: "r",
    ]
    let data = try read(
      "t,p,v,oi,ll,sl,f,b,r\n\(Self.start),50,8,1000,100,25,0.01,3,1.25\n"
        + "\(Self.start + 60_000),50,8,,,,,,\n", columns: columns)
    let bar = data.series.bars[0]
    #expect(data.series.interval == .minutes(1))
    #expect(bar.openInterest == Base(20) && bar.longLiquidations == Base(2))
    #expect(bar.shortLiquidations == Base(0.5) && bar.fundingRate == 0.01 / 100)
    #expect(bar.takerBuyVolume == Base(3) && bar.longShortRatio == 1.25)
    let blank = data.series.bars[1]
    #expect(blank.openInterest == nil && blank.longLiquidations == nil && blank.fundingRate == nil)
    #expect(blank.takerBuyVolume == nil && blank.longShortRatio == nil)
  }

  @Test("seconds, milliseconds, microseconds and ISO 8601 mean the same bars")
  func timeUnits() throws {
    let expected = try read(Self.header + Self.row(0) + Self.row(1)).series.bars
    let seconds = Self.start / 1_000
    for times in [
      ["\(seconds)", "\(seconds + 3_600)"], ["\(Self.start)000", "\(Self.start + 3_600_000)000"],
      ["2024-08-05T00:00:00Z", "2024-08-05T01:00:00Z"],
      ["2024-08-05 00:00:00", "2024-08-05 01:00:00"],
    ] {
      let rows = times.map { Self.row(0, time: $0) }.joined()
      #expect(try read(Self.header + rows).series.bars == expected)
    }
  }

  @Test("without open interest there is a clear statement and no guess")
  func noOpenInterest() throws {
    var columns = Self.columns
    columns[.openInterest] = nil
    #expect {
      try read(Self.header + Self.row(0) + Self.row(1), columns: columns)
    } throws: { error in
      guard case ArchiveError.noInput(.openInterestColumn(let file, let present)) = error else {
        return false
      }
      let words = "\(error)"
      return file == "a.csv" && present.contains("oi") && words.contains("no open interest")
        && words.contains("not guessed") && words.contains("open_interest_usd")
    }
    #expect(throws: ArchiveError.noInput(.openInterestBlank(file: "a.csv", column: "oi"))) {
      try read(Self.header + Self.row(0, oi: "") + Self.row(1, oi: ""))
    }
  }

  @Test("a column that the header lacks is named, with the columns that are there")
  func missingColumn() throws {
    var columns = Self.columns
    columns[.volume] = "vol"
    #expect {
      try read(Self.header + Self.row(0), columns: columns)
    } throws: { error in
      error as? ArchiveError
        == .refusedFile(
          file: "a.csv",
          fault: .columnNotInHeader(
            column: "volume", asked: "vol", present: ["t", "o", "h", "l", "c", "v", "oi"]))
        && "\(error)".contains("a.csv: no column 'vol'") && "\(error)".contains("'v' and 'oi'")
    }
  }

  @Test("a required column that is not configured is named", arguments: SeriesColumn.required)
  func notConfigured(column: SeriesColumn) throws {
    var columns = Self.columns
    columns[column] = nil
    #expect {
      try read(Self.header + Self.row(0), columns: columns)
    } throws: { "\($0)".contains("'\(column.rawValue)' is not among the configured columns") }
  }

  static let impossible: [(row: String, column: String, expected: String)] = [
    (row(1, open: "0"), "o", "a number above 0"),
    (row(1, low: "-1"), "l", "a number above 0"),
    (row(1, high: "104"), "h", "at least the bar's open, low and close"),
    (row(1, low: "101"), "l", "at most the bar's open, high and close"),
    (row(1, close: "111"), "h", "at least the bar's open, low and close"),
    (row(1, volume: "-1"), "v", "a number of at least 0"),
    (row(1, oi: "-5"), "oi", "a number above 0"),
    (row(1, oi: "0"), "oi", "a number above 0"),
    (row(1, close: "nan"), "c", "a number"),
    (row(1, close: "1e999"), "c", "a number that a double can hold"),
    (row(1, volume: ""), "v", "a number"),
    (row(1, time: "yesterday"), "t", "a time"),
  ]

  @Test(
    "an impossible row stops the strict policy at its file, line and column", arguments: impossible)
  func strict(row: String, column: String, expected: String) throws {
    #expect {
      try read(Self.header + Self.row(0) + row + Self.row(2))
    } throws: { error in
      guard case ArchiveError.refusedRow(let refused) = error else { return false }
      return refused.file == "a.csv" && refused.row == 3 && refused.column == column
        && refused.expected.hasPrefix(expected)
        && "\(error)".hasPrefix("a.csv:3, column '\(column)'")
    }
  }

  @Test(
    "the lenient policy leaves an impossible row out, counts and reports it", arguments: impossible)
  func lenient(row: String, column: String, expected: String) throws {
    let data = try read(
      Self.header + Self.row(0) + row + Self.row(2) + Self.row(3), policy: .lenient)
    #expect(data.series.bars.count == 3)
    #expect(data.inputs.first?.refused == 1 && data.inputs.first?.rows == 3)
    let finding = try #require(data.findings.first { $0.kind == .refused })
    #expect(finding.row == 3 && finding.count == 1 && finding.file == "a.csv")
    #expect(finding.message.contains("'\(column)'"))
    #expect(data.findings.contains { $0.kind == .gap })
  }

  @Test("rows with a field too many or too few are refused with their number of fields")
  func fieldCount() throws {
    #expect {
      try read(Self.header + Self.row(0) + "\(Self.start + 3_600_000),2,3\n")
    } throws: { "\($0)".contains("found 3 fields, expected 7 fields") }
  }

  @Test("a gap is one finding with its number of bars, and nothing is put in its place")
  func gap() throws {
    let rows = [0, 1, 2, 6, 7, 9].map { Self.row($0) }.joined()
    let data = try read(Self.header + rows)
    #expect(data.series.bars.count == 6)
    let gaps = data.findings.filter { $0.kind == .gap }
    #expect(gaps.map(\.count) == [3, 1])
    #expect(gaps.first?.time == Timestamp(milliseconds: Self.start + 3 * 3_600_000))
    #expect(data.inputs.first?.gaps == 2)
  }

  @Test("a row that comes again with the same values counts once")
  func duplicate() throws {
    let data = try read(Self.header + Self.row(0) + Self.row(1) + Self.row(1) + Self.row(2))
    #expect(data.series.bars.count == 3)
    let finding = try #require(data.findings.first)
    #expect(finding.kind == .duplicate && finding.count == 1 && finding.row == 4)
  }

  @Test("two rows for one time that differ are refused")
  func contradiction() throws {
    let text = Self.header + Self.row(0) + Self.row(1) + Self.row(1, close: "104") + Self.row(2)
    #expect {
      try read(text)
    } throws: { error in
      guard case ArchiveError.refusedRow(let row) = error else { return false }
      return row.row == 4 && row.expected.contains("a.csv:3")
    }
    let data = try read(text, policy: .lenient)
    #expect(data.series.bars.map(\.close) == [Price(105), Price(105), Price(105)])
    #expect(data.inputs.first?.refused == 1 && data.inputs.first?.rows == 3)
  }

  @Test("a row is named by its own line, whatever stands between it and those before")
  func linesAfterOthers() throws {
    let rows = [Self.row(0), "\n", Self.row(1), "no row\n", "\n\n", Self.row(2), Self.row(3)]
    let text = Self.header + rows.joined() + Self.row(2, close: "104") + Self.row(4)
    #expect {
      try read(text.replacing("no row\n", with: "\n"))
    } throws: { error in
      guard case ArchiveError.refusedRow(let row) = error else { return false }
      return row.row == 10 && row.expected.contains("a.csv:8")
    }
    #expect(try read(text, policy: .lenient).inputs.first?.refused == 2)
  }

  @Test("rows in another order give the same bars, and the disorder is reported")
  func disorder() throws {
    let hours = Array(Int64(0)..<50)
    let straight = try read(Self.header + hours.map { Self.row($0) }.joined())
    let reversed = try read(Self.header + hours.reversed().map { Self.row($0) }.joined())
    #expect(reversed.series.bars == straight.series.bars)
    // One finding a day, since each is told on its own.
    #expect(reversed.findings.allSatisfy { $0.kind == .disorder })
    #expect(reversed.findings.map(\.count) == [24, 24, 1])
    var generator = SeededGenerator(seed: 3)
    let shuffled = try read(
      Self.header + hours.shuffled(using: &generator).map { Self.row($0) }.joined())
    #expect(shuffled.series.bars == straight.series.bars)
  }

  @Test("a bar off the interval's grid is refused")
  func offGrid() throws {
    let rows = (0..<6).map { Self.row($0) }.joined()
    let text = Self.header + rows + Self.row(0, time: "\(Self.start + 6 * 3_600_000 + 60_000)")
    #expect(throws: ArchiveError.self) { try read(text) }
    let data = try read(text, policy: .lenient)
    #expect(data.series.bars.count == 6 && data.inputs.first?.refused == 1)
  }

  @Test("an interval that days are not made of, or a clock off midnight, is refused")
  func interval() throws {
    let odd = [Int64(0), 7, 14].map { Self.row(0, time: "\(Self.start + $0 * 3_600_000)") }.joined()
    #expect {
      try read(Self.header + odd)
    } throws: { "\($0)".contains("of which a day is a multiple") }
    let shifted = (Int64(0)..<4).map {
      Self.row(0, time: "\(Self.start + $0 * 3_600_000 + 1_800_000)")
    }
    #expect {
      try read(Self.header + shifted.joined())
    } throws: { "\($0)".contains("none ends with a day") }
    #expect(throws: ArchiveError.self) { try read(Self.header + Self.row(0)) }
  }

  @Test("a missing file, an empty one and one of another kind are told apart")
  func files() throws {
    #expect(throws: ArchiveError.noInput(.file("none.csv"))) { try read(path: "none.csv") }
    #expect(throws: ArchiveError.refusedFile(file: "a.csv", fault: .noHeader)) { try read("") }
    #expect(throws: ArchiveError.noInput(.rows(file: "a.csv"))) { try read(Self.header) }
    #expect(throws: ArchiveError.refusedFile(file: "a.txt", fault: .unknownFormat)) {
      try read(Self.header, path: "a.txt")
    }
  }

  @Test("Coinalyze's 61 days of BTCUSDT are read whole", .enabled(if: RealData.has("coinalyze")))
  func coinalyze() throws {
    let data = try ArchiveReader(dataFolder: try #require(RealData.folder), policy: .strict).read(
      InstrumentSource(
        instrument: Self.instrument,
        reader: .series(
          SeriesSource(
            path: "coinalyze/BTCUSDT-1h-2024-06-19_2024-08-19.csv",
            columns: [
              .time: "open_time_ms", .open: "open", .high: "high", .low: "low", .close: "close",
              .volume: "volume", .takerBuyVolume: "buy_volume", .openInterest: "oi_close",
              .longLiquidations: "liq_long", .shortLiquidations: "liq_short",
              .fundingRate: "funding_rate_settled", .longShortRatio: "lsr",
            ])),
        marginTiers: []))
    #expect(data.series.bars.count == 1_465)
    #expect(data.series.interval == .hour)
    #expect(data.findings.isEmpty)
    #expect(data.series.bars.count { $0.fundingRate != nil } == 183)
    #expect(data.series.bars.allSatisfy { $0.openInterest != nil && $0.takerBuyVolume != nil })
    #expect(data.series.completeDays.count == 60)
    #expect(data.series.bars.first?.longShortRatio == 2.4977)
  }
}
