import Market

extension Surveyor {
  /// Enters funding, by the settlements of each day.
  fileprivate mutating func add(
    funding endpoint: StoredEndpoint, _ plan: ResponsePlan, _ reader: ResponseReader,
    make: (ScannedRow) -> Result<Settlement?, RowFault>
  ) throws(ArchiveError) {
    var log = ReadingLog(policy: .lenient)
    _ = try log.ordered(try reader.read(endpoint, plan, log: &log, make: make))
    add(growing: log)
  }

  /// Enters which of some endpoints have files at all, and whether a simulation wrote them.
  fileprivate mutating func add(
    presenceOf endpoints: [StoredEndpoint], _ instrument: Instrument, more: [String] = []
  ) throws(ArchiveError) {
    var lines: [String] = []
    for endpoint in endpoints {
      lines.append("\(endpoint.folder) \(try has(endpoint))")
    }
    lines.append("simulated \(Files.exists(dataFolder + "/" + instrument.simulationMarker))")
    add(decision: (lines + more).joined(separator: "\n"), at: instrument.venue.rawValue)
  }
}

extension BybitReader {
  func survey(_ surveyor: inout Surveyor) throws(ArchiveError) {
    let kinds: [BybitLayout.Endpoint] = [.candles, .markCandles, .openInterest, .accountRatio]
    let stream = try BybitLiquidationStream(dataFolder: dataFolder, layout: layout).files()
    try surveyor.add(
      presenceOf: (kinds + [.funding]).map(layout.endpoint), instrument,
      more: ["stream \(!stream.isEmpty)"])
    for kind in kinds { try surveyor.add(layout.endpoint(kind)) }
    try surveyor.add(
      funding: layout.endpoint(.funding), Self.funding, reader, make: settlement)
    // A report's own time may be a moment before the message's, and so of the day before.
    for (day, file) in stream { surveyor.add(file, from: day - 1) }
    try surveyor.add(marginTables: layout.endpoint(.riskLimit))
  }
}

extension OKXReader {
  func survey(_ surveyor: inout Surveyor) throws(ArchiveError) {
    let kinds: [OKXLayout.Endpoint] = [
      .candles, .markCandles, .openInterest, .accountRatio, .topTraderRatio, .takerVolume,
    ]
    var log = ReadingLog(policy: .lenient)
    let size = try contractSize(&log)
    try surveyor.add(
      presenceOf: (kinds + [.funding, .liquidations]).map(layout.endpoint), instrument,
      more: ["contract \(size.map { "\($0)" } ?? "unknown")"])
    for kind in kinds { try surveyor.add(layout.endpoint(kind)) }
    try surveyor.add(
      funding: layout.endpoint(.funding), Self.funding, reader, make: settlement)
    for file in try layout.endpoint(.liquidations).files(below: dataFolder) {
      guard case .snapshot(let asked) = file.response else { continue }
      surveyor.add(file.name, from: (asked - OKXLiquidationOrders.reach).day)
    }
    try surveyor.add(layout.endpoint(.instruments))
    if size != nil { try surveyor.add(marginTables: layout.endpoint(.positionTiers)) }
  }
}

extension BitfinexReader {
  func survey(_ surveyor: inout Surveyor) throws(ArchiveError) {
    try surveyor.add(
      presenceOf: BitfinexLayout.Endpoint.allCases.map(layout.endpoint), instrument)
    try surveyor.add(layout.endpoint(.candles))
    try surveyor.add(layout.endpoint(.status))
    // A position may be taken over on one day and sold on the next.
    for file in try layout.endpoint(.liquidations).files(below: dataFolder) {
      guard case .window(let window, _) = file.response else { continue }
      surveyor.add(file.name, from: window.start.day - 1)
    }
  }
}

extension HyperliquidReader {
  func survey(_ surveyor: inout Surveyor) throws(ArchiveError) {
    let contexts = layout.endpoint(.assetContexts)
    try surveyor.add(
      presenceOf: [.candles, .funding].map(layout.endpoint), instrument)
    try surveyor.add(layout.endpoint(.candles))
    try surveyor.add(
      funding: layout.endpoint(.funding), Self.funding, reader, make: settlement)
    // Answers are of the moment, and margin tables as well.
    try surveyor.add(marginTables: contexts)
    for (day, file) in try HyperliquidContexts(dataFolder: dataFolder, layout: layout).archived() {
      surveyor.add(file, from: day - 1)
    }
    let wallets = HyperliquidWallets(dataFolder: dataFolder, coin: instrument.symbol)
    for (_, endpoint) in try wallets.wallets() {
      for file in try endpoint.files(below: dataFolder) {
        guard case .snapshot(let asked) = file.response else { continue }
        surveyor.add(file.name, from: (asked - HyperliquidWallets.clockDifference).day)
      }
    }
  }
}
