/// Which columns of a CSV are read and what they hold. The others are skipped unread.
struct CSVPlan {
  enum Kind: UInt8 {
    /// A number that has to be there.
    case number
    /// A number, or a blank, which becomes NaN.
    case optionalNumber
    /// A time, which becomes milliseconds since 1970.
    case time
    /// Anything; its bytes are kept for the reader to look at.
    case text
  }

  /// One field to read.
  struct Step {
    /// Its place among the file's columns, from 0.
    var column: Int
    /// Where in the row's values it goes.
    var slot: Int
    var kind: Kind
  }

  /// In the order of the columns.
  let steps: [Step]
  /// Fields that each row has to have.
  let columnCount: Int

  /// - Parameters:
  ///   - columns: the column of each slot, below `columnCount`; two slots may share one.
  ///   - columnCount: fields that each row has to have.
  init(columns: [(column: Int, kind: Kind)], columnCount: Int) {
    steps = columns.enumerated().sorted {
      ($0.element.column, $0.offset) < ($1.element.column, $1.offset)
    }.map { Step(column: $0.element.column, slot: $0.offset, kind: $0.element.kind) }
    self.columnCount = columnCount
  }

  /// The column that a slot is read from.
  func column(slot: Int) -> Int { steps.first { $0.slot == slot }?.column ?? 0 }
}

/// Why a row could not be scanned.
enum CSVFault: Error, Hashable {
  case blank, notANumber, notFinite, notATime, implausibleTime
  case fieldCount, openQuote, tooLong
}
