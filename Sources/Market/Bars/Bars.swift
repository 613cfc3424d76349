/// Bars in a row, packed: a year of minutes takes some ten megabytes, a tenth of an array's.
///
/// What is read is what was put in, bit for bit. It reads as an array does; bars are added at the end and
/// taken away at the start in constant time.
public struct Bars: Equatable, Sendable, Codable, ExpressibleByArrayLiteral {
  /// All of one size.
  private var blocks: [BarBlock] = []
  /// Not as many as fill a block.
  private var tail = BarColumns()
  /// Of the first bars, how many are no longer there.
  private var dropped = 0

  public init() {}

  public init(_ bars: some Sequence<Bar>) { append(contentsOf: bars) }

  public init(arrayLiteral bars: Bar...) { self.init(bars) }

  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode([Bar].self))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Array(self))
  }

  public static func == (a: Bars, b: Bars) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy(==)
  }

  /// The bars' times, without unpacking the rest.
  public var times: LazyMapSequence<Range<Int>, Timestamp> { indices.lazy.map(time) }

  /// The first bar that starts at a time or after; the bars have to be in order.
  ///
  /// - Complexity: logarithmic.
  public func firstIndex(at time: Timestamp) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self.time(at: middle) < time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func time(at index: Int) -> Timestamp {
    let (block, place) = place(index)
    return block < blocks.count ? blocks[block].time(place) : tail[place].time
  }

  /// A bar's block, and its place there; of those in no block yet, its place in the tail.
  private func place(_ index: Int) -> (block: Int, place: Int) {
    precondition(index >= 0, "an index below zero")
    let place = index + dropped
    let block = Swift.min(place / BarColumns.capacity, blocks.count)
    return (block, place - block * BarColumns.capacity)
  }
}

extension Bars: RandomAccessCollection, RangeReplaceableCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { blocks.count * BarColumns.capacity + tail.count - dropped }

  /// - Complexity: constant.
  public subscript(_ index: Int) -> Bar {
    let (block, place) = place(index)
    return block < blocks.count ? blocks[block][place] : tail[place]
  }

  public mutating func append(_ bar: Bar) {
    tail.append(bar)
    guard tail.isFull else { return }
    blocks.append(BarBlock(tail))
    tail.removeAll()
  }

  public mutating func append(contentsOf bars: some Sequence<Bar>) {
    for bar in bars { append(bar) }
  }

  public mutating func removeFirst(_ count: Int) {
    precondition(count >= 0 && count <= self.count, "more bars than there are")
    dropped += count
    let whole = Swift.min(dropped / BarColumns.capacity, blocks.count)
    blocks.removeFirst(whole)
    dropped -= whole * BarColumns.capacity
    guard blocks.isEmpty else { return }
    tail.removeFirst(dropped)
    dropped = 0
  }

  public mutating func removeAll(where isRemoved: (Bar) throws -> Bool) rethrows {
    var kept = Bars()
    for bar in self where try !isRemoved(bar) { kept.append(bar) }
    self = kept
  }

  /// - Complexity: linear in all bars.
  public mutating func replaceSubrange(
    _ range: Range<Int>, with bars: some Collection<Bar>
  ) {
    let old = self
    self = Bars()
    append(contentsOf: old[..<range.lowerBound])
    append(contentsOf: bars)
    append(contentsOf: old[range.upperBound...])
  }
}
