import FoundationEssentials

extension ResponseShape {
  /// Reads a body as far as it takes to judge it.
  ///
  /// - Throws: `notJSON` and `shape`.
  /// - Complexity: linear in the body.
  func read(_ body: [UInt8]) throws(FetchFault) -> ResponseContent {
    let start = body.first { !" \n\r\t".utf8.contains($0) }
    guard let start, "[{".utf8.contains(start) else {
      throw .notJSON(start: String(decoding: body.prefix(40), as: UTF8.self))
    }
    let decoder = JSONDecoder()
    let data = Data(body)
    do {
      if let refusal = refusal(decoder, data) { return refusal }
      return .rows(try rows(decoder, data))
    } catch let error as DecodingError {
      throw .shape(detail: Self.words(error))
    } catch {
      throw .shape(detail: "\(error)")
    }
  }

  private func refusal(_ decoder: JSONDecoder, _ data: Data) -> ResponseContent? {
    switch self {
    case .binance:
      let found = try? decoder.decode(BinanceRefusal.self, from: data)
      return found.map { .refusal(code: String($0.code), message: $0.msg) }
    case .bybit:
      guard let found = try? decoder.decode(BybitHead.self, from: data), found.retCode != 0 else {
        return nil
      }
      return .refusal(code: String(found.retCode), message: found.retMsg ?? "")
    case .okx:
      guard let found = try? decoder.decode(OKXHead.self, from: data), found.code != "0" else {
        return nil
      }
      return .refusal(code: found.code, message: found.msg ?? "")
    case .bitfinex, .bitfinexLiquidations:
      let found = try? decoder.decode(BitfinexRefusal.self, from: data)
      return found.map { .refusal(code: $0.code, message: $0.message) }
    case .hyperliquidRows, .hyperliquidContexts, .hyperliquidAccount:
      return nil
    }
  }

  private func rows(_ decoder: JSONDecoder, _ data: Data) throws -> [Int64] {
    func timed<Body: Decodable>(_ body: Body.Type, _ time: RowTime) throws -> Body {
      if let key = TimedRow.place { decoder.userInfo[key] = time }
      return try decoder.decode(body, from: data)
    }
    switch self {
    case .binance(let time), .hyperliquidRows(let time):
      return try timed([TimedRow].self, time).map(\.time)
    case .bybit(let time): return try timed(BybitBody.self, time).result.list.map(\.time)
    case .okx(let time): return try timed(OKXBody.self, time).data.map(\.time)
    case .bitfinex: return try timed([TimedRow].self, .element(0)).map(\.time)
    case .bitfinexLiquidations:
      return try timed([[TimedRow]].self, .element(2)).flatMap { $0.map(\.time) }
    case .hyperliquidContexts:
      let contexts = try decoder.decode(HyperliquidContextRows.self, from: data)
      return Array(repeating: 0, count: contexts.count)
    case .hyperliquidAccount:
      return [try decoder.decode(HyperliquidAccount.self, from: data).time]
    }
  }

  private static func words(_ error: DecodingError) -> String {
    switch error {
    case .dataCorrupted(let context), .keyNotFound(_, let context),
      .typeMismatch(_, let context), .valueNotFound(_, let context):
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return (path.isEmpty ? "" : path + ": ") + context.debugDescription
    @unknown default: return "\(error)"
    }
  }
}

/// A row of which the time alone is read.
private struct TimedRow: Decodable {
  static let place = CodingUserInfoKey(rawValue: "time")
  var time: Int64

  init(from decoder: any Decoder) throws {
    switch Self.place.flatMap({ decoder.userInfo[$0] as? RowTime }) {
    case .element(let index):
      var row = try decoder.unkeyedContainer()
      for _ in 0..<index { _ = try row.decode(Anything.self) }
      time = try row.decode(Milliseconds.self).value
    case .key(let key):
      let row = try decoder.container(keyedBy: AnyKey.self)
      time = try row.decode(Milliseconds.self, forKey: AnyKey(stringValue: key)).value
    default:
      time = 0
    }
  }
}

/// A time as a number or as text.
private struct Milliseconds: Decodable {
  var value: Int64

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int64.self) {
      value = number
    } else if let number = try? container.decode(Double.self), number.magnitude < 0x1p62 {
      value = Int64(number)
    } else {
      let text = try container.decode(String.self)
      guard let number = Int64(text) else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "'\(text)' is no time in milliseconds")
      }
      value = number
    }
  }
}

private struct Anything: Decodable {
  init(from decoder: any Decoder) {}
}

private struct AnyKey: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

private struct BinanceRefusal: Decodable {
  var code: Int
  var msg: String
}

private struct BybitHead: Decodable {
  var retCode: Int
  var retMsg: String?
}

private struct BybitBody: Decodable {
  struct Result: Decodable { var list: [TimedRow] }
  var result: Result
}

private struct OKXHead: Decodable {
  var code: String
  var msg: String?
}

private struct OKXBody: Decodable {
  var data: [TimedRow]
}

private struct BitfinexRefusal: Decodable {
  var code: String
  var message: String

  init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    guard try list.decode(String.self) == "error" else {
      throw DecodingError.dataCorruptedError(in: list, debugDescription: "no refusal")
    }
    code = String(try list.decode(Int.self))
    message = (try? list.decode(String.self)) ?? ""
  }
}

private struct HyperliquidContextRows: Decodable {
  struct Universe: Decodable { var universe: [Anything] }
  var count: Int

  init(from decoder: any Decoder) throws {
    var pair = try decoder.unkeyedContainer()
    let contracts = try pair.decode(Universe.self).universe.count
    count = try pair.decode([Anything].self).count
    guard count == contracts else {
      throw DecodingError.dataCorruptedError(
        in: pair, debugDescription: "\(contracts) contracts but \(count) contexts")
    }
  }
}

private struct HyperliquidAccount: Decodable {
  var assetPositions: [Anything]
  var time: Int64
}
