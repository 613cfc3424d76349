import Glibc

@testable import Charts

/// How eyes judge colours: contrast, distance, and what is left of them without some cones.
extension Colour {
  /// Relative luminance as WCAG 2.2 defines it, 0 to 1.
  var luminance: Double {
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// WCAG 2.2 contrast ratio, 1 to 21.
  func contrast(to other: Colour) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// CIE L*a*b* under D65, to judge how far two colours stand apart.
  var lab: (lightness: Double, a: Double, b: Double) {
    let (r, g, b) = (linear(red), linear(green), linear(blue))
    let x = curve((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047)
    let y = curve(0.2126729 * r + 0.7151522 * g + 0.0721750 * b)
    let z = curve((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883)
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))
  }

  /// Euclidean distance in L*a*b*: about 2 is just noticeable side by side, 10 plain.
  func distance(to other: Colour) -> Double {
    let (a, b) = (lab, other.lab)
    return hypot(hypot(a.lightness - b.lightness, a.a - b.a), a.b - b.b)
  }

  /// As an eye without green cones sees it (Machado, Oliveira and Fernandes 2009, severity 1).
  var deuteranopic: Colour {
    let (r, g, b) = (linear(red), linear(green), linear(blue))
    return Colour(
      red: encoded(0.367322 * r + 0.860646 * g - 0.227968 * b),
      green: encoded(0.280085 * r + 0.672501 * g + 0.047413 * b),
      blue: encoded(-0.011820 * r + 0.042940 * g + 0.968881 * b))
  }

  /// As an eye without red cones sees it, by the same source.
  var protanopic: Colour {
    let (r, g, b) = (linear(red), linear(green), linear(blue))
    return Colour(
      red: encoded(0.152286 * r + 1.052583 * g - 0.204868 * b),
      green: encoded(0.114503 * r + 0.786281 * g + 0.099216 * b),
      blue: encoded(-0.003882 * r - 0.048116 * g + 1.051998 * b))
  }
}

private func linear(_ part: Double) -> Double {
  part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
}

private func encoded(_ light: Double) -> Double {
  let light = min(max(light, 0), 1)
  return light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
}

private func curve(_ t: Double) -> Double {
  t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116
}
