/// Moves labels apart along one axis, each as little as it takes.
enum LabelSpread {
  struct Label: Hashable, Sendable {
    /// Where its middle should be.
    var wanted: Double
    var height: Double
    /// Of labels that have no room together the least weighty go first.
    var weight: Double
  }

  /// - Returns: the middle of each label in the order given, `nil` for those left out.
  static func middles(of labels: [Label], from low: Double, to high: Double) -> [Double?] {
    var kept = labels.indices.sorted {
      (labels[$0].wanted, $0) < (labels[$1].wanted, $1)
    }
    while kept.reduce(0, { $0 + labels[$1].height }) > high - low,
      let least = kept.min(by: { (labels[$0].weight, $0) < (labels[$1].weight, $1) })
    {
      kept.removeAll { $0 == least }
    }
    var blocks: [Block] = []
    for index in kept {
      var block = Block(labels: [index], height: labels[index].height)
      block.top = min(max(labels[index].wanted - block.height / 2, low), high - block.height)
      while let before = blocks.last, before.top + before.height > block.top {
        blocks.removeLast()
        block = before.joined(with: block, labels: labels, low: low, high: high)
      }
      blocks.append(block)
    }
    var middles: [Double?] = Array(repeating: nil, count: labels.count)
    for block in blocks {
      var top = block.top
      for index in block.labels {
        middles[index] = top + labels[index].height / 2
        top += labels[index].height
      }
    }
    return middles
  }

  /// Labels that touch and move as one, centred on where they would be.
  private struct Block {
    var labels: [Int]
    var height: Double
    var top = 0.0

    func joined(with other: Block, labels all: [Label], low: Double, high: Double) -> Block {
      var joined = Block(labels: labels + other.labels, height: height + other.height)
      var offset = 0.0
      var wanted = 0.0
      for index in joined.labels {
        wanted += all[index].wanted - all[index].height / 2 - offset
        offset += all[index].height
      }
      joined.top = min(
        max(wanted / Double(joined.labels.count), low), max(low, high - joined.height))
      return joined
    }
  }
}
