import Market

extension AlertCondition {
  /// The condition for readers: `A zone of longs over $100 M within 3 % below the close`.
  public var words: String {
    switch self {
    case .pool(let side, let over, let within):
      "A zone of \(side.rawValue)s over \(AlertWording.usd(over)) within "
        + "\(AlertWording.percent(within)) \(side == .long ? "below" : "above") the close"
    case .pressure(let side, let limit):
      "The \(side == .long ? "flush" : "squeeze") score " + limit.words(AlertWording.points)
    case .funding(let limit):
      "Annualised funding " + limit.words(AlertWording.percent)
    case .percentile(.openInterest, let limit):
      "Open interest among its last 90 days "
        + limit.words { "the \(AlertWording.ordinal($0)) percentile" }
    case .percentile(.trapped(let side), let limit):
      "The trapped share of the \(side.rawValue)s among its last 90 days "
        + limit.words { "the \(AlertWording.ordinal($0)) percentile" }
    case .sweep(let side, let over):
      "A zone of \(side.rawValue)s that the day\u{2019}s price reached"
        + (over > 0 ? ", of over \(AlertWording.usd(over))" : "")
    case .reach(let side, let over, let hours, let holding):
      "A zone of \(side.rawValue)s"
        + (holding > 0 ? " over \(AlertWording.usd(holding))" : "")
        + " that is reached within \(hours.rawValue)\u{202F}h with a probability over "
        + AlertWording.percent(over)
    case .staleData(let over):
      "Data that end more than \(AlertWording.length(over)) before the close"
    case .venueMissing:
      "A configured venue that is not on the map"
    }
  }
}

extension AlertLimit {
  fileprivate func words(_ text: (Double) -> String) -> String {
    [over.map { "over \(text($0))" }, under.map { "under \(text($0))" }].compactMap { $0 }
      .joined(separator: " or ")
  }
}
