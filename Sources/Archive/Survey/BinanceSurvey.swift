import Market

extension BinanceReader {
  func survey(_ surveyor: inout Surveyor) throws(ArchiveError) {
    let (length, metrics) = try whatIsThere()
    let mark = try catalogue.intervals(.markCandles)
    let premium = try catalogue.intervals(.premiumCandles)
    let whole = max(length.span, Candles.preferred)
    let interval = Candles.divides(length.span, whole) ? whole : length.span
    let markLength = mark.last { Candles.divides($0.span, interval) }
    let premiumLength = premium.last { Candles.divides($0.span, interval) }
    surveyor.add(
      decision: [
        "candles \(length.name)", "mark \(markLength?.name ?? "")",
        "premium \(premiumLength?.name ?? "")",
        "funding \(try !catalogue.files(.funding).isEmpty)",
        "liquidations \(try !catalogue.files(.liquidations).isEmpty)",
        "simulated \(Files.exists(dataFolder + "/" + layout.simulationMarker))",
        "answers \(try responses.present())",
      ].joined(separator: "\n"), at: layout.root)
    var days: [BinanceLayout.Kind: Set<Day>] = [:]
    func add(_ kind: BinanceLayout.Kind, _ files: [BinanceFile], from earlier: Int = 0)
      throws(ArchiveError)
    {
      days[kind] = files.days
      for file in files {
        surveyor.add(file.name, from: file.first - earlier)
        try addChecksum(of: file, from: file.first - earlier)
      }
    }
    func addChecksum(of file: BinanceFile, from day: Day) throws(ArchiveError) {
      let checksum = file.name + ".CHECKSUM"
      if Files.exists(dataFolder + "/" + checksum) {
        surveyor.add(checksum, from: day)
      } else {
        surveyor.add(decision: "none", at: checksum, from: day)
      }
    }
    try add(.candles, try catalogue.files(.candles, interval: length.name))
    if let markLength {
      try add(.markCandles, try catalogue.files(.markCandles, interval: markLength.name))
    }
    if let premiumLength {
      try add(.premiumCandles, try catalogue.files(.premiumCandles, interval: premiumLength.name))
    }
    // The first row of a day's metrics is what stood at the close of the day before; of what happens
    // at times of its own, jitter may put the first into that day.
    try add(.metrics, metrics, from: 1)
    try add(.liquidations, try catalogue.files(.liquidations), from: 1)
    try add(.depth, try catalogue.files(.depth))
    try responses.survey(&surveyor, archived: days)
    var log = ReadingLog(policy: .lenient)
    _ = try settlements(&log)
    surveyor.add(growing: log)
  }
}

extension BinanceResponses {
  /// The kinds of answers that there are.
  fileprivate func present() throws(ArchiveError) -> [String] {
    var present: [String] = []
    for endpoint in BinanceResponseLayout.Endpoint.allCases where try has(endpoint) {
      present.append(endpoint.rawValue)
    }
    return present
  }

  fileprivate func survey(
    _ surveyor: inout Surveyor, archived: [BinanceLayout.Kind: Set<Day>]
  ) throws(ArchiveError) {
    let endpoints: [(BinanceResponseLayout.Endpoint, BinanceLayout.Kind?)] = [
      (.candles, .candles), (.markCandles, .markCandles), (.premiumCandles, .premiumCandles),
      (.openInterest, .metrics), (.accountRatio, .metrics), (.topTraderRatio, .metrics),
      (.takerVolume, nil),
    ]
    for (endpoint, kind) in endpoints {
      let days = kind.flatMap { archived[$0] } ?? []
      try surveyor.add(layout.endpoint(endpoint)) { days.contains($0.start.day) }
    }
  }
}
