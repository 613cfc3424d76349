import Market

/// What an amount as a venue writes it comes to in coins.
enum ContractSize: Hashable {
  /// The venue writes amounts of the coin: so many a contract.
  case coins(Double)
  /// The venue writes numbers of contracts, each worth so many US dollars.
  case dollars(USD)

  static let coin = ContractSize.coins(1)

  func coins(_ amount: Double, at price: Price) -> Base {
    switch self {
    case .coins(let size): Base(amount * size)
    case .dollars(let size): size * amount / price
    }
  }
}
