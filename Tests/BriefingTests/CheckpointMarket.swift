import Archive
import Market

/// A market of several venues whose data have holes, end, report or do not, show wallets and books, and
/// come in files with faults; and the same data as they begin at a close.
struct CheckpointMarket {
  var instruments: [InstrumentData]

  /// - Parameter seed: decides the prices and everything that is odd.
  init(days: Int, seed: UInt64, interval: TimeSpan = .hour) {
    var random = SeededGenerator(seed: seed).fork(1)
    let venues: [Venue] = [.binance, .bybit, .hyperliquid]
    instruments = venues.enumerated().map { index, venue in
      let data = SyntheticMarket.data(
        days: days, seed: seed &* 7 &+ UInt64(index), venue: venue, interval: interval)
      return CheckpointMarket.odd(data, index: index, days: days, random: &random)
    }
  }

  /// The data from a close on: bars that end after it, and what is dated from then on.
  func from(_ close: Timestamp) -> [InstrumentData] {
    instruments.map { whole in
      var data = whole
      data.series.bars.removeAll { $0.time + whole.series.interval <= close }
      data.wallets.removeAll { $0.time < close }
      data.depth.removeAll { $0.time < close }
      data.inputs.removeAll { $0.last < close }
      let files = Set(data.inputs.map(\.file))
      data.findings.removeAll { finding in
        finding.time.map { $0 < close } ?? finding.file.map { !files.contains($0) } ?? true
      }
      // What a part of the files says of all.
      data.findings.append(DataFinding(kind: .missing, message: "no marks in these files"))
      return data
    }
  }

  private static func odd(
    _ whole: InstrumentData, index: Int, days: Int, random: inout SeededGenerator
  ) -> InstrumentData {
    var data = whole
    let interval = data.series.interval
    if index > 0 {
      // Single bars, a stretch across a midnight, and for the second venue the end.
      data.series.bars.removeAll { _ in random.uniform() < 0.02 }
      let hole = (SyntheticMarket.start + 2 + Int(random.next() % UInt64(max(1, days - 3)))).close
      data.series.bars.removeAll { $0.time >= hole - .hours(9) && $0.time < hole + .hours(5) }
    }
    if index == 1 {
      let end = (SyntheticMarket.start + days - 2).close - .hours(Int64(random.next() % 30))
      data.series.bars.removeAll { $0.time >= end }
      for place in data.series.bars.indices {
        data.series.bars[place].longLiquidations = nil
        data.series.bars[place].shortLiquidations = nil
        if random.uniform() < 0.05 { data.series.bars[place].openInterest = nil }
      }
    }
    (data.inputs, data.findings) = files(of: data, days: days, random: &random)
    if data.series.instrument.venue == .hyperliquid {
      data.wallets = wallets(of: data, days: days, random: &random)
    }
    data.depth = (0..<days).map { day in
      let value = USD(1e7 * (1 + random.uniform()))
      return DepthSnapshot(
        time: (SyntheticMarket.start + day).close - interval,
        levels: [-0.05, -0.01, 0.01, 0.05].map {
          DepthSnapshot.Level(distance: $0, quantity: Base(1), value: value * (abs($0) * 100))
        })
    }
    return data
  }

  /// A file a day of two kinds and one of all days, with refused rows and duplicates.
  private static func files(
    of data: InstrumentData, days: Int, random: inout SeededGenerator
  ) -> ([InputFile], [DataFinding]) {
    let venue = data.series.instrument.venue.rawValue
    var findings = [
      DataFinding(kind: .missing, message: "no funding of \(venue)"),
      DataFinding(kind: .missing, file: venue, count: 3, message: "three unverified"),
    ]
    var inputs: [InputFile] = []
    for kind in ["klines", "metrics"] {
      for day in -1..<days {
        let date = SyntheticMarket.start + day
        let name = "\(venue)/\(kind)/\(date).csv"
        inputs.append(
          InputFile(
            file: name, sha256: String(random.next(), radix: 16), rows: 24, first: date.start,
            last: date.close - .minutes(5), gaps: 0, refused: 0))
        guard random.uniform() < 0.2 else { continue }
        findings.append(
          DataFinding(
            kind: random.uniform() < 0.5 ? .refused : .duplicate, file: name, row: 3,
            time: random.uniform() < 0.7 ? date.start + .hours(3) : nil, count: 2,
            message: "odd rows in \(name)"))
      }
    }
    inputs.append(
      InputFile(
        file: "\(venue)/all.csv", sha256: "ab", rows: 1, first: SyntheticMarket.start.start,
        last: (SyntheticMarket.start + days).start, gaps: 0, refused: 0))
    return (inputs, findings)
  }

  private static func wallets(
    of data: InstrumentData, days: Int, random: inout SeededGenerator
  ) -> [WalletSnapshot] {
    var looks: [WalletSnapshot] = []
    for hour in stride(from: Int64(30), to: Int64(24 * days), by: 11) {
      for wallet in 0..<4 where random.uniform() < 0.8 {
        let side: Side = wallet % 2 == 0 ? .long : .short
        let away = 0.05 + 0.2 * random.uniform()
        looks.append(
          WalletSnapshot(
            time: SyntheticMarket.start.start + .hours(hour), wallet: "0x\(wallet)",
            position: random.uniform() < 0.1
              ? nil
              : MeasuredPosition(
                side: side, quantity: Base(500 + 500 * random.uniform()),
                entryPrice: Price(50_000), liquidationPrice: Price(50_000 * (1 - side.sign * away)),
                leverage: 10, marginMode: .cross), accountValue: USD(1e6)))
      }
    }
    return looks
  }
}
