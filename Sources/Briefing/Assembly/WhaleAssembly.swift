import Archive
import Market

/// The wallets that stand at a close, in the document's form.
struct WhaleAssembly {
  let walks: [InstrumentWalk]
  let close: Timestamp

  /// The most positions that are listed.
  static let listed = 5

  private struct Holding {
    var instrument: Instrument
    var close: Price
    var wallet: String
    var position: MeasuredPosition

    var usd: Double { (position.quantity * close).value }
    var distance: Double? { position.liquidationPrice.map { $0 / close - 1 } }
  }

  /// `nil` where no wallet was looked at of late.
  var report: WhaleReport? {
    var looks: [WalletSnapshot] = []
    var holdings: [Holding] = []
    var venues: [Venue] = []
    var openInterest = 0.0
    for walk in walks where walk.close.value > 0 && walk.held.value > 0 {
      let standing = walk.wallets(at: close)
      guard !standing.isEmpty else { continue }
      looks += standing
      if !venues.contains(walk.instrument.venue) { venues.append(walk.instrument.venue) }
      openInterest += (walk.held * walk.close).value
      for snapshot in standing {
        guard let position = snapshot.position else { continue }
        holdings.append(
          Holding(
            instrument: walk.instrument, close: walk.close, wallet: snapshot.wallet,
            position: position))
      }
    }
    guard let since = looks.map(\.time).min(), let asset = walks.first?.instrument.baseAsset else {
      return nil
    }
    let largest = holdings.sorted { ($0.usd, $1.wallet) > ($1.usd, $0.wallet) }
    var report = WhaleReport(
      venues: venues, looked: Set(looks.map(\.wallet)).count,
      wallets: Set(holdings.map(\.wallet)).count, since: since,
      long: side(.long, holdings, openInterest), short: side(.short, holdings, openInterest),
      largest: largest.prefix(WhaleAssembly.listed).map(WhaleAssembly.position))
    report.sentences = WhaleWording(whales: report, asset: asset).sentences
    return report
  }

  private func side(_ side: Side, _ all: [Holding], _ openInterest: Double) -> WhaleSide {
    let holdings = all.filter { $0.position.side == side }
    let usd = holdings.reduce(0) { $0 + $1.usd }
    return WhaleSide(
      positions: holdings.count,
      quantityBase: holdings.reduce(0) { $0 + $1.position.quantity.value }.roundedToDigits(9),
      usd: usd.roundedToCents, share: (usd / openInterest).roundedToDigits(6),
      medianDistance: medianDistance(holdings)?.roundedToDigits(6))
  }

  /// Weighted by value.
  private func medianDistance(_ holdings: [Holding]) -> Double? {
    let distances = holdings.compactMap { holding in
      holding.distance.map { (abs($0), holding.usd) }
    }.sorted { $0.0 < $1.0 }
    let half = distances.reduce(0) { $0 + $1.1 } / 2
    var passed = 0.0
    for (distance, usd) in distances {
      passed += usd
      if passed >= half { return distance }
    }
    return nil
  }

  private static func position(_ holding: Holding) -> WhalePosition {
    WhalePosition(
      venue: holding.instrument.venue, wallet: holding.wallet, side: holding.position.side,
      quantityBase: holding.position.quantity.value.roundedToDigits(9),
      usd: holding.usd.roundedToCents, entry: holding.position.entryPrice,
      liquidationPrice: holding.position.liquidationPrice,
      distance: holding.distance?.roundedToDigits(6))
  }
}
