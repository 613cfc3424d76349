import Market
import Site

/// The markets that shares have not brought, and the words for it.
struct MissingMarkets {
  struct Gap: Sendable {
    var market: MarketConfiguration
    var lack: Lack
  }

  enum Lack: Sendable {
    /// Nobody has read the data as they are now.
    case everything
    case days(Int, of: Int, first: Day)
    /// The data are refused: no share can bring it.
    case data(Failure)
  }

  private let markets: [Gap]
  /// `nil` where nobody said how many shares there were.
  private let split: (shares: ShareSplit, count: Int)?

  init(_ markets: [Gap], of split: (shares: ShareSplit, count: Int)?) {
    self.markets = markets
    self.split = split
  }

  var isEmpty: Bool { markets.isEmpty }

  /// The failure that they are, after each was told.
  ///
  /// - Parameter what: what did not happen to anything: `published`.
  func failure(telling log: Log, what: String = "published") -> Failure {
    for market in markets { log.error(words(for: market)) }
    let refused = markets.compactMap { market in
      if case .data(let failure) = market.lack { failure } else { nil }
    }
    if refused.count == markets.count, let first = refused.first {
      return Failure(first.status, "\(count) cannot be used. Nothing was \(what).")
    }
    return Failure(
      .tryAgain,
      "\(count) \(markets.count == 1 ? "is" : "are") missing\(shareList). Nothing was \(what). Run "
        + "the shares again, with this program and on these data, or go without by --allow-missing."
    )
  }

  /// - Parameter consequence: what becomes of it.
  func warn(of market: Gap, telling consequence: String, in log: Log) {
    log.warning(words(for: market) + " " + consequence)
  }

  private func words(for market: Gap) -> String {
    let id = market.market.id
    let share = share(of: id).map { " (share \($0))" } ?? ""
    let words =
      switch market.lack {
      case .everything: "not computed from the data as they are now."
      case .days(let lacking, let all, let first):
        "\(lacking) of \(all) days are missing, \(first) the first."
      case .data(let failure): failure.message + (failure.message.hasSuffix(".") ? "" : ".")
      }
    return "market '\(id)'\(share): \(words)"
  }

  private var count: String { NumberText.count(markets.count, "market") }

  /// `; shares 3/16, 7/16`
  private var shareList: String {
    let numbers = Set(markets.compactMap { share(of: $0.market.id) }.map(\.number)).sorted()
    guard let split, !numbers.isEmpty else { return "" }
    return (numbers.count == 1 ? "; share " : "; shares ")
      + numbers.map { "\(ShareNumber($0, of: split.count))" }.joined(separator: ", ")
  }

  private func share(of market: String) -> ShareNumber? {
    guard let split, let number = split.shares.share(of: market) else { return nil }
    return ShareNumber(number, of: split.count)
  }
}
