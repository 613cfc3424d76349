import Dispatch
import Glibc
import Site
import Synchronization

/// Builds whenever something has changed that the site is made from, until the process is told to end.
struct BuildWatch {
  var log: Log

  /// - Parameters:
  ///   - read: reads the configuration.
  ///   - build: gets what was read, and whether it is the first time. Where either fails the site stays as
  ///     it is, and the next change is another attempt.
  /// - Throws: a failure to watch.
  func run(
    read: () throws -> Configuration, build: (Configuration, _ isFirst: Bool) throws -> Void
  ) throws {
    let stop = try StopSignal()
    let inputs = try InputWatch()
    // One that cannot be read at the start names nothing to watch.
    try inputs.follow(try read())
    var isFirst = true
    while !stop.isSet {
      do {
        let configuration = try read()
        try inputs.follow(configuration)
        try build(configuration, isFirst)
      } catch {
        log.error(
          "\(Failure(error).message)\nThe site stays as it was; the next change is another attempt."
        )
      }
      isFirst = false
      guard !stop.isSet else { break }
      log.info("Watching for changes; Ctrl-C ends it.")
      guard try inputs.wait(or: stop.descriptor) else { break }
    }
    log.info("Ended.")
  }
}

/// Notes SIGTERM and SIGINT, so that a build at work comes to its end first. A second one ends the process
/// at once, which harms nothing either.
private final class StopSignal: @unchecked Sendable {
  /// At which a byte comes in with the signal.
  let descriptor: Int32
  private let writing: Int32
  private let wasTold = Mutex(false)
  // Set once, before anybody else knows the object.
  private var sources: [any DispatchSourceSignal] = []

  var isSet: Bool { wasTold.withLock { $0 } }

  init() throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else {
      throw Failure(.fault, "cannot make a pipe: \(String(cString: strerror(errno)))")
    }
    (descriptor, writing) = (ends[0], ends[1])
    for number in [SIGTERM, SIGINT] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [weak self] in self?.told() }
      source.resume()
      sources.append(source)
    }
  }

  private func told() {
    let isSecond = wasTold.withLock { told in
      defer { told = true }
      return told
    }
    if isSecond { _exit(ExitStatus.tryAgain.rawValue) }
    _ = write(writing, [0], 1)
  }

  deinit {
    for source in sources { source.cancel() }
    close(descriptor)
    close(writing)
  }
}
