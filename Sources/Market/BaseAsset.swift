extension Instrument {
  /// The coin that the symbol is a contract on: `BTC` for `BTCUSDT`, `BTC-USDT-SWAP`,
  /// `BTCUSD_PERP`, `tBTCF0:USTF0` and `BTC`.
  ///
  /// A symbol that follows none of the venues' patterns is returned as it is.
  public var baseAsset: String {
    var text = Substring(symbol)
    if venue == .bitfinex, text.first == "t" { text = text.dropFirst() }
    if let end = text.firstIndex(where: { "-_:/".contains($0) }), end > text.startIndex {
      text = text[..<end]
    }
    for suffix in ["F0", "PERP", "USDT", "USDC", "FDUSD", "BUSD", "USD"]
    where text.count > suffix.count && text.hasSuffix(suffix) {
      text = text.dropLast(suffix.count)
    }
    return String(text)
  }
}
