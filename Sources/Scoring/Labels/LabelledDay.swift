import Market

/// A day's price and what was said of it when it was published.
public struct LabelledDay: Hashable, Sendable {
  public var day: Day
  public var high: Price
  public var low: Price
  public var close: Price
  /// By the label's name whether it held; a label that could not be told that day is not in it.
  public var labels: [String: Bool]

  public init(day: Day, high: Price, low: Price, close: Price, labels: [String: Bool]) {
    self.day = day
    self.high = high
    self.low = low
    self.close = close
    self.labels = labels
  }
}
