import Market

/// Where the price may stand after the close: the quantiles of its paths as lines, the nearer to the
/// middle the stronger.
struct HeatmapFan {
  let projection: HeatmapChartInput.Projection

  /// How a quantile is drawn.
  private enum Rank: Hashable {
    case median, inner, outer

    init(_ probability: Double) {
      let off = abs(probability - 0.5)
      self = off < 0.01 ? .median : off < 0.3 ? .inner : .outer
    }

    var stroke: Stroke {
      switch self {
      case .median: Stroke(width: 3)
      case .inner: Stroke(width: 2)
      case .outer: Stroke(width: 2, dash: [7, 5])
      }
    }
  }

  /// The outermost, the quarters and the median: more could not be told apart.
  private var lines: [HeatmapChartInput.Projection.FanLine] {
    let fan = projection.fan
    return fan.indices.filter { index in
      index == 0 || index == fan.count - 1
        || [0.25, 0.5, 0.75].contains { abs(fan[index].probability - $0) < 0.01 }
    }.map { fan[$0] }
  }

  func add(to scene: inout Scene, _ layout: HeatmapLayout) {
    guard let future = layout.future, !projection.fan.isEmpty else { return }
    let span = projection.span.hours
    let lines = lines.map { line in
      let points =
        [Point(x: future.left, y: layout.price(layout.input.close))]
        + zip(projection.hours, line.prices).map { hour, price in
          Point(x: future.left + future.width * hour / span, y: layout.price(price))
        }
      return Mark.line(points, Rank(line.probability).stroke, .ink)
    }
    scene.add(.group(name: "fan", clip: future, lines))
  }

  /// `median`, `50 %`, `90 % of paths`: what share of paths stands between a line and its mirror.
  private var items: [(stroke: Stroke, words: String)] {
    var shares: [(rank: Rank, share: Double)] = []
    for line in lines where line.probability <= 0.505 {
      shares.append((Rank(line.probability), 1 - 2 * line.probability))
    }
    return shares.sorted { $0.share < $1.share }.map { rank, share in
      (
        rank.stroke,
        rank == .median ? "median" : NumberText.percent(share, decimals: 0)
      )
    }
  }

  /// What is expected and where the price may stand at the end, in words.
  var altText: [String] {
    var sentences: [String] = []
    for hours in Set(projection.expected.map(\.hours)).sorted() {
      let sides = [Side.short, .long].compactMap { side in
        projection.expected.first { $0.side == side && $0.hours == hours }.map { figure in
          "\(usdWords(figure.usd, side)) (\(NumberText.usd(figure.p10)) to \(NumberText.usd(figure.p90)))"
        }
      }
      sentences.append(
        "Expected to be forced out within \(hours)\u{00A0}h: \(sides.joined(separator: " and ")).")
    }
    for line in lines where line.probability < 0.49 {
      let mirrored = lines.last { abs($0.probability + line.probability - 1) < 0.005 }
      guard let low = line.prices.last, let high = mirrored?.prices.last else { continue }
      let share = NumberText.percent(1 - 2 * line.probability, decimals: 0)
      sentences.append(
        "\(share) of price paths end the \(duration) between \(PriceText.price(roundedPrice(low))) and \(PriceText.price(roundedPrice(high)))."
      )
    }
    return sentences
  }

  private var duration: String {
    let hours = Int(projection.span.hours.rounded())
    return hours == 168 ? "week" : "\(hours)\u{00A0}h"
  }

  /// What the key takes in pixels.
  func keyWidth(_ scene: Scene) -> Double {
    items.reduce(scene.typesetter.width("Price paths:", scene.design.footer)) { width, item in
      width + HeatmapFan.sample + 26 + scene.typesetter.width(item.words, scene.design.footer)
    }
  }

  private static let sample = 36.0

  /// - Parameter middle: of the line of words.
  func addKey(to scene: inout Scene, left: Double, middle: Double) {
    guard !items.isEmpty else { return }
    let design = scene.design
    var x = scene.text("Price paths:", design.footer, .muted, x: left, middle: middle).right
    for item in items {
      x += 18
      scene.add(
        .line(
          [Point(x: x, y: middle), Point(x: x + HeatmapFan.sample, y: middle)], item.stroke, .ink))
      x =
        scene.text(
          item.words, design.footer, .muted, x: x + HeatmapFan.sample + 8, middle: middle
        ).right
    }
  }
}
