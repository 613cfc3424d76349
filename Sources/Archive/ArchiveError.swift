import Market

/// Why an instrument could not be read, or a file not be written.
///
/// Paths are relative to the data folder in `noInput`, `refusedRow` and `refusedFile`, and as they
/// were given to the system in `cannotRead` and `cannotWrite`.
public enum ArchiveError: Error, Hashable, Sendable {
  /// Something that a liquidation map cannot do without is not there.
  case noInput(MissingInput)
  /// A row is unreadable or impossible.
  case refusedRow(RefusedRow)
  /// A file as a whole is not what it should be.
  case refusedFile(file: String, fault: FileFault)
  /// The system does not give the file.
  case cannotRead(path: String, fault: SystemFault)
  /// The system does not take the file.
  case cannotWrite(path: String, fault: SystemFault)
}

/// What is not there, and where it was looked for.
public enum MissingInput: Hashable, Sendable {
  case file(String)
  /// The venue's archive holds nothing of the instrument. `present`: the symbols that are there.
  case instrument(Instrument, lookedFor: String, present: [String])
  /// The venue's archive holds bars but no open interest.
  /// `found`: the kinds of data that are there; `origin`: where the venue publishes what is not.
  case metrics(Instrument, lookedFor: String, found: [String], origin: String)
  /// There are open-interest figures, but none at the end of any bar.
  case matchingMetrics(Instrument, metrics: String, bars: String)
  /// There is no stored response of a venue's with the instrument's candles.
  case responses(Instrument, lookedFor: String)
  /// There are candles among the stored responses, but no open interest for any of them.
  case openInterest(Instrument, lookedFor: String)
  /// A series without a column of open interest. `present`: the columns of its header.
  case openInterestColumn(file: String, present: [String])
  /// The series' column of open interest is blank in every row.
  case openInterestBlank(file: String, column: String)
  /// The size of a contract, in which the venue's margin tiers are.
  case contractSize(Instrument, lookedFor: String)
  /// The file or the folder holds no bar.
  case rows(file: String)
}

/// A row that cannot be used: where it is, what stands there and what should.
public struct RefusedRow: Hashable, Sendable {
  public var file: String
  /// Line in the file, from 1, its header included; in a response the row's number in its list.
  public var row: Int
  /// The column's name in the file; `nil` where the row as a whole is wrong.
  public var column: String?
  public var found: String
  public var expected: String

  public init(file: String, row: Int, column: String?, found: String, expected: String) {
    self.file = file
    self.row = row
    self.column = column
    self.found = found
    self.expected = expected
  }
}

/// What is wrong with a file as a whole.
public enum FileFault: Hashable, Sendable {
  /// A column without which there is no bar is not named in the configuration.
  case columnNotConfigured(column: String, present: [String])
  /// The configuration names a column that the header lacks.
  case columnNotInHeader(column: String, asked: String, present: [String])
  /// Two columns of the header have the name that is asked for.
  case columnTwice(asked: String)
  case checksumDiffers(found: String, expected: String)
  /// The checksum file does not hold a SHA-256 digest.
  case checksumUnreadable(found: String)
  /// The archive is damaged. `detail`: the archive library's words.
  case damaged(detail: String)
  /// A `.zip` has to hold one CSV and nothing else.
  case notOneCSV(entries: [String])
  /// The name of an entry leads out of the folder it would be unpacked in.
  case entryEscapes(entry: String)
  case tooLarge(limitBytes: Int)
  /// The content is so many times the packed size that it can only be meant to exhaust memory.
  case compressedTooWell(limit: Int)
  case tooManyRows(limit: Int)
  /// Neither `.csv`, `.csv.gz` nor `.zip`.
  case unknownFormat
  case noHeader
  /// Not the columns that the venue publishes.
  case wrongColumns(found: [String], expected: [String])
  /// The bars' step is not one that days are made of.
  case interval(found: String)
  /// The bars do not start on the multiples of their interval, counted from midnight UTC.
  case offMidnight(firstBar: String, interval: String)
  /// Not the JSON of the venue's response of margin tables, or one that contradicts itself.
  /// `detail`: what is wrong.
  case marginShape(_ response: String, detail: String)
  /// The margin file has no table for the symbol.
  case marginSymbolMissing(symbol: String, present: [String])
  case marginTable(symbol: String, MarginTierFault)
  /// A stored response of a venue that is not one, or not an answer.
  case response(ResponseFault)
}

/// What the system refused.
public struct SystemFault: Hashable, Sendable {
  public enum Operation: String, Hashable, Sendable {
    case open, read, map, list, write, sync, rename, makeFolder, remove
  }

  public var operation: Operation
  /// The system's error number (`errno`).
  public var code: Int32

  public init(operation: Operation, code: Int32) {
    self.operation = operation
    self.code = code
  }
}
