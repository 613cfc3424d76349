import Glibc
import Market
import Testing

@testable import Archive

/// What a scanner makes of a text: a row's numbers, or why it was refused.
enum Scanned: Equatable {
  case row([Double])
  case refused(CSVFault, Int?)
}

func scan(_ text: String, _ kinds: [CSVPlan.Kind?]) -> (outcomes: [Scanned], lines: [Int]) {
  scan(Array(text.utf8), kinds)
}

/// - Parameter kinds: of each column; `nil` for one that is not read.
func scan(_ text: [UInt8], _ kinds: [CSVPlan.Kind?]) -> (outcomes: [Scanned], lines: [Int]) {
  let columns = kinds.enumerated().compactMap { index, kind in
    kind.map { (column: index, kind: $0) }
  }
  let padded = text + [UInt8](repeating: 0, count: 16)
  return padded.withUnsafeBytes { bytes in
    var scanner = CSVScanner(
      UnsafeRawBufferPointer(rebasing: bytes.dropLast(16)), from: 0, linesBefore: 0,
      plan: CSVPlan(columns: columns, columnCount: kinds.count))
    var outcomes: [Scanned] = []
    var lines: [Int] = []
    while true {
      switch scanner.next() {
      case .end: return (outcomes, lines)
      case .row: outcomes.append(.row((0..<columns.count).map { scanner.values[$0] }))
      case .refused(let fault, let slot): outcomes.append(.refused(fault, slot))
      }
      lines.append(scanner.line)
    }
  }
}

@Suite struct CSVScannerTests {
  @Test(
    "a number is read as the nearest double",
    arguments: [
      "0", "-0", "1", "-1.5", "+2", "00012.50", "6.949", "30020.25", "208718.48852", ".5", "5.",
      "64933.8", "1e3", "-2.5E-3", "1.5e+2", "3107.466999999993", "0.9740000000000001",
      "9007199254740993", "123456789012345678901234567890", "0.1234567890123456789",
      "99999999.99999999", "12345678.12345678", "1234567812345678", "0.000081910000000000001",
      "4.9406564584124654e-324", "1e-400", "1.7976931348623157e308", "100243.058",
      "2154.0889999999918",
      "9007199254740992.5", "9007199254740993.5", "18014398509481986.5", "0.00000000000000000001",
      "9999999999999999999", "0.9999999999999999999", "18446744073709551616",
      "12494186585.40",
    ])
  func numbers(text: String) throws {
    let expected = try #require(Double(text))
    #expect(scan(text, [.number]).outcomes == [.row([expected])])
    #expect(scan("7,\(text)\r\n", [nil, .number]).outcomes == [.row([expected])])
    #expect(scan("\"\(text)\",1", [.number, nil]).outcomes == [.row([expected])])
    #expect(scan(" \(text) ,1", [.number, nil]).outcomes == [.row([expected])])
  }

