import Briefing
import Market
import Testing

@testable import Briefing
@testable import Charts

@Suite("Layout") struct LayoutTests {
  static let painter = Result { () throws(ChartError) in try ChartPainter() }

  @Test("no text leaves the canvas, none lies on another", arguments: OddEdition.allCases)
  func textsKeepApart(odd: OddEdition) throws {
    let painter = try Self.painter.get()
    for drawing in try Drawing.all(of: odd.edition) {
      for size in ChartSize.allCases {
        let scene = painter.scene(drawing, size)
        let place = "\(odd.rawValue) \(drawing.name) \(size.rawValue)"
        #expect(scene.texts.count > 4, "\(place)")
        for (index, text) in scene.texts.enumerated() {
          #expect(
            scene.bounds.inset(6, 6).contains(text.box), "\(place): '\(text.text)' is cut off")
          #expect(text.style.size >= 22, "\(place): '\(text.text)' is too small")
          for other in scene.texts[..<index] {
            #expect(
              !text.box.overlaps(other.box),
              "\(place): '\(text.text)' lies on '\(other.text)'")
          }
        }
      }
    }
  }

  @Test("texts keep apart over many seeds", arguments: 10..<22)
  func manySeeds(seed: Int) throws {
    let painter = try Self.painter.get()
    var options = SyntheticMarket.Options()
    options.seed = UInt64(seed)
    options.warmUp = 24
    options.columns = 24 + seed % 5 * 9
    options.price = [0.000_123, 0.08, 3.5, 180, 64_000][seed % 5]
    options.crash = Double(seed % 4) * 0.07 - 0.05
    options.opened = 5e7 / options.price
    for drawing in try Drawing.all(of: SyntheticEdition.make(options)) {
      for size in ChartSize.allCases {
        let texts = painter.scene(drawing, size).texts
        for (index, text) in texts.enumerated() {
          let inside = Box(
            left: 0, top: 0, right: Double(size.width), bottom: Double(size.height))
          #expect(inside.contains(text.box), "\(drawing.name) \(size): '\(text.text)'")
          for other in texts[..<index] where text.box.overlaps(other.box) {
            Issue.record("\(drawing.name) \(size): '\(text.text)' lies on '\(other.text)'")
          }
        }
      }
    }
  }

  @Test("a simulated market says so, a real one does not", arguments: [true, false])
  func simulated(simulated: Bool) throws {
    var edition = OddEdition.firstDay.edition
    edition.briefing.simulated = simulated
    for drawing in try Drawing.all(of: edition) {
      for size in ChartSize.allCases {
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
    let drawings = try Drawing.all(of: OddEdition.ordinary.edition)
    #expect(drawings.map(\.name) == ["heatmap", "profile", "open-interest", "entries"])
    for drawing in drawings {
      #expect(drawing.title.contains { $0.isNumber }, "\(drawing.title)")
      #expect(drawing.altText.hasSuffix("."), "\(drawing.altText)")
      #expect(drawing.altText.contains("Bitcoin"))
      #expect(drawing.altText.count > 120)
    }
  }
}
