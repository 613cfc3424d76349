import Briefing
import Market
import Testing

@testable import Briefing
@testable import Charts

@Suite("Layout") struct LayoutTests {
  static let painter = Result { () throws(ChartError) in try ChartPainter() }

  /// Every text within the canvas and large enough, none on another.
  static func checkTexts(_ drawing: Drawing, _ place: String) throws {
    let painter = try painter.get()
    for size in drawing.sizes {
      let scene = painter.scene(drawing, size)
      let place = "\(place) \(drawing.name) \(size.rawValue)"
      let texts = scene.texts
      #expect(texts.count > 4, "\(place)")
      let inside = scene.bounds.inset(6, 6)
      for (index, text) in texts.enumerated() {
        if !inside.contains(text.box) { Issue.record("\(place): '\(text.text)' is cut off") }
        if text.style.size < 22 { Issue.record("\(place): '\(text.text)' is too small") }
        for other in texts[..<index] where text.box.overlaps(other.box) {
          Issue.record("\(place): '\(text.text)' lies on '\(other.text)'")
        }
      }
    }
  }

  @Test("no text leaves the canvas, none lies on another", arguments: OddEdition.allCases)
  func textsKeepApart(odd: OddEdition) throws {
    for drawing in try Drawing.all(of: odd.edition) { try Self.checkTexts(drawing, odd.rawValue) }
  }

  @Test("texts keep apart over many seeds", arguments: 10..<22)
  func manySeeds(seed: Int) throws {
    var options = SyntheticMarket.Options()
    options.seed = UInt64(seed)
    options.warmUp = 24
    options.columns = 24 + seed % 5 * 9
    options.price = [0.000_000_000_017, 0.08, 3.5, 180, 64_000][seed % 5]
    options.crash = Double(seed % 4) * 0.07 - 0.05
    options.opened = 5e7 / options.price
    var edition = SyntheticEdition.make(options)
    if seed % 2 == 0 { SyntheticForecast.add(to: &edition.briefing) }
    for drawing in try Drawing.all(of: edition) { try Self.checkTexts(drawing, "seed \(seed)") }
  }

  @Test(
    "the track record's texts keep apart, from the first day on",
    arguments: [0, 1, 4, 9, 12, 40, 400], [true, false])
  func trackRecord(days: Int, known: Bool) throws {
    let input = SyntheticRecord.input(days: days, baselines: known, reach: known)
    for drawing in try Drawing.all(of: input) { try Self.checkTexts(drawing, "\(days) days") }
  }

  @Test("a simulated market says so, a real one does not", arguments: [true, false])
  func simulated(simulated: Bool) throws {
    var edition = OddEdition.firstDay.edition
    edition.briefing.simulated = simulated
    for drawing in try Drawing.all(of: edition) {
      for size in drawing.sizes {
        let texts = try Self.painter.get().scene(drawing, size).texts
        #expect(texts.contains { $0.text == "SIMULATED MARKET" } == simulated)
        #expect(texts.contains { $0.text.contains("5 Aug\u{00A0}") || $0.text.contains("2024") })
        #expect(texts.contains { $0.text == "Heatpress" })
      }
      #expect(drawing.altText.contains("simulated") == simulated)
    }
  }

  @Test("titles and alternative texts carry the figures")
  func titles() throws {
    let drawings = try Drawing.all(of: OddEdition.forecast.edition)
    #expect(
      drawings.map(\.name) == [
        "heatmap", "profile", "open-interest", "funding", "entries", "cascade", "card",
      ])
    let scores = try Drawing.all(of: SyntheticRecord.input(days: 40))
    #expect(scores.map(\.name) == ["reliability", "lift", "running-lift"])
    for drawing in drawings.dropLast() + scores {
      #expect(drawing.title.contains { $0.isNumber }, "\(drawing.title)")
    }
    for drawing in drawings + scores {
      #expect(drawing.altText.hasSuffix("."), "\(drawing.altText)")
      #expect(drawing.altText.contains("Bitcoin"))
      #expect(drawing.altText.count > 100)
      #expect(drawing.altText.contains("simulated"))
    }
  }
}
