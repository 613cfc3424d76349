/// A small symmetric positive system of linear equations.
public struct SymmetricSystem: Sendable {
  public let count: Int
  /// Row by row, `count` times `count`.
  public var matrix: [Double]
  public var right: [Double]

  public init(count: Int) {
    self.count = count
    matrix = [Double](repeating: 0, count: count * count)
    right = [Double](repeating: 0, count: count)
  }

  /// Adds one observation: the outer product of its row, and the row times its value.
  public mutating func add(_ row: [Double], value: Double) {
    for i in 0..<count {
      right[i] += row[i] * value
      for j in 0..<count { matrix[i * count + j] += row[i] * row[j] }
    }
  }

  /// The solution by Cholesky's decomposition.
  ///
  /// - Parameter ridge: added to the diagonal, as a part of its own size, so that columns that say
  ///   the same share what they say.
  /// - Returns: `nil` where the matrix is not positive.
  /// - Complexity: cubic in `count`.
  public func solution(ridge: Double = 1e-10) -> [Double]? {
    var factor = matrix
    for i in 0..<count { factor[i * count + i] *= 1 + ridge }
    for j in 0..<count {
      for i in j..<count {
        var sum = factor[i * count + j]
        for k in 0..<j { sum -= factor[i * count + k] * factor[j * count + k] }
        if i == j {
          guard sum > 0, sum.isFinite else { return nil }
          factor[j * count + j] = sum.squareRoot()
        } else {
          factor[i * count + j] = sum / factor[j * count + j]
        }
      }
    }
    var x = right
    for i in 0..<count {
      for k in 0..<i { x[i] -= factor[i * count + k] * x[k] }
      x[i] /= factor[i * count + i]
    }
    for i in (0..<count).reversed() {
      for k in i + 1..<count { x[i] -= factor[k * count + i] * x[k] }
      x[i] /= factor[i * count + i]
    }
    return x
  }
}
