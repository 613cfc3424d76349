/// A face and a size.
struct TextStyle: Hashable, Sendable {
  enum Weight: Int, Hashable, Sendable {
    case regular, semibold
  }

  var weight: Weight
  /// Pixels an em.
  var size: Int
}
