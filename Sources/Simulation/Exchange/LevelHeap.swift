/// Prices or times at which traders are to be called, nearest first.
///
/// An entry is never moved or deleted: it carries the version of the trader's order that it
/// belongs to, and whoever takes it out drops it where the version has moved on.
/// Entries at one level come in order of trader, so that the order never depends on the heap.
struct LevelHeap {
  struct Entry {
    var level: Double
    var trader: Int32
    var version: UInt32

    fileprivate func comes(before other: Entry) -> Bool {
      level != other.level ? level < other.level : trader < other.trader
    }
  }

  private(set) var entries: [Entry] = []

  var count: Int { entries.count }

  /// The lowest entry where it lies at or below a level.
  mutating func popFirst(through level: Double) -> Entry? {
    guard let first = entries.first, first.level <= level else { return nil }
    let last = entries.removeLast()
    if !entries.isEmpty {
      entries[0] = last
      sink(0)
    }
    return first
  }

  mutating func insert(_ entry: Entry) {
    entries.append(entry)
    var child = entries.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard entries[child].comes(before: entries[parent]) else { break }
      entries.swapAt(child, parent)
      child = parent
    }
  }

  /// Drops the entries that no longer stand for anything.
  mutating func compact(keeping isCurrent: (Entry) -> Bool) {
    entries.removeAll { !isCurrent($0) }
    // A sorted array is a heap.
    entries.sort { $0.comes(before: $1) }
  }

  private mutating func sink(_ start: Int) {
    var parent = start
    while true {
      var child = 2 * parent + 1
      guard child < entries.count else { return }
      if child + 1 < entries.count, entries[child + 1].comes(before: entries[child]) { child += 1 }
      guard entries[child].comes(before: entries[parent]) else { return }
      entries.swapAt(child, parent)
      parent = child
    }
  }
}
