extension MarginTierTable {
  /// OKX's BTC-USDT-SWAP, as `/api/v5/public/position-tiers` gave it on 28 May 2026. A contract is
  /// 0.01 BTC; floors are in **coins**, and a tier's rate holds for the whole position.
  ///
  /// From the fourth tier on the response is regular: a tier every 20,000 contracts, each asking
  /// half a percent more of initial and of maintenance margin, to 50 % and 48.75 % in the 99th;
  /// the leverage is what the initial margin leaves, cut after two digits.
  static let okxBitcoin: MarginTierTable = {
    var steps = [
      BuiltInTier(upTo: 1_000.01, 100, 0.004),
      BuiltInTier(upTo: 5_000.01, 66.66, 0.005),
      BuiltInTier(upTo: 20_000.01, 50, 0.0075),
    ]
    for number in 4...99 {
      let permille = Double(number + 1) * 5
      steps.append(
        BuiltInTier(
          upTo: Double(number - 2) * 20_000 + 0.01,
          (100_000 / permille).rounded(.down) / 100, (permille - 12.5) / 1_000))
    }
    let coins = steps.map { BuiltInTier(upTo: $0.cap * 0.01, $0.maximumLeverage, $0.rate) }
    return MarginTierTable(builtIn: coins, rule: .wholePosition)
  }()

  /// OKX's BTC-USD-SWAP, margined in coins: the rate and leverage of the first tier above,
  /// **assumed** for every size.
  static let okxBitcoinInverse = MarginTierTable(
    builtIn: [BuiltInTier(upTo: .infinity, 100, 0.004)], rule: .wholePosition)

  /// OKX's other contracts: the first tier of the generic table, **assumed** for every size, since
  /// floors are in contracts whose size cannot be told without the venue's list.
  static let okxGeneric = MarginTierTable(
    builtIn: [BuiltInTier(upTo: .infinity, 75, 0.01)], rule: .wholePosition)
}
