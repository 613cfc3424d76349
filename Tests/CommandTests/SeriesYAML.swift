/// Configuration of markets whose bars are those of `Fixtures/market.csv`, or changed ones of their columns.
enum SeriesYAML {
  /// An entry of `markets`, as the fixture's columns are named.
  ///
  /// - Parameter path: of the file, within the data folder.
  static func market(_ id: String, path: String) -> String {
    """
      - id: \(id)
        name: \(id.uppercased())
        instruments:
          - venue: binance
            symbol: \(id.uppercased())USDT
            source: series
            path: \(path)
            columns:
              time: time
              open: open
              high: high
              low: low
              close: close
              volume: volume
              taker_buy_volume: taker_buy
              open_interest: oi
              long_liquidations: liq_long
              short_liquidations: liq_short
              funding_rate: funding
              long_short_ratio: lsr

    """
  }
}
