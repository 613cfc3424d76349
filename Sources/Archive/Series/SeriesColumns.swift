import Market

/// The columns of one series, found in its header, and how a row of them becomes a bar.
struct SeriesColumns {
  let plan: CSVPlan
  // Slots 0 to 5 are those of `SeriesColumn.required`; the others come where they are configured.
  private let takerBuyVolume: Int?
  private let openInterest: Int?
  private let openInterestUSD: Int?
  private let longLiquidations: Int?
  private let longLiquidationsUSD: Int?
  private let shortLiquidations: Int?
  private let shortLiquidationsUSD: Int?
  private let fundingRate: Int?
  private let fundingRatePercent: Int?
  private let longShortRatio: Int?
  /// Whether there is anything besides open interest.
  private let hasMore: Bool

  /// - Throws: `.refusedFile` where a column is not configured or not in the header,
  ///   `.noInput` where there is no open interest.
  init(source: SeriesSource, header: [String]) throws(ArchiveError) {
    let file = source.path
    for column in SeriesColumn.required where source.columns[column] == nil {
      throw .refusedFile(
        file: file, fault: .columnNotConfigured(column: column.rawValue, present: header))
    }
    guard source.columns[.openInterest] != nil || source.columns[.openInterestUSD] != nil else {
      throw .noInput(.openInterestColumn(file: file, present: header))
    }
    var columns: [(column: Int, kind: CSVPlan.Kind)] = []
    var slots: [SeriesColumn: Int] = [:]
    let optional = SeriesColumn.allCases.filter { !SeriesColumn.required.contains($0) }
    for column in SeriesColumn.required + optional {
      guard let asked = source.columns[column] else { continue }
      guard let index = header.firstIndex(of: asked) else {
        throw .refusedFile(
          file: file,
          fault: .columnNotInHeader(column: column.rawValue, asked: asked, present: header))
      }
      guard header.lastIndex(of: asked) == index else {
        throw .refusedFile(file: file, fault: .columnTwice(asked: asked))
      }
      slots[column] = columns.count
      let isRequired = SeriesColumn.required.contains(column)
      columns.append((index, column == .time ? .time : isRequired ? .number : .optionalNumber))
    }
    plan = CSVPlan(columns: columns, columnCount: header.count)
    takerBuyVolume = slots[.takerBuyVolume]
    openInterest = slots[.openInterest]
    openInterestUSD = slots[.openInterestUSD]
    longLiquidations = slots[.longLiquidations]
    longLiquidationsUSD = slots[.longLiquidationsUSD]
    shortLiquidations = slots[.shortLiquidations]
    shortLiquidationsUSD = slots[.shortLiquidationsUSD]
    fundingRate = slots[.fundingRate]
    fundingRatePercent = slots[.fundingRatePercent]
    longShortRatio = slots[.longShortRatio]
    hasMore = slots.keys.contains { optional.contains($0) && !$0.isOpenInterest }
  }

  /// Checks a row and makes a bar of it.
  func take(_ row: ScannedRow, into rows: inout SeriesRows) -> RowFault? {
    let values = row.values
    if let fault = BarCheck.prices(values, first: 1) ?? BarCheck.notNegative(values[5], 5)
      ?? optionalFault(values)
    {
      return fault
    }
    let close = Price(values[4])
    var bar = Bar(
      time: row.time, open: Price(values[1]), high: Price(values[2]), low: Price(values[3]),
      close: close, volume: Base(values[5]))
    bar.openInterest = amount(row, openInterest, openInterestUSD, close)
    if hasMore { enterMore(of: row, close, into: &bar) }
    rows.append(bar, line: row.place.line)
    return nil
  }

  private func enterMore(of row: ScannedRow, _ close: Price, into bar: inout Bar) {
    bar.takerBuyVolume = takerBuyVolume.flatMap(row.optional).map(Base.init)
    bar.longLiquidations = amount(row, longLiquidations, longLiquidationsUSD, close)
    bar.shortLiquidations = amount(row, shortLiquidations, shortLiquidationsUSD, close)
    bar.fundingRate =
      fundingRate.flatMap(row.optional) ?? fundingRatePercent.flatMap(row.optional).map { $0 / 100 }
    bar.longShortRatio = longShortRatio.flatMap(row.optional)
  }

  private func optionalFault(_ values: UnsafeMutablePointer<Double>) -> RowFault? {
    if let slot = takerBuyVolume, let fault = BarCheck.part(values[slot], of: values[5], slot) {
      return fault
    }
    // Nobody holding anything is an outage of the source, not a state of a market.
    for slot in [openInterest, openInterestUSD] {
      if let slot, let fault = BarCheck.positive(values[slot], slot) { return fault }
    }
    for slot in [
      longLiquidations, longLiquidationsUSD, shortLiquidations, shortLiquidationsUSD,
    ] {
      if let slot, let fault = BarCheck.notNegative(values[slot], slot) { return fault }
    }
    if let slot = fundingRate, let fault = BarCheck.fundingRate(values[slot], slot) { return fault }
    if let slot = fundingRatePercent, let fault = BarCheck.fundingRate(values[slot] / 100, slot) {
      return fault
    }
    if let slot = longShortRatio, let fault = BarCheck.positive(values[slot], slot) { return fault }
    return nil
  }

  /// An amount of coins from either of its columns; dollars are converted at the close.
  private func amount(_ row: ScannedRow, _ base: Int?, _ usd: Int?, _ close: Price) -> Base? {
    base.flatMap(row.optional).map(Base.init) ?? usd.flatMap(row.optional).map { USD($0) / close }
  }
}
