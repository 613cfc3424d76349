import Market
import Testing

@Suite("Numbers in words")
struct NumberTextTests {
  @Test(
    "fixed decimals are rounded and grouped",
    arguments: [
      (0.0, 0, "0"), (1234.5, 2, "1,234.50"), (-0.04, 1, "0.0"), (-1234567.0, 0, "−1,234,567"),
      (0.995, 2, "1.00"), (999_999.5, 0, "1,000,000"), (0.000_012_3, 7, "0.0000123"),
    ])
  func fixed(value: Double, decimals: Int, text: String) {
    #expect(NumberText.fixed(value, decimals: decimals) == text)
  }

  @Test(
    "dollars keep three digits and their scale",
    arguments: [
      (12.0, "$12.0"), (870.4, "$870"), (999.6, "$1.00\u{202F}k"), (56_340_000, "$56.3\u{202F}M"),
      (1_239_000_000, "$1.24\u{202F}B"), (-2_500, "−$2.50\u{202F}k"), (0, "$0.00"),
    ] as [(Double, String)])
  func dollars(amount: Double, text: String) {
    #expect(NumberText.usd(amount) == text)
  }

  @Test("a change carries its sign, nothing does not")
  func percent() {
    #expect(NumberText.percent(0.0123, signed: true) == "+1.2\u{202F}%")
    #expect(NumberText.percent(-0.0123, signed: true) == "−1.2\u{202F}%")
    #expect(NumberText.percent(0.0001, signed: true) == "0.0\u{202F}%")
  }

  @Test(
    "ordinals end as English has them",
    arguments: [
      (1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"),
      (13, "13th"), (21, "21st"), (97, "97th"), (100, "100th"),
    ])
  func ordinals(number: Int, text: String) {
    #expect(NumberText.ordinal(number) == text)
  }

  @Test(
    "a price has as many decimals as traders quote",
    arguments: [
      (63_940.2, "63,940"), (1_834.52, "1,834.5"), (0.082_314, "0.08231"),
      (0.000_009_012_3, "0.000009012"), (0.001_234_5, "0.001235"),
    ])
  func prices(price: Double, text: String) {
    #expect(NumberText.price(price) == text)
  }

  @Test("what is not a number says so")
  func notANumber() {
    #expect(NumberText.fixed(.nan, decimals: 2) == "n/a")
    #expect(NumberText.fixed(.infinity, decimals: 2) == "n/a")
  }
}
