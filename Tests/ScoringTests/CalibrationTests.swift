import Glibc
import Market
import Testing

@testable import Scoring

@Suite("Reporting rates")
struct CalibrationTests {
  private static func samples(
    _ count: Int, rates: SIMD4<Double>, exponent: Double, noise: Double
  ) -> [ReportSample] {
    var random = SeededGenerator(seed: 3)
    return (0..<count).map { _ in
      var crossed = SIMD4<Double>.zero
      for band in 0..<4 where random.uniform() < 0.6 {
        crossed[band] = exp(6 * random.uniform() - 1)
      }
      let sum = (rates * crossed).sum()
      let factor = exp(noise * (random.uniform() - 0.5))
      return ReportSample(day: 0, crossed: crossed, reported: pow(sum, exponent) * factor)
    }
  }

  @Test("known rates are found again", arguments: [1.0, 0.7])
  func recovers(exponent: Double) {
    let rates = SIMD4<Double>(0.02, 0.05, 0.2, 0.6)
    let fitted = ReportFit.fit(
      Self.samples(4_000, rates: rates, exponent: exponent, noise: 0.4), from: .prior(unit: 1))
    #expect(abs(fitted.exponent - exponent) < 0.05)
    for band in 0..<4 { #expect(abs(log(fitted.weights[band] / rates[band])) < 0.25) }
  }

  @Test("without a sample the prior stands")
  func prior() {
    let fitted = ReportFit.fit([], from: .prior(unit: 2))
    #expect(fitted == .prior(unit: 2))
    #expect(abs(fitted.expected(SIMD4(10, 0, 0, 10)) - 2) < 1e-12)
    #expect(fitted.expected(.zero) == 0)
  }

  @Test("a few bars move the rate little, and amounts of any size keep it finite")
  func robust() {
    let few = ReportFit.fit(
      [ReportSample(day: 0, crossed: SIMD4(0, 0, 0, 1), reported: 0)], from: .prior(unit: 1))
    #expect(few.weights[3] > 0.05)
    var wild = Self.samples(50, rates: SIMD4(0.1, 0.1, 0.1, 0.1), exponent: 1, noise: 1)
    wild.append(ReportSample(day: 0, crossed: SIMD4(1e12, 0, 0, 0), reported: 1e-9))
    wild.append(ReportSample(day: 0, crossed: SIMD4(1e-300, 0, 0, 0), reported: 1e12))
    let fitted = ReportFit.fit(wild, from: .prior(unit: 1))
    #expect(fitted.expected(SIMD4(1, 1, 1, 1)).isFinite)
    #expect(fitted.exponent >= 0.3 && fitted.exponent <= 1.2)
  }

  @Test("a fit looks back sixty days and no further")
  func window() {
    var calibration = ReportCalibration()
    var fresh = ReportCalibration()
    let day = Day(number: 20_000)
    for offset in 0..<80 {
      let reported = Base(offset < 20 ? 500 : 3)
      _ = calibration.expected(SIMD4(1, 2, 3, 4), reports: true, close: Price(50_000))
      calibration.record(SIMD4(1, 2, 3, 4), reported: reported, day: day + offset)
      calibration.endDay(day + offset)
      guard offset >= 20 else { continue }
      _ = fresh.expected(SIMD4(1, 2, 3, 4), reports: true, close: Price(50_000))
      fresh.record(SIMD4(1, 2, 3, 4), reported: reported, day: day + offset)
      fresh.endDay(day + offset)
    }
    let old = calibration.expected(SIMD4(1, 2, 3, 4), reports: true, close: Price(50_000))
    let new = fresh.expected(SIMD4(1, 2, 3, 4), reports: true, close: Price(50_000))
    #expect(abs(old / new - 1) < 0.02)
    #expect(abs(new.value - 3) < 0.3)
  }
}
