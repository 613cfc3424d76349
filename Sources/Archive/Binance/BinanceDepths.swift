import Market

/// Reads the recorded order book (`bookDepth`): of each day what lay there last.
struct BinanceDepths {
  let catalogue: BinanceCatalogue

  /// - Parameter bars: whose prices tell what contracts of inverse symbols are in coins.
  func read(bars: [Bar], _ tables: inout BinanceTables) throws(ArchiveError) -> [DepthSnapshot] {
    let files = try catalogue.files(.depth)
    // A day has about thirty thousand rows, of which the last dozen are kept.
    let rows = try tables.read(
      files, .depth, columns: BinanceDepth.columns, make: BinanceDepth.make
    ) { rows in
      let last = rows.map(\.time).max()
      return rows.filter { $0.time == last }
    }
    var snapshots: [DepthSnapshot] = []
    var next = rows.startIndex
    while next < rows.endIndex {
      let time = rows[next].time
      let end = rows[next...].firstIndex { $0.time != time } ?? rows.endIndex
      if let price = Self.price(at: time, bars) {
        snapshots.append(snapshot(rows[next..<end], time, price))
      }
      next = end
    }
    return snapshots.sorted { $0.time < $1.time }
  }

  /// The close of the last bar that starts no later than a time.
  private static func price(at time: Timestamp, _ bars: [Bar]) -> Price? {
    var (low, high) = (0, bars.count)
    while low < high {
      let middle = (low + high) / 2
      if bars[middle].time <= time { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? bars[low - 1].close : nil
  }

  private func snapshot(_ rows: ArraySlice<BinanceDepth>, _ time: Timestamp, _ price: Price)
    -> DepthSnapshot
  {
    let layout = catalogue.layout
    var levels: [Double: DepthSnapshot.Level] = [:]
    for row in rows {
      let quantity = layout.contractSize.coins(row.depth, at: price)
      // What contracts margined in coins are worth follows from their number.
      let value =
        layout.instrument.kind == .linear ? USD(row.notional) : layout.contractValue * row.depth
      levels[row.percentage] = DepthSnapshot.Level(
        distance: row.percentage / 100, quantity: quantity, value: value)
    }
    return DepthSnapshot(time: time, levels: Array(levels.values))
  }
}
