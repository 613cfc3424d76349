import ArgumentParser
import FoundationEssentials
import Glibc
import Synchronization

/// What a command tells the one who runs it: on standard error, as text or as JSON lines.
/// Results go to standard output by `result`.
final class Log: Sendable {
  enum Format: String, CaseIterable, ExpressibleByArgument, Sendable {
    case text, json
  }

  private let format: Format
  private let quiet: Bool
  private let isTerminal: Bool
  /// The last tenth of a progress that was told, and whether a bar stands on the terminal's line.
  private let progressState = Mutex((tenth: -1, barShown: false))
  /// Lines of a table that stand above the terminal's line.
  private let tableLines = Mutex(0)

  init(format: Format, quiet: Bool) {
    self.format = format
    self.quiet = quiet
    self.isTerminal = isatty(STDERR_FILENO) == 1
  }

  func info(_ message: String) {
    guard !quiet else { return }
    write(level: "info", message)
  }

  func warning(_ message: String) {
    write(level: "warning", message)
  }

  func error(_ message: String) {
    write(level: "error", message)
  }

  /// A line of result, on standard output.
  func result(_ line: String) {
    clearBar()
    Log.write(line + "\n", to: STDOUT_FILENO)
  }

  /// A bar on a terminal; elsewhere a line for each tenth.
  func progress(_ what: String, _ done: Int, of total: Int) {
    guard !quiet, total > 0 else { return }
    if isTerminal, format == .text {
      let width = 32
      let filled = width * done / total
      let bar =
        String(repeating: "█", count: filled) + String(repeating: "·", count: width - filled)
      progressState.withLock { $0.barShown = done < total }
      Log.write(
        "\r\u{1B}[K\(what) \(bar) \(done)/\(total)" + (done == total ? "\n" : ""),
        to: STDERR_FILENO)
      return
    }
    let tenth = done * 10 / total
    let isNews = progressState.withLock { state in
      guard tenth != state.tenth else { return false }
      state.tenth = tenth == 10 ? -1 : tenth
      return true
    }
    if isNews { write(level: "info", "\(what): \(done) of \(total)") }
  }

  /// What tells how far something has come, and how: redrawn in place, told in lines, or not at all.
  enum ProgressForm { case table, lines, records, none }

  var progressForm: ProgressForm {
    if quiet { return .none }
    return format == .json ? .records : isTerminal ? .table : .lines
  }

  /// Draws lines on a terminal, in the place of those drawn before.
  func table(_ lines: [String]) {
    clearBar()
    tableLines.withLock { $0 = lines.count }
    Log.write(lines.map { $0 + "\n" }.joined(), to: STDERR_FILENO)
  }

  /// What a command came to: words in text, a record in JSON.
  func report(_ words: String, _ record: some Encodable) {
    guard !quiet else { return }
    if format == .json { self.record(record) } else { write(level: "info", words) }
  }

  /// A JSON line of its own kind.
  func record(_ record: some Encodable) {
    Log.write(Log.jsonLine(record), to: STDERR_FILENO)
  }

  private func write(level: String, _ message: String) {
    clearBar()
    switch format {
    case .text:
      let prefix = level == "info" ? "" : "\(level): "
      Log.write(prefix + message + "\n", to: STDERR_FILENO)
    case .json:
      Log.write(Log.jsonLine(level: level, message), to: STDERR_FILENO)
    }
  }

  private func clearBar() {
    let wasShown = progressState.withLock { state in
      defer { state.barShown = false }
      return state.barShown
    }
    if wasShown { Log.write("\r\u{1B}[K", to: STDERR_FILENO) }
    let lines = tableLines.withLock { lines in
      defer { lines = 0 }
      return lines
    }
    if lines > 0 { Log.write("\u{1B}[\(lines)A\u{1B}[J", to: STDERR_FILENO) }
  }

  static func jsonLine(level: String, _ message: String) -> String {
    jsonLine(["level": level, "message": message])
  }

  private static func jsonLine(_ record: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let line = try? encoder.encode(record)
    return String(decoding: line ?? Data(), as: UTF8.self) + "\n"
  }

  /// All of the text, in as many writes as it takes. A closed pipe ends the telling, not the work.
  static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return }
      bytes = bytes.dropFirst(written)
    }
  }
}

/// The options on telling that every longer command takes.
struct LogOptions: ParsableArguments {
  @Option(help: "How to log on standard error: text or json (one object a line).")
  var logFormat = Log.Format.text

  @Flag(help: "Log warnings and errors only.")
  var quiet = false

  var log: Log { Log(format: logFormat, quiet: quiet) }
}
