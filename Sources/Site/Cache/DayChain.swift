import Archive
import Market

/// The keys of a market's days. Each goes by all the days before it.
public struct DayChain: Sendable {
  private let market: String
  private let record: ReadingRecord
  private let keys: ResultKeys
  private let numbers: [Day: ContentKey]

  /// - Parameters:
  ///   - first: the first day of the site.
  ///   - record: what the market's data came to.
  public init(
    of market: MarketConfiguration, policy: Policy, first: Day, record: ReadingRecord,
    keys: ResultKeys
  ) {
    self.market = market.id
    self.record = record
    self.keys = keys
    var key = keys.beginning(of: market, policy: policy, first: first, head: record.head)
    var numbers: [Day: ContentKey] = [:]
    for (offset, line) in record.lines.enumerated() {
      key = keys.numbers(after: key, data: line.data)
      numbers[record.firstDay + offset] = key
    }
    self.numbers = numbers
  }

  /// The keys of a day; `nil` where the data say nothing of it.
  public func day(_ date: Day) -> PlannedDay? {
    guard let numbers = numbers[date], let line = record.line(of: date) else { return nil }
    return PlannedDay(
      market: market, date: date, numbers: numbers,
      edition: keys.edition(numbers, files: line.files), charts: keys.charts(of: numbers))
  }

  /// What the walk's memory at a day's close is called in the cache.
  public func checkpoint(at date: Day) -> CacheName? {
    numbers[date].map { CacheName(folder: market, stem: "\(date)", kind: .checkpoint, key: $0) }
  }

  /// The closes at which a walk's memory is kept: the last seven, and the last but one of each month. A
  /// month's file begins with its first midnight, which is the last close of the month before; where it
  /// has changed, that close has to be walked again.
  ///
  /// - Parameter days: of the site, ascending.
  public static func checkpointDays(_ days: [Day]) -> [Day] {
    days.indices.filter { index in
      index + 7 >= days.count
        || Month(days[index]) == Month(days[index + 1])
          && Month(days[index + 1]) != Month(days[index + 2])
    }.map { days[$0] }
  }
}
