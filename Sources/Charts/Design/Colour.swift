import Glibc

/// A colour in sRGB, each part from 0 to 1.
struct Colour: Hashable, Sendable {
  var red: Double
  var green: Double
  var blue: Double

  init(red: Double, green: Double, blue: Double) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// `Colour(0xfbfaf7)`
  init(_ hex: UInt32) {
    self.init(
      red: Double(hex >> 16 & 0xff) / 255, green: Double(hex >> 8 & 0xff) / 255,
      blue: Double(hex & 0xff) / 255)
  }

  /// From OKLCH (Ottosson 2020): equal steps of it look equal. Out of gamut parts are clipped.
  ///
  /// - Parameters:
  ///   - lightness: 0 to 1.
  ///   - chroma: 0 for grey, about 0.2 for the strongest colours used here.
  ///   - hue: in degrees; 25 is red, 165 a bluish green.
  init(lightness: Double, chroma: Double, hue: Double) {
    let a = chroma * cos(hue * .pi / 180)
    let b = chroma * sin(hue * .pi / 180)
    let l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b)
    let m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b)
    let s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b)
    self.init(
      red: encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
      green: encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
      blue: encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s))
  }

  /// The three bytes of a PNG palette.
  var bytes: (UInt8, UInt8, UInt8) {
    (byte(red), byte(green), byte(blue))
  }

  func mixed(with other: Colour, share: Double) -> Colour {
    Colour(
      red: red + (other.red - red) * share, green: green + (other.green - green) * share,
      blue: blue + (other.blue - blue) * share)
  }
}

private func cube(_ x: Double) -> Double { x * x * x }

private func byte(_ part: Double) -> UInt8 { UInt8((min(max(part, 0), 1) * 255).rounded()) }

private func encoded(_ light: Double) -> Double {
  let light = min(max(light, 0), 1)
  return light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
}
