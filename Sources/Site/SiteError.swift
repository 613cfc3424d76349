import Archive

/// What kind of failure it was: each has an exit code that scripts rely on.
public enum FailureKind: Int32, Sendable, Hashable {
  /// A configuration, template or page that cannot be used as it is written.
  case usage = 64
  /// A published day that does not read back as one.
  case dataRefused = 65
  /// A file or folder that should be there is not.
  case noInput = 66
  /// A server does not answer.
  case unreachable = 69
  /// A fault of this program.
  case fault = 70
  /// The output cannot be written, or is not ours to write.
  case cannotWrite = 73
  /// Another run is at work.
  case tryAgain = 75
}

/// A mistake in a file that people write: where it is, what was found, what is expected.
public struct SourceProblem: Hashable, Sendable {
  public var file: String
  /// From 1; absent where the whole file is meant.
  public var line: Int?
  public var found: String
  public var expected: String?
  /// What was probably meant.
  public var suggestion: String?

  public init(
    file: String, line: Int? = nil, found: String, expected: String? = nil,
    suggestion: String? = nil
  ) {
    self.file = file
    self.line = line
    self.found = found
    self.expected = expected
    self.suggestion = suggestion
  }
}

/// A link or an anchor of a page that leads nowhere.
public struct BrokenLink: Hashable, Sendable {
  /// The page, relative to the site.
  public var page: String
  /// The link as it stands in the page.
  public var link: String
  public var reason: Reason

  public enum Reason: Hashable, Sendable {
    case noSuchFile
    /// The file is there, the anchor is not.
    case noSuchAnchor
    /// A folder: it opens from a web server and not from disk.
    case folder
    /// Starts at the server's root and leaves the site, or climbs out of it.
    case outsideTheSite
    /// No URL at all.
    case malformed
  }
}

/// Why a site could not be made or published.
public enum SiteError: Error, Hashable, Sendable {
  /// The configuration file is not there.
  case noConfiguration(file: String)
  /// Everything that is wrong with the configuration, templates or pages.
  case problems([SourceProblem])
  case brokenLinks([BrokenLink])
  /// The output folder holds files that this program did not write.
  case foreignOutput(path: String)
  /// Another run holds the lock.
  case locked(path: String)
  /// There is no site before the live one to go back to.
  case noEarlierSite(path: String)
  /// `init` writes into a new or empty folder only.
  case notEmpty(path: String)
  /// A day's document or layer on disk is missing or not what this version writes.
  case unreadableDay(path: String, reason: String)
  /// A file could not be read or written.
  case file(ArchiveError)
  /// A system call failed.
  case system(operation: String, path: String, code: Int32)
  /// The day was not announced when the site was begun, was added twice or was never added.
  case unexpectedDay(market: String, day: String, reason: String)
  /// A result in the cache is not what was written, or has gone; a build makes it again.
  case damagedEntry(path: String, file: String)
  /// The common store of results could not be reached, or did not do what was asked.
  case store(place: String, fault: S3Error)
  /// A figure of a document, such as one that is not finite, cannot be written as JSON.
  case unwritableJSON(reason: String)

  public var kind: FailureKind {
    switch self {
    case .noConfiguration, .noEarlierSite: .noInput
    case .file(let error):
      switch error {
      case .noInput, .cannotRead: .noInput
      case .refusedRow, .refusedFile: .dataRefused
      case .cannotWrite: .cannotWrite
      }
    case .problems, .brokenLinks: .usage
    case .foreignOutput, .notEmpty, .system: .cannotWrite
    case .locked, .damagedEntry: .tryAgain
    case .store(_, .refused(let status, _)) where status < 500: .cannotWrite
    case .store: .unreachable
    case .unreadableDay: .dataRefused
    case .unexpectedDay, .unwritableJSON: .fault
    }
  }
}
