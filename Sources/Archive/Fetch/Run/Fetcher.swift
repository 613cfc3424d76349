import Market

/// Brings what the data folder lacks.
///
/// Whatever has come is verified, then put in its place in one step: a run that is killed leaves
/// whole files and, at most, temporary ones, which the next run removes. One host's failing does
/// not keep the others.
public struct Fetcher: Sendable {
  public var wish: FetchPlan.Wish
  public var settings: FetchSettings
  /// The time of day: what is over and may be asked for depends on it.
  public var clock: @Sendable () -> Timestamp

  public init(
    wish: FetchPlan.Wish, settings: FetchSettings, clock: @escaping @Sendable () -> Timestamp
  ) {
    self.wish = wish
    self.settings = settings
    self.clock = clock
  }

  /// Blocks until everything has been asked for.
  ///
  /// - Parameter tell: called on this thread, many times a second.
  /// - Throws: where the run cannot take place or the disk fails. What the venues do not give is
  ///   no error but in the report.
  public func run(_ tell: (FetchEvent) -> Void) throws(FetchError) -> FetchReport {
    do throws(ArchiveError) {
      try Files.makeFolder(settings.dataFolder)
    } catch {
      throw .file(error)
    }
    return try run(under: FolderLock(dataFolder: settings.dataFolder), tell)
  }

  private func run(under lock: borrowing FolderLock, _ tell: (FetchEvent) -> Void)
    throws(FetchError) -> FetchReport
  {
    try refuseSimulated()
    let plan: FetchPlan
    do throws(ArchiveError) {
      plan = try FetchPlan(wish, dataFolder: settings.dataFolder, now: clock())
      try FetchStore(dataFolder: settings.dataFolder).clean(plan.folders)
    } catch {
      throw .file(error)
    }
    var run = try FetchRun(plan: plan, settings: settings, clock: clock)
    do throws(ArchiveError) {
      return try run.run(tell)
    } catch {
      throw .file(error)
    }
  }

  private func refuseSimulated() throws(FetchError) {
    for instrument in wish.instruments {
      let marker =
        instrument.venue == .binance
        ? BinanceLayout(instrument: instrument).simulationMarker
        : "\(instrument.venue.rawValue)/simulated/\(instrument.symbol).json"
      if Files.exists("\(settings.dataFolder)/\(marker)") {
        throw .simulated(dataFolder: settings.dataFolder, marker: marker)
      }
    }
  }
}
