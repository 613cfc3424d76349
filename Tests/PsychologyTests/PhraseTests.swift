import Market
import Psychology
import Testing

@Suite("Phrases")
struct PhraseTests {
  @Test(
    "dollars carry their range, with the scale written once where it is shared",
    arguments: [
      (184e6, 120e6, 250e6, "$184 M (p10–p90 $120–250 M)"),
      (852e6, 537e6, 1.11e9, "$852 M (p10–p90 $537 M to $1.11 B)"),
      (12.0, 12.0, 12.0, "$12"), (0, 0, 0, "$0"), (0.3, 0.1, 0.4, "under $1"),
      (5e3, 0, 9e3, "$5.00 k (p10–p90 $0 to $9.00 k)"),
      (46.2e3, 30, 64.3e3, "$46.2 k (p10–p90 $30 to $64.3 k)"),
      (12, 10, 14, "$12 (p10–p90 $10–14)"),
      (2e6, -1e6, 3e6, "$2.00 M (p10–p90 −$1.00 M to $3.00 M)"),
    ])
  func usd(value: Double, p10: Double, p90: Double, text: String) {
    let estimate = Estimate(value: value, p10: p10, p90: p90)
    #expect(plain(Phrase.usd(estimate)) == text)
  }

  @Test(
    "shares show what a reader can use",
    arguments: [
      (0.123, "12.3 %"), (0.0004, "0.04 %"), (0, "0 %"), (0.000_01, "0 %"), (1, "100.0 %"),
    ])
  func share(value: Double, text: String) { #expect(plain(Phrase.share(value)) == text) }

  @Test("a range of shares writes the sign once")
  func shareRange() {
    let estimate = Estimate(value: 0.123, p10: 0.098, p90: 0.141)
    #expect(plain(Phrase.share(estimate)) == "12.3 % (p10–p90 9.8–14.1 %)")
  }

  @Test(
    "ranks say their period, and the ends say what they are",
    arguments: [
      (0.97, 90, "the 97th percentile of the past 90 days"),
      (0.004, 46, "the 1st percentile of the past 46 days"),
      (1, 46, "the highest of the past 46 days"), (0, 30, "the lowest of the past 30 days"),
      (0.998, 90, "the 99th percentile of the past 90 days"),
      (0.52, 90, "the 52nd percentile of the past 90 days"),
    ])
  func percentile(share: Double, days: Int, text: String) {
    #expect(Phrase.percentile(HistoryRank(share: share, days: days)) == text)
  }

  @Test(
    "counts agree with their nouns",
    arguments: [(0, "no zones"), (1, "one zone"), (2, "two zones"), (13, "13 zones")])
  func count(number: Int, text: String) { #expect(Phrase.count(number, "zone") == text) }

  @Test(
    "the article agrees with the number's sound",
    arguments: [
      ("7.1 %", "a 7.1 %"), ("8.2 %", "an 8.2 %"), ("11.9 %", "an 11.9 %"), ("18 %", "an 18 %"),
      ("80.1 %", "an 80.1 %"), ("1.1 %", "a 1.1 %"), ("110 %", "a 110 %"), ("17.8 %", "a 17.8 %"),
    ])
  func article(number: String, text: String) { #expect(Phrase.withArticle(number) == text) }

  @Test(
    "lists end with and", arguments: [([], ""), (["a"], "a"), (["a", "b", "c"], "a, b and c")])
  func list(items: [String], text: String) { #expect(Phrase.list(items) == text) }

  @Test("a change too small to be written is unchanged")
  func comparison() {
    #expect(plain(Phrase.comparison(0.071)) == "7.1 % higher")
    #expect(plain(Phrase.comparison(-0.004)) == "0.4 % lower")
    #expect(Phrase.comparison(0.0004) == "unchanged")
  }

  @Test(
    "a share and the one before it are compared alike wherever they are told",
    arguments: [
      (0.261, 0.243, "little changed from 24.3 %"), (0.082, 0.064, "up from 6.4 %"),
      (0.124, 0.538, "down from 53.8 %"), (0.2431, 0.2429, "unchanged from 24.3 %"),
      (0.147, 0, "up from 0 %"), (0.003, 0.0031, "unchanged from 0.3 %"),
    ])
  func change(now: Double, before: Double, text: String) {
    #expect(plain(Phrase.change(of: now, from: before)) == text)
  }

  @Test(
    "a chance is whole per cent and never nought or certain",
    arguments: [
      (0.307, "a 31 % chance"), (0.08, "an 8 % chance"), (0.001, "less than a 1 % chance"),
      (0.999, "more than a 99 % chance"),
    ])
  func chance(probability: Double, text: String) {
    #expect(plain(Phrase.chance(probability)) == text)
  }

  @Test("a section says once what its ranges are")
  func labelledOnce() {
    let sentences = ["None.", "A (p10–p90 1–2) and B (p10–p90 3–4).", "C (p10–p90 5–6)."]
    #expect(
      Phrase.labelledOnce(sentences) == ["None.", "A (p10–p90 1–2) and B (3–4).", "C (5–6)."])
  }

  private func plain(_ text: String) -> String {
    text.replacing("\u{202F}", with: " ")
  }
}
