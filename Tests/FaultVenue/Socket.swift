import Foundation
import Glibc

/// One connection of a small HTTP/1.1 server: as much of the protocol as a client needs that is to
/// be misled on purpose, which a well-behaved server library would not do.
struct Socket {
  struct Request {
    var target: String
    var body: Data
  }

  struct Failure: Error {
    var operation: String
    var code: Int32
  }

  private let descriptor: Int32
  private var unread = Data()

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// A listening socket on a free port of 127.0.0.1.
  static func listen() throws -> (descriptor: Int32, port: UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Failure(operation: "socket", code: errno) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let failed = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(descriptor, generic, size) != 0 || Glibc.listen(descriptor, 64) != 0
          || getsockname(descriptor, generic, &size) != 0
      }
    }
    guard !failed else { throw Failure(operation: "listen", code: errno) }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

  /// - Returns: `nil` when the listener has been shut down.
  static func accept(_ listener: Int32) -> Int32? {
    while true {
      let connection = Glibc.accept(listener, nil, nil)
      if connection >= 0 {
        var one: Int32 = 1
        setsockopt(
          connection, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        return connection
      }
      guard errno == EINTR || errno == ECONNABORTED else { return nil }
    }
  }

  /// - Returns: `nil` at the connection's end.
  mutating func readRequest() -> Request? {
    let separator = Data("\r\n\r\n".utf8)
    while true {
      if let end = unread.range(of: separator) {
        let head = String(decoding: unread[..<end.lowerBound], as: UTF8.self)
        let length = Self.length(head)
        while unread.count - (end.upperBound - unread.startIndex) < length {
          guard readMore() else { return nil }
        }
        let body = unread[end.upperBound...].prefix(length)
        unread = Data(unread[end.upperBound...].dropFirst(length))
        let words = head.prefix { !$0.isNewline }.split(separator: " ")
        guard words.count == 3 else { return nil }
        return Request(target: String(words[1]), body: Data(body))
      }
      guard unread.count < 1 << 16, readMore() else { return nil }
    }
  }

  private static func length(_ head: String) -> Int {
    for line in head.split(whereSeparator: \.isNewline) {
      let lower = line.lowercased()
      if lower.hasPrefix("content-length:") {
        return Int(lower.dropFirst(15).filter(\.isNumber)) ?? 0
      }
    }
    return 0
  }

  private mutating func readMore() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 8_192)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    guard count > 0 else { return false }
    unread += chunk[..<count]
    return true
  }

  func send(status: String, headers: [String: String], body: Data) -> Bool {
    sendHead(status: status, headers: headers, length: body.count) && write(body)
  }

  func sendHead(status: String, headers: [String: String], length: Int) -> Bool {
    var head = "HTTP/1.1 \(status)\r\nContent-Length: \(length)\r\n"
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) { head += "\(name): \(value)\r\n" }
    return write(Data((head + "\r\n").utf8))
  }

  func sendInPieces(_ body: Data, count: Int, pause: Double) -> Bool {
    let size = max(1, body.count / count)
    var rest = body
    while !rest.isEmpty {
      guard write(rest.prefix(size)) else { return false }
      rest = rest.dropFirst(size)
      usleep(UInt32(pause * 1_000_000))
    }
    return true
  }

  func write(_ data: Data) -> Bool {
    var rest = Array(data)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Until the other side ends the connection.
  func waitForEnd(seconds: Int32) {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    poll(&waiting, 1, seconds * 1_000)
  }
}
