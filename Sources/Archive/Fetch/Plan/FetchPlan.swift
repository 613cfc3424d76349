import Market

/// What the data folder lacks of some instruments and days, and how to ask for it.
///
/// Worked out from the names of the files on disk and a clock alone: the same folder and the same
/// time give the same plan.
public struct FetchPlan: Sendable {
  /// How long after a day's end a venue may take to publish it. What it does not have then, it is
  /// not asked for again at once.
  public static let publication = TimeSpan.days(2)
  /// How long after a window's end its answer may still change.
  public static let settling = TimeSpan.minutes(10)
  /// How long a file that the venue does not have is left alone.
  public static let absenceHolds = TimeSpan.days(7)

  /// What is wanted.
  public struct Wish: Hashable, Sendable {
    public var instruments: [Instrument]
    /// Addresses on Hyperliquid whose positions are to be recorded: `0x` and 40 hexadecimal digits.
    public var wallets: [String]
    public var from: Day
    /// The last day, and with it.
    public var to: Day

    public init(instruments: [Instrument], wallets: [String] = [], from: Day, to: Day) {
      self.instruments = instruments
      self.wallets = wallets
      self.from = from
      self.to = to
    }
  }

  /// What a venue does not offer any more, so that it is not asked for.
  public struct OutOfReach: Hashable, Sendable {
    public var venue: Venue
    /// The folder of the endpoint.
    public var folder: String
    /// The first moment that is still offered.
    public var since: Timestamp
  }

  /// In the order in which they are asked for: snapshots first, then archives, then by time.
  public private(set) var items: [FetchItem] = []
  /// Files that are on disk.
  public private(set) var present: [Venue: Int] = [:]
  /// Files that the venue has said it does not have.
  public private(set) var absent: [Venue: Int] = [:]
  public private(set) var outOfReach: [OutOfReach] = []
  /// The folders that were looked at, relative to the data folder.
  public private(set) var folders: [String] = []

  private let now: Timestamp
  private var survey: DataFolderSurvey

  /// - Throws: `cannotRead` where a folder cannot be listed.
  public init(_ wish: Wish, dataFolder: String, now: Timestamp) throws(ArchiveError) {
    self.now = now
    survey = DataFolderSurvey(dataFolder: dataFolder, now: now)
    var asked: Set<String> = []
    for instrument in wish.instruments {
      switch instrument.venue {
      case .binance: try planArchive(instrument, wish)
      case .bybit:
        let layout = BybitLayout(instrument: instrument)
        try plan(BybitEndpoints(layout: layout).all, wish, &asked)
      case .okx:
        let layout = OKXLayout(instrument: instrument)
        try plan(OKXEndpoints(layout: layout).all, wish, &asked)
      case .bitfinex:
        let layout = BitfinexLayout(instrument: instrument)
        try plan(BitfinexEndpoints(layout: layout).all, wish, &asked)
      case .hyperliquid:
        let layout = HyperliquidLayout(instrument: instrument)
        try plan(HyperliquidEndpoints.coin(layout), wish, &asked)
      }
    }
    try plan(wish.wallets.map(HyperliquidEndpoints.wallet), wish, &asked)
    // A snapshot is of the moment in which it is asked for; the rest has time.
    items.sort { a, b in
      (a.window?.start ?? .distantPast, a.file) < (b.window?.start ?? .distantPast, b.file)
    }
    folders = survey.folders
  }

  /// Some endpoints are of all contracts of a venue: `asked` keeps them from being asked twice.
  private mutating func plan(
    _ endpoints: [FetchEndpoint], _ wish: Wish, _ asked: inout Set<String>
  ) throws(ArchiveError) {
    for endpoint in endpoints where asked.insert(endpoint.stored.folder).inserted {
      guard let length = endpoint.stored.window else {
        try planSnapshot(endpoint)
        continue
      }
      let end = min(wish.to.close, now)
      var isCut = false
      for window in ResponseWindow.covering(length, from: wish.from.start, to: end) {
        if let reach = endpoint.reach, window.start < now - reach {
          let item = endpoint.item(window, partial: false)
          if try survey.standing(of: item) == .there {
            present[endpoint.host.venue, default: 0] += 1
          } else {
            isCut = true
          }
          continue
        }
        try add(endpoint.item(window, partial: now < window.end + Self.settling))
      }
      if isCut, let reach = endpoint.reach {
        outOfReach.append(
          OutOfReach(
            venue: endpoint.host.venue, folder: endpoint.stored.folder, since: now - reach))
      }
    }
  }

