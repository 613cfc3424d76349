/// A CSV whose rows have no time of their own, read by the names of its columns. Plain, `.csv.gz` or
/// `.zip`, by the file's name, within the limits that every table has.
public struct PlainTable: Sendable {
  /// What a column holds.
  public enum Kind: Sendable, Hashable {
    /// A finite number that has to be there.
    case number
    /// A finite number, or a blank.
    case optionalNumber
    case text
  }

  /// A column to read, by its name in the header.
  public struct Column: Sendable, Hashable {
    public var name: String
    public var kind: Kind

    public init(_ name: String, _ kind: Kind) {
      self.name = name
      self.kind = kind
    }
  }

  /// One row: its fields in the order of the columns asked for.
  public struct Row {
    fileprivate let values: UnsafeMutablePointer<Double>
    fileprivate let texts: UnsafeMutablePointer<UnsafeRawBufferPointer>

    /// - Parameter column: of kind `number`.
    public func number(_ column: Int) -> Double { values[column] }

    /// - Parameter column: of kind `optionalNumber`.
    /// - Returns: `nil` for a blank.
    public func optionalNumber(_ column: Int) -> Double? {
      values[column].isNaN ? nil : values[column]
    }

    /// - Parameter column: of kind `text`.
    public func text(_ column: Int) -> String { String(decoding: texts[column], as: UTF8.self) }
  }

  /// Why a row that could be read is refused: the column to blame and what was expected of it.
  public struct Fault: Error, Hashable, Sendable {
    public var column: Int
    public var expected: String

    public init(column: Int, expected: String) {
      self.column = column
      self.expected = expected
    }
  }

  /// As the system knows it.
  public var path: String
  /// As errors name it.
  public var name: String
  public var columns: [Column]
  /// A file with more rows is refused.
  public var rowLimit: Int

  public init(path: String, name: String, columns: [Column], rowLimit: Int = 1_000_000) {
    self.path = path
    self.name = name
    self.columns = columns
    self.rowLimit = rowLimit
  }

  /// Reads all rows.
  ///
  /// - Parameter make: checks a row and makes a value of it; the row is valid only inside.
  /// - Throws: where the file is not there, damaged or without the columns, and at the first row that
  ///   cannot be read or that `make` refuses, with its line.
  public func read<Value>(_ make: (Row) throws(Fault) -> Value) throws(ArchiveError) -> [Value] {
    guard Files.isFile(path) else { throw .noInput(.file(name)) }
    var text = try TableFile(path: path, name: name).open()
    try text.advance(to: 0)
    guard let header = CSVHeader(text.bytes) else {
      throw .refusedFile(file: name, fault: .noHeader)
    }
    return try rows(&text, header: header, plan: try plan(header), make)
  }

  private func plan(_ header: CSVHeader) throws(ArchiveError) -> CSVPlan {
    var places: [(column: Int, kind: CSVPlan.Kind)] = []
    for column in columns {
      guard let index = header.names.firstIndex(of: column.name) else {
        throw .refusedFile(
          file: name, fault: .wrongColumns(found: header.names, expected: columns.map(\.name)))
      }
      let kind: CSVPlan.Kind =
        switch column.kind {
        case .number: .number
        case .optionalNumber: .optionalNumber
        case .text: .text
        }
      places.append((index, kind))
    }
    return CSVPlan(columns: places, columnCount: header.names.count)
  }

  private func rows<Value>(
    _ text: inout TableText, header: CSVHeader, plan: CSVPlan,
    _ make: (Row) throws(Fault) -> Value
  ) throws(ArchiveError) -> [Value] {
    var scanner = CSVScanner(
      text.bytes, from: header.rowsStart, linesBefore: header.lines, plan: plan,
      isLast: text.isLast)
    var values: [Value] = []
    while true {
      switch scanner.next() {
      case .end:
        if text.isLast { return values }
        try text.advance(to: scanner.place)
        scanner.go(on: text.bytes, isLast: text.isLast)
      case .row:
        guard values.count < rowLimit else {
          throw .refusedFile(file: name, fault: .tooManyRows(limit: rowLimit))
        }
        do throws(Fault) {
          values.append(
            try make(Row(values: scanner.values, texts: scanner.texts)))
        } catch {
          throw refusal(&scanner, plan: plan, slot: error.column, expected: error.expected)
        }
      case .refused(let fault, let slot):
        throw refusal(
          &scanner, plan: plan, slot: slot,
          expected: TableReader.expectation(fault, plan).description)
      }
    }
  }

  private func refusal(
    _ scanner: inout CSVScanner, plan: CSVPlan, slot: Int?, expected: String
  ) -> ArchiveError {
    guard let slot, columns.indices.contains(slot) else {
      return .refusedRow(
        RefusedRow(
          file: name, row: scanner.line, column: nil, found: "\(scanner.fieldCount()) fields",
          expected: expected))
    }
    return .refusedRow(
      RefusedRow(
        file: name, row: scanner.line, column: columns[slot].name,
        found: scanner.excerpt(column: plan.column(slot: slot)), expected: expected))
  }
}
