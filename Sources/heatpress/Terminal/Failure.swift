import Archive
import ArgumentParser
import Briefing
import Charts
import Glibc
import Simulation
import Site

/// How a command ended: the codes that scripts rely on, those of `sysexits.h`.
enum ExitStatus: Int32 {
  case done = 0
  /// The command line, or a file that people write, is wrong.
  case usage = 64
  /// The data is there and cannot be trusted.
  case dataRefused = 65
  /// A file or folder that should be there is not.
  case noInput = 66
  /// A venue could not be reached, or does not give what was asked for.
  case unreachable = 69
  /// A fault of ours.
  case fault = 70
  case cannotWrite = 73
  /// Another run is at work, or something passing is in the way.
  case tryAgain = 75
  /// The site is published, and an alert fires on it. Beyond the codes of `sysexits.h`, so that it is
  /// never taken for a failure.
  case alert = 80
}

/// Why a command ended badly, in words and with its exit code: the one place that makes them.
struct Failure: Error {
  var status: ExitStatus
  var message: String
  /// True for the argument parser's own ends, which it words itself: help, version, usage.
  var isOfTheParser = false

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  init(_ error: any Error) {
    switch error {
    case let failure as Failure:
      self = failure
    case let error as ArchiveError:
      self.init(Failure.code(of: error), error.description)
    case let error as FetchError:
      self.init(Failure.code(of: error), error.description)
    case let error as SiteError:
      self.init(ExitStatus(rawValue: error.kind.rawValue) ?? .fault, error.description)
    case let error as SimulationError:
      self.init(Failure.code(of: error), error.description)
    case let error as ChronicleError:
      self.init(Failure.code(of: error), error.description)
    case let error as ChartError:
      self.init(Failure.code(of: error), error.description)
    case is CancellationError:
      self.init(.tryAgain, "stopped before the end; nothing was published")
    default:
      let code = Heatpress.exitCode(for: error)
      self.init(code.rawValue == EX_USAGE ? .usage : .fault, Heatpress.message(for: error))
      isOfTheParser = code == .success || code.rawValue == EX_USAGE
    }
  }

  private static func code(of error: ArchiveError) -> ExitStatus {
    switch error {
    case .noInput: .noInput
    case .refusedRow, .refusedFile: .dataRefused
    case .cannotRead: .noInput
    case .cannotWrite: .cannotWrite
    }
  }

  private static func code(of error: FetchError) -> ExitStatus {
    switch error {
    case .locked: .tryAgain
    case .simulated: .cannotWrite
    case .transfer: .fault
    case .file(let error): code(of: error)
    }
  }

  private static func code(of error: SimulationError) -> ExitStatus {
    switch error {
    case .days, .symbol, .mix, .venues: .usage
    case .wouldReplaceVenueFiles: .cannotWrite
    }
  }

  private static func code(of error: ChronicleError) -> ExitStatus {
    switch error {
    case .noInstruments, .sameInstrument: .usage
    case .noBars, .noOpenInterest: .noInput
    case .checkpoint: .fault
    }
  }

  private static func code(of error: ChartError) -> ExitStatus {
    switch error {
    case .fontMissing: .noInput
    default: .fault
    }
  }

  func report() {
    // The options are not at hand where they were wrong.
    let wantsJSON =
      CommandLine.arguments.contains("--log-format=json")
      || zip(CommandLine.arguments, CommandLine.arguments.dropFirst())
        .contains { $0 == "--log-format" && $1 == "json" }
    let log = Log(format: wantsJSON ? .json : .text, quiet: false)
    if status == .alert { log.warning(message) } else { log.error(message) }
  }
}
