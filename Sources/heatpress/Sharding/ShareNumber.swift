import ArgumentParser

/// Which share of how many: `3/16`.
struct ShareNumber: Hashable, Sendable, CustomStringConvertible, ExpressibleByArgument {
  /// From 1.
  var number: Int
  var count: Int

  /// So many shares at most: more than there are machines, and few enough to be counted through.
  static let most = 100_000

  init(_ number: Int, of count: Int) {
    self.number = number
    self.count = count
  }

  /// - Returns: `nil` where the text is no share.
  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]),
      (1...Self.most).contains(count), (1...count).contains(number)
    else { return nil }
    self.init(number, of: count)
  }

  var description: String { "\(number)/\(count)" }
}
