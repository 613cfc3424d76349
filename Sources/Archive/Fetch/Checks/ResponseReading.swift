extension ResponseShape {
  /// Reads a body as far as it takes to judge it, with the scanner that reads it when it is stored.
  ///
  /// - Throws: `notJSON` and `shape`.
  /// - Complexity: linear in the body.
  func read(_ body: [UInt8]) throws(FetchFault) -> ResponseContent {
    let start = body.first { !" \n\r\t".utf8.contains($0) }
    guard let start, "[{".utf8.contains(start) else {
      throw .notJSON(start: String(decoding: body.prefix(40), as: UTF8.self))
    }
    // The scanner looks a little past the text's end.
    let padded = body + [UInt8](repeating: 0, count: 16)
    let outcome: Result<ResponseContent, ResponseFault> = padded.withUnsafeBytes { bytes in
      let text = UnsafeRawBufferPointer(rebasing: bytes.prefix(body.count))
      do throws(ResponseFault) {
        return .success(try content(text))
      } catch {
        return .failure(error)
      }
    }
    switch outcome {
    case .success(let content): return content
    // All venues' codes are numbers; what has none is an answer of something else.
    case .failure(.refusal(let code, let message)) where Int(code) != nil:
      return .refusal(code: code, message: message)
    case .failure(let fault): throw .shape(detail: fault.detail)
    }
  }

  private func content(_ text: UnsafeRawBufferPointer) throws(ResponseFault) -> ResponseContent {
    guard self != .hyperliquidContexts else { return .rows(try contexts(text)) }
    var envelope = envelope
    // An answer about another contract is refused by the reader of the stored file.
    envelope.contract = nil
    let body = try ResponseBody(text, envelope, symbol: "")
    // Of an account without a position there is one account.
    guard self != .hyperliquidAccount else { return .rows([0]) }
    var rows = ResponseScanner(body, plan: plan)
    var times: [Int64] = []
    while true {
      switch try rows.next() {
      case .end: return .rows(times)
      case .row: times.append(plan.fields.isEmpty ? 0 : Int64(rows.values[0]))
      case .refused(_, let slot?):
        throw .shape(
          detail: "row \(rows.number) has \(rows.excerpt(slot: slot)) where its time should be")
      case .refused(_, nil):
        throw .shape(detail: "row \(rows.number) is no list and no object")
      }
    }
  }

  /// As many contexts as contracts.
  private func contexts(_ text: UnsafeRawBufferPointer) throws(ResponseFault) -> [Int64] {
    let lists = try ResponseBody.metaAndContexts(text)
    let contracts = try count(lists.universe)
    let contexts = try count(lists.contexts)
    guard contexts == contracts else {
      throw .shape(detail: "\(contracts) contracts but \(contexts) contexts")
    }
    return Array(repeating: 0, count: contexts)
  }

  private func count(_ list: ResponseBody) throws(ResponseFault) -> Int {
    var rows = ResponseScanner(list, plan: ResponsePlan([]))
    while true {
      if case .end = try rows.next() { return rows.number }
    }
  }

  private var envelope: ResponseEnvelope {
    switch self {
    case .binance: .binance
    case .bybit: .bybit
    case .okx: .okx
    case .bitfinex, .bitfinexLiquidations: .bitfinex
    case .hyperliquidRows, .hyperliquidContexts: .hyperliquid
    case .hyperliquidAccount:
      ResponseEnvelope(list: ["assetPositions"], code: nil, message: "error", contract: nil)
    }
  }

  /// The time alone.
  private var plan: ResponsePlan {
    switch self {
    case .binance(let time), .bybit(let time), .okx(let time), .hyperliquidRows(let time):
      ResponsePlan(time.fields)
    case .bitfinex: ResponsePlan(RowTime.element(0).fields)
    case .bitfinexLiquidations: ResponsePlan(RowTime.element(2).fields, nested: true)
    case .hyperliquidContexts, .hyperliquidAccount: ResponsePlan([])
    }
  }
}

extension RowTime {
  fileprivate var fields: [ResponsePlan.Field] {
    switch self {
    case .element(let index): [.init("", at: index, .time)]
    case .key(let name): [.init(name, at: 0, .time)]
    case .none: []
    }
  }
}
