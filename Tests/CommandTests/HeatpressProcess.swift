import Foundation
import Testing

/// The built program, run as a user runs it.
struct HeatpressProcess {
  var exitCode: Int32
  var standardOutput: String
  var standardError: String

  /// - Parameters:
  ///   - arguments: what follows `heatpress` on the command line.
  ///   - folder: the working directory.
  static func run(
    _ arguments: [String], in folder: URL, environment: [String: String] = [:]
  ) throws -> HeatpressProcess {
    let process = Process()
    process.executableURL = try executable()
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // Files rather than pipes: a pipe that nobody empties stops a talkative program.
    let output = folder.appending(path: ".stdout-\(UUID().uuidString)")
    let errors = folder.appending(path: ".stderr-\(UUID().uuidString)")
    for file in [output, errors] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardInput = FileHandle.nullDevice
    defer { for file in [output, errors] { try? FileManager.default.removeItem(at: file) } }
    try process.run()
    process.waitUntilExit()
    return HeatpressProcess(
      exitCode: process.terminationStatus,
      standardOutput: try String(contentsOf: output, encoding: .utf8),
      standardError: try String(contentsOf: errors, encoding: .utf8))
  }

  /// Starts the program and lets it run.
  ///
  /// - Parameter errors: where what it says goes.
  static func start(_ arguments: [String], in folder: URL, errors: URL) throws -> Process {
    let process = Process()
    process.executableURL = try executable()
    process.arguments = arguments
    process.currentDirectoryURL = folder
    try Data().write(to: errors)
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Starts the program and ends it with SIGKILL, which it cannot see coming.
  ///
  /// - Returns: whether it was still at work then.
  static func runAndKill(_ arguments: [String], in folder: URL, after seconds: Double) throws
    -> Bool
  {
    let process = Process()
    process.executableURL = try executable()
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    Thread.sleep(forTimeInterval: seconds)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    return process.terminationReason == .uncaughtSignal
  }

  /// The one that `HEATPRESS` names, else the one that stands beside the tests that `swift test` built.
  private static func executable() throws -> URL {
    if let named = ProcessInfo.processInfo.environment["HEATPRESS"] {
      try #require(
        FileManager.default.isExecutableFile(atPath: named), "no program at HEATPRESS=\(named)")
      return URL(filePath: named)
    }
    let candidates = CommandLine.arguments.flatMap { argument -> [URL] in
      guard let range = argument.range(of: ".xctest") else { return [] }
      var folder = URL(filePath: String(argument[..<range.upperBound]))
      folder.deleteLastPathComponent()
      return [folder.appending(path: "heatpress")]
    }
    let found = candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) }
    return try #require(found, "no heatpress beside \(CommandLine.arguments)")
  }
}

/// The checkout's folder of tests, and scratch folders.
enum TestFolders {
  static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()

  static func withScratch<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "heatpress-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  static func names(in folder: String, suffix: String = "") -> [String] {
    let path = tests.appending(path: folder).path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { !$0.hasPrefix(".") && $0.hasSuffix(suffix) }.sorted()
  }
}