  @Test("any number written in any usual way is read as the nearest double")
  func randomNumbers() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<4_000 {
      let digits = Int.random(in: 1...22, using: &generator)
      var text = (0..<digits).map { _ in "\(Int.random(in: 0...9, using: &generator))" }.joined()
      if Bool.random(using: &generator) {
        let point = Int.random(in: 0...digits, using: &generator)
        text.insert(".", at: text.index(text.startIndex, offsetBy: point))
      }
      if Int.random(in: 0..<8, using: &generator) == 0 {
        text += "e\(Int.random(in: -30...30, using: &generator))"
      }
      if Bool.random(using: &generator) { text = "-" + text }
      let expected = try #require(Double(text))
      #expect(scan("\(text),x", [.number, nil]).outcomes == [.row([expected])], "\(text)")
    }
  }

  @Test(
    "what is no number is refused",
    arguments: [
      "nan", "NaN", "inf", "-Infinity", "abc", "1.2.3", "--1", "1-", "0x10", "1e", "1e+", ".", "-",
      "+", "1 2", "1_000", "12a", "١٢",
      "1\u{0}", "null", "None", "1e5.0",
    ])
  func garbage(text: String) {
    #expect(scan("\(text),1", [.number, .number]).outcomes == [.refused(.notANumber, 0)])
    #expect(scan("1,\(text)", [.number, .number]).outcomes == [.refused(.notANumber, 1)])
    #expect(scan("1,\(text)", [.number, .optionalNumber]).outcomes == [.refused(.notANumber, 1)])
  }

  @Test("a number beyond the range of doubles is refused")
  func overflow() {
    #expect(scan("1e999", [.number]).outcomes == [.refused(.notFinite, 0)])
    #expect(scan("-1e999", [.optionalNumber]).outcomes == [.refused(.notFinite, 0)])
  }

  @Test("a blank is refused where a number has to be, and is no number where it may be blank")
  func blanks() throws {
    #expect(scan(",1", [.number, .number]).outcomes == [.refused(.blank, 0)])
    #expect(scan("1,", [.number, .number]).outcomes == [.refused(.blank, 1)])
    #expect(scan("1, \r\n", [.number, .number]).outcomes == [.refused(.blank, 1)])
    guard
      case .row(let values)? = scan(",1,\n", [.optionalNumber, .number, .optionalNumber])
        .outcomes.first
    else {
      Issue.record("not a row")
      return
    }
    #expect(values[0].isNaN && values[1] == 1 && values[2].isNaN)
  }

  @Test(
    "a row with more or fewer fields than the header is refused",
    arguments: ["1", "1,2", "1,2,3,4", "1,2,3,", "1,2,3,4,5,6,7,8,9,10,11,12"])
  func fieldCount(row: String) {
    for kinds in [
      [.number, .number, .number], [.number, nil, nil], [nil, nil, .number], [nil, .number, nil],
    ] as [[CSVPlan.Kind?]] {
      guard case .refused(let fault, _)? = scan(row, kinds).outcomes.first else {
        Issue.record("\(row) was accepted as \(kinds)")
        continue
      }
      #expect(fault == .fieldCount)
    }
    #expect(scan("\"1\"\n\(row)", [nil, nil, nil]).outcomes.last == .refused(.fieldCount, nil))
  }

  @Test("line ends of either kind, blank lines and a last line without end make no difference")
  func lineEnds() {
    for text in ["1,2\n3,4\n", "1,2\r\n3,4\r\n", "1,2\n3,4", "1,2\r\n3,4", "1,2\n3,4\n\n\r\n"] {
      #expect(scan(text, [.number, .number]).outcomes == [.row([1, 2]), .row([3, 4])])
    }
    let gap = scan("1,2\n\n\r\n3,4", [.number, .number])
    #expect(gap.outcomes == [.row([1, 2]), .row([3, 4])])
    #expect(gap.lines == [1, 4])
    #expect(scan("", [.number]).outcomes == [])
  }

  @Test("quoted fields may hold commas, line ends and quotes")
  func quotes() {
    let text = "\"a,b\",1\n\"two\r\nlines\",2\n\"say \"\"x\"\"\",\"3\"\r\nplain,4"
    let result = scan(text, [nil, .number])
    #expect(result.outcomes == [.row([1]), .row([2]), .row([3]), .row([4])])
    #expect(result.lines == [1, 2, 4, 5])
  }

  @Test("a stray quote costs its own line and no other")
  func strayQuote() {
    let text = "1,2\n\"3,4\n5,6\n"
    #expect(
      scan(text, [.number, .number]).outcomes == [
        .row([1, 2]), .refused(.openQuote, nil), .row([5, 6]),
      ])
  }

  @Test("a column that two fields are read from is read twice")
  func sharedColumn() {
    let columns: [(column: Int, kind: CSVPlan.Kind)] = [
      (0, .time), (2, .number), (2, .number), (1, .number),
    ]
    let text = Array("1718830800000,5,6.5,x\n".utf8) + [UInt8](repeating: 0, count: 16)
    text.withUnsafeBytes { bytes in
      var scanner = CSVScanner(
        UnsafeRawBufferPointer(rebasing: bytes.dropLast(16)), from: 0, linesBefore: 0,
        plan: CSVPlan(columns: columns, columnCount: 4))
      guard case .row = scanner.next() else {
        Issue.record("not a row")
        return
      }
      #expect((0..<4).map { scanner.values[$0] } == [1_718_830_800_000, 6.5, 6.5, 5])
    }
  }

  @Test(
    "times are told apart by their size and form",
    arguments: [
      "1722864600000", "1722864600", "1722864600000000", "1722864600000.0", "1722864600.0",
      "2024-08-05T13:30:00Z", "2024-08-05 13:30:00", "2024-08-05T13:30:00.000Z",
      "2024-08-05T13:30:00+00:00", "2024-08-05T13:30", "1.7228646e9", "1722864600000123",
    ])
  func times(text: String) {
    #expect(scan(text, [.time]).outcomes == [.row([1_722_864_600_000])])
    #expect(scan("1,\(text),2", [nil, .time, nil]).outcomes == [.row([1_722_864_600_000])])
  }

  @Test(
    "a time in no known unit or of an impossible date is refused",
    arguments: [
      ("20240805", CSVFault.implausibleTime), ("-1722864600000", .implausibleTime),
      ("0", .implausibleTime), ("1722864600000000000", .implausibleTime),
      ("64933.8", .implausibleTime), ("2024-02-30 00:00:00", .notATime),
      ("2024-08-05 25:00:00", .notATime), ("2024-08-05T13:30:00+02:00", .notATime),
      ("1970-01-01 00:00:00", .implausibleTime), ("now", .notATime), ("", .blank),
      ("2024-08-05 13:60:00", .notATime), ("2024-08-05 1a:00:00", .notATime),
    ])
  func badTimes(text: String, fault: CSVFault) {
    #expect(scan("\(text),1", [.time, nil]).outcomes == [.refused(fault, 0)])
  }

  @Test("no bytes whatever make the scanner fail, and each of its rows lies on a line of its own")
  func hostileBytes() {
    var generator = SeededGenerator(seed: 11)
    let alphabet = Array("0123456789.,,,\"\"\r\n\n-+eE:TZ \u{0}x".utf8) + [0xEF, 0xBB, 0xBF, 0xFF]
    for _ in 0..<3_000 {
      let count = Int.random(in: 0...80, using: &generator)
      let text = (0..<count).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      let result = scan(text, [.time, .number, .optionalNumber, nil, .text])
      #expect(zip(result.lines, result.lines.dropFirst()).allSatisfy { $0 < $1 })
      #expect(result.lines.last ?? 0 <= text.count { $0 == 0x0A } + 1)
      text.withUnsafeBytes { bytes in
        if let header = CSVHeader(bytes) { #expect(header.rowsStart <= count) }
      }
    }
  }

  @Test("rows of any length and any number of fields are told apart where their fields end")
  func fieldEnds() {
    var generator = SeededGenerator(seed: 13)
    let kinds: [CSVPlan.Kind?] = [.number, nil, .number]
    for _ in 0..<60 {
      var text = ""
      var expected: [Scanned] = []
      for _ in 0..<Int.random(in: 1...60, using: &generator) {
        let filler = String(
          repeating: "x",
          count: Bool.random(using: &generator) ? 1 : Int.random(in: 0...6_000, using: &generator))
        let fields =
          Int.random(in: 0..<12, using: &generator) == 0
          ? Int.random(in: 4...9_000, using: &generator) : 3
        let value = Int.random(in: 0...99_999_999, using: &generator)
        text += "\(value),\(filler)" + String(repeating: ",7.25", count: fields - 2)
        text += Bool.random(using: &generator) ? "\n" : "\r\n"
        expected.append(fields == 3 ? .row([Double(value), 7.25]) : .refused(.fieldCount, nil))
      }
      if Bool.random(using: &generator) { text.removeLast() }
      #expect(scan(text, kinds).outcomes == expected)
    }
  }

  /// What a text comes to that is scanned in pieces.
  static func outcomes(_ text: [UInt8], _ plan: CSVPlan, pieces: () -> Int) -> [String] {
    var block: [UInt8] = []
    var next = 0
    var found: [String] = []
    var scanner = CSVScanner(
      UnsafeRawBufferPointer(start: nil, count: 0), from: 0, linesBefore: 0, plan: plan,
      isLast: false)
    while true {
      let count = min(pieces(), text.count - next)
      block += text[next..<next + count]
      next += count
      let isLast = next == text.count
      let padded = block + [UInt8](repeating: 0, count: 16)
      padded.withUnsafeBytes { bytes in
        scanner.go(on: UnsafeRawBufferPointer(rebasing: bytes.dropLast(16)), isLast: isLast)
        var isOver = false
        while !isOver {
          switch scanner.next() {
          case .row:
            found.append("\(scanner.line): \(scanner.values[0]) \(scanner.values[1])")
          case .refused: found.append("\(scanner.line): refused")
          case .end: isOver = true
          }
        }
      }
      if isLast { return found }
      block.removeFirst(scanner.place)
    }
  }

  @Test("wherever a text is cut into blocks, its rows are the same")
  func blocks() {
    var generator = SeededGenerator(seed: 12)
    let plan = CSVPlan(columns: [(0, .number), (2, .optionalNumber)], columnCount: 3)
    let fields = [
      "1", "2.5", "-3", "", "x", "\"4\"", "\"a,b\"", "\"two\nlines\"", "\"", "\"\"\"q\"\"\"",
    ]
    let ends = ["\n", "\r\n", "\n\n", "\r\n\r\n"]
    for _ in 0..<400 {
      let rows = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        (0..<Int.random(in: 2...4, using: &generator))
          .map { _ in fields.randomElement(using: &generator) ?? "" }.joined(separator: ",")
          + (ends.randomElement(using: &generator) ?? "")
      }
      let text = Array(rows.joined().utf8)
      let whole = Self.outcomes(text, plan) { .max }
      let cut = Self.outcomes(text, plan) { Int.random(in: 1...9, using: &generator) }
      #expect(cut == whole, "\(String(decoding: text, as: UTF8.self))")
    }
  }

  @Test("a row that is too long is refused once, wherever it is cut, and the next one is read")
  func longRow() {
    let plan = CSVPlan(columns: [(0, .number), (1, .number)], columnCount: 2)
    let long = [UInt8](repeating: 0x37, count: CSVScanner.rowLimit * 3)
    for quote in ["", "\""] {
      let text = Array("1,2\n".utf8) + Array(quote.utf8) + long + Array("\n3,4\n".utf8)
      for piece in [CSVScanner.rowLimit / 2, CSVScanner.rowLimit + 7, .max] {
        #expect(Self.outcomes(text, plan) { piece } == ["1: 1.0 2.0", "2: refused", "3: 3.0 4.0"])
      }
    }
  }

  @Test("a header is read with or without a byte order mark, quotes and spaces")
  func header() {
    for text in [
      "time,open price,low\n1", "\u{FEFF}time,open price,low\r\n1", "\"time\", open price ,low\n1",
    ] {
      Array(text.utf8).withUnsafeBytes { bytes in
        let header = CSVHeader(bytes)
        #expect(header?.names == ["time", "open price", "low"])
        #expect(header.map { bytes[$0.rowsStart] } == 0x31)
      }
    }
    Array("1,2\n".utf8).withUnsafeBytes {
      #expect(CSVHeader($0, published: ["a", "b"])?.rowsStart == 0)
    }
    Array("".utf8).withUnsafeBytes { #expect(CSVHeader($0) == nil) }
  }
}
