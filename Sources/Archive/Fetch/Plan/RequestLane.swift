/// What a venue allows of one kind of request. Requests of a lane start at even distances, so that
/// no window of the venue's count ever holds more than it allows.
public struct RequestLane: Hashable, Sendable {
  /// Different lanes of a host have different names.
  public var name: String
  /// Seconds between the starts of two requests.
  public var spacing: Double

  /// - Parameters:
  ///   - allowed: requests (or the venue's weights for them) that it allows in `seconds`.
  ///   - weight: of one request of this lane.
  ///
  /// Four fifths of what is allowed are used: others behind the same address need some too.
  init(_ name: String, allowed: Double, seconds: Double, weight: Double = 1) {
    self.name = name
    spacing = seconds * weight / (allowed * 0.8)
  }
}
