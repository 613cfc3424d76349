import Glibc
import Market

// The one place that puts this module's errors into words.

extension ArchiveError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noInput(let missing): missing.description
    case .refusedRow(let row): row.description
    case .refusedFile(let file, let fault): "\(file): \(fault)"
    case .cannotRead(let path, let fault): "\(path): cannot \(fault)"
    case .cannotWrite(let path, let fault): "\(path): cannot \(fault)"
    }
  }
}

extension MissingInput: CustomStringConvertible {
  public var description: String {
    switch self {
    case .file(let file):
      "\(file): no such file in the data folder; check 'path' in the configuration and the data"
        + " folder"
    case .instrument(let instrument, let lookedFor, let present):
      "\(instrument): the archive holds no candles of it. There is no \(lookedFor) with files in"
        + " it; "
        + (present.isEmpty
          ? "it holds none of any other \(instrument.kind.rawValue) contract either. Check the data"
            + " folder, or put the venue's files there as \(BinanceLayout.origin) has them"
          : "it has \(list(present)). Check 'symbol' and 'kind' in the configuration")
    case .metrics(let instrument, let lookedFor, let found, let origin):
      "\(instrument): no open interest. The archive holds \(list(found)), but no file in"
        + " \(lookedFor). \(needsOpenInterest) Binance publishes it as daily 'metrics' files:"
        + " \(origin) (each with its .CHECKSUM); put them in \(lookedFor)"
    case .matchingMetrics(let instrument, let metrics, let bars):
      "\(instrument): no open interest for any bar. The metrics files cover \(metrics), the candles"
        + " \(bars). \(needsOpenInterest) Get the metrics files of the candles' days"
    case .responses(let instrument, let lookedFor):
      "\(instrument): no candles: no usable response in \(lookedFor). Run 'heatpress fetch', or"
        + " check 'symbol', 'kind' and the data folder"
    case .openInterest(let instrument, let lookedFor):
      "\(instrument): no open interest for any bar: nothing that fits in \(lookedFor)."
        + " \(needsOpenInterest) Run 'heatpress fetch'"
    case .openInterestColumn(let file, let present):
      "\(file): no open interest. Neither 'open_interest' nor 'open_interest_usd' is among the"
        + " configured columns. \(needsOpenInterest) Name the column that holds it at each bar's"
        + " end"
        + " (the file has \(list(present))), or take a source that has one"
    case .openInterestBlank(let file, let column):
      "\(file): no open interest. The column '\(column)' is blank in every row."
        + " \(needsOpenInterest) Take a source that has it"
    case .contractSize(let instrument, let lookedFor):
      "\(instrument): the venue's margin tiers are in contracts, and there is no response of"
        + " /api/v5/public/instruments in \(lookedFor) that says how large one is; put it there,"
        + " or leave 'margin_tiers' out"
    case .rows(let file):
      "\(file): no row that could be used"
    }
  }
}

private let needsOpenInterest =
  "How many contracts stand open, and when they were opened, is what a liquidation map is made of;"
  + " candles alone do not tell, and it is not guessed."

extension RefusedRow: CustomStringConvertible {
  public var description: String {
    let place = column.map { ", column '\($0)'" } ?? ""
    return "\(file):\(row)\(place): found \(found), expected \(expected);"
      + " get the file again or correct the row, or set 'policy: lenient' to leave such rows out"
  }
}

