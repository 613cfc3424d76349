import Market
import Testing

@testable import Archive

@Suite("Scanning stored responses")
struct ResponseScannerTests {
  static let plan = ResponsePlan([
    .init("time", at: 0, .time), .init("price", at: 2, .number),
    .init("size", at: 1, .optionalNumber), .init("name", at: 3, .text),
  ])

  /// What the rows of a body come to, each as one text.
  static func rows(
    _ text: String, _ envelope: ResponseEnvelope = .binance, plan: ResponsePlan = plan
  ) throws(ResponseFault) -> [String] {
    let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: 16)
    return try bytes.withUnsafeBufferPointer { (buffer) throws(ResponseFault) -> [String] in
      let text = UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: buffer.dropLast(16)))
      let body = try ResponseBody(text, envelope, symbol: "BTCUSDT")
      var scanner = ResponseScanner(body, plan: plan)
      var rows: [String] = []
      while true {
        switch try scanner.next() {
        case .end: return rows
        case .refused(let fault, let slot):
          rows.append("\(fault) \(slot.map { "\($0) \(scanner.excerpt(slot: $0))" } ?? "")")
        case .row:
          let name = String(decoding: scanner.texts[3], as: UTF8.self)
          rows.append(
            "\(Int64(scanner.values[0])) \(scanner.values[1]) \(scanner.values[2]) \(name)")
        }
      }
    }
  }

  static func fault(_ text: String, _ envelope: ResponseEnvelope = .binance) -> ResponseFault? {
    do throws(ResponseFault) {
      _ = try rows(text, envelope)
      return nil
    } catch {
      return error
    }
  }

  @Test("numbers are read whether the venue writes them as strings or plainly")
  func mixed() throws {
    let rows = try Self.rows(
      #"""
      [ ["1722816000000", "1.5", 58000.25, "a"],
        [1722816000000, 1.5, "58000.25", "a"],
        [1722816000000.0,1.5e0,5800025e-2,"a"] ]
      """#)
    #expect(rows == [String](repeating: "1722816000000 58000.25 1.5 a", count: 3))
  }

  @Test("objects are read by their keys, in whatever order and beside others")
  func objects() throws {
    let rows = try Self.rows(
      #"""
      [{"name":"a","more":{"price":[1,{"x":"]}"}]},"price":"2","size":3,"time":1722816000000},
       {"time":1722816000000,"price":4,"size":null,"name":null},
       {"time":1722816000000,"price":5}]
      """#)
    #expect(
      rows == [
        "1722816000000 2.0 3.0 a", "1722816000000 4.0 nan ", "1722816000000 5.0 nan ",
      ])
  }

  @Test(
    "a field that cannot be used refuses its row alone",
    arguments: [
      (#"[1722816000000,1,"abc","a"]"#, "notANumber 1 'abc'"),
      (#"[1722816000000,1,null,"a"]"#, "blank 1 'null'"),
      (#"[1722816000000,1,"","a"]"#, "blank 1 a blank"),
      (#"[1722816000000,1,true,"a"]"#, "notANumber 1 'true'"),
      (#"[1722816000000,1,[2],"a"]"#, "notANumber 1 '[2]'"),
      (#"[1722816000000,1,"1e999","a"]"#, "notFinite 1 '1e999'"),
      (#"[1722816000000,"NaN",1,"a"]"#, "notANumber 2 'NaN'"),
      (#"[1722816000000,1]"#, "blank 1 nothing"),
      (#"[17228,1,2,"a"]"#, "implausibleTime 0 '17228'"),
      (#"["soon",1,2,"a"]"#, "notATime 0 'soon'"),
      (#"[]"#, "notATime 0 nothing"),
      (#"{"price":1}"#, "notATime 0 nothing"),
      ("7", "fieldCount "),
    ])
  func refusedRows(row: String, outcome: String) throws {
    let good = #"[1722816000000,1,2,"a"]"#
    #expect(
      try Self.rows("[\(good),\(row),\(good)]") == [
        "1722816000000 2.0 1.0 a", outcome, "1722816000000 2.0 1.0 a",
      ])
  }

  @Test("a response that is cut off anywhere is refused")
  func cutShort() {
    let body = #"{"retCode":0,"result":{"symbol":"BTCUSDT","list":[["1722816000000",1,2,"\"a"]]}}"#
    #expect(Self.fault(body, .bybit) == nil)
    for count in 0..<body.utf8.count {
      let cut = String(decoding: Array(body.utf8.prefix(count)), as: UTF8.self)
      #expect(Self.fault(cut, .bybit) == .cutShort, "\(cut)")
    }
  }

  @Test("rate limit inside a 200: a refusal is no data, whatever shape it has")
  func refusals() {
    #expect(
      Self.fault(#"{"msg":"Too Many Requests","code":"50011","data":[]}"#, .okx)
        == .refusal(code: "50011", message: "Too Many Requests"))
    #expect(
      Self.fault(
        #"{"retCode":10006,"retMsg":"Too many visits!","result":{"list":[]}}"#, .bybit)
        == .refusal(code: "10006", message: "Too many visits!"))
    #expect(
      Self.fault(#"{"code":-1003,"msg":"Too many requests"}"#, .binance)
        == .refusal(code: "-1003", message: "Too many requests"))
    #expect(
      Self.fault(#"["error",11010,"ratelimit: error"]"#, .bitfinex)
        == .refusal(code: "11010", message: "ratelimit: error"))
    #expect(Self.fault("null", .hyperliquid) == .noList(place: "the outermost place"))
    #expect(
      Self.fault(#"{"result":{"list":[]}}"#, .bybit) == .refusal(code: "no code", message: ""))
  }

  @Test("HTML in place of JSON is refused with what stands there")
  func html() {
    let fault = Self.fault("<html><body>blocked</body></html>", .okx)
    #expect(
      fault?.description
        == "not JSON: found '<html><body>' at byte 0, expected a list or an object;"
        + " get it again")
  }

  @Test("an answer about another contract is refused")
  func otherContract() {
    let body = #"{"retCode":0,"result":{"symbol":"ETHUSDT","list":[]}}"#
    #expect(
      Self.fault(body, .bybit) == .otherContract(found: "ETHUSDT", expected: "BTCUSDT"))
  }

  @Test(
    "broken brackets, commas and what follows the end are refused",
    arguments: [
      "[[1722816000000,1,2,3]] x", "[[1722816000000,1,2,3}]", "[[1722816000000 1,2,3]]",
      "[[1722816000000,1,2,3] [1]]", "[,]", "[[1722816000000,,2,3]]", "{]", "[{\"time\" 1}]",
      "[{1:2}]", "]", ":",
    ])
  func broken(text: String) {
    let fault = Self.fault(text)
    guard case .notJSON? = fault else {
      Issue.record("\(text): \(String(describing: fault))")
      return
    }
  }

  @Test("nesting is bounded")
  func nesting() {
    let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
    #expect(Self.fault(deep) == .tooDeep(limit: 32))
    #expect(Self.fault(#"{"data":"# + deep + #","code":"0"}"#, .okx) == .tooDeep(limit: 32))
  }

  @Test("bytes changed at random never crash and never read as other rows without a fault")
  func randomBytes() {
    let body =
      #"{"retCode":0,"result":{"symbol":"BTCUSDT","list":[["1722816000000",1,2,"a"],[1722816300000,"3","4","b"]]}}"#
    var generator = SeededGenerator(seed: 5)
    var refused = 0
    for _ in 0..<2_000 {
      var bytes = Array(body.utf8)
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
          UInt8.random(in: 0...255, using: &generator)
      }
      if Self.fault(String(decoding: bytes, as: UTF8.self), .bybit) != nil { refused += 1 }
    }
    #expect(refused > 800)
  }

  @Test("lists of rows within a list are gone through, empty ones too")
  func nested() throws {
    let plan = ResponsePlan(Self.plan.fields, nested: true)
    let row = #"[1722816000000,1,2,"a"]"#
    let rows = try Self.rows("[[\(row),\(row)],[],[\(row)]]", plan: plan)
    #expect(rows.count == 3)
    #expect(try Self.rows("[]", plan: plan).isEmpty)
  }
}
