import Foundation
import Market

/// An answer with something wrong with it.
struct FaultyAnswer {
  var venue: Venue
  /// What was asked for.
  var target: String
  var body: Data
  /// The body of the time before.
  var previous: Data?
  var headers: [String: String]
  /// From 0 to 1: where in the body something happens.
  var part: Double

  /// - Returns: whether the connection goes on.
  func send(_ fault: VenueFault, on stream: Socket) -> Bool {
    switch fault {
    case .slow:
      return stream.sendHead(status: "200 OK", headers: headers, length: body.count)
        && stream.sendInPieces(body, count: 4, pause: 0.05)
    case .stall:
      _ = stream.sendHead(status: "200 OK", headers: headers, length: body.count)
      _ = stream.write(start)
      stream.waitForEnd(seconds: 10)
      return false
    case .cutOff:
      _ = stream.sendHead(status: "200 OK", headers: headers, length: body.count)
      _ = stream.write(start)
      return false
    case .noAnswer: return false
    case .tooMany: return refuse("429 Too Many Requests", after: "1", stream)
    case .tooManySilent: return refuse("429 Too Many Requests", after: nil, stream)
    case .banned: return refuse("418 I'm a teapot", after: "1", stream)
    case .blocked: return refuse("451 Unavailable For Legal Reasons", after: nil, stream)
    case .serverError:
      let statuses = ["500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable"]
      return refuse(statuses[Int(part * 3) % 3], after: nil, stream)
    case .tooManyInside:
      let words =
        venue == .okx
        ? #"{"code":"50011","msg":"Too Many Requests","data":[]}"#
        : #"{"retCode":10006,"retMsg":"Too many visits!","result":{},"retExtInfo":{},"time":1}"#
      return stream.send(status: "200 OK", headers: headers, body: Data(words.utf8))
    case .wrongChecksum: return stream.send(status: "200 OK", headers: headers, body: spoilt)
    case .html:
      let page = "<!doctype html><html><body>Please try again later.</body></html>"
      return stream.send(status: "200 OK", headers: headers, body: Data(page.utf8))
    case .emptyList: return stream.send(status: "200 OK", headers: headers, body: empty)
    case .otherPage:
      return stream.send(status: "200 OK", headers: headers, body: previous ?? body)
    case .doubledRows: return stream.send(status: "200 OK", headers: headers, body: doubled)
    case .shortList: return stream.send(status: "200 OK", headers: headers, body: shortened)
    case .clockSkew:
      let headers = headers.merging(["Date": "Sat, 01 Jan 2011 00:00:00 GMT"]) { $1 }
      return stream.send(status: "200 OK", headers: headers, body: body)
    case .longLength:
      _ = stream.sendHead(status: "200 OK", headers: headers, length: body.count + 100)
      _ = stream.write(body)
      return false
    case .shortLength:
      _ = stream.sendHead(status: "200 OK", headers: headers, length: max(1, body.count / 2))
      _ = stream.write(body)
      return false
    case .moved:
      return stream.send(
        status: "307 Temporary Redirect", headers: ["Location": target], body: Data())
    case .redirectLoop:
      return stream.send(status: "302 Found", headers: ["Location": "/loop/"], body: Data())
    case .redirectAway:
      return stream.send(
        status: "302 Found", headers: ["Location": "http://localhost:9/elsewhere"], body: Data())
    case .hugeLength:
      _ = stream.sendHead(status: "200 OK", headers: headers, length: 1 << 40)
      return stream.sendInPieces(body, count: 1, pause: 0)
    case .endless:
      guard stream.write(Data("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[".utf8)) else {
        return false
      }
      let blanks = Data(repeating: UInt8(ascii: " "), count: 1 << 20)
      while stream.write(blanks) {}
      return false
    }
  }

  private func refuse(_ status: String, after seconds: String?, _ stream: Socket) -> Bool {
    var headers = headers
    headers["Retry-After"] = seconds
    return stream.send(status: status, headers: headers, body: Data("no".utf8))
  }

  private var start: Data { body.prefix(Int(Double(body.count) * part)) }

  /// One byte is another.
  private var spoilt: Data {
    var bytes = Array(body)
    guard !bytes.isEmpty else { return body }
    // Within the digest of a checksum, anywhere else.
    let place = min(Int(Double(min(bytes.count, 60)) * part), bytes.count - 1)
    bytes[place] = bytes[place] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
    return Data(bytes)
  }

  private var empty: Data {
    switch venue {
    case .bybit:
      Data(#"{"retCode":0,"retMsg":"OK","result":{"list":[]},"retExtInfo":{},"time":1}"#.utf8)
    case .okx: Data(#"{"code":"0","msg":"","data":[]}"#.utf8)
    default: Data("[]".utf8)
    }
  }

  /// A list of lists without its last ones.
  private var shortened: Data {
    let text = String(decoding: body, as: UTF8.self)
    let rows = text.components(separatedBy: "],[")
    guard rows.count > 2, let end = text.range(of: "]]", options: .backwards) else { return body }
    return Data(
      (rows.dropLast(rows.count / 3).joined(separator: "],[") + text[end.lowerBound...]).utf8)
  }

  /// The outermost list with its rows twice.
  private var doubled: Data {
    let text = String(decoding: body, as: UTF8.self)
    guard let first = text.firstIndex(of: "["), let last = text.lastIndex(of: "]") else {
      return body
    }
    let rows = text[text.index(after: first)..<last]
    return Data("\(text[...first])\(rows),\(rows)\(text[last...])".utf8)
  }
}
