import Glibc

/// Changes every element, several at once, and collects what the changes return, in order.
///
/// Element `i` belongs to thread `i mod threads` from beginning to end, so no two threads touch the
/// same element and the outcome is that of a plain loop. Blocks until all are done. This is the one
/// place that hands memory to threads.
///
/// - Parameter threads: at most this many, the calling one included. A thread that the system refuses
///   has its part done by the caller.
public func forEachConcurrently<Element: Sendable, Result: Sendable>(
  _ elements: inout [Element], threads: Int, _ body: @Sendable (inout Element) -> Result
) -> [Result] {
  let count = elements.count
  let workers = min(threads, count)
  guard workers > 1 else {
    var results: [Result] = []
    results.reserveCapacity(count)
    for index in elements.indices { results.append(body(&elements[index])) }
    return results
  }
  var results = [Result?](repeating: nil, count: count)
  withoutActuallyEscaping(body) { body in
    elements.withUnsafeMutableBufferPointer { elements in
      results.withUnsafeMutableBufferPointer { results in
        // Each worker has indices of its own, and none outlives this scope.
        nonisolated(unsafe) let elements = elements
        nonisolated(unsafe) let results = results
        runConcurrently(workers) { worker in
          for index in stride(from: worker, to: count, by: workers) {
            results[index] = body(&elements[index])
          }
        }
      }
    }
  }
  return results.compactMap { $0 }
}

/// How many threads read files of which most are not in memory: a disk answers several at once, and
/// whoever waits for it needs no core.
///
/// - Parameter threads: how many work.
public func readers(for threads: Int) -> Int { 4 * threads }

/// How many threads each of several pieces of work has that are done side by side.
public func threadsEach(of pieces: Int, sharing threads: Int) -> Int {
  max(1, threads / max(1, pieces))
}

private final class Job: Sendable {
  let worker: Int
  let work: @Sendable (Int) -> Void

  init(worker: Int, work: @escaping @Sendable (Int) -> Void) {
    self.worker = worker
    self.work = work
  }
}

/// Runs `work(0)` to `work(workers - 1)`, the first on the calling thread, and waits for all.
private func runConcurrently(_ workers: Int, _ work: @Sendable (Int) -> Void) {
  withoutActuallyEscaping(work) { work in
    var started: [pthread_t] = []
    for worker in 1..<workers {
      let job = Unmanaged.passRetained(Job(worker: worker, work: work))
      var thread = pthread_t()
      let failure = pthread_create(
        &thread, nil,
        { argument in
          guard let argument else { return nil }
          let job = Unmanaged<Job>.fromOpaque(argument).takeRetainedValue()
          job.work(job.worker)
          return nil
        }, job.toOpaque())
      if failure == 0 {
        started.append(thread)
      } else {
        job.release()
        work(worker)
      }
    }
    work(0)
    for thread in started { pthread_join(thread, nil) }
  }
}
