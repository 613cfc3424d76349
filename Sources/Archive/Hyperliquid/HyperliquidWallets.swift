import Market

/// Reads stored answers of `clearinghouseState`: what wallets really held, at which true
/// liquidation prices. Wallets are shortened at once; no whole address leaves this file.
struct HyperliquidWallets {
  /// How far the venue's clock and the asker's may differ.
  static let clockDifference = TimeSpan.hour

  let dataFolder: String
  let coin: String

  private struct Answer: Decodable {
    var assetPositions: [AssetPosition]
    var marginSummary: Summary?
    var crossMarginSummary: Summary?
    /// Milliseconds since 1970.
    var time: NumberInText
  }

  private struct Summary: Decodable { var accountValue: NumberInText }

  private struct AssetPosition: Decodable { var position: Position }

  private struct Position: Decodable {
    var coin: String
    /// Below zero for a short.
    var szi: NumberInText
    var entryPx: NumberInText?
    var leverage: Leverage
    var liquidationPx: NumberInText?
  }

  private struct Leverage: Decodable {
    var type: String
    var value: NumberInText
  }

  /// Every look at every wallet, in order of time and then of the wallets.
  func read(_ reader: ResponseReader, log: inout ReadingLog) throws(ArchiveError)
    -> [WalletSnapshot]
  {
    var snapshots: [WalletSnapshot] = []
    for (wallet, endpoint) in try wallets() {
      for file in try reader.files(endpoint) {
        guard case .snapshot(let asked) = file.response,
          let (answer, number) = try SnapshotDecoder(dataFolder: dataFolder)
            .decode(Answer.self, file, log: &log)
        else { continue }
        if let snapshot = try snapshot(answer, wallet, asked, file, number, &log) {
          log.addSnapshot(number, rows: answer.assetPositions.count, time: snapshot.time)
          snapshots.append(snapshot)
        }
      }
    }
    return snapshots.sorted { ($0.time, $0.wallet) < ($1.time, $1.wallet) }
  }

  /// The addresses that there are answers about, and where those lie.
  func wallets() throws(ArchiveError) -> [(address: String, endpoint: StoredEndpoint)] {
    let folder = dataFolder + "/" + HyperliquidLayout.walletsFolder
    guard Files.isFolder(folder) else { return [] }
    return try Files.list(folder).filter(Self.isAddress).map { ($0, HyperliquidLayout.wallet($0)) }
  }

  private func snapshot(
    _ answer: Answer, _ wallet: String, _ asked: Timestamp, _ file: StoredFile, _ number: Int,
    _ log: inout ReadingLog
  ) throws(ArchiveError) -> WalletSnapshot? {
    let time = answer.time.value.flatMap(TimeParser.milliseconds(epoch:))
      .map { Timestamp(milliseconds: Int64($0)) }
    guard let time, abs((time - asked).milliseconds) <= Self.clockDifference.milliseconds else {
      try log.refuse(
        number,
        RefusedRow(
          file: file.name, row: 1, column: "time", found: "\(answer.time.value ?? 0)",
          expected: "the time in the file's name, within an hour"))
      return nil
    }
    var position: MeasuredPosition?
    if let index = answer.assetPositions.firstIndex(where: { $0.position.coin == coin }) {
      let held = answer.assetPositions[index].position
      if let size = held.szi.value, size != 0 {
        guard let entry = held.entryPx?.value, entry > 0,
          let leverage = held.leverage.value.value, leverage >= 1,
          let mode = MeasuredPosition.MarginMode(rawValue: held.leverage.type)
        else {
          try log.refuse(
            number,
            RefusedRow(
              file: file.name, row: index + 1, column: "position",
              found: "entry price \(held.entryPx?.value ?? 0), leverage '\(held.leverage.type)'"
                + " \(held.leverage.value.value ?? 0)",
              expected: "an entry price above 0 and a leverage of at least 1, cross or isolated"),
            time: time)
          return nil
        }
        let liquidation = held.liquidationPx?.value ?? 0
        position = MeasuredPosition(
          side: size > 0 ? .long : .short, quantity: Base(abs(size)),
          entryPrice: Price(entry), liquidationPrice: liquidation > 0 ? Price(liquidation) : nil,
          leverage: leverage, marginMode: mode)
      }
    }
    let worth = answer.marginSummary ?? answer.crossMarginSummary
    return WalletSnapshot(
      time: time, wallet: Self.shortened(wallet), position: position,
      accountValue: USD(worth?.accountValue.value ?? 0))
  }

  /// `0x` and 40 hexadecimal digits in lower case, as the folders are named.
  private static func isAddress(_ name: String) -> Bool {
    name.hasPrefix("0x") && name.utf8.count == 42
      && name.utf8.dropFirst(2).allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
      }
  }

  /// `0x1234…abcd`
  static func shortened(_ address: String) -> String {
    "\(address.prefix(6))…\(address.suffix(4))"
  }
}
