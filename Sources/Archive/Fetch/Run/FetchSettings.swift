import Market

/// How a run goes about it.
public struct FetchSettings: Sendable {
  /// Where the files go. It is made where it is not there.
  public var dataFolder: String
  public var mirrors: [Venue: FetchMirror] = [:]
  /// Transfers at once, over all venues; and of those, with one host.
  public var jobs = 8
  public var jobsPerHost = 4
  /// How often a request is tried again before it is given up.
  public var retries = 8
  /// Seconds before a request is tried again for the first time; twice as many each time after.
  public var firstDelay = 0.3
  /// How often a doubtful answer (nothing where there should be something, two rows of one time)
  /// has to come before it is taken for what the venue has.
  public var confirmations = 4
  /// The longest that a host is waited for, in seconds; one that wants more is given up.
  public var patience = 300.0
  public var limits = TransferLimits()
  /// A file of certificates (PEM) that are believed in place of the machine's own: of a proxy that
  /// looks into what passes, or of a mirror.
  public var authorities: String?
  /// Of the random part of waiting.
  public var seed: UInt64 = 1

  public init(dataFolder: String) { self.dataFolder = dataFolder }
}
