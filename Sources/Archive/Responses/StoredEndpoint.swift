import Market

/// Where the responses of one endpoint of a venue lie on disk, for one contract (or coin, family
/// or wallet), each file one response's body as it came.
public struct StoredEndpoint: Hashable, Sendable {
  /// What the rows of a response describe, and so which of them belong to its window.
  public enum Timing: Hashable, Sendable {
    /// An interval each, by its start: candles, traded amounts. The window's end does not belong.
    case intervals(TimeSpan)
    /// What stood at a moment: open interest, ratios. The row at the window's end describes the
    /// close of its last interval, so that it may be asked for with the window, and need not.
    case moments(TimeSpan)
    /// Whatever happened, when it happened: settlements, liquidations.
    case events
    /// What stands when it is asked: no window, a file for each time that it was asked.
    case snapshots
  }

  /// Relative to the data folder, without a slash at the end.
  public let folder: String
  /// How much time one response covers; `nil` for snapshots.
  public let window: ResponseWindow.Length?
  public let timing: Timing
  /// Rows that the venue gives at most in one response, where windows count on it.
  public let rowLimit: Int?

  init(
    _ folder: String, _ timing: Timing, window: ResponseWindow.Length? = nil, rowLimit: Int? = nil
  ) {
    self.folder = folder
    self.timing = timing
    self.window = window
    self.rowLimit = rowLimit
  }

  /// A window's file, relative to the data folder.
  ///
  /// - Parameter partial: whether the window was not over when it was asked for.
  public func file(_ window: ResponseWindow, partial: Bool = false) -> String {
    "\(folder)/\(window.name)\(partial ? ".partial" : "").json"
  }

  /// A snapshot's file, relative to the data folder.
  ///
  /// - Parameter time: when it was asked for; what is below a second is cut off.
  public func file(snapshot time: Timestamp) -> String {
    "\(folder)/\(Self.snapshotName(time)).json"
  }

  /// What a name in the folder stands for; `nil` for a name that is none of this endpoint's.
  public func parse(_ name: String) -> StoredResponse? {
    var name = name
    return name.withUTF8 { bytes in
      guard NamedDate.ends(bytes[...], with: ".json") else { return nil }
      let stem = bytes.dropLast(5)
      guard let window else { return Self.snapshotTime(stem).map(StoredResponse.snapshot) }
      if let whole = ResponseWindow(window, name: stem) { return .window(whole, partial: false) }
      guard NamedDate.ends(stem, with: ".partial") else { return nil }
      return ResponseWindow(window, name: stem.dropLast(8)).map { .window($0, partial: true) }
    }
  }

  /// `2024-08-05T083011`
  private static func snapshotName(_ time: Timestamp) -> String {
    String(
      Timestamp(seconds: time.milliseconds / 1_000).description.dropLast().filter { $0 != ":" })
  }

  private static func snapshotTime(_ stem: Slice<UnsafeBufferPointer<UInt8>>) -> Timestamp? {
    guard stem.count == 17, let day = NamedDate.day(stem.prefix(10)),
      stem[stem.startIndex + 10] == 0x54,
      let clock = NamedDate.number(stem.suffix(6))
    else { return nil }
    let (hour, minute, second) = (clock / 10_000, clock / 100 % 100, clock % 100)
    guard hour < 24, minute < 60, second < 60 else { return nil }
    return day.start + .seconds(Int64(hour * 3_600 + minute * 60 + second))
  }
}

/// What a stored response is, by its name.
public enum StoredResponse: Hashable, Sendable {
  case window(ResponseWindow, partial: Bool)
  /// With the second in which it was asked for.
  case snapshot(Timestamp)
}
