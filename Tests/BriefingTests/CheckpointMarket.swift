import Archive
import Market

/// A market of several venues whose data have holes, end, report or do not, show wallets and books, and
/// come in files with faults; and the same data as they begin at a close.
struct CheckpointMarket {
  var instruments: [InstrumentData]
  /// By instrument, the files that grow as they were at the close of each of their days, by name.
  private var growing: [[String: [InputFile]]] = []

  /// - Parameter seed: decides the prices and everything that is odd.
  init(days: Int, seed: UInt64, interval: TimeSpan = .hour) {
    var random = SeededGenerator(seed: seed).fork(1)
    let venues: [Venue] = [.binance, .bybit, .hyperliquid]
    instruments = []
    for (index, venue) in venues.enumerated() {
      let data = SyntheticMarket.data(
        days: days, seed: seed &* 7 &+ UInt64(index), venue: venue, interval: interval)
      let (odd, states) = CheckpointMarket.odd(data, index: index, days: days, random: &random)
      instruments.append(odd)
      growing.append(states)
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

  /// The data as they lay there at a day's close, with files that had not grown further.
  func until(_ day: Day) -> [InstrumentData] {
    zip(instruments, growing).map { whole, growing in
      let growing = growing.mapValues { $0.filter { $0.last < day.close } }
      var data = InstrumentData(
        series: whole.series,
        inputs: whole.inputs.compactMap { input in
          guard let states = growing[input.file] else {
            return input.first < day.close ? input : nil
          }
          return states.last.map { state in
            var state = state
            state.file = input.file
            return state
          }
        },
        growing: growing, findings: whole.findings, depth: whole.depth, wallets: whole.wallets)
      data.series.bars.removeAll { $0.time + whole.series.interval > day.close }
      data.wallets.removeAll { $0.time >= day.close }
      data.depth.removeAll { $0.time >= day.close }
      let files = Set(data.inputs.map(\.file))
      data.findings.removeAll { finding in
        finding.time.map { $0 >= day.close }
          ?? finding.file.map { $0.contains("/") && !files.contains($0) } ?? false
      }
      return data
    }
  }

  private static func odd(
    _ whole: InstrumentData, index: Int, days: Int, random: inout SeededGenerator
  ) -> (InstrumentData, growing: [String: [InputFile]]) {
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
      data.series.bars.change { bar in
        bar.longLiquidations = nil
        bar.shortLiquidations = nil
        if random.uniform() < 0.05 { bar.openInterest = nil }
      }
    }
    let (inputs, growing, findings) = files(of: data, days: days, random: &random)
    data = InstrumentData(series: data.series, inputs: inputs, growing: growing, findings: findings)
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
    return (data, growing)
  }

  /// A file a day of two kinds and one of all days, with refused rows and duplicates; one that grows by
  /// the day, and one that did so for some days and was called otherwise while it did.
  private static func files(
    of data: InstrumentData, days: Int, random: inout SeededGenerator
  ) -> ([InputFile], growing: [String: [InputFile]], [DataFinding]) {
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
    var growing: [String: [InputFile]] = [:]
    for (name, whole, count) in [
      ("series", "series", days), ("funding.partial", "funding", min(4, days)),
    ] {
      let states = (0..<count).map { day in
        let date = SyntheticMarket.start + day
        return InputFile(
          file: "\(venue)/\(whole)", sha256: String(random.next(), radix: 16), bytes: 50 * day + 50,
          rows: 3 * day + 3, first: SyntheticMarket.start.start, last: date.close - .hours(8),
          gaps: day / 3, refused: day / 2)
      }
      growing["\(venue)/\(name)"] = states
      guard var last = states.last else { continue }
      last.file = "\(venue)/\(name)"
      inputs.append(last)
    }
    return (inputs, growing, findings)
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
