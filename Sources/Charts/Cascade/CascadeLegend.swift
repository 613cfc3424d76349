import Market

/// What the curves, areas and hatching of a cascade chart are.
struct CascadeLegend {
  let hasVoids: Bool
  let hasRunaway: Bool
  let hasDoubling: Bool

  private static let line = 36.0
  private static let sample = 54.0

  func add(to scene: inout Scene, in room: Box) {
    let design = scene.design
    var items: [(words: String, marks: (Box) -> [Mark])] = [
      (
        "by forced closes",
        { box in
          [
            .line(
              [Point(x: box.left, y: box.midY), Point(x: box.midX - 2, y: box.midY)],
              Stroke(width: 5), .long),
            .line(
              [Point(x: box.midX + 2, y: box.midY), Point(x: box.right, y: box.midY)],
              Stroke(width: 5), .short),
          ]
        }
      ),
      (
        design.isNarrow ? "p10 to p90" : "10th to 90th percentile",
        { box in
          [
            .box(
              Box(left: box.left, top: box.top, right: box.midX - 1, bottom: box.bottom),
              .pale(.long)),
            .box(
              Box(left: box.midX + 1, top: box.top, right: box.right, bottom: box.bottom),
              .pale(.short)),
          ]
        }
      ),
    ]
    if hasDoubling {
      items.append(
        (
          "shock doubled",
          { box in
            [
              .line(
                [Point(x: box.left, y: box.midY), Point(x: box.right, y: box.midY)],
                Stroke(width: 3, dash: [10, 7]), .muted)
            ]
          }
        ))
    }
    if hasRunaway {
      items.append(
        (
          "runs away",
          { box in
            [
              .line(
                [Point(x: box.left, y: box.midY), Point(x: box.right, y: box.midY)],
                Stroke(width: 3, dash: [3, 5]), .ink)
            ]
          }
        ))
    }
    if hasVoids {
      items.append(
        (
          "void", { [.hatch($0, .axis)] }
        ))
    }
    var x = room.left
    var y = room.top
    for item in items {
      let width = CascadeLegend.sample + 10 + scene.typesetter.width(item.words, design.footer)
      if x > room.left, x + width > room.right {
        x = room.left
        y += CascadeLegend.line
      }
      let box = Box(left: x, top: y + 3, right: x + CascadeLegend.sample, bottom: y + 23)
      for mark in item.marks(box) { scene.add(mark) }
      scene.text(
        item.words, design.footer, .muted, x: box.right + 10, middle: y + 13)
      x += width + 34
    }
  }
}
