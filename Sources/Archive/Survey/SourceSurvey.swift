import Market

/// What an instrument's days are made of: what lies there now, by content.
///
/// The data of an instrument up to a day's close depend on the parts whose `from` is `nil` or no later
/// than that day, and on nothing else. Where two surveys differ, the days before the first `from` of
/// the parts that are in one of them alone are as they were.
public struct SourceSurvey: Hashable, Sendable {
  /// A file, a day's rows of a file that grows, or what the files together decide.
  public struct Part: Hashable, Sendable {
    /// As in `InputFile`; a folder where many files decide, such as of which length the candles are.
    public var file: String
    /// In hexadecimal.
    public var sha256: String
    /// The first day whose data it can change; `nil`: all of them.
    public var from: Day?

    public init(file: String, sha256: String, from: Day?) {
      self.file = file
      self.sha256 = sha256
      self.from = from
    }
  }

  /// What concerns all days first, then in order of the days, and of the names within one.
  public var parts: [Part]

  public init(parts: [Part]) {
    self.parts = parts.sorted { a, b in
      let days = (a.from?.number ?? .min, b.from?.number ?? .min)
      return (days.0, a.file, a.sha256) < (days.1, b.file, b.sha256)
    }
  }
}
