import Glibc

extension Double {
  /// Rounded to significant digits, so that long series are short in JSON; exact to one part in
  /// `10^(digits - 1)`.
  func roundedToDigits(_ digits: Int) -> Double {
    guard self != 0, isFinite else { return self }
    let places = digits - 1 - Int(log10(abs(self)).rounded(.down))
    return rounded(toPlaces: places)
  }

  /// To the cent, for dollars.
  var roundedToCents: Double { rounded(toPlaces: 2) }

  private func rounded(toPlaces places: Int) -> Double {
    // Scaling up by a whole power of ten and down by the same keeps the shortest decimal writing.
    guard abs(places) <= 300 else { return self }
    if places >= 0 {
      let scale = pow(10, Double(places))
      let scaled = (self * scale).rounded()
      return scaled.isFinite ? scaled / scale : self
    }
    let scale = pow(10, Double(-places))
    return (self / scale).rounded() * scale
  }
}
