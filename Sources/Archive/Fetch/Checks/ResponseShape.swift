/// The envelope that a venue puts its rows in, and where a row's time stands.
public enum ResponseShape: Hashable, Sendable {
  /// A list of rows; refusals are an object with `code` and `msg`.
  case binance(time: RowTime)
  /// `retCode`, `retMsg` and the rows in `result.list`.
  case bybit(time: RowTime)
  /// `code`, `msg` and the rows in `data`.
  case okx(time: RowTime)
  /// A list of lists, the time first; refusals are `["error", code, message]`.
  case bitfinex
  /// A list of lists with one list in each, its third element the time.
  case bitfinexLiquidations
  /// A list of objects.
  case hyperliquidRows(time: RowTime)
  /// The list of contracts and, in the same order, what stands of each.
  case hyperliquidContexts
  /// One wallet's account, its positions in `assetPositions`.
  case hyperliquidAccount
}

/// Where a row's time stands, in milliseconds since 1970, as a number or as text.
public enum RowTime: Hashable, Sendable {
  case element(Int)
  case key(String)
  /// The rows have none that matters.
  case none
}

/// What a body says, once it is known to be of the venue's shape.
enum ResponseContent: Hashable, Sendable {
  /// A time each, in milliseconds; 0 where the rows have none.
  case rows([Int64])
  /// The venue's own words for why not.
  case refusal(code: String, message: String)
}