  private mutating func planSnapshot(_ endpoint: FetchEndpoint) throws(ArchiveError) {
    if let newest = try survey.newestSnapshot(endpoint.stored), now < newest + endpoint.renewal {
      present[endpoint.host.venue, default: 0] += 1
    } else {
      items.append(endpoint.snapshot(at: now))
    }
  }

  /// A whole month that is missing is one file; else each missing day is. The day that is not over
  /// is in no archive yet.
  private mutating func planArchive(_ instrument: Instrument, _ wish: Wish) throws(ArchiveError) {
    let files = BinanceArchiveFiles(instrument: instrument)
    let last = min(wish.to, now.day - 1)
    for window in ResponseWindow.covering(
      .month, from: wish.from.start, to: min(wish.to.close, now))
    {
      let month = Array(window.start.day..<window.end.day)
      let days = month.filter { $0 >= wish.from && $0 <= last }
      for (kind, hasMonths) in files.kinds() {
        try plan(kind, month: month, days: days, ofMonths: hasMonths, files)
        if wish.to >= now.day, month.contains(now.day) {
          for item in files.standIns(kind, now.day, now: now) { try add(item) }
        }
      }
      if let funding = files.funding(monthOf: window.start.day, now: now) {
        try add(funding)
      } else if let response = files.fundingResponse(monthOf: window.start.day, now: now) {
        try add(response)
      }
    }
    try planClose(files, wish)
  }

  /// What stood at the last day's close is the first row of the day after: of its metrics, or, where
  /// that day is not over, of the interface's open interest.
  private mutating func planClose(_ files: BinanceArchiveFiles, _ wish: Wish) throws(ArchiveError) {
    let next = wish.to + 1
    if next < now.day, let metrics = files.daily(.metrics, next, now: now) {
      try add(metrics)
    } else if next == now.day, let openInterest = files.standIns(.metrics, next, now: now).first {
      try add(openInterest)
    }
  }

  private mutating func plan(
    _ kind: BinanceLayout.Kind, month: [Day], days: [Day], ofMonths: Bool,
    _ files: BinanceArchiveFiles
  ) throws(ArchiveError) {
    let daily = days.compactMap { files.daily(kind, $0, now: now) }
    if ofMonths, let first = month.first, let whole = files.monthly(kind, days: month, now: now) {
      let standing = try survey.standing(of: whole)
      if standing == .there {
        present[.binance, default: 0] += 1
        return
      }
      var hasDays = false
      for item in daily where try survey.standing(of: item) == .there { hasDays = true }
      let isPublished = now >= BinanceArchiveFiles.monthlyPublication(of: first)
      if days == month, !hasDays, isPublished, standing == .missing {
        try look(at: whole)
        items.append(whole)
        return
      }
    }
    for item in daily { try add(item) }
  }

  /// Adds what has to be asked for to come by a file: itself, or what stands in for it.
  private mutating func add(_ item: FetchItem) throws(ArchiveError) {
    let venue = item.host.venue
    switch try survey.standing(of: item) {
    case .there: present[venue, default: 0] += 1
    case .missing:
      try look(at: item)
      items.append(item)
    case .notedAbsent:
      absent[venue, default: 0] += 1
      for standIn in item.standIns { try add(standIn) }
    }
  }

  /// Has the folders that a run may come to write in listed, so that a run's leftovers are found.
  private mutating func look(at item: FetchItem) throws(ArchiveError) {
    _ = try survey.names(in: item.family)
    for standIn in item.standIns { try look(at: standIn) }
  }

  /// What has to be asked for in place of an item that the venue does not have.
  func inPlace(of item: FetchItem) throws(ArchiveError) -> [FetchItem] {
    var plan = self
    plan.items = []
    for standIn in item.standIns { try plan.add(standIn) }
    return plan.items
  }
}

extension Timestamp {
  fileprivate static let distantPast = Timestamp(milliseconds: .min)
}
