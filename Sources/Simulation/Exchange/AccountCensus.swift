/// Running counts over traders' accounts, from which the venue's ratios are made.
struct AccountCensus {
  private(set) var longAccounts = 0
  private(set) var shortAccounts = 0
  private(set) var topLongAccounts = 0
  private(set) var topShortAccounts = 0
  private(set) var topLongLots: Lots = 0
  private(set) var topShortLots: Lots = 0
  /// Over all traders; makers keep their own.
  private(set) var longLots: Lots = 0
  private(set) var shortLots: Lots = 0

  /// Accounts long less accounts short, over both: -1 to 1.
  var crowd: Double {
    let all = longAccounts + shortAccounts
    return all == 0 ? 0 : Double(longAccounts - shortAccounts) / Double(all)
  }

  /// Takes note of a position that went from one size to another.
  mutating func move(from old: Lots, to new: Lots, isTopTrader: Bool) {
    let long = (new > 0 ? 1 : 0) - (old > 0 ? 1 : 0)
    let short = (new < 0 ? 1 : 0) - (old < 0 ? 1 : 0)
    let longChange = max(0, new) - max(0, old)
    let shortChange = max(0, -new) - max(0, -old)
    longAccounts += long
    shortAccounts += short
    longLots += longChange
    shortLots += shortChange
    guard isTopTrader else { return }
    topLongAccounts += long
    topShortAccounts += short
    topLongLots += longChange
    topShortLots += shortChange
  }
}