extension FileFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .columnNotConfigured(let column, let present):
      "'\(column)' is not among the configured columns, and there is no bar without it;"
        + " the file has \(list(present))"
    case .columnNotInHeader(let column, let asked, let present):
      "no column '\(asked)', which the configuration names for '\(column)'; the file has"
        + " \(list(present))"
    case .columnTwice(let asked): "two columns are called '\(asked)'; rename one of them"
    case .checksumDiffers(let found, let expected):
      "the file's SHA-256 is \(found), but its .CHECKSUM says \(expected); get both again"
    case .checksumUnreadable(let found):
      "its .CHECKSUM starts with '\(found)', which is no SHA-256 digest; get it again"
    case .damaged(let detail): "the archive is damaged (\(detail)); get it again"
    case .notOneCSV(let entries):
      "a .zip has to hold one .csv file and nothing else; this one holds "
        + (entries.isEmpty ? "nothing" : list(entries))
    case .entryEscapes(let entry):
      "the entry '\(entry)' leads out of the archive's folder; the file is not trusted"
    case .tooLarge(let limit): "larger than \(limit) bytes, which is the limit"
    case .compressedTooWell(let limit):
      "unpacks to more than \(limit) times its size, which no such data does; it is not trusted"
    case .tooManyRows(let limit): "more than \(limit) rows, which is the limit; split the file"
    case .unknownFormat: "not a .csv, .csv.gz or .zip file"
    case .noHeader: "empty; a header line with the columns' names was expected"
    case .wrongColumns(let found, let expected):
      "the columns are \(list(found)); expected \(list(expected))"
    case .interval(let found):
      "the most frequent step between rows is \(found); expected one of which a day is a multiple,"
        + " of a second at least"
    case .offMidnight(let firstBar, let interval):
      "the bars start at \(firstBar) and go on in steps of \(interval), so that none ends with a"
        + " day at 00:00 UTC; check the column and its time zone"
    case .marginShape(let response, let detail):
      "not a table as \(response) gives it: \(detail)"
    case .marginSymbolMissing(let symbol, let present):
      "no margin table for \(symbol); the file has \(list(present))"
    case .marginTable(let symbol, let fault): "\(symbol): \(fault)"
    case .response(let fault): fault.description
    }
  }
}

extension SystemFault: CustomStringConvertible {
  public var description: String {
    let what =
      switch operation {
      case .open: "open the file"
      case .read: "read the file"
      case .map: "map the file into memory"
      case .list: "list the folder"
      case .write: "write the file"
      case .sync: "bring the file to disk"
      case .rename: "put the file in its place"
      case .makeFolder: "make the folder"
      case .remove: "remove the file"
      }
    return "\(what): \(String(cString: strerror(code)))"
  }
}

/// `'a', 'b' and 'c'`; long lists are cut.
private func list(_ names: [String], limit: Int = 24) -> String {
  let quoted = names.prefix(limit).map { "'\($0)'" }
  if names.count > limit {
    return quoted.joined(separator: ", ") + " and \(names.count - limit) more"
  }
  guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "nothing" }
  return quoted.dropLast().joined(separator: ", ") + " and " + last
}

extension Expectation: CustomStringConvertible {
  var description: String {
    switch self {
    case .number: "a number"
    case .finiteNumber: "a number that a double can hold"
    case .time: "a time: seconds, milliseconds or microseconds since 1970, or ISO 8601 in UTC"
    case .plausibleTime:
      "a time between 2009 and 2099, in seconds, milliseconds or microseconds or as ISO 8601"
    case .fieldCount(let count): "\(count) fields"
    case .closedQuotes: "quotes that are closed before the next comma or line"
    case .shorterRow: "a row of at most \(CSVScanner.rowLimit) bytes"
    case .positive: "a number above 0"
    case .notNegative: "a number of at least 0"
    case .notZero: "a number other than 0"
    case .highest: "at least the bar's open, low and close"
    case .lowest: "at most the bar's open, high and close"
    case .withinVolume: "at most the bar's volume"
    case .fundingRate: "a rate between -1 and 1 (a fraction of notional)"
    case .fundingHours: "hours, from 1 to 24"
    case .percentage: "a distance from the price in per cent, not 0"
    case .within(let times): "a time from \(times.lowerBound) to \(times.upperBound)"
    case .consistent(let other): "a number that agrees with '\(other)'"
    case .side: "BUY or SELL"
    case .symbol(let symbol): "'\(symbol)'"
    case .multiple(let interval): "a multiple of \(FindingWords.adjective(interval)) steps"
    case .oneRowATime(let earlier):
      "what \(earlier.file):\(earlier.line) says of \(earlier.time), or no second row for it"
    }
  }
}
