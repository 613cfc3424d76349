import Archive
import Foundation
import Glibc
import Market

/// All venues at once on this machine: a real HTTP server that answers each venue's requests from a
/// folder in the on-disk layout, and commits faults on the way.
///
/// Venue `x` is to be asked at `url(.x)`, until `stop`.
public final class FaultVenue: Sendable {
  public let folder: String
  private let now: Timestamp
  private let listener: Int32
  private let port: UInt16
  private let state = Lock(State())

  private struct State {
    var faults: VenueFaults?
    var seen: [String: Int] = [:]
    var requests = 0
    var injected: [VenueFault: Int] = [:]
    var unknown: [String] = []
    var open: Set<Int32> = []
    var isStopped = false
  }

  /// - Parameters:
  ///   - folder: what the venues have.
  ///   - now: what their clocks say.
  public init(folder: String, now: Timestamp, faults: VenueFaults? = nil) throws {
    self.folder = folder
    self.now = now
    (listener, port) = try Socket.listen()
    state.withLock { $0.faults = faults }
    let listener = listener
    Thread.detachNewThread { [self] in
      while let connection = Socket.accept(listener), open(connection) {
        Thread.detachNewThread { self.serve(connection) }
      }
    }
  }

  deinit { close(listener) }

  public func url(_ venue: Venue) -> String { "http://127.0.0.1:\(port)/\(venue.rawValue)" }

  public func commit(_ faults: VenueFaults?) { state.withLock { $0.faults = faults } }

  /// Requests that came since the last call.
  public func takeRequests() -> Int {
    state.withLock { state in
      defer { state.requests = 0 }
      return state.requests
    }
  }

  public var injected: [VenueFault: Int] { state.withLock { $0.injected } }
  /// Requests that no venue would understand, or that asked for what is not in the folder.
  public var unknown: [String] { state.withLock { $0.unknown } }

  /// Ends all connections and takes no more.
  public func stop() {
    let open = state.withLock { state in
      state.isStopped = true
      return state.open
    }
    for connection in open { shutdown(connection, Int32(SHUT_RDWR)) }
    shutdown(listener, Int32(SHUT_RDWR))
  }

  private func open(_ connection: Int32) -> Bool {
    state.withLock { state in
      guard !state.isStopped else {
        close(connection)
        return false
      }
      state.open.insert(connection)
      return true
    }
  }

  private func serve(_ connection: Int32) {
    var stream = Socket(connection)
    while let request = stream.readRequest() {
      guard answer(request, on: stream) else { break }
    }
    _ = state.withLock { $0.open.remove(connection) }
    close(connection)
  }

  /// - Returns: whether the connection goes on.
  private func answer(_ request: Socket.Request, on stream: Socket) -> Bool {
    if request.target.hasPrefix("/loop/") {
      return stream.send(
        status: "302 Found", headers: ["Location": "\(request.target)x"], body: Data())
    }
    let key = request.target + String(decoding: request.body, as: UTF8.self)
    guard let asked = VenueRequest(target: request.target, body: request.body) else {
      state.withLock { $0.unknown.append(key) }
      return stream.send(status: "404 Not Found", headers: [:], body: Data("no venue".utf8))
    }
    let draw = state.withLock { state -> (fault: VenueFault, part: Double)? in
      state.requests += 1
      let count = state.seen[key, default: 0]
      state.seen[key] = count + 1
      return state.faults?.draw(key, count: count)
    }
    guard let file = asked.file, let body = content(file) else {
      state.withLock { $0.unknown.append(key) }
      return stream.send(
        status: "404 Not Found", headers: dated, body: Data("<Error>NoSuchKey</Error>".utf8))
    }
    let previous = self.previous(file)
    guard let draw, draw.fault.concerns(asked.venue, file: file, previous: previous) else {
      return stream.send(status: "200 OK", headers: dated, body: body)
    }
    state.withLock { $0.injected[draw.fault, default: 0] += 1 }
    return FaultyAnswer(
      venue: asked.venue, target: request.target, body: body, previous: previous, headers: dated,
      part: draw.part
    ).send(draw.fault, on: stream)
  }

  private var dated: [String: String] { ["Date": HTTPClock.text(now)] }

  /// A snapshot's folder holds one file, which is the answer whenever it is asked for.
  private func content(_ file: String) -> Data? {
    var path = folder + "/" + file
    if file.hasSuffix("/") {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      guard let name = names.max() else { return nil }
      path += name
    }
    return FileManager.default.contents(atPath: path)
  }

  /// The file before it in its folder.
  private func previous(_ file: String) -> Data? {
    guard file.hasSuffix(".json"), let slash = file.lastIndex(of: "/") else { return nil }
    let parent = folder + "/" + file[..<slash]
    let name = String(file[file.index(after: slash)...])
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    return names.filter { $0 < name }.max().flatMap {
      FileManager.default.contents(atPath: parent + "/" + $0)
    }
  }
}

/// A value behind a lock.
final class Lock<Value>: @unchecked Sendable {
  private let lock = NSLock()
  private var value: Value

  init(_ value: Value) { self.value = value }

  func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    lock.lock()
    defer { lock.unlock() }
    return body(&value)
  }
}

enum HTTPClock {
  /// `Sun, 06 Nov 1994 08:49:37 GMT`
  static func text(_ time: Timestamp) -> String {
    let (year, month, day) = time.day.calendar
    let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let digits = day < 10 ? "0\(day)" : "\(day)"
    let clock = time.description.dropFirst(11).prefix(8)
    return "\(weekdays[time.day.weekday]), \(digits) \(Day.monthNames[month - 1].prefix(3)) \(year)"
      + " \(clock) GMT"
  }
}
